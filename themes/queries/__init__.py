"""Pure answers that more than one place asks; they know no reader and no words."""
