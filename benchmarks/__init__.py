"""What pages cost, beside an empty page and beside a bare Django, in one run: ``make bench``."""
