"""What one scenario knows and does."""
