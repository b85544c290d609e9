"""Which scenarios catch the flaws of the third set, where they are known."""

from collections.abc import Mapping
from typing import Final

CAUGHT: Final[Mapping[str, tuple[str, ...]]] = {}
