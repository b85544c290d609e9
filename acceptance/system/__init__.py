"""The machine that the suite runs on: its paths, programs and rights."""
