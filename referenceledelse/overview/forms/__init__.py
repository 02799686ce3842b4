"""What the lists are narrowed by, all of it in the address."""
