"""One run at a time in a reports folder: a second one would empty the results of the first."""
