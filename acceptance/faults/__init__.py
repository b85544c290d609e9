"""Faults injected into running work, judged by the record of what was answered."""
