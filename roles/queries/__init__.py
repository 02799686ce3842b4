"""What several pages and rules ask about people and units; some take a reader."""
