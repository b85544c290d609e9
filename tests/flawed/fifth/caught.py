"""Which scenarios catch the flaws of the fifth set: those that did at first, and those that do since then."""

from collections.abc import Mapping
from typing import Final

AT_FIRST: Final[Mapping[str, tuple[str, ...]]] = {}
"""Not measured yet."""

SINCE: Final[Mapping[str, tuple[str, ...]]] = {}
"""Not measured yet."""

CAUGHT: Final = {**AT_FIRST, **SINCE}
