"""How behave is ended otherwise than by its last scenario, and what the person at the console is told of it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from acceptance.display import GuardedStream
from acceptance.errors import SuiteError
from acceptance.specification.places import check_places
from acceptance.specification.tags import check_tags
from acceptance.system.paths import ROOT


def call_off(context: Any, sentence: str) -> None:
    """End behave before its first scenario, with one sentence and without a trace, and with an exit code that is not 0.

    An exception out of a hook would be printed as an error of the suite, and an exit would be told as a user's Ctrl-C.
    """
    say(sentence)
    context._runner.features.clear()
    context._runner.hook_failures += 1
    context.config.reporters.clear()


def nothing_selected(context: Any) -> None:
    """End a run for which no scenario was selected: a mistake, unless others of the same run have some."""
    call_off(context, "No scenario was selected, so nothing was tested. Correct the tags, the name or the path.")
    if "part" in context.config.userdata:
        context._runner.hook_failures = 0


def wrong_tags(config: Any) -> str:
    """What is wrong with the tags of a run; empty where nothing is, or whoever started this process has looked."""
    if "part" in config.userdata:
        return ""
    try:
        check_tags([config.tags] if isinstance(config.tags, str) else config.tags or [], ROOT)
    except SuiteError as error:
        return str(error)
    return ""


def refuse_wrong_places() -> None:
    """End behave at once with 2 where it was given a place without a feature, of which it would name an exception.

    No hook is called before behave looks for the features, so its words are taken from the command line.
    """
    if "behave" not in (Path(sys.argv[0]).name, Path(sys.argv[0]).parent.name):
        return
    try:
        check_places(sys.argv[1:], Path.cwd())
    except SuiteError as error:
        refuse(str(error))


def refuse(sentence: str) -> NoReturn:
    """End behave at once with 2, as a command does: nothing was started, and of another's run nothing was touched."""
    say(sentence)
    sys.stdout.flush()
    os._exit(2)


def say(sentence: str) -> None:
    """Tell the person at the console, past behave, which keeps back what its last hook says."""
    console = GuardedStream(sys.__stderr__ or sys.stderr)
    console.write(f"{sentence}\n")
    console.flush()


def end_like_an_interrupt() -> None:
    """Have a polite termination end the servers and keep the results, as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
