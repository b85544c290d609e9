"""The results of a suite that ran in parts, on several machines or at several times, put together into one run's."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from acceptance.campaign.record import RECORD as CAMPAIGN
from acceptance.errors import SuiteError
from acceptance.evidence.call_record import CALLS, EMPTY_PART, read_lines
from acceptance.evidence.scenario_results import RESULT
from acceptance.integrity.disks import telling_of_disks
from acceptance.integrity.files import digest_of, files_below, open_plainly
from acceptance.integrity.foreign_results import check_part, checked_size, not_copied
from acceptance.judging.whole import MOST_HOURS
from acceptance.reporting.report import wipe

RESULTS: Final = "allure-results"
KEPT_APART: Final = ("servers", "shards")
"""What is kept machine by machine: its files have the same names everywhere."""

COPIED: Final = (RESULTS, "evidence", *KEPT_APART)
WRITTEN_ANEW: Final = "environment.properties"
"""Lies beside the results, and tells target and verdict of one part."""

SAME: Final = {"name": "the target", "server": "the server", "version": "the server's version"}
SAME_DIGESTS: Final = {
    "tools_digest": "the digest of the list of tools",
    "features_digest": "the digest of the features",
    "requirements_digest": "the digest of the requirements",
    "suite_digest": "the digest of the steps and matchers",
    "files_digest": "the digest of the target's files",
}
"""What must be the same in all parts, or they are not parts of one run."""


@dataclass(frozen=True, slots=True)
class PartOfRun:
    """The reports folder of one part.

    Attributes:
        folder: where it is.
        scenarios: the names of its scenarios.
        target: what was tested, as its record of calls tells.
        times: when its record begins and ends, in seconds since the epoch; empty where it does not tell.
    """

    folder: Path
    scenarios: frozenset[str]
    target: Mapping[str, Any]
    times: tuple[float, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> PartOfRun:
        """Read a reports folder.

        Raises:
            SuiteError: it is none, or a run that was called off left nothing in it.
        """
        with telling_of_disks(folder, "Copy the whole folder again."):
            check_part(folder, COPIED)
            check_record(folder)
        names = frozenset(name_of(path) for path in (folder / RESULTS).glob(RESULT))
        if not names:
            raise SuiteError(
                f"{folder} is not a results folder: it holds no {RESULTS} with results in it. "
                "Give the reports folder of a run."
            )
        target = next((line for line in read_lines(folder / CALLS) if line.get("event") == "target"), None)
        if target is None:
            raise SuiteError(f"{folder} does not say which target was tested: {CALLS} in it is missing, or cut short.")
        return cls(folder, names, target, times_of(folder))


def merge(folders: Sequence[Path], reports: Path) -> int:
    """Put the results of several reports folders together into one, in the place of what it holds.

    Args:
        folders: the parts.
        reports: the folder that they are put together in; it may be one of the parts.

    Returns:
        How many scenarios there are.

    Raises:
        SuiteError: a folder is none, or they are no parts of one run; nothing was changed.
    """
    parts = [PartOfRun.read(folder) for folder in folders if not had_nothing_to_run(folder)]
    if not parts:
        raise SuiteError("No part had anything to run, so there is nothing to merge.")
    check_places(parts, reports)
    check_targets(parts)
    check_ages(parts)
    check_scenarios(parts)
    with (
        telling_of_disks(reports, "Free some space and copy the folders again."),
        tempfile.TemporaryDirectory(prefix=merging_prefix(reports), dir=reports.resolve().parent) as work,
    ):
        together = Path(work)
        for number, part in enumerate(parts, start=1):
            copy(part.folder / RESULTS, together / RESULTS)
            for record in (part.folder / CALLS).parent.glob("*.jsonl"):
                append(record, together / CALLS.parent / record.name)
            if (part.folder / CAMPAIGN).is_file():
                copy_file(part.folder / CAMPAIGN, together / CAMPAIGN)
            for name in KEPT_APART:
                if (part.folder / name).is_dir():
                    copy(part.folder / name, together / name / f"part-{number}")
        wipe(reports)
        for each in together.iterdir():
            shutil.move(each, reports / each.name)
    return sum(len(part.scenarios) for part in parts)


def had_nothing_to_run(folder: Path) -> bool:
    """Whether a reports folder is of a part that had nothing to run, because the other parts have all scenarios.

    Raises:
        SuiteError: its record is a link, or no file.
    """
    record = folder / CALLS
    if record.parent.is_symlink() or record.is_symlink() or not record.is_file():
        return False
    checked_size(record)
    empty = any(line.get("event") == EMPTY_PART for line in read_lines(record))
    return empty and not any((folder / RESULTS).glob(RESULT))


def merging_prefix(reports: Path) -> str:
    """What the name of the working folder beside a reports folder begins with."""
    return f".{reports.resolve().name}-merging-"


def copy(folder: Path, place: Path) -> None:
    """Copy the files of a folder, none through a link that came to stand there after it was looked at.

    Raises:
        SuiteError: a file of another part has the same name and other content, so one of them would be lost.
    """
    for file in files_below(folder):
        goal = place / file.relative_to(folder)
        if file.name == WRITTEN_ANEW:
            continue
        if goal.exists() and digest_of(goal) != digest_of(file):
            raise SuiteError(
                f"{file} has the name of a file in another part and other content, so one would take the place of the "
                "other. Results of one run have names of their own; copy the folders again."
            )
        copy_file(file, goal)


def copy_file(file: Path, goal: Path) -> None:
    """Copy one file, and no link to one."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    with open_plainly(file) as source, goal.open("wb") as written:
        shutil.copyfileobj(source, written)


def check_places(parts: Sequence[PartOfRun], reports: Path) -> None:
    """Check that no part is given twice, and none would be emptied away.

    Raises:
        SuiteError: one is.
    """
    places = [part.folder.resolve() for part in parts]
    for place, part in zip(places, parts, strict=True):
        if places.count(place) > 1:
            raise SuiteError(f"{part.folder} was given twice. Give each part once.")
        if reports.resolve() in place.parents:
            raise SuiteError(f"{part.folder} lies inside {reports}, which is emptied first. Move it elsewhere.")


def check_targets(parts: Sequence[PartOfRun]) -> None:
    """Check that all parts are about the same.

    Raises:
        SuiteError: they are not.
    """
    first = parts[0]
    for other in parts[1:]:
        for key, what in (SAME | SAME_DIGESTS).items():
            one, another = first.target.get(key), other.target.get(key)
            if one != another:
                told = f' ("{one}" and "{another}")' if key in SAME else ""
                raise SuiteError(
                    f"{first.folder} and {other.folder} are not parts of one run: {what} differs{told}. "
                    "Merge only runs of the same suite against the same target."
                )


def check_record(folder: Path) -> None:
    """Check what a part tells of the campaign, which one part holds for all.

    Raises:
        SuiteError: it is a link, or no file.
    """
    record = folder / CAMPAIGN
    if record.parent.is_symlink():
        raise SuiteError(not_copied(record.parent, "is a link"))
    if record.is_symlink() or record.exists():
        checked_size(record)


def check_ages(parts: Sequence[PartOfRun]) -> None:
    """Check that all parts were run within a day: older results are of another run.

    Raises:
        SuiteError: they were not.
    """
    timed = [(moment, part) for part in parts for moment in part.times]
    if not timed:
        return
    (first, one), (last, another) = (choose(timed, key=lambda entry: entry[0]) for choose in (min, max))
    if last - first > MOST_HOURS * 3600:
        raise SuiteError(
            f"{one.folder} and {another.folder} are not parts of one run: their results are "
            f"{(last - first) / 3600:.0f} hours apart. Run all parts again, within a day."
        )


def times_of(folder: Path) -> tuple[float, ...]:
    """When the record of a part begins and ends, in seconds since the epoch; empty where it does not tell."""
    told = [str(line["time"]) for line in read_lines(folder / CALLS) if "time" in line]
    with suppress(ValueError):
        return tuple(datetime.fromisoformat(one).timestamp() for one in (told[0], told[-1])) if told else ()
    return ()


def check_scenarios(parts: Sequence[PartOfRun]) -> None:
    """Check that no scenario was run by two parts: nobody could say which of the two results counts.

    Raises:
        SuiteError: one was.
    """
    owners: dict[str, Path] = {}
    for part in parts:
        for name in sorted(part.scenarios):
            if name in owners:
                raise SuiteError(
                    f'"{name}" was run in {owners[name]} and in {part.folder}. '
                    "The parts of a run (--shard K/N) have no scenario in common."
                )
            owners[name] = part.folder


def name_of(result: Path) -> str:
    """The whole name of the scenario that a result is about.

    Raises:
        SuiteError: the file is cut short.
    """
    try:
        return str(json.loads(result.read_text(encoding="utf-8"))["fullName"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise SuiteError(f"{result} is cut short or not a result. Copy the whole folder again.") from None


def append(calls: Path, together: Path) -> None:
    """Append one record of calls to another, line by line; a line that is cut short is left out."""
    together.parent.mkdir(exist_ok=True)
    with together.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in read_lines(calls))
