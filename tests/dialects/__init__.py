"""Dialect files: their form, their mistakes, and servers of other tools that they map."""
