"""The manifest of a run: one digest for each file that a reader of the reports is shown, and for what it was held to.

It is written by whatever writes last in a run. A digest tells that something was changed; it cannot tell who did it,
and whoever can write into the folder can write a new manifest as well. A signature holds the manifest's own digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.integrity.files import digest_of, files_below, read_json, write_whole
from acceptance.system.paths import KEPT

MANIFEST: Final = "manifest.json"
SIGNATURES: Final = "signatures.json"
REVIEWS: Final = "reviews.json"
"""The code reviews, which persons entered after the run and before the first signature."""

RENDERED: Final = "rendered-again.json"
"""What was rendered after somebody had signed."""

LEFT_OUT: Final = KEPT | {MANIFEST, SIGNATURES, RENDERED}
"""What the manifest is not about: what outlives a run (history, durations, comparisons, the folder's own settings),
which the next run changes, and what is written behind it. Signatures hold their own digests."""

EVIDENCE: Final = ("allure-results", "evidence", "campaign", "servers", "shards", REVIEWS)
"""The folders with what was seen, and what persons said of it; all else is made from it and can be made again."""

REMADE: Final = "allure-results/environment.properties"
"""Lies among the evidence, and is written with the page: target and verdict, as Allure reads them."""

MOST_BYTES: Final = 1 << 26


class Change(StrEnum):
    """What became of a file."""

    CHANGED = "was changed"
    ADDED = "was added"
    REMOVED = "was removed"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The digests of a run's files.

    Attributes:
        made: when, in UTC.
        files: by their paths below the reports.
        held_to: of the features, the requirements and the waivers, by their names.
    """

    made: str
    files: Mapping[str, str]
    held_to: Mapping[str, str]

    @classmethod
    def take(cls, reports: Path, features: Path, waivers: Path) -> Manifest:
        """Take the digests of what is there now."""
        files = {
            file.relative_to(reports).as_posix(): digest_of(file)
            for file in files_below(reports)
            if file.relative_to(reports).parts[0] not in LEFT_OUT
        }
        held_to = {
            f"features/{file.relative_to(features).as_posix()}": digest_of(file)
            for file in files_below(features)
            if file.suffix in {".feature", ".md", ".toml"}
        }
        if waivers.exists():
            held_to[waivers.name] = digest_of(waivers)
        return cls(datetime.now(UTC).isoformat(timespec="seconds"), files, held_to)

    @classmethod
    def read(cls, reports: Path) -> Manifest:
        """Read the manifest below the reports.

        Raises:
            SuiteError: there is none, or it is damaged.
        """
        try:
            told = read_json(reports / MANIFEST, MOST_BYTES)
            read = cls(told["made"], told["files"], told["held_to"])
            if isinstance(read.made, str) and are_digests(read.files) and are_digests(read.held_to):
                return read
        except FileNotFoundError:
            raise SuiteError(
                f"There is no {reports / MANIFEST}, the file with the digests of the run: run the whole suite first."
            ) from None
        except (OSError, ValueError, TypeError, KeyError):
            pass
        raise SuiteError(f"{reports / MANIFEST} is damaged, so nothing can be said about the run; run the suite again.")

    def write(self, reports: Path) -> None:
        """Write it below the reports.

        Raises:
            OSError: it could not be written.
        """
        write_whole(reports / MANIFEST, json.dumps(asdict(self), indent=1))

    def changes(self, now: Manifest) -> Iterator[tuple[str, Change]]:
        """What is not as it was: the names, and what became of them; those of the reports first."""
        for before, after in ((self.files, now.files), (self.held_to, now.held_to)):
            for name in sorted(before.keys() | after.keys()):
                if name not in after:
                    yield name, Change.REMOVED
                elif name not in before:
                    yield name, Change.ADDED
                elif before[name] != after[name]:
                    yield name, Change.CHANGED


def are_digests(told: object) -> bool:
    """Whether something is a table of texts by names."""
    return isinstance(told, dict) and all(isinstance(value, str) for value in told.values())


def is_evidence(name: str) -> bool:
    """Whether a file below the reports is what was seen, and not made from it."""
    return name.partition("/")[0] in EVIDENCE and name != REMADE


def manifest_digest(reports: Path) -> str:
    """The digest of the manifest below the reports."""
    return digest_of(reports / MANIFEST)


def seal_of(content: Mapping[str, object]) -> str:
    """The digest of some content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
