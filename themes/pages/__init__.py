"""What one reader sees of a thing: plain data, read and never written."""
