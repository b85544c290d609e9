"""Text of a target is shown as text, on the console and in files."""
