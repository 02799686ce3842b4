"""Does some test notice, when a rule or an answer is changed a little? ``make mutants`` asks.

The tests near the files run once, and it is noted which of them come by which line. Then a fork
for each change puts the changed code into the functions, below their decorators, and runs the tests
that come by, the quickest first, until one fails. What none notices is a hole in the tests, or a
change that changes nothing: ``equal.toml`` says why.
"""
