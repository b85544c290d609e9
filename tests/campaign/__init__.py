"""The plan that a run carries out on the target is judged by what was really answered."""
