"""The pages of conversations and duties."""
