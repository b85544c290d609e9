"""Secrets are hidden in every form that they are told back in."""
