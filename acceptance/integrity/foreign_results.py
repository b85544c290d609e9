"""The results of another machine, before they are copied: files only, within bounds, about themselves only."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from acceptance.errors import SuiteError
from acceptance.integrity.files import files_below, read_json
from acceptance.integrity.names import printable

MOST_BYTES: Final = 1 << 29
"""So large may one file be; no run writes more, since what it writes is bounded."""

MOST_BYTES_IN_ALL: Final = 1 << 32
"""So much may be copied of one part."""

MOST_BYTES_OF_JSON: Final = 1 << 25
MOST_FILES: Final = 200_000
JSON_FILES: Final = ("*-result.json", "*-container.json")


def check_part(folder: Path, names: tuple[str, ...]) -> None:
    """Check what of a reports folder is going to be copied.

    Args:
        folder: the reports folder of a part.
        names: the folders in it that are copied.

    Raises:
        SuiteError: it holds something that is no file, too much, or a result that names files elsewhere.
    """
    total = count = 0
    for name in names:
        if (folder / name).is_symlink():
            raise SuiteError(not_copied(folder / name, "is a link"))
        for file in files_below(folder / name):
            total, count = total + checked_size(file), count + 1
            if total > MOST_BYTES_IN_ALL or count > MOST_FILES:
                raise SuiteError(
                    f"{folder} holds more than {MOST_BYTES_IN_ALL >> 30} GB, or more than {MOST_FILES:,} files: "
                    "no run writes so much. Nothing was copied."
                )
    for pattern in JSON_FILES:
        for result in (folder / "allure-results").glob(pattern):
            check_sources(result)


def checked_size(file: Path) -> int:
    """The size of a file in bytes.

    Raises:
        SuiteError: it is a link, no file, or larger than any that a run writes.
    """
    status = file.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise SuiteError(not_copied(file, "is a link"))
    if not stat.S_ISREG(status.st_mode):
        raise SuiteError(not_copied(file, "is not a file"))
    if status.st_size > MOST_BYTES:
        raise SuiteError(not_copied(file, f"has {status.st_size:,} bytes"))
    return status.st_size


def check_sources(result: Path) -> None:
    """Check that a result names only files that lie beside it.

    Raises:
        SuiteError: it names another, or is no result.
    """
    try:
        told = read_json(result, MOST_BYTES_OF_JSON)
    except (OSError, ValueError):
        raise SuiteError(f"{result} is cut short or not a result. Copy the whole folder again.") from None
    for source in sources(told):
        if not isinstance(source, str) or Path(source).name != source or "\\" in source or "\0" in source:
            raise SuiteError(not_copied(result, f'names the attachment "{printable(str(source))}", a path'))


def sources(told: Any) -> Iterator[Any]:
    """The files that a result names, in it and in its steps, however deep; what is no result names none."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            attachments = one.get("attachments")
            for each in attachments if isinstance(attachments, list) else ():
                yield each.get("source") if isinstance(each, dict) else each
            waiting.extend(
                value for key, value in one.items() if key != "attachments" and isinstance(value, list | dict)
            )


def not_copied(file: Path, what: str) -> str:
    """Why nothing was put together."""
    return (
        f"{printable(str(file))} {what}, which no run writes. Nothing was copied: "
        "look at where these results come from, and copy the folder again, files only."
    )
