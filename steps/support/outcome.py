"""How a scenario ended, in the report's words: which status, and which message comes first.

A criterion that is not met is `failed`; a suite that could not judge is `broken`; what was not judged is `skipped`.
The three are three questions for three people, so an exception that is no AssertionError never shows as a failure.
"""

import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final

from allure_commons.model2 import Status, StatusDetails
from behave.model import Scenario, Step

from acceptance.errors import SuiteError

OUTCOMES: Final = MappingProxyType(
    {
        "passed": Status.PASSED,
        "failed": Status.FAILED,
        "skipped": Status.SKIPPED,
        "untested": Status.SKIPPED,
    }
)
"""behave's statuses that say something about the target; every other one says that the suite itself broke."""

HOOK_ERROR: Final = re.compile(r"HOOK-ERROR in (before|after)_\w+(?:\(tag=.*?\))?: ")
CLEANUP_ERROR: Final = re.compile(r"^CLEANUP-ERROR in [^:]+: (.+)$", re.MULTILINE)
PATHS: Final = MappingProxyType({"before": "Preparing it failed: ", "after": "Cleaning up after it failed: "})
OTHERS_CODE: Final = ("site-packages", "dist-packages")


def step_status(step: Step) -> str:
    """Tell how a step ended, by behave's word for it and not by a leftover exception."""
    return str(OUTCOMES.get(step.status.name, Status.BROKEN))


def step_details(step: Step, skip_reason: str | None) -> StatusDetails | None:
    """Say why a step did not pass; None where there is nothing to say.

    Args:
        step: the step, after it ran or was passed over.
        skip_reason: why the scenario was skipped, if this is the step that found it out.
    """
    if step.status.name == "undefined":
        return StatusDetails(message=f'The suite does not define the step "{step.keyword} {step.name}".')
    if step_status(step) == Status.SKIPPED:
        return StatusDetails(message=skip_reason) if skip_reason else None
    if step_status(step) == Status.PASSED:
        return None
    if step.exception is None:
        return StatusDetails(message=in_plain_words(step.error_message or step.status.name))
    return exception_details(step.exception, step.exc_traceback)


def exception_details(error: BaseException, trace: TracebackType | None) -> StatusDetails:
    """Describe an exception to a reader: what was expected first, places in this project's code last or not at all."""
    frames = "\n".join(own_frames(trace)) or None
    if not isinstance(error, AssertionError):
        return StatusDetails(message="\n".join(leaf_messages(error)), trace=frames)
    if message := str(error).strip():
        return StatusDetails(message=message)
    return StatusDetails(message="A check of the suite failed without saying what it expected.", trace=frames)


def leaf_messages(error: BaseException) -> Iterator[str]:
    """Give one message for every exception that a group holds; a sentence that is meant for people stays as it is."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from leaf_messages(inner)
    elif isinstance(error, SuiteError):
        yield str(error)
    else:
        yield f"{type(error).__name__}: {error}".removesuffix(": ")


def own_frames(trace: TracebackType | None) -> Iterator[str]:
    """Name the places of this project that an exception went through, without libraries and this machine's paths."""
    here = Path.cwd()
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename).absolute()
        if path.is_relative_to(here) and not set(OTHERS_CODE) & set(path.parts):
            yield f"{path.relative_to(here).as_posix()}, line {frame.lineno}, in {frame.name}: {frame.line}"


def scenario_outcome(scenario: Scenario) -> tuple[str, StatusDetails | None]:
    """Tell how a scenario ended and why.

    A step that failed speaks before a hook that broke after it: the criterion is not met, whatever clearing up did.
    """
    trouble = [step for step in scenario.all_steps if step_status(step) in (Status.FAILED, Status.BROKEN)]
    around = hook_trouble(scenario)
    if trouble:
        details = step_details(trouble[0], None) or StatusDetails()
        details.message = "\n\n".join(filter(None, [details.message, around]))
        return step_status(trouble[0]), details
    if around:
        return Status.BROKEN, StatusDetails(message=around)
    if scenario.should_skip:
        return Status.SKIPPED, StatusDetails(
            message=scenario.skip_reason or "Skipped while it ran; no reason was given."
        )
    if scenario.status.name == "untested":
        return Status.SKIPPED, StatusDetails(message="The run was stopped before this scenario.")
    return step_status(scenario), None


def hook_trouble(owner: Scenario) -> str | None:
    """Say what broke around a scenario, a rule or a feature; None where nothing did."""
    if owner.status.name == "hook_error":
        return in_plain_words(owner.error_message or "A hook failed.")
    if owner.status.name == "cleanup_error":
        reasons = CLEANUP_ERROR.findall(owner.captured.output) or ["the console says why."]
        return "\n".join(f"{PATHS['after']}{reason}" for reason in reasons)
    return None


def in_plain_words(message: str) -> str:
    """Put behave's name for a hook that failed into words that need no knowledge of behave."""
    return HOOK_ERROR.sub(lambda found: PATHS[found[1]], message).strip()
