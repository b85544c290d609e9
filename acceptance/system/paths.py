"""Where the suite finds its own files, and where it writes: from a clone, or installed from a wheel.

In a clone all of it is below the clone. An installed suite reads what lies inside its package and writes into the
folder it is called from; what it installs for later runs goes where programs keep such things (on Linux,
XDG_CACHE_HOME).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from platformdirs import user_cache_path

from acceptance.errors import SuiteError

PACKAGE: Final = Path(__file__).resolve().parents[1]
REPORTS_VARIABLE: Final = "ORCHESTRATOR_REPORTS"
TARGETS_VARIABLE: Final = "ORCHESTRATOR_TARGETS"
NAME: Final = "orchestrator-acceptance"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files of one suite.

    Attributes:
        installed: whether the suite was installed from a wheel.
        root: what holds `features/`, `steps/`, `environment.py` and the settings of behave and Allure.
        reports: what a run writes into.
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
        base = folder if installed else root
        reports = Path(environment.get(REPORTS_VARIABLE) or base / "reports")
        own = folder / "targets.toml"
        targets = Path(environment.get(TARGETS_VARIABLE) or (own if installed and own.is_file() else ""))
        return cls(
            installed=installed,
            root=root,
            reports=folder / reports,
            cache=user_cache_path(NAME, appauthor=False) if installed else root,
            targets=root / "targets.toml" if targets == Path() else folder / targets,
        )

    def variables(self) -> dict[str, str]:
        """What tells these paths to a process that is started in another folder."""
        return {REPORTS_VARIABLE: str(self.reports), TARGETS_VARIABLE: str(self.targets)}


def furnish(reports: Path, settings: Path) -> None:
    """Put what makes a folder a reports folder into one that is new or empty: how the page is made, and a guide.

    Args:
        reports: the folder that a run will write into.
        settings: the reports folder of the suite itself.

    Raises:
        SuiteError: it is somebody's folder that holds something else, which a run would remove.
    """
    if (reports / "allurerc.yml").is_file():
        return
    # The writer of results makes its folder before anything else of a run begins.
    if reports.is_dir() and any(entry.name != "allure-results" for entry in reports.iterdir()):
        raise SuiteError(
            f"{reports} was not emptied: it holds no allurerc.yml, so it is no reports folder. Call the suite from "
            f"another folder, or name one for the reports: {REPORTS_VARIABLE}=…"
        )
    reports.mkdir(parents=True, exist_ok=True)
    for name in ("README.md", "allurerc.yml"):
        shutil.copyfile(settings / name, reports / name)


PATHS: Final = Paths.find(PACKAGE, Path.cwd(), os.environ)
ROOT: Final = PATHS.root
REPORTS: Final = PATHS.reports
RESULTS: Final = REPORTS / "allure-results"
CONFIGURED_RESULTS: Final = ROOT / "reports" / "allure-results"
"""Where behave's settings send the results; the writer of results sends them on to `RESULTS`."""
