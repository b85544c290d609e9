"""The digest of all that a verdict rests on: what was seen of a run, and nothing that was made from it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from acceptance.integrity.files import digest_of

JUDGED_FILES: Final = ("evidence/*.jsonl", "campaign/record.json", "allure-results/*-result.json")
"""What the verdict rests on, below the reports."""


def results_digest(reports: Path) -> str:
    """A digest of all that the verdict rests on."""
    digest = hashlib.sha256()
    for pattern in JUDGED_FILES:
        for file in sorted(reports.glob(pattern)):
            digest.update(f"{file.relative_to(reports).as_posix()}\0{digest_of(file)}\0".encode())
    return digest.hexdigest()
