"""Faults injected while work goes on, judged by the record of what was answered."""
