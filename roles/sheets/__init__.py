"""People and units as tables: the columns of a file, read both ways."""
