"""Danish hours have a full stop between hours and minutes."""

TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j. F Y H.i"
