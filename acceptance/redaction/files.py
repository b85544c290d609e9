"""Secrets in files that are written already."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from acceptance.redaction.redactor import Redactor


def hide_in_files(folder: Path, redactor: Redactor) -> None:
    """Hide the secrets in what was written into a folder, once nobody writes there; what cannot be read stays."""
    for file in folder.glob("*") if redactor else ():
        with suppress(OSError):
            if file.is_symlink() or not file.is_file():
                continue
            before = file.read_bytes()
            after = redactor.data(before)
            if after is not before:
                file.write_bytes(after)
