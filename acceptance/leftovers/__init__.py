"""What a run that was killed left on this machine: its folders and processes; and how the next one clears it."""

from acceptance.leftovers.finding import Leftover, clear, find_leftovers, in_words
from acceptance.leftovers.folders import owned_folder

__all__ = ["Leftover", "clear", "find_leftovers", "in_words", "owned_folder"]
