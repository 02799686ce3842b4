"""Themes and assignments as tables: the columns of a file, read both ways."""
