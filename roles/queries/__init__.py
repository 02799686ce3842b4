"""What several pages and rules ask about people and units; knows rows and no reader."""
