"""The file of targets, installations, and what is wrong with them."""
