"""Where the suite finds its own files, and where it writes: from a clone, or installed from a wheel.

In a clone all of it is below the clone. An installed suite reads what lies inside its package and writes into the
folder it is called from; what it installs for later runs goes where programs keep such things (on Linux,
XDG_CACHE_HOME).
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from platformdirs import user_cache_path

from acceptance.errors import SuiteError

PACKAGE: Final = Path(__file__).resolve().parents[1]
REPORTS_VARIABLE: Final = "ORCHESTRATOR_REPORTS"
TARGETS_VARIABLE: Final = "ORCHESTRATOR_TARGETS"
NAME: Final = "orchestrator-acceptance"
SETTINGS: Final = "allurerc.yml"
GUIDE: Final = "README.md"
HISTORY: Final = "allure-history.jsonl"
"""What Allure itself remembers of earlier runs, below the reports."""
KEPT: Final = frozenset(
    {
        "allurerc.yml",
        "README.md",
        "package.json",
        "package-lock.json",
        ".npmrc",
        ".gitignore",
        "history.jsonl",
        "durations.json",
        # What explorations found, so that the next one tries it first.
        "explored.jsonl",
        HISTORY,
        # Two runs side by side, each with reports of its own: another run is no reason to lose them.
        "compare",
        "compare.html",
        "compare.md",
        "compare.json",
        # Who writes here; removing it would let two do so at once.
        ".lock",
    }
)
"""What `reports/` holds besides what a run writes."""
BEGINNINGS: Final = frozenset({SETTINGS, GUIDE, "allure-results", ".lock"})
"""What may lie in a folder that a run has only begun to make its own."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files of one suite.

    Attributes:
        installed: whether the suite was installed from a wheel.
        root: what holds `features/`, `steps/`, `environment.py` and the settings of behave and Allure.
        reports: what a run writes into, without a symbolic link in it.
        cache: what is installed once and kept over runs: targets, and the program that makes the report.
        targets: the file that describes the targets.
    """

    installed: bool
    root: Path
    reports: Path
    cache: Path
    targets: Path

    @property
    def features(self) -> Path:
        """The specification."""
        return self.root / "features"

    @property
    def waivers(self) -> Path:
        """The file of the defects that are tolerated; it lies beside that of the targets."""
        return self.targets.parent / "waivers.toml"

    @classmethod
    def find(cls, package: Path, folder: Path, environment: Mapping[str, str]) -> Self:
        """Find the paths.

        Args:
            package: the folder of the package `acceptance`.
            folder: the folder that the suite is called from.
            environment: `ORCHESTRATOR_REPORTS` and `ORCHESTRATOR_TARGETS` name other places than the usual ones.
        """
        installed = (package / "suite").is_dir()
        root = package / "suite" if installed else package.parent
        # A clone that cannot be written to is used like an installed suite.
        abroad = installed or not os.access(root, os.W_OK)
        base = folder if abroad else root
        reports = Path(environment.get(REPORTS_VARIABLE) or base / "reports")
        own = folder / "targets.toml"
        targets = Path(environment.get(TARGETS_VARIABLE) or (own if installed and own.is_file() else ""))
        return cls(
            installed=installed,
            root=root,
            # Where it leads now: a target that puts a link in its place during the run leads nobody elsewhere.
            reports=(folder / reports).resolve(),
            cache=cache_folder() if abroad else root,
            targets=root / "targets.toml" if targets == Path() else folder / targets,
        )

    def variables(self) -> dict[str, str]:
        """What tells these paths to a process that is started in another folder."""
        return {REPORTS_VARIABLE: str(self.reports), TARGETS_VARIABLE: str(self.targets)}


def cache_folder() -> Path:
    """Where a person's programs keep what they can get again; where nobody has a home, among the temporary files."""
    try:
        place = user_cache_path(NAME, appauthor=False)
    except RuntimeError:
        return own_temporary_folder()
    return place if can_be_made(place.parent) else own_temporary_folder()


def own_temporary_folder() -> Path:
    """A folder among the temporary files that nobody else can have put programs into."""
    place = Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid()}"
    # What cannot be made here is told where it is needed.
    with suppress(OSError):
        place.mkdir(mode=0o700, exist_ok=True)
        status = place.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o022:
            return Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
    return place


def can_be_made(folder: Path) -> bool:
    """Whether a folder can be written to, or made where it is to be."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def require_reports_folder(reports: Path) -> None:
    """Check that a folder may be written into: it is a reports folder, new, or empty.

    Raises:
        SuiteError: it is somebody's folder that holds something else, which a run would remove.
        OSError: it cannot be read.
    """
    if (reports / SETTINGS).is_file() or not reports.exists():
        return
    if not reports.is_dir() or any(entry.name not in BEGINNINGS for entry in reports.iterdir()):
        raise SuiteError(
            f"{reports} was not emptied: it holds no {SETTINGS}, so it is not a reports folder. Call the suite from "
            f"another folder, or name one for the reports: {REPORTS_VARIABLE}=…"
        )


def furnish(reports: Path, settings: Path) -> None:
    """Put what makes a folder a reports folder into one that is new or empty: how the page is made, and a guide.

    Args:
        reports: the folder that a run will write into.
        settings: the reports folder of the suite itself.

    Raises:
        SuiteError: it is somebody's folder that holds something else, which a run would remove.
        OSError: it cannot be written to.
    """
    if (reports / SETTINGS).is_file():
        return
    require_reports_folder(reports)
    reports.mkdir(parents=True, exist_ok=True)
    # The settings first: with them it is a reports folder, whatever ends this.
    for name in (SETTINGS, GUIDE):
        if (settings / name).is_file():
            shutil.copyfile(settings / name, reports / name)


PATHS: Final = Paths.find(PACKAGE, Path.cwd(), os.environ)
ROOT: Final = PATHS.root
REPORTS: Final = PATHS.reports
RESULTS: Final = REPORTS / "allure-results"
CONFIGURED_RESULTS: Final = ROOT / "reports" / "allure-results"
"""Where behave's settings send the results; the writer of results sends them on to `RESULTS`."""


def called(words: str) -> str:
    """A command of the suite as a person types it where this process was called: an installed one has a name."""
    if Path(sys.argv[0]).name == NAME:
        return f"{NAME} {words}"
    # The interpreter of a clone's own folder is on nobody's path.
    python = Path(sys.executable)
    own = python.is_relative_to(ROOT) and Path.cwd() == ROOT
    return f"{python.relative_to(ROOT) if own else 'python'} -m acceptance {words}"
