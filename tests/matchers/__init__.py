"""Assertions say in words what was expected and what was found."""
