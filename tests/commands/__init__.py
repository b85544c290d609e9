"""Each command, with what is wrong about a target or an option told in one sentence."""
