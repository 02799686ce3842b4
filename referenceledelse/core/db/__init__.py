"""What rows have in common: constraints, locks, and the change log."""
