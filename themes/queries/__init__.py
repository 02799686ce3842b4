"""Answers that several places ask; some take a reader, some return Danish text."""
