"""English as it is written in Europe: the day first, and 24 hours."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y H:i"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
WEEKDAY_FORMAT = "l j F Y"
WEEKDAY_MONTH_DAY_FORMAT = "l j F"
WEEKDAY_MOMENT_FORMAT = "l j F Y H:i"
FIRST_DAY_OF_WEEK = 1
