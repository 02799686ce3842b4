"""A bare Django over the same database, as ``startproject`` makes one: no page of its can be less.

It has a signed-in page with nothing on it, and the list of themes as models and nested loops in a
template. What ours costs more than this is ours.
"""
