"""Faults strike as they are meant to, and nothing of them is left."""
