"""Text, words and days as people here write, order and look for them."""
