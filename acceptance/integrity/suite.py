"""The digest of what makes the outcomes of a run: the steps, the matchers, the dialects, and the driver below them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from acceptance.system.paths import PACKAGE

NO_OUTCOMES: Final = frozenset({"reporting", "judging", "commands", "cleaning", "commandline", "shards", "suite"})
"""The packages of the driver that make no outcome: they read, judge and show what others made."""

ENDINGS: Final = frozenset({".py", ".json", ".toml"})


@cache
def suite_digest(root: Path) -> str:
    """A digest of the steps and the dialects below a root, and of the driver that runs now.

    Args:
        root: what holds `steps/`, `dialects/` and `environment.py`.
    """
    digest = hashlib.sha256()
    for name, file in sorted(_files(root)):
        digest.update(f"{name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    if (root / "environment.py").is_file():
        yield "environment.py", root / "environment.py"
    for folder in (root / "steps", root / "dialects", PACKAGE):
        for file in folder.rglob("*"):
            inside = file.relative_to(folder)
            if file.suffix in ENDINGS and inside.parts[0] not in NO_OUTCOMES and file.is_file():
                yield f"{folder.name}/{inside.as_posix()}", file
