"""What a server never does is waited for in full twice in a run; one that does it after all is not hurt by that."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from acceptance.contract.calls import Call
from acceptance.errors import NoAnswerError, TargetFaultError
from acceptance.evidence import circuit_breaker, vain_waits
from acceptance.evidence.evidence import Evidence
from acceptance.servers import restarting
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.restarting import wait_for_restart
from acceptance.servers.server_pool import ServerPool
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import ColdLauncher

RAW = Path(__file__).parents[1] / "sample_servers" / "raw.py"
STATUS = Call("status", "orchestrator_get_status", {})
LONG, SHORT = 1.5, 0.25

Begin = Callable[[str], ServerPool]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Enters pools of little servers, each as a process of one run has them; all write to one record."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(restarting, "RESTART_SECONDS", LONG)
    for module in (vain_waits, circuit_breaker):
        monkeypatch.setattr(module, "SHORT_SECONDS", SHORT)
    pools: list[ServerPool] = []

    def begin_one(manner: str) -> ServerPool:
        target = Target("little", (sys.executable, str(RAW), manner), timeouts=Timeouts(20, LONG, 1))
        evidence = Evidence(tmp_path / "evidence", lambda _: None)
        evidence.scenario = f"Scenario {len(pools) + 1}"
        pools.append(ServerPool(target, ColdLauncher(), tmp_path / "reports", evidence))
        return pools[-1].__enter__()

    yield begin_one
    for pool in pools:
        with closing(pool.evidence):
            pool.__exit__(None, None, None)


def test_a_restart_that_does_not_come_is_waited_for_in_full_twice_in_a_run(begin: Begin) -> None:
    for _ in range(2):
        pool = begin("agrees")
        with pytest.raises(TargetFaultError, match=r"the same process still ran 1\.5 s later$"):
            wait_for_restart(pool.shared(), pool.evidence.vain)
    third = begin("agrees")
    told = r'still ran 0\.25 s later; it was waited for twice for up to 1\.5 s \(first in "Scenario 1"\), and is given'
    with pytest.raises(TargetFaultError, match=told):
        wait_for_restart(third.shared(), third.evidence.vain)
    # One that does restart is asked all the same, and from then on all are waited for in full.
    restarting_one = third.own()
    pid = restarting_one.connection.process.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert wait_for_restart(restarting_one, third.evidence.vain) == pid
    with pytest.raises(TargetFaultError, match=r"the same process still ran 1\.5 s later$"):
        wait_for_restart(third.shared(), third.evidence.vain)


def frozen(pool: ServerPool) -> Orchestrator:
    """A server of its own that opened its session, and answers nothing more."""
    orchestrator = pool.own()
    assert orchestrator.connection.process.pid
    os.kill(orchestrator.connection.process.pid, signal.SIGSTOP)
    return orchestrator


def test_a_tool_that_never_answers_is_asked_in_full_twice_and_once_more_shortly(begin: Begin) -> None:
    pool = begin("agrees")
    bounds = []
    for _ in range(3):
        with pytest.raises(NoAnswerError) as caught:
            frozen(pool).ask(STATUS)
        bounds.append(str(caught.value).rpartition(" within ")[2])
    assert bounds == ["1.5 s", "1.5 s", "0.25 s"]
    with pytest.raises(NoAnswerError, match="is not called again: 3 calls in a row were not answered by any server"):
        pool.own().ask(STATUS)
