"""The secretariat's tables as files, column by column."""
