"""Pictures drawn on the server: pure functions of what they show."""
