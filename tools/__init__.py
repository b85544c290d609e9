"""Tools for whoever works on the suite; a run needs none of them."""
