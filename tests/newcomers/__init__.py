"""Two servers as a newcomer writes them, sound and with a bug each, held against the whole specification."""
