"""The record of calls is whole, bounded, and without secrets."""
