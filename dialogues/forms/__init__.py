"""Forms that read what the two, and those around them, write about their work together."""
