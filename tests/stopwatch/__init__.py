"""Clocks and comparisons of times."""
