"""What is there after a run on a hostile target, and what must hold of it whatever the target does."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.flawed.trial import Seen, Trial
from tests.unpacking import told_in

MOST_BYTES: Final = 5_000_000
"""A file below the reports may be this large."""
MOST_BYTES_AFTER_ALL_FEATURES: Final = 12_000_000
"""The same after all features: the calls of the reference alone have some five million bytes."""
MOST_BYTES_IN_ALL: Final = 30_000_000
"""All files below the reports together may be this large after some scenarios."""
MOST_BYTES_OF_ALL_FEATURES: Final = 120_000_000
"""The same after all features: what 300 servers write to standard error is bounded by 64 MB, and 8 KB for each."""
MOST_NAMES: Final = 10
CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True)
class Aftermath:
    """What a run on a hostile target left.

    Attributes:
        folder: the folder of the run: `home`, `tmp` (its TMPDIR), `reports`, `console.txt`.
        trial: what came of the scenarios.
        before: the digests of all that lay in `home` before the run.
        requests: how often somebody connected to the address at which nobody must ask for anything.
        words: texts that must stand nowhere: the contents of the files in `home`, and the planted secret.
        run: the value that marks the processes of the run.
        most: so many bytes all files below the reports may have together.
    """

    folder: Path
    trial: Trial
    before: dict[str, str]
    requests: int
    words: tuple[str, ...]
    run: str
    whole: bool = False
    own: str = ""

    @property
    def reports(self) -> Path:
        """What the run wrote."""
        return self.folder / "reports"

    @property
    def home(self) -> Path:
        """The folder of the person who ran the suite."""
        return self.folder / "home"

    @property
    def console(self) -> str:
        """What the run printed."""
        return (self.folder / "console.txt").read_text(encoding="utf-8", errors="backslashreplace")

    def _is_own(self, name: str) -> bool:
        """Whether the target itself writes this file at home, which nobody can prevent: it has the user's rights."""
        return bool(self.own) and Path(name).parts[0] == self.own

    def scenario(self, name: str) -> Seen:
        """What came of one scenario."""
        return next(one for one in self.trial.scenarios if one.name == name)

    def files(self) -> Iterator[Path]:
        """All files below the reports."""
        return (path for path in self.reports.rglob("*") if path.is_file())

    def everything_written(self) -> str:
        """All that stands below the reports and on the console, as one text."""
        return "\n".join((self.console, *map(told_in, self.files())))

    def problems(self) -> Iterator[str]:
        """What does not hold, each in one sentence; what must hold after each hostile target."""
        if self.trial.trouble:
            yield f"the run itself failed: {self.trial.trouble[-2000:]}"
        for one in self.trial.with_status("broken"):
            yield f"the suite itself broke in {one.name}: {one.message[:1000]}"
        if changed := [name for name in changes(self.before, digests(self.home)) if not self._is_own(name)]:
            yield f"files outside of the workspace were changed: {changed[:MOST_NAMES]}, {len(changed)} in all"
        if self.requests:
            yield f"an address that the target named was asked {self.requests} times"
        if left := sorted(path.name for path in (self.folder / "tmp").iterdir()):
            yield f"temporary files were left: {left}"
        if left := sorted(processes_of(self.run, self.folder).values()):
            yield f"processes were left: {left}"
        yield from self._problems_of_files()
        yield from self._problems_of_words()

    def _problems_of_files(self) -> Iterator[str]:
        sizes = {path: path.stat().st_size for path in (*self.files(), self.folder / "console.txt")}
        for path, size in sizes.items():
            if size > (MOST_BYTES_AFTER_ALL_FEATURES if self.whole else MOST_BYTES):
                yield f"{path.relative_to(self.folder)} has {size:,} bytes"
        if sum(sizes.values()) > (MOST_BYTES_OF_ALL_FEATURES if self.whole else MOST_BYTES_IN_ALL):
            yield f"the reports have {sum(sizes.values()):,} bytes"
        for path in sizes:
            if path.suffix in {".json", ".jsonl"}:
                yield from unreadable(path)

    def _problems_of_words(self) -> Iterator[str]:
        if "Traceback" in self.console:
            yield f"a traceback reached the console: {self.console[-2000:]}"
        if found := CONTROL.search(self.console):
            around = self.console[max(0, found.start() - 60) : found.end() + 60]
            yield f"a control character reached the console: {around!r}"
        for path in (*self.files(), self.folder / "console.txt"):
            content = path.read_bytes()
            if any(word.encode() in content for word in self.words):
                yield f"what is nobody's business stands in {path.relative_to(self.folder)}"


def unreadable(path: Path) -> Iterator[str]:
    """Why a file is no JSON, or has a line that is none; nothing where it is."""
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    for number, line in enumerate(text.split("\n") if path.suffix == ".jsonl" else [text], start=1):
        if line:
            try:
                json.loads(line, parse_constant=refuse_constant)
            except (ValueError, RecursionError) as error:
                yield f"{path.name}, line {number}, is no JSON: {error}"


def refuse_constant(name: str) -> None:
    """Refuse what is no number in JSON.

    Raises:
        ValueError: always.
    """
    raise ValueError(f"{name} is no JSON")


def digests(folder: Path) -> dict[str, str]:
    """What lies in a folder: of each file mode, links, time and content; links are not followed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = ""
        if path.is_symlink():
            content = str(path.readlink())
        elif path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        found[str(path.relative_to(folder))] = f"{status.st_mode:o} {status.st_nlink} {content}"
    return found


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The names whose digests differ."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def processes_of(run: str, folder: Path) -> dict[int, str]:
    """The processes that a run left, by their ids: those that bear its mark, and those that stand in its folder."""
    found = {}
    for process in Path("/proc").iterdir():
        if not process.name.isdigit() or int(process.name) == os.getpid():
            continue
        with suppress(OSError):
            marked = run.encode() in (process / "environ").read_bytes()
            if marked or str((process / "cwd").readlink()).startswith(f"{folder}/"):
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
                state = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
                if state != "Z":
                    found[int(process.name)] = f"{process.name} {words}"
    return found
