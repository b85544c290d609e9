"""Beside the specification: tighter bounds for the reference and the suite, and orchestrators side by side."""
