"""`doctor`: checks what is installed, whether the target starts, and what can be judged with its tools."""

import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from acceptance.commandline.setting import Setting
from acceptance.commandline.stdio_client import speaking_to
from acceptance.commands.paths import PATHS, ROOT, say
from acceptance.contract.dialects import Dialect, detected, named, unfilled
from acceptance.contract.dialects.readings import mapping, readings, suggested
from acceptance.contract.tools import TOOLS
from acceptance.display import one_line
from acceptance.errors import NotInjectableError, SuiteError
from acceptance.judging.judgeable import after_dry_runs, judgeable, only_of_the_whole
from acceptance.specification.features import read_specification
from acceptance.specification.requirements import read_requirements
from acceptance.system.clock_library import clock_library
from acceptance.system.node import find_node
from acceptance.targets.target import Target

PACKAGES: Final = ("behave", "allure-behave", "mcp", "anyio", "PyHamcrest")
MOST_TOOLS: Final = 100
DRY_RUN_SECONDS: Final = 300
# A program, the names under which it goes, and what is not done without it.
PROGRAMS: Final = (
    ("chromium", ("chromium", "chromium-browser", "google-chrome"), "the PDF of the sign-off sheet"),
    ("setpriv", ("setpriv",), "scenarios that need an ordinary user, where root runs the suite"),
    ("unshare", ("unshare",), "scenarios that need a small disk"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one thing.

    Attributes:
        name: the thing.
        words: its version or place, or what is not done without it.
        there: whether it is there.
        needed: whether a run needs it.
    """

    name: str
    words: str
    there: bool
    needed: bool = True

    def line(self) -> str:
        """As it is told."""
        mark = "ok     " if self.there else ("MISSING" if self.needed else "without")
        return f"  {mark} {self.name:16} {self.words}"


def doctor(
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
    dialect: Annotated[str, typer.Option(metavar="FILE", help="A dialect file, or the name of one in dialects/.")] = "",
) -> int:
    """Check what is installed, whether the target starts, and which requirements can be judged with its tools."""
    say("This machine")
    found = list(machine())
    for one in found:
        say(one.line())
    answered = examine(Setting(target, command, as_json=False), dialect)
    return 0 if answered and all(one.there or not one.needed for one in found) else 1


def machine() -> Iterator[Found]:
    """What a run can use of this machine."""
    yield Found("Python", platform.python_version(), there=True)
    for name in PACKAGES:
        try:
            yield Found(name, version(name), there=True)
        except PackageNotFoundError:
            yield Found(name, "no scenario can be run; install the suite again", there=False)
    yield node()
    for name, names, purpose in PROGRAMS:
        place = next(filter(None, map(shutil.which, names)), None)
        yield Found(name, place or f"not done: {purpose}", there=place is not None, needed=False)
    yield clock()
    reports = PATHS.reports if PATHS.reports.is_dir() else PATHS.reports.parent
    writable = is_writable(reports)
    yield Found("reports", str(PATHS.reports) + ("" if writable else " cannot be written"), there=writable)


def clock() -> Found:
    """The library that moves the clock of a server."""
    try:
        return Found("libfaketime", str(clock_library()), there=True)
    except NotInjectableError as error:
        return Found("libfaketime", f"not done: scenarios that move the clock: {error}", there=False, needed=False)


def node() -> Found:
    """The Node that renders the page; the results are kept without it."""
    try:
        command = find_node().node[0]
        told = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (SuiteError, OSError, subprocess.TimeoutExpired) as error:
        return Found("Node", f"no page is rendered: {error}", there=False, needed=False)
    return Found("Node", re.sub(r"\s", "", told), there=True)


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in a folder."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def examine(setting: Setting, dialect_file: str = "") -> bool:
    """Start the target, and tell what it offers; returns whether it answered."""
    say("\nThe target")
    try:
        target = setting.read()
        if dialect_file:
            target = replace(target, dialect=named(dialect_file, Path.cwd()))
        with (
            tempfile.TemporaryDirectory(prefix="orchestrator-doctor-") as workspace,
            speaking_to(target, Path(workspace)) as talk,
        ):
            tools = talk.tools
    except SuiteError as error:
        say(f"  MISSING {error}")
        return False
    tell_tools(target, tools)
    tell_requirements(target, tools)
    return True


def tell_tools(target: Target, tools: Sequence[Mapping[str, Any]]) -> None:
    """Tell what the target speaks, what it lists of the contract, and what its own tools are taken for."""
    names = {str(tool["name"]) for tool in tools}
    form = target.dialect or detected(names)
    known = not form.own or bool(names.intersection(TOOLS))
    speaks = f"it speaks {form.speaks}" if known else "no dialect file of the suite fits them"
    say(f"  ok      {target.name} answers, and lists {len(tools)} tools; {speaks}")
    required = {str(tool["name"]): dict(tool.get("inputSchema") or {}).get("required") or () for tool in tools}
    for wrong in unfilled(form, required):
        say(f"  MISSING {wrong}")
    say(f"          of the {len(TOOLS)} tools of the contract it lists {sum(name in names for name in TOOLS)}")
    lacking = [name for name in TOOLS if name not in names]
    if lacking and len(lacking) < len(TOOLS):
        say(f"  without {', '.join(lacking)}")
    if own := readings(tools, form):
        say("\nIts own tools, and what each is taken for")
        for one in own[:MOST_TOOLS]:
            say(f"  {one_line(one.tool):24} {one_line(one.words)}")
    if found := suggested(tools, form)[:MOST_TOOLS]:
        say("\nA beginning of its dialect file, guessed from that; `dialect new` drafts a whole one. Check it, and add")
        say("[states], [task] and [reply] (docs/dialects.md). The target in targets.toml names the file: dialect = …\n")
        for line in mapping(found):
            say(f"  {line}".rstrip())


def tell_requirements(target: Target, tools: Sequence[Mapping[str, Any]]) -> None:
    """Tell which requirements can be judged by what the target lists, and what the others lack."""
    listed = {str(tool["name"]) for tool in tools}
    dialect = Dialect(target.dialect or detected(listed))
    requirements = read_requirements(PATHS.features / "requirements.md")
    specification = read_specification(PATHS.features)
    over_http = target.url is not None or target.over_http is not None
    offered = judgeable(requirements, dialect, tools, over_http=over_http, whole=only_of_the_whole(specification))
    lacks = dry_runs(target.name, dialect, tools)
    judged = after_dry_runs(offered, lacks, specification)
    can, cannot = ([one for one in judged if bool(one.missing) is without] for without in (False, True))
    say(f"\nThe requirements: {len(can)} of {len(judged)} can be judged by what it offers")
    say(f"  {', '.join(one.requirement for one in can)}")
    say(f"  At most {sum(not one for one in lacks.values())} of {len(lacks)} scenarios can be judged by it.")
    if dialect.form.own and listed.isdisjoint(TOOLS):
        say("  The others need tools of the contract, or a dialect file that says how its own tools do the same.")
        return
    lacking: dict[str, list[str]] = {}
    for one in cannot:
        lacking.setdefault(", ".join(one.missing), []).append(one.requirement)
    for missing, names in lacking.items():
        say(f"  without {missing}: {', '.join(names)}")


def dry_runs(name: str, dialect: Dialect, tools: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    """What each scenario lacks, by its place: found out by the dry run that a run makes of it, in a process of its own.

    Raises:
        SuiteError: the scenarios cannot be gone through.
    """
    asked = {"name": name, "dialect": str(dialect.form.path.resolve()), "tools": list(tools)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "steps.support.dry_runs"],
            input=json.dumps({**asked, "features": str(PATHS.features)}),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=DRY_RUN_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SuiteError(f"The dry run of all scenarios took longer than {DRY_RUN_SECONDS} s.") from None
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise SuiteError(f"The dry run of all scenarios failed: {one_line(why)}")
    lacking: Mapping[str, str] = json.loads(done.stdout)
    return lacking
