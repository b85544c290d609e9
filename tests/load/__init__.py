"""Work of many clients, and what is told of it."""
