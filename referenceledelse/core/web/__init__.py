"""Forms, saves, refusals and lists: what every page does alike."""
