"""What catches the flaws of the fourth set, once it is known."""

from collections.abc import Mapping
from typing import Final

CAUGHT: Final[Mapping[str, tuple[str, ...]]] = {}
"""The scenarios that catch a flaw, by its name."""
