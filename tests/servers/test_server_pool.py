"""The servers of a run: one for all, others for one scenario, and nothing left of any."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acceptance.contract.calls import Call
from acceptance.errors import ConnectionLostError, ForbiddenFileError, NoAnswerError, NotMeasurableError
from acceptance.evidence.evidence import Evidence
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.server_pool import ServerPool
from acceptance.system.workspaces import place_for_workspaces
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import ColdLauncher

RAW = Path(__file__).parents[1] / "sample_servers" / "raw.py"
STATUS = Call("status", "orchestrator_get_status", {})
Begin = Callable[[str], ServerPool]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Enters fleets of little servers, whose workspaces lie below the test's own folder, and leaves them."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    fleets: list[ServerPool] = []

    def begin_one(manner: str) -> ServerPool:
        target = Target("little", (sys.executable, str(RAW), manner), timeouts=Timeouts(10, 5, 1))
        evidence = Evidence(tmp_path / "evidence", lambda _: None)
        fleets.append(ServerPool(target, ColdLauncher(), tmp_path / "reports", evidence))
        return fleets[-1].__enter__()

    yield begin_one
    for pool in fleets:
        pool.__exit__(None, None, None)
    assert not list(tmp_path.glob("orchestrator-acceptance-*"))


def pid_of(orchestrator: Orchestrator) -> int:
    pid = orchestrator.connection.process.pid
    assert pid
    return pid


def test_one_server_is_shared_and_others_are_for_one_alone(begin: Begin) -> None:
    pool = begin("agrees")
    shared, own = pool.shared(), pool.own()
    assert pool.shared() is shared
    assert pid_of(own) != pid_of(shared)
    assert own.workspace != shared.workspace
    assert list(own.workspace.iterdir()) == []


def test_what_took_too_long_to_make_is_not_made_again(begin: Begin) -> None:
    pool, made = begin("agrees"), []

    def make() -> Orchestrator:
        made.append("once")
        raise NotMeasurableError("only 7 of 10,000 tasks were planned within 300 s")

    for _ in range(2):
        with pytest.raises(NotMeasurableError, match="only 7 of 10,000"):
            pool.kept("10,000 tasks", make)
    assert made == ["once"]


def test_a_shared_server_that_died_is_replaced(begin: Begin) -> None:
    pool = begin("agrees")
    first = pool.shared()
    os.kill(pid_of(first), signal.SIGKILL)
    assert first.connection.ended_within(5)
    second = pool.shared()
    assert second.alive
    assert pid_of(second) != pid_of(first)


def test_a_shared_server_that_keeps_a_call_waiting_is_replaced(begin: Begin) -> None:
    pool = begin("agrees")
    first = pool.shared()
    pid = pid_of(first)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(NoAnswerError, match="not answered within 5 s"):
        first.ask(STATUS)
    os.kill(pid, signal.SIGCONT)
    second = pool.shared()
    assert pid_of(second) != pid
    assert second.ask(STATUS).accepted
    assert pool.shared() is second


def test_a_server_that_dies_again_and_again_is_not_replaced_for_ever(begin: Begin) -> None:
    pool = begin("dies")
    with pytest.raises(ConnectionLostError, match="on fire"):
        for _ in range(10):
            assert pool.shared().connection.ended_within(5)


def test_spares_are_started_ahead_and_used(begin: Begin) -> None:
    pool = begin("agrees")
    pool.shared()
    pool.want_own(2)
    started = pool.factory.started
    assert started == 2
    pool.own()
    pool.own()
    assert pool.factory.started == 3


def test_started_anew_or_beside_it_works_in_the_same_workspace(begin: Begin) -> None:
    pool = begin("agrees")
    first = pool.own()
    (first.workspace / "note.txt").write_text("still here")
    again = pool.start_anew(first)
    assert (first.alive, again.alive) == (False, True)
    beside = pool.start_beside(again)
    assert first.workspace == again.workspace == beside.workspace
    assert pid_of(beside) != pid_of(again)
    assert (beside.workspace / "note.txt").read_text() == "still here"
    pool.release(beside)
    pool.release(again)


@pytest.mark.parametrize("start", ["start_anew", "start_beside"])
def test_no_server_is_started_in_a_workspace_that_leads_elsewhere_by_now(
    begin: Begin, tmp_path: Path, start: str
) -> None:
    pool = begin("agrees")
    first = pool.own()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    first.workspace.rename(f"{first.workspace}-away")
    first.workspace.symlink_to(elsewhere)
    started = pool.factory.started
    with pytest.raises(ForbiddenFileError, match=r"leads to .*elsewhere.* by now\. No server is started there"):
        getattr(pool, start)(first)
    assert list(elsewhere.iterdir()) == []
    assert pool.factory.started == started
    pool.release(first)


def test_a_fenced_server_has_nothing_beside_its_workspace(begin: Begin) -> None:
    pool = begin("agrees")
    fenced = pool.fenced()
    assert [one.name for one in fenced.workspace.parent.iterdir()] == ["workspace"]
    os.kill(pid_of(fenced), signal.SIGKILL)
    assert fenced.connection.ended_within(5)
    again = pool.fenced()
    assert again.alive
    assert again.workspace == fenced.workspace


def test_a_conversation_in_bare_lines_is_answered_and_ended(begin: Begin) -> None:
    conversation = begin("agrees").converse()
    conversation.greet()
    first, line = conversation.call_line(STATUS)
    conversation.send([line])
    assert conversation.answer(first)["result"]["content"] == [{"type": "text", "text": "Done."}]
    conversation.close()
    assert conversation.process.exit_code == 0


def test_a_conversation_with_a_server_that_ends_is_told(begin: Begin) -> None:
    conversation = begin("dies").converse()
    conversation.greet()
    first, line = conversation.call_line(STATUS)
    conversation.send([line])
    with pytest.raises(ConnectionLostError, match=r"exit code 3(.|\n)*on fire"):
        conversation.answer(first)


def test_workspaces_are_where_temporary_files_are_wanted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert place_for_workspaces() == tmp_path
