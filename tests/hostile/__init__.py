"""Targets that would do harm to whoever runs the suite on them, and what must hold after each."""
