"""What several pages and rules ask about conversations and mandates; knows rows and no reader."""
