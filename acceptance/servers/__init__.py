"""The servers of a run, each with its workspace."""
