"""A server that answers nonsense is judged, and breaks nothing."""
