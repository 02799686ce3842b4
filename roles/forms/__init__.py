"""The forms of the floor, a module for each thing that is written."""
