"""What one scenario knows and does: its tasks, sessions, templates, and the calls it makes."""
