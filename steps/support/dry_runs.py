"""Which scenarios can be judged of a target: the dry run that a run makes of each, for who asks before any run.

`python -m steps.support.dry_runs` reads what a target lists from standard input, and writes what each scenario lacks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from behave.parser import parse_file
from behave.runner_util import load_step_modules
from behave.step_registry import registry
from mcp_types import Tool

from acceptance.contract.dialects import named
from acceptance.targets.target import Target
from acceptance.world.dry_run import DryRun
from steps.support.dry_run import lacking

STEPS: Final = Path(__file__).resolve().parents[1]


def lacking_by_place(target: Target, tools: Sequence[Mapping[str, Any]], features: Path) -> dict[str, str]:
    """What each scenario lacks, by its file and line; empty where it lacks nothing that is known before it runs."""
    load_step_modules([str(STEPS)])
    listed = {
        str(one["name"]): Tool(name=str(one["name"]), input_schema=dict(one.get("inputSchema") or {})) for one in tools
    }
    return {
        f"{file.relative_to(features.parent).as_posix()}:{scenario.line}": lacking(
            DryRun(target, listed), scenario, registry
        )
        for file in sorted(features.rglob("*.feature"))
        for scenario in parse_file(str(file)).walk_scenarios()
    }


def main() -> None:
    """Answer one question, as JSON."""
    asked = json.load(sys.stdin)
    place = Path(asked["dialect"])
    target = Target(asked["name"], ("nothing",), dialect=named(place.name, place.parent))
    json.dump(lacking_by_place(target, asked["tools"], Path(asked["features"])), sys.stdout)


if __name__ == "__main__":
    main()
