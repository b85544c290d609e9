"""Renders the results of a run as one page that a stakeholder can be sent, and empties the reports for the next run.

The page is made by Allure Report 3, an npm package that is installed once, below `.allure/`. A missing network or Node
fails no run: the results are what counts, and a page can be rendered from them at any time.
"""

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from acceptance.errors import SuiteError
from acceptance.locking.reports_lock import is_occupied
from acceptance.reporting.page.amendments import amended
from acceptance.reporting.page.packing import packed
from acceptance.reporting.settled_results import Causes, settled_copy
from acceptance.system.node import Node, find_node
from acceptance.system.paths import HISTORY, KEPT, furnish

NO_CAUSES: Final = Causes()
REMEMBERED: Final = 10
"""So many runs Allure remembers; each is as large as its results."""

RENDERING: Final = "render-"
"""What the name of a working folder begins with, in the cache."""

PINNED: Final = ("package.json", "package-lock.json", ".npmrc")
INSTALL_SECONDS: Final = 90
GENERATE_SECONDS: Final = 300
NPM_QUIETLY: Final = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", "--prefer-offline")
NPM_GIVES_UP_SOON: Final = (
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=500",
    "--fetch-retry-maxtimeout=1000",
    "--fetch-timeout=20000",
)


@dataclass(frozen=True)
class RenderOutcome:
    """What became of the page.

    Attributes:
        page: the rendered page, or None where there is none.
        message: one sentence for the console: where the page is, or why there is none and what to do.
    """

    page: Path | None
    message: str


def render(  # noqa: PLR0913 - each names one thing that the page shows
    results: Path,
    output: Path,
    *,
    details: Mapping[str, str],
    root: Path,
    cache: Path | None = None,
    tolerated: Mapping[str, Sequence[str]] = MappingProxyType({}),
    causes: Causes = NO_CAUSES,
    remember: bool = False,
) -> RenderOutcome:
    """Render the results of a run as one page that needs nothing beside it.

    Args:
        results: the folder with what allure-behave wrote.
        output: the page to write.
        details: what was judged, by name: the target, its version; shown at the top of the page and kept beside the
            results. None given, those of the last rendering stay.
        root: the suite's root, where `reports/` holds the configuration.
        cache: where `.allure/`, the installed package, is kept; below the root when none is given.
        tolerated: the waived scenarios, by the reason that is given for them; as the report's identities of cases.
        causes: why scenarios did not pass; each is a category of the report.
        remember: whether the run becomes part of the history that later reports show.

    Returns:
        The page, or the reason why there is none. A missing Node, npm registry or result is no error of the run.
    """
    if not any(results.glob("*-result.json")):
        return RenderOutcome(None, f"There are no results in {_shown(results, root)}, so no report was rendered.")
    try:
        if details:
            _write_details(results, details)
        node = find_node()
        kept = (cache or root) / ".allure"
        command = _installed(node, root / "reports", kept)
        settings = yaml.safe_load((root / "reports" / "allurerc.yml").read_text(encoding="utf-8"))
        settings |= {
            "historyPath": str((output.parent / HISTORY).resolve()),
            "historyLimit": REMEMBERED,
            "appendHistory": remember,
            **_resolutions(tolerated),
            # The first category that fits counts: a cause says more than a status.
            "categories": [*causes.categories(), *settings.get("categories", ())],
        }
        page = _generate([*node.node, str(command)], results, settings, kept, causes)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page, encoding="utf-8")
    except (SuiteError, OSError, yaml.YAMLError) as reason:
        return RenderOutcome(
            None,
            f"The report was not rendered: {str(reason).rstrip('.')}. The results are kept in "
            f"{_shown(results, root)}; `make report` renders them later.",
        )
    return RenderOutcome(output, f"The report is {_shown(output, root)}.")


def wipe(reports: Path) -> None:
    """Remove what earlier runs wrote, so that no old result can stand in a new report; keep the configuration.

    A folder below it into which another process writes at this moment, such as `make scenario`, stays as well.

    Raises:
        SuiteError: the folder is not a reports folder, and emptying it might destroy something.
    """
    reports.mkdir(parents=True, exist_ok=True)
    entries = list(reports.iterdir())
    if entries and not (reports / "allurerc.yml").is_file():
        raise SuiteError(f"{reports} was not emptied: it holds no allurerc.yml, so it is not a reports folder.")
    for entry in entries:
        if entry.name in KEPT or is_occupied(entry):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def prepare(reports: Path, settings: Path, *, keep: bool) -> None:
    """Make a reports folder ready for a run.

    Args:
        reports: the folder that the run will write into.
        settings: the reports folder of the suite itself.
        keep: whether earlier results are left standing.

    Raises:
        SuiteError: it is somebody's folder that holds something else.
    """
    furnish(reports, settings)
    if not keep:
        wipe(reports)
    (reports / "allure-results").mkdir(parents=True, exist_ok=True)


def _installed(node: Node, settings: Path, cache: Path) -> Path:
    """Install the pinned package unless it is there, and return the script that runs it."""
    command = cache / "node_modules" / "allure" / "cli.js"
    stamp = cache / "installed"
    wanted = hashlib.sha256(b"".join((settings / name).read_bytes() for name in PINNED)).hexdigest()
    if command.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return command
    cache.mkdir(parents=True, exist_ok=True)
    (cache / ".gitignore").write_text("*\n", encoding="utf-8")
    stamp.unlink(missing_ok=True)
    for name in PINNED:
        shutil.copyfile(settings / name, cache / name)
    _run([*node.npm, "ci", *NPM_QUIETLY, *NPM_GIVES_UP_SOON], cache, INSTALL_SECONDS, "npm could not install Allure")
    stamp.write_text(wanted, encoding="utf-8")
    return command


def _resolutions(tolerated: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Waived scenarios as Allure's resolutions: they stay failed, and stand apart with the reason."""
    rules = [
        {"resolution": "accepted", "testCaseId": list(cases), "comment": reason}
        for reason, cases in tolerated.items()
        if cases
    ]
    return {"resolutions": {"rules": rules}} if rules else {}


def _generate(allure: list[str], results: Path, settings: dict[str, Any], cache: Path, causes: Causes) -> str:
    """Run Allure over the results and return the page it made."""
    with tempfile.TemporaryDirectory(dir=cache, prefix=RENDERING) as work:
        configuration = Path(work) / "allurerc.yml"
        if "resolutions" in settings:
            settings["resolutions"]["knownIssuesPath"] = str(Path(work) / "known-issues.json")
        configuration.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        whole = settled_copy(results, Path(work), causes).resolve()
        # Allure looks for results below its working directory only.
        places = ["--cwd", whole.parent, "--config", configuration.resolve(), "--output", Path(work) / "page"]
        command = [*allure, "generate", *map(str, places), whole.name]
        _run(command, whole.parent, GENERATE_SECONDS, "Allure could not render the results")
        page = Path(work) / "page" / "index.html"
        if not page.is_file():
            raise SuiteError("Allure ended without an error but wrote no page.")
        return packed(amended(page.read_text(encoding="utf-8")))


def _write_details(results: Path, details: Mapping[str, str]) -> None:
    """Put the details where Allure looks for them, beside the results, so that a later rendering knows them too."""
    lines = [f"{_escaped(name)} = {_escaped(value)}\n" for name, value in details.items()]
    (results / "environment.properties").write_text("".join(lines), encoding="utf-8")


def _escaped(text: str) -> str:
    """Write a text as a key or a value of a properties file: on one line, nothing in it read as punctuation."""
    return re.sub(r"([\\ =:#!])", r"\\\1", " ".join(text.split()))


def _run(command: list[str], folder: Path, seconds: int, complaint: str) -> None:
    """Run a program quietly; a SuiteError says in one sentence how it failed."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False, errors="replace"
        )
    except subprocess.TimeoutExpired:
        raise SuiteError(f"{complaint} within {seconds} seconds.") from None
    except OSError as error:
        raise SuiteError(f"{complaint}: {error}.") from None
    if done.returncode:
        raise SuiteError(f"{complaint}: {_last_words(done.stderr or done.stdout)}.")


def _last_words(output: str) -> str:
    """Return the line of a program's output that says most, without colours and npm's prefixes."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    lines = [re.sub(r"^npm (error|ERR!)\s*", "", line).strip() for line in plain.splitlines()]
    telling = [line for line in lines if line and not line.startswith(("A complete log", "code ", "errno", "syscall"))]
    return telling[0].rstrip(".") if telling else "it gave no reason"


def _shown(path: Path, root: Path) -> str:
    """Return a path as a person in the project's root would type it."""
    whole = path.resolve()
    return str(whole.relative_to(root.resolve())) if whole.is_relative_to(root.resolve()) else str(path)
