"""Disks that are full, read-only, or another user's: told in a sentence, and never as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError

ROOM_NEEDED: Final = "Free some space, or choose a folder for the reports that you can write to: ORCHESTRATOR_REPORTS=…"


@contextmanager
def telling_of_disks(place: Path, hint: str) -> Iterator[None]:
    """Tell as a sentence that something at a place could not be read or written.

    Args:
        place: what is written to; the file that the system names is told where there is one.
        hint: what to do, as a whole sentence.

    Raises:
        SuiteError: the system refused.
    """
    try:
        yield
    except (BrokenPipeError, ChildProcessError, ProcessLookupError):
        # About a program or a reader that ended, not about a place.
        raise
    except OSError as error:
        where = error.filename if isinstance(error.filename, str | Path) else place
        raise SuiteError(f"{where} cannot be used: {error.strerror or error}. {hint}") from None
