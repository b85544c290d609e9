"""Two hundred servers that speak nonsense: the driver comes to an end, says why in words, leaves nothing behind."""

import base64
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, product
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from acceptance.errors import ConnectFailedError, TargetFaultError
from acceptance.system.waiting import wait_until
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.connection import Connection
from acceptance.transport.ending_grace import EndingGrace
from acceptance.transport.launching import ColdLauncher, Launch
from acceptance.transport.portal import Portal
from acceptance.transport.process import ServerProcess
from tests.project import HANG_SECONDS

SERVER = Path(__file__).parent / "nonsense_server.py"
SERVERS = 200
AT_ONCE = 10
TIMEOUTS = Timeouts(connect=0.8, call=0.25, close=0.3)
# On a busy machine a server may be ended before its stage comes: it is met again, with so many times as much time.
PATIENCE = (1, 8, 64)
CALLS = 2

# What only programmers can read has no place among reasons.
MACHINE_WORDS = re.compile(r"Traceback|ExceptionGroup|<[\w.]+ object at|unhandled errors")

STAGES = ("the start", "initialize", "notifications/initialized", "tools/list", "tools/call")
KINDS = (
    "random bytes",
    "random bytes only",
    "a line that breaks off",
    "a line without an end",
    "another id",
    "another result",
    "an odd error",
    "a line of ten million characters",
    "an answer that comes too late",
    "a flood of notifications",
    "the answer many times",
    "deep nesting",
    "no answer",
    "a closed output",
    "the end",
    "requests of its own",
)
EVERYTHING = list(product(STAGES, KINDS))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PLANS = st.fixed_dictionaries(
    {
        "payload": st.binary(max_size=200).map(lambda data: base64.b64encode(data).decode()),
        "share": st.integers(1, 99),
        "value": VALUES,
        "seconds": st.sampled_from([0.4, 0.6]),
        "count": st.integers(1, 3000),
        "code": st.integers(0, 5),
        "deaf": st.sampled_from([False, False, False, False, False, False, True]),
    }
)


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with Portal() as shared:
        yield shared


def draw_plans() -> list[dict[str, Any]]:
    """The plans, always the same ones."""
    plans: list[dict[str, Any]] = []

    @settings(
        max_examples=SERVERS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(PLANS)
    def keep(details: dict[str, Any]) -> None:
        # Every kind of nonsense at every stage comes in turn; hypothesis draws what it says.
        stage, kind = EVERYTHING[len(plans) % len(EVERYTHING)]
        plans.append({"stage": stage, "kind": kind, **details})

    keep()
    return plans


def converse(
    portal: Portal, folder: Path, plan: dict[str, Any], timeouts: Timeouts = TIMEOUTS
) -> tuple[list[str], ServerProcess]:
    """Connect, list, call and leave; gives what went wrong in words."""
    command = (sys.executable, "-S", "-E", str(SERVER), json.dumps(plan), str(folder / "marker"))
    target = Target(name="nonsense", command=command, timeouts=timeouts)
    launch, grace = Launch(command, folder, {}, folder / "stderr.txt"), EndingGrace(timeouts.close)
    process = ServerProcess(launch, ColdLauncher(), grace=grace)
    connection = Connection(portal, target, process).begin()
    words: list[str] = []
    try:
        connection.connected()
        for ask in (connection.list_tools, *[lambda: connection.call("orchestrator_get_status", {})] * CALLS):
            try:
                ask()
            except TargetFaultError as fault:
                words.append(str(fault))
    except ConnectFailedError as failure:
        words.append(str(failure))
    finally:
        connection.close()
    return words, process


def meet(portal: Portal, folder: Path, plan: dict[str, Any]) -> tuple[str, ...]:
    """Meet one server until its nonsense was spoken, and check how that ended; gives what was found out about it."""
    words: list[str] = []
    marker = folder / "marker"
    for patience in PATIENCE:
        words = checked_words(portal, folder, plan, patience)
        if marker.exists():
            break
    spoken = ("the nonsense was spoken",) if marker.exists() else ()
    return (*spoken, "words were told" if words else "it was borne", plan["kind"], plan["stage"])


def checked_words(portal: Portal, folder: Path, plan: dict[str, Any], patience: int) -> list[str]:
    """Converse, and check how that ended; gives the words that were told."""
    began = monotonic()
    timeouts = Timeouts(TIMEOUTS.connect * patience, TIMEOUTS.call * patience, TIMEOUTS.close * patience)
    words, process = converse(portal, folder, plan, timeouts)
    assert monotonic() - began < HANG_SECONDS, plan
    # On a machine that is busy enough, the time to connect is over before there is a process.
    ended = process.pid is None or wait_until(lambda: process.exit_code is not None, HANG_SECONDS)
    assert ended, (plan, words, process.ending, Path(f"/proc/{process.pid}").exists())
    assert not Path(f"/proc/{process.pid}").exists(), plan
    for sentence in words:
        assert sentence.strip(), plan
        assert not MACHINE_WORDS.search(sentence), (plan, sentence)
    return words


def test_nonsense_ends_in_words(portal: Portal, tmp_path: Path) -> None:
    plans = draw_plans()
    folders = [tmp_path / str(number) for number in range(len(plans))]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(AT_ONCE) as workers:
        tally = Counter(chain.from_iterable(workers.map(partial(meet, portal), folders, plans)))
    assert len(plans) == SERVERS
    assert all(tally[name] for name in (*KINDS, *STAGES)), tally
    assert tally["the nonsense was spoken"] == SERVERS, tally
    assert tally["words were told"] >= SERVERS * 0.3, tally


def test_the_portal_still_works_after_all_that(portal: Portal, tmp_path: Path) -> None:
    plan = {"stage": "never", "deaf": False}
    words, process = converse(portal, tmp_path, plan, Timeouts())
    assert words == []
    assert process.exit_code == 0
