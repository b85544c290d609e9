"""A workspace: a directory with a store, artifacts and roles of its own (Contract SESSION-1)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from reference_orchestrator.artifacts import FOLDER, ArtifactFolder, own_path
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.roles import Roles
from reference_orchestrator.store import Database

STORE: Final = FOLDER / "orchestrator.db"


class Workspace:
    """An opened workspace.

    Attributes:
        directory: absolute, with symbolic links resolved.
        database: its store.
        artifacts: its artifacts' files.
        roles: what its specialists are told.
    """

    def __init__(self, directory: Path, database: Database) -> None:
        self.directory = directory
        self.database = database
        self.artifacts = ArtifactFolder(directory)
        self.roles = Roles(directory)

    @classmethod
    def open(cls, directory: Path) -> tuple["Workspace", bool]:
        """Open the store of a directory, or create it.

        Args:
            directory: absolute, with symbolic links resolved; it exists.

        Returns:
            The workspace, and whether its store was created just now.

        Raises:
            Refusal: the directory cannot be written or its name not told, or its store cannot be used.
        """
        check_name(directory)
        path, folder = own_path(directory, STORE), own_path(directory, FOLDER)
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise Refusal(
                f"The directory {directory} cannot be a workspace, because nothing can be written in it: "
                f"{error.strerror}. Give another working_directory."
            ) from error
        try:
            database, created = Database.open(path)
        except BaseException:
            # It is still empty only if it was made just now, or might have been.
            with suppress(OSError):
                folder.rmdir()
            raise
        workspace = cls(directory, database)
        if not created:
            # Tidying can wait for the next start; a store that is locked just now must not keep a session from opening.
            with suppress(Refusal, OSError), database.write(lock_timeout=0) as work:
                workspace.artifacts.sweep(work.artifacts.paths)
        return workspace, created


def check_name(directory: Path) -> None:
    """Check that replies can tell a directory: they are UTF-8, and the names of directories are any bytes.

    Raises:
        Refusal: they cannot.
    """
    if (told := os.fsencode(directory).decode("utf-8", "backslashreplace")) != str(directory):
        raise Refusal(
            f"The directory {told} cannot be a workspace, because its name is not UTF-8. "
            "Give another working_directory, or rename it."
        )


def has_store(directory: Path) -> bool:
    """Whether there is a store in a directory already."""
    return (directory / STORE).exists()


def make_directory(given: str | None, home: Path) -> Path:
    """Find the directory that a session is to work in, and make it if it is not there.

    Args:
        given: absolute, or relative to the home; without it the home itself is meant.
        home: the working directory of the process.

    Returns:
        The directory, absolute, with symbolic links resolved.

    Raises:
        Refusal: it is blank, a file, below a file, or cannot be made or written.
    """
    if given is not None and not given.strip():
        raise Refusal(f"working_directory is blank ({shown(given)}): give a path, or leave it out for {home}.")
    path = home / (given or "")
    try:
        directory = path.resolve()
        _make(_missing(directory))
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path makes no sense"
        raise Refusal(f"working_directory is {shown(given)}, and it cannot be made: {reason}. Give another.") from error
    if not directory.is_dir():
        raise Refusal(f"working_directory is {shown(given)}, which is a file: give a directory.")
    check_name(directory)
    if not os.access(directory, os.W_OK | os.X_OK):
        raise Refusal(f"working_directory is {shown(given)}, and nothing can be written in it: give another.")
    return directory


@contextmanager
def leaving_no_directory(given: str | None, home: Path) -> Iterator[None]:
    """Remove the directories again that are made for a session, if that is refused; what is in use stays.

    Args:
        given: as for `make_directory`.
        home: as for `make_directory`.
    """
    missing: list[Path] = []
    with suppress(OSError, RuntimeError, ValueError):
        missing = _missing((home / (given or "")).resolve())
    try:
        yield
    except BaseException:
        for place in missing:
            with suppress(OSError):
                place.rmdir()
        raise


def _missing(directory: Path) -> list[Path]:
    """Those of a directory and the ones above it that are not there, the lowest first."""
    return [place for place in (directory, *directory.parents) if not place.exists()]


def _make(missing: list[Path]) -> None:
    """Make directories, the last one first; if one cannot be made, none of them stays."""
    made: list[Path] = []
    try:
        for place in reversed(missing):
            place.mkdir(exist_ok=True)
            made.append(place)
    except OSError:
        for place in reversed(made):
            with suppress(OSError):
                place.rmdir()
        raise
