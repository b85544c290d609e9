"""The one door to a target's files: what a target names is touched inside its workspace, or not at all."""
