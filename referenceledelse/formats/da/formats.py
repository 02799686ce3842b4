"""Danish hours have a full stop between hours and minutes, and no zero before: kl. 9.00."""

TIME_FORMAT = "G.i"
DATETIME_FORMAT = r"j. F Y \k\l. G.i"
# Ours, for ``date_format`` and the filter ``date``: a day as people say it, with its weekday.
WEEKDAY_FORMAT = r"l \d\e\n j. F Y"
WEEKDAY_MONTH_DAY_FORMAT = r"l \d\e\n j. F"
WEEKDAY_MOMENT_FORMAT = r"l \d\e\n j. F Y \k\l. G.i"
