"""A page that is rendered again after somebody has signed: what was signed stays, and the new page is told as such."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.integrity.files import digest_of, read_json, write_whole
from acceptance.integrity.manifest import RENDERED, Change, Manifest, is_evidence

PAGE: Final = "acceptance-report.html"
MOST_BYTES: Final = 4096


def note_rendering(reports: Path) -> None:
    """Keep that the page was rendered again, and what it was then.

    Raises:
        OSError: it could not be written.
    """
    told = {"page": digest_of(reports / PAGE), "time": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")}
    write_whole(reports / RENDERED, json.dumps(told))


def note_of_rendering(reports: Path, changes: dict[str, Change]) -> str:
    """What is to be told where the page differs only because it was rendered again; it is taken out of the changes."""
    if changes.get(PAGE) in {Change.CHANGED, Change.ADDED}:
        with suppress(OSError, ValueError, TypeError, KeyError):
            told = read_json(reports / RENDERED, MOST_BYTES)
            if told["page"] == digest_of(reports / PAGE) and str(told["time"]).isprintable():
                del changes[PAGE]
                return (
                    f"{PAGE} was rendered again at {told['time']}, after the run was signed: "
                    "it is not the page that was signed."
                )
    return ""


def record_digests(reports: Path, features: Path, waivers: Path) -> None:
    """Write the manifest of what lies below the reports: the last thing that a run does.

    Raises:
        SuiteError: it could not be written.
    """
    try:
        Manifest.take(reports, features, waivers).write(reports)
    except OSError as error:
        raise SuiteError(
            f"The digests of the run could not be written ({error.strerror}), so it cannot be signed."
        ) from None


def changed_evidence(reports: Path, features: Path, waivers: Path) -> list[str]:
    """What of the evidence is not as it was when the run ended; nothing where no manifest tells how it was."""
    try:
        before = Manifest.read(reports)
    except SuiteError:
        return []
    now = Manifest.take(reports, features, waivers)
    return [f"{name} {change}" for name, change in before.changes(now) if is_evidence(name)]
