"""Places of features as they are typed: whether there is a feature, and which place is meant where there is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.specification.tags import FOLDERS

VALUED: Final = frozenset(
    [
        "-D",
        "-e",
        "-f",
        "-i",
        "-j",
        "-n",
        "-o",
        "-t",
        "--color",
        "--define",
        "--exclude",
        "--format",
        "--include",
        "--jobs",
        "--junit-directory",
        "--lang",
        "--logging-datefmt",
        "--logging-filter",
        "--logging-format",
        "--logging-level",
        "--name",
        "--outfile",
        "--parallel",
        "--runner",
        "--stage",
        "--tags",
    ]
)
"""The options of behave of which the next word is the value."""


def check_places(words: Sequence[str], root: Path) -> None:
    """Check that the places among words for behave hold features: it would begin a run of another one.

    Args:
        words: options and places, as they are typed.
        root: the folder of the suite.

    Raises:
        SuiteError: at one of them there is no feature; the message names the nearest.
    """
    for place in places_in(words):
        if place.startswith("@"):
            if not (root / place[1:]).is_file():
                raise SuiteError(f"{place[1:]}, which is to list features, does not exist.")
            continue
        path = root / place.partition(":")[0]
        if path.is_file() and path.suffix == ".feature":
            continue
        if not (path.is_dir() and any(path.rglob("*.feature"))):
            what = "has no feature" if path.exists() else "does not exist"
            raise SuiteError(f"{place} {what}. {_hint(place, root)}")


def places_in(words: Iterable[str]) -> Iterator[str]:
    """The words for behave that are neither options nor their values; one that begins with @ lists places."""
    before = ""
    for word in words:
        if not word.startswith("-") and before not in VALUED:
            yield word
        before = word


def _hint(place: str, root: Path) -> str:
    """The nearest place with a feature, or the folders, in a sentence."""
    found = sorted(file.relative_to(root) for name in FOLDERS for file in (root / name).rglob("*.feature"))
    known = [*dict.fromkeys(file.parent.as_posix() for file in found), *(file.as_posix() for file in found)]
    asked = place.partition(":")[0]
    # The suffix that all files share would make any two short names alike.
    ends = {Path(one).stem: one for one in known}
    last = Path(asked).stem
    near = difflib.get_close_matches(asked, known, 1, 0.75) or [
        ends[one] for one in difflib.get_close_matches(last, ends, 1, 0.75)
    ]
    folders = ", ".join(dict.fromkeys(file.parent.as_posix() for file in found))
    return f"Did you mean {near[0]}?" if near else f"The features are in {folders}."
