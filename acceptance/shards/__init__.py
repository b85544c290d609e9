"""A run shared out over several behave processes: who runs which feature files, and what came of all of them."""
