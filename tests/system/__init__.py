"""Places, paths and processes of the machine."""
