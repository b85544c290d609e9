"""Orchestrators side by side: which promises each of them keeps, from the results of their runs."""
