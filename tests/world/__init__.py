"""A scenario's surroundings are put together, and what a target cannot be asked for is found."""
