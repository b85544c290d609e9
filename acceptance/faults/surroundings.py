"""Surroundings in which an orchestrator has to work as in any other: odd paths, time zones, locales, a home."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from acceptance.errors import NotInjectableError, NotOfferedError, TargetFaultError
from acceptance.faults.clock_faults import SECONDS
from acceptance.faults.starting import start_specially
from acceptance.faults.watched_folders import WatchedFolders
from acceptance.transport.launching import Special

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState
    from acceptance.servers.orchestrator import Orchestrator

ZONES: Final[Mapping[str, str]] = {"Kathmandu": "Asia/Kathmandu", "St. John's": "America/St_Johns"}
"""Time zones east and west of Greenwich whose offset is no whole hour; the second has summer time."""
ZONE_FILES: Final = Path("/usr/share/zoneinfo")
LONG_PATH: Final = 200
"""So many characters a long path of a workspace has."""
LONG_NAME: Final = 60
DIRECTORIES: Final[Mapping[str, str]] = {
    "with spaces in its name": "a folder  of mine",
    "with percent signs in its name": "100%25 %20done%",
    "with other letters in its name": "Größe 計画 🚀",
}


@dataclass(frozen=True, slots=True)
class CompiledLocale:
    """A locale that was made for this run, since few machines have any that is not UTF-8.

    Attributes:
        name: as the variable `LC_ALL` has it.
        folder: as the variable `LOCPATH` has it.
    """

    name: str
    folder: Path


class Surroundings:
    """Where a scenario's server is started, and what it must leave alone there."""

    def __init__(self, state: ScenarioState) -> None:
        self.watched = WatchedFolders()
        self._state = state

    def start_in_directory(self, kind: str) -> None:
        """Start a server in a directory of one of the kinds of `DIRECTORIES`."""
        self._start_at(self._new_folder() / DIRECTORIES[kind])

    def start_in_a_long_path(self) -> None:
        """Start a server in a directory whose path has at least `LONG_PATH` characters."""
        place = self._new_folder()
        while len(str(place)) < LONG_PATH:
            place /= "n" * LONG_NAME
        self._start_at(place)

    def start_behind_a_link(self) -> None:
        """Start a server in a directory that it is told of by a path with a symbolic link."""
        folder = self._new_folder()
        real, link = folder / "real" / "project", folder / "link"
        real.mkdir(parents=True)
        link.symlink_to(real.parent)
        pool = self._state.pool
        pool.target.require_command()
        connection, _ = pool.factory.begin(link / "project")
        orchestrator = pool.meet_at(connection, real)
        self._state.servers.move_to(orchestrator)
        with suppress(NotOfferedError, TargetFaultError):
            orchestrator.ask(orchestrator.dialect.initialize(str(link / "project")))

    def start_in_zone(self, place: str) -> None:
        """Speak to a server in a time zone of `ZONES`, which the scenarios of a run share.

        Raises:
            NotInjectableError: this machine does not know the time zone.
        """
        zone = ZONES[place]
        if not (ZONE_FILES / zone).is_file():
            raise NotInjectableError(
                f"this machine does not know the time zone {zone} (Debian: apt-get install tzdata)"
            )
        self._share(f"zone {zone}", lambda: {"TZ": zone})

    def start_under_the_c_locale(self) -> None:
        """Speak to a server under the C locale, which the scenarios of a run share."""
        self._share("locale C", lambda: {"LC_ALL": "C", "LANG": "C"})

    def start_without_unicode(self) -> None:
        """Speak to a server under a locale whose encoding is Latin-1, which the scenarios of a run share.

        Raises:
            NotInjectableError: such a locale cannot be made here.
        """

        def environment() -> dict[str, str]:
            made = compile_latin_locale(self._new_folder())
            return {"LC_ALL": made.name, "LANG": made.name, "LOCPATH": str(made.folder)}

        self._share("locale Latin-1", environment)

    def start_with_a_home(self) -> None:
        """Start a server with an empty home and an empty folder for temporary files, and watch what it writes there."""
        folder = self._new_folder()
        home, temporary = folder / "home", folder / "temporary"
        for place in (home, temporary):
            place.mkdir(mode=0o700, parents=True)
        paths = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
        workspace = folder / "workspace"
        workspace.mkdir()
        environment = {"HOME": str(home), **paths}
        orchestrator = start_specially(self._state.pool, workspace, Special(environment=environment))
        self._state.servers.move_to(orchestrator)
        # Its start is no work: an interpreter may keep a cache.
        self.watched.note({folder: workspace, **dict.fromkeys(self._package_folders())})
        with suppress(NotOfferedError, TargetFaultError):
            orchestrator.open_workspace()

    def _package_folders(self) -> list[Path]:
        """The folders from which the target's program comes, as far as its command tells them."""
        target = self._state.orchestrator.connection.target
        modules = [second for first, second in zip(target.command, target.command[1:], strict=False) if first == "-m"]
        roots = [Path(one) for one in target.environment.get("PYTHONPATH", "").split(os.pathsep) if one]
        found = [root / name.replace(".", "/") for root in roots for name in modules]
        for word in target.command[1:]:
            path = Path(word)
            if path.is_absolute():
                found.append(path if path.is_dir() else path.parent)
        return [folder for folder in found if folder.is_dir()]

    def _start_at(self, place: Path) -> None:
        place.mkdir(parents=True)
        pool = self._state.pool
        pool.target.require_command()
        self._state.servers.move_to(pool.start_in(place))

    def _share(self, name: str, environment: Callable[[], Mapping[str, str]]) -> None:
        def make() -> Orchestrator:
            special = Special(environment=environment())
            orchestrator = start_specially(self._state.pool, None, special)
            with suppress(NotOfferedError, TargetFaultError):
                orchestrator.open_workspace()
            return orchestrator

        self._state.servers.borrow(self._state.pool.kept(name, make))

    def _new_folder(self) -> Path:
        """A new folder that is removed at the end of the run."""
        folder = self._state.pool.new_directory("surroundings")
        folder.mkdir()
        return folder


def compile_latin_locale(folder: Path) -> CompiledLocale:
    """Make a locale with the encoding Latin-1 in a folder.

    Raises:
        NotInjectableError: this machine cannot.
    """
    name = "en_US.ISO-8859-1"
    command = ["localedef", "-i", "en_US", "-f", "ISO-8859-1", "--no-archive", str(folder / name)]
    # What it warns of is no error, and what it could not write is not there.
    with suppress(OSError, subprocess.SubprocessError), tempfile.TemporaryFile() as output:
        subprocess.run(command, stdout=output, stderr=output, timeout=SECONDS, check=False)
    if not (folder / name / "LC_CTYPE").is_file():
        raise NotInjectableError("no Western European locale can be made here (Debian: apt-get install locales)")
    return CompiledLocale(name, folder)
