"""No path that a target tells is touched outside its workspace."""
