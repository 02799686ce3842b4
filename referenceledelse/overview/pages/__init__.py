"""What one reader sees of what all apps know: plain data, read and never written."""
