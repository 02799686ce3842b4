"""A municipality of any size with three years of history; the same seed makes the same one."""
