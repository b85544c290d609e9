"""Random calls find what contradicts the model, shrink it, and tell it in the specification's words."""
