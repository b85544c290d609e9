"""Which dialect a target speaks: the file that is named, or the one that its list of tools tells."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

from acceptance.contract.dialects.compiling import compiled
from acceptance.contract.dialects.dialect import Form
from acceptance.contract.dialects.dialect_file import DialectFile
from acceptance.errors import DialectError
from acceptance.system.paths import ROOT

FOLDER: Final = ROOT / "dialects"
ENDING: Final = ".toml"
VERSION_2: Final = "orchestrator-2.0"
"""The dialect of the contract itself, which a target is taken to speak that no other file's marks fit."""
VERSION_1: Final = "orchestrator-1.x"
ALIASES: Final = {"2.0": VERSION_2, "1.x": VERSION_1}


@cache
def read_form(path: Path) -> Form:
    """A dialect file, read and compiled once.

    Raises:
        DialectError: it is wrong.
    """
    return compiled(DialectFile.read(path))


def shipped(name: str) -> Form:
    """A dialect of the suite's own folder, by its name or one of its short names.

    Raises:
        DialectError: there is none of that name.
    """
    path = FOLDER / f"{ALIASES.get(name, name)}{ENDING}"
    if not path.is_file():
        known = [*ALIASES, *names()]
        close = difflib.get_close_matches(name, known, n=1)
        hint = f' Did you mean "{close[0]}"?' if close else ""
        raise DialectError(
            f'there is no dialect "{name}". There are: {", ".join(known)}; or write the path of a file, '
            f'"{name}{ENDING}".{hint}'
        )
    return read_form(path)


def named(name: str, folder: Path) -> Form:
    """The dialect that a target names: one of the suite's own, or a file, relative to a folder.

    Raises:
        DialectError: there is none, or it is wrong.
    """
    return read_form(folder / name) if name.endswith(ENDING) else shipped(name)


def names() -> list[str]:
    """The dialects of the suite's own folder."""
    return sorted(path.stem for path in FOLDER.glob(f"*{ENDING}"))


def detected(tools: Collection[str]) -> Form:
    """The dialect whose marks fit a list of tools best; the contract's own where none fits.

    Raises:
        DialectError: one of the files is wrong.
    """
    forms = [read_form(path) for path in sorted(FOLDER.glob(f"*{ENDING}"))]
    fitting = [
        form for form in forms if form.marks and set(form.marks) <= set(tools) and set(form.lacks).isdisjoint(tools)
    ]
    return max(fitting, key=lambda form: len(form.marks), default=shipped(VERSION_2))
