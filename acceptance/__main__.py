"""The command line: hold an orchestrator against the specification, and render what came of it.

`behave` does the run; this wraps it so that one command ends with a report, whatever happens in between.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError
from acceptance.report import render

ROOT: Final = Path(__file__).resolve().parents[1]
REPORTS: Final = ROOT / "reports"
RESULTS: Final = REPORTS / "allure-results"
PAGE: Final = REPORTS / "acceptance-report.html"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code: 0 when every scenario that was judged passed.
    """
    options = parse(arguments)
    try:
        return run(options) if options.action == "run" else show_report()
    except SuiteError as error:
        say(str(error))
        return 2


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m acceptance", description=__doc__, allow_abbrev=False)
    actions = parser.add_subparsers(dest="action", required=True)
    accept = actions.add_parser("run", help="run the features and render the report")
    accept.add_argument("--target", metavar="NAME", help="a target of targets.toml")
    accept.add_argument("--command", metavar="LINE", help="the command of any orchestrator that speaks MCP over stdio")
    accept.add_argument("--tags", metavar="EXPRESSION", help="run only the scenarios whose tags fit")
    accept.add_argument("rest", nargs="*", metavar="BEHAVE", help="after --: anything that behave understands")
    actions.add_parser("report", help="render the results of the last run again")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> int:
    """Run the features, then render the report of what there is, be it cut short."""
    command = [sys.executable, "-m", "behave"]
    command += [f"-Dtarget={options.target}"] if options.target else []
    command += [f"-Dcommand={options.command}"] if options.command else []
    command += [f"--tags={options.tags}"] if options.tags else []
    code = behave([*command, *options.rest])
    if any(RESULTS.glob("*-result.json")):
        show_report()
    return code


def behave(command: Sequence[str]) -> int:
    """Run behave to its end; Ctrl-C is behave's to handle, and a termination is handed on to it."""
    process = subprocess.Popen(command, cwd=ROOT)
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal has sent it to behave as well, which ends its servers and keeps the results so far.
            continue


def show_report() -> int:
    """Render the report of the last results, and say where it is."""
    outcome = render(RESULTS, PAGE, details=target_details(REPORTS / "evidence" / "calls.jsonl"), root=ROOT)
    say(outcome.message)
    return 0 if outcome.page else 1


def target_details(evidence: Path) -> dict[str, str]:
    """What the report tells of the target: the name it has in the suite, and what it calls itself."""
    try:
        lines = evidence.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    for line in lines:
        if '"event": "target"' in line:
            told = json.loads(line)
            return {"Target": told["name"], "Server": f"{told['server']} {told['version']}".strip()}
    return {}


def say(sentence: str) -> None:
    """Tell the person at the console."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
