"""What waits for a person, kind by kind, each with one button."""
