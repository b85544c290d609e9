"""Finds what the last run kept of a scenario that failed."""

from __future__ import annotations

import shlex
from pathlib import Path

from acceptance.contract.dialects import detected
from acceptance.errors import SuiteError
from acceptance.evidence.scenario_results import BLOCKED
from acceptance.judging.run_record import RunRecord
from acceptance.reporting.explaining.issue import Failure
from acceptance.reporting.explaining.kept_calls import KeptCall, KeptScenario, read_outside, read_scenario
from acceptance.reporting.explaining.messages import messages_of
from acceptance.specification.features import Case
from acceptance.system.paths import Paths, called
from acceptance.targets.choosing import read_target
from acceptance.targets.target import Target


def failure_of(run: RunRecord, case: Case, paths: Paths) -> Failure:
    """What the last run kept of a scenario that failed."""
    results = paths.reports / "allure-results"
    outcome = run.outcomes[case.name]
    kept = read_scenario(results, case.name)
    target, lost = target_of(run, paths)
    calls = (*_shared_opening(run, target, results, kept), *kept.calls)
    messages = messages_of(calls, run.target.tools, target.own_name if target is not None else str)
    return Failure(run, case, outcome, kept, messages, target, lost)


def target_of(run: RunRecord, paths: Paths) -> tuple[Target | None, str]:
    """The target of a run as it is asked for, or why it cannot be read any more."""
    try:
        asked = dict(word.partition("=")[::2] for word in shlex.split(run.target.asked))
        target = read_target(paths.targets, asked.get("TARGET"), asked.get("COMMAND"), cache=paths.cache)
    except (SuiteError, ValueError) as error:
        return None, str(error)
    if target.name != run.target.name:
        return None, f'the run was of the target "{run.target.name}", and now "{target.name}" is asked for.'
    return target, ""


def standing(run: RunRecord, case: Case) -> str:
    """Why there is nothing to explain of a scenario, in a sentence; empty if it failed."""
    outcome = run.judged(case)
    if outcome is None:
        return f'"{case.name}" was not run. Run it: make scenario NAME={shlex.quote(case.name)}'
    first = outcome.message.partition("\n")[0]
    if outcome.status == "passed":
        return f'"{case.name}" passed in the last run, so there is nothing to explain.'
    if outcome.status == "skipped":
        return f'"{case.name}" was not judged. {first}'
    if outcome.status == "broken":
        return f'"{case.name}" failed because of the suite or this machine, not because of the server: {first}'
    if outcome.status == BLOCKED:
        shown = next(
            (name for name, key in run.causes.items() if key == run.causes[case.name] and failed(run, name)), ""
        )
        return f'"{case.name}" is {first} Explain that one: {called(f"explain {shlex.quote(shown)}")}'
    return ""


def failed(run: RunRecord, name: str) -> bool:
    """Whether a scenario failed."""
    return name in run.outcomes and run.outcomes[name].status == "failed"


def _shared_opening(run: RunRecord, target: Target | None, results: Path, kept: KeptScenario) -> list[KeptCall]:
    """The call that opened the session in which a scenario works, if it opens none itself."""
    form = (target.dialect if target is not None else None) or detected(run.target.tools)
    tools = {step.tool for step in form.verbs["open_session"].steps} if "open_session" in form.verbs else set()
    if not kept.calls or any(call.tool in tools for call in kept.calls):
        return []
    openings = (read_outside(results, tool) for tool in sorted(tools))
    return [one for one in openings if one is not None]
