"""What one command leaves for the next: the session and its workspace, of each target.

A person initialises a session once and goes on typing, in the same shell, in another one, or from within the project.
So it is kept per person, where programs keep their state (on Linux, XDG_STATE_HOME), and a command finds its workspace
by where it is typed: in a directory that was initialised, or below it, that one counts; anywhere else, the one that was
initialised or resumed last.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from platformdirs import user_state_path

from acceptance.errors import SuiteError
from acceptance.messages.shown import as_json
from acceptance.system.paths import NAME

# So many characters of a list of tools are kept.
LARGEST_LIST: Final = 10_000_000
FILE_VARIABLE: Final = "ORCHESTRATOR_STATE"


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Where a command works: a workspace, and the session that was opened in it."""

    workspace: Path
    session: str | None = None


class RememberedSession:
    """The state file, read anew for each question; every change is whole or not at all."""

    def __init__(self, file: Path, target: str) -> None:
        """Remember for one target; it is known by its name, or by its command where it has none."""
        self._file = file
        self._target = target

    def session_for(self, folder: Path) -> OpenSession | None:
        """The workspace for a command that is typed in a folder; `None`: nothing was initialised.

        Raises:
            SuiteError: the state file cannot be read, or the workspace that it names is gone.
        """
        mine = self._mine(self._read())
        sessions = mine.get("sessions", {})
        around = next((str(one) for one in (folder, *folder.parents) if str(one) in sessions), None)
        chosen = around or mine.get("current")
        if chosen is None:
            return None
        if not Path(chosen).is_dir():
            raise SuiteError(
                f"The workspace {chosen}, in which a session was initialised, does not exist any more. Initialise one "
                "in another directory: orchestrator_initialize_session --working-directory=…"
            )
        return OpenSession(Path(chosen), sessions.get(chosen))

    def remember(self, place: OpenSession) -> None:
        """Go on in this workspace and session from now on."""
        with self._changing() as mine:
            mine["current"] = str(place.workspace)
            mine.setdefault("sessions", {})[str(place.workspace)] = place.session

    def tools(self) -> list[dict[str, Any]]:
        """The tools as they were listed last, for completion only: a shell must not wait for a server."""
        return list(self._mine(self._read()).get("tools", []))

    def remember_tools(self, tools: list[dict[str, Any]]) -> None:
        """Keep the list of tools, where it is another one than before, and no flood: it serves completion alone."""
        if self.tools() != tools and len(as_json(tools)) <= LARGEST_LIST:
            with self._changing() as mine:
                mine["tools"] = tools

    def _mine(self, content: Mapping[str, Any]) -> dict[str, Any]:
        return dict(content.get("targets", {}).get(self._target, {}))

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SuiteError(f"The state file {self._file} cannot be read ({error}). Fix or remove it.") from None
        return content if isinstance(content, dict) else {}

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        """Change what is kept of the target; commands that run at the same time wait for each other."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            folder = os.open(self._file.parent, os.O_RDONLY)
        except OSError as error:
            raise SuiteError(f"The session cannot be kept in {self._file}: {error.strerror}.") from None
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            content = self._read()
            mine = content.setdefault("targets", {}).setdefault(self._target, {})
            yield mine
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            new.replace(self._file)
        except OSError as error:
            raise SuiteError(f"The session cannot be kept in {self._file}: {error.strerror}.") from None
        finally:
            os.close(folder)


def state_file(environment: Mapping[str, str]) -> Path:
    """Where the state is kept."""
    given = environment.get(FILE_VARIABLE)
    return Path(given).absolute() if given else user_state_path(NAME, appauthor=False) / "command-lines.json"
