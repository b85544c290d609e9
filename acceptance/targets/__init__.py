"""What can be tested: the targets, their file, and their installation."""
