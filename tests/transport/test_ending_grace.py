"""A server that outlives its closed input is ended by signal soon, once others of its kind have shown that they do."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest

from acceptance.targets.target import Target, Timeouts
from acceptance.transport.child_process import Ending
from acceptance.transport.connection import Connection
from acceptance.transport.ending_grace import OFTEN, SHORT_SECONDS, EndingGrace, Way
from acceptance.transport.launching import ColdLauncher, Launch
from acceptance.transport.portal import Portal
from acceptance.transport.process import ServerProcess

GRACE = 6 * SHORT_SECONDS
OUTLIVES = """
import signal, sys
sys.path.insert(0, {folder!r})
import raw
raw.serve("agrees")
if {outlives}:
    signal.pause()
"""
SERVERS = Path(__file__).resolve().parents[1] / "sample_servers"

Meet = Callable[[bool], Ending]


@pytest.fixture
def grace() -> EndingGrace:
    """How long the servers of a test have."""
    return EndingGrace(GRACE)


@pytest.fixture
def meet(tmp_path: Path, grace: EndingGrace) -> Iterator[Meet]:
    """Starts a server, ends it, and tells how it ended."""
    with Portal() as portal:

        def met(outlives: bool) -> Ending:
            command = (sys.executable, "-c", OUTLIVES.format(folder=str(SERVERS), outlives=outlives))
            process = ServerProcess(
                Launch(command, tmp_path, {**os.environ}, tmp_path / "stderr.txt"), ColdLauncher(), grace=grace
            )
            target = Target("test", command, timeouts=Timeouts(connect=20, call=5, close=GRACE))
            link = Connection(portal, target, process).begin().connected()
            link.close()
            return process.ending

        yield met


def test_who_outlives_its_closed_input_is_ended_soon_after_the_third(meet: Meet, grace: EndingGrace) -> None:
    for _ in range(OFTEN):
        assert grace.of(Way.CLOSED) == GRACE
        assert meet(True) is Ending.TERMINATED
    begun = perf_counter()
    assert grace.of(Way.CLOSED) == SHORT_SECONDS
    assert meet(True) is Ending.TERMINATED
    soon = perf_counter() - begun
    # One that ends in time has its successors given the whole time again.
    assert meet(False) is Ending.INPUT_CLOSED
    assert grace.of(Way.CLOSED) == GRACE
    begun = perf_counter()
    assert meet(True) is Ending.TERMINATED
    assert soon < perf_counter() - begun


def test_each_way_to_end_counts_by_itself(grace: EndingGrace) -> None:
    for _ in range(OFTEN):
        grace.note(Way.TERMINATED, ended=False)
    assert (grace.of(Way.CLOSED), grace.of(Way.TERMINATED)) == (GRACE, SHORT_SECONDS)
