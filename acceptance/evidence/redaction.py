"""What nobody is to read in a report is hidden wherever something is written below the reports.

A server may tell a secret back in an answer, a refusal or on standard error, so it is not enough that the suite itself
does not say it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

HIDDEN: Final = "•••"


def hide(text: str, secrets: tuple[str, ...]) -> str:
    """A text without the secrets, be they written plainly or inside JSON."""
    for secret in secrets:
        text = text.replace(json.dumps(secret, ensure_ascii=False)[1:-1], HIDDEN).replace(secret, HIDDEN)
    return text


def hide_in_files(folder: Path, secrets: tuple[str, ...]) -> None:
    """Hide the secrets in what servers wrote into a folder, once they have ended; what cannot be read stays."""
    for file in folder.glob("*") if secrets else ():
        with suppress(OSError):
            before = after = file.read_bytes()
            for secret in secrets:
                after = after.replace(secret.encode(), HIDDEN.encode())
            if after != before:
                file.write_bytes(after)
