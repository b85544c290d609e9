"""Load: what is carried is accepted, and what is lost, refused, answered wrongly or not at all is not."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from acceptance.contract.calls import Call
from acceptance.contract.dialects import shipped
from acceptance.errors import BrokenProtocolError, ConnectionLostError, SuiteError
from acceptance.evidence.evidence import Evidence
from acceptance.load.engine import Engine
from acceptance.load.plan import LoadPlan, check_place
from acceptance.load.swarm import Swarm, read_outcome
from acceptance.load.table import sentences
from acceptance.load.tally import Tally, percentile
from acceptance.load.wire import Answer, Generation, Wire, read_generation, read_reply
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.server_pool import ServerPool
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import ColdLauncher
from tests.project import HANG_SECONDS, wait_for

ROOT = Path(__file__).resolve().parents[2]
CALL = Call("plan", "orchestrator_plan_task", {"title": "A"})
HONEST = (sys.executable, "-m", "reference_orchestrator")
SMALL = LoadPlan(connections=2, in_flight=4, tasks=40, seconds=20)


@contextmanager
def servers(folder: Path, command: tuple[str, ...], count: int, dialect: str = "2.0") -> Iterator[list[Orchestrator]]:
    """So many servers in one workspace."""
    environment = {"PYTHONPATH": str(ROOT)}
    target = Target("t", command, environment=environment, dialect=shipped(dialect), timeouts=Timeouts(call=5))
    with closing(Evidence(folder, lambda exchange: None)) as evidence, ServerPool(
        target, ColdLauncher(), folder, evidence
    ) as pool:  # fmt: skip
        first = pool.shared()
        others = [pool.start_beside(first) for _ in range(count - 1)]
        yield [first, *others]
        for other in others:
            pool.release(other)


def load(folder: Path, command: tuple[str, ...], plan: LoadPlan = SMALL) -> Tally:
    with servers(folder, command, plan.connections) as orchestrators:
        return Engine(orchestrators, plan).run()


def test_the_reference_carries_a_load_over_several_connections(tmp_path: Path) -> None:
    shown: list[int] = []
    with servers(tmp_path, HONEST, 2) as orchestrators:
        tally = Engine(orchestrators, SMALL).run(shown.append)
    assert (tally.started, tally.completed, tally.confirmed) == (40, 40, 40), tally.told()
    assert tally.accepted
    assert max(shown) == 40
    assert {verb: len(times) for verb, times in tally.milliseconds.items()} == {
        "planning": 40, "start": 40, "submission": 40, "search": 40, "second start": 4,
    }  # fmt: skip
    assert tally.figure("load").met


@pytest.mark.parametrize(
    ("flaw", "complaint"),
    [
        (
            "a-task-loses-its-parent",
            "20 of the tasks completed were not there, or not completed, when all were read back",
        ),
        ("a-completed-task-stays-in-progress", "20 times: after its completion a task is in progress, not completed"),
    ],
)
def test_a_server_with_a_flaw_does_not_carry_it(tmp_path: Path, flaw: str, complaint: str) -> None:
    tally = load(tmp_path, (sys.executable, "-m", "tests.flawed", flaw), LoadPlan(1, 4, 20, 20))
    assert not tally.accepted
    assert tally.confirmed == 0
    assert complaint in "\n".join(tally.told())


def test_a_server_that_is_killed_under_load_is_told_of(tmp_path: Path) -> None:
    with servers(tmp_path, HONEST, 1) as orchestrators:

        def kill(completed: int) -> None:
            if completed >= 20:
                orchestrators[0].connection.process.signal_group(signal.SIGKILL)

        tally = Engine(orchestrators, LoadPlan(1, 4, 10_000, 20)).run(kill)
    assert not tally.accepted
    assert 20 <= tally.completed < 100
    assert tally.unanswered
    assert tally.confirmed == 0
    assert any("was not answered" in words for words in tally.told())
    assert list(sentences(tally))[-1] == "The orchestrator did not sustain the load."


def test_a_target_that_lacks_what_is_needed_is_told_of(tmp_path: Path) -> None:
    with (
        servers(tmp_path, HONEST, 1, "1.x") as orchestrators,
        pytest.raises(SuiteError, match="cannot be put under load, for it does not offer orchestrator_execute_subtask"),
    ):
        Engine(orchestrators, LoadPlan(1, 1, 1, 1)).run()


def test_percentiles_are_times_that_were_measured() -> None:
    times = [float(number) for number in range(1, 1001)]
    assert [percentile(times, share) for share in (50, 90, 99, 99.9, 100)] == [500, 900, 990, 999, 1000]
    assert percentile([7.0], 50) == 7.0
    with pytest.raises(ValueError, match="of 0 times"):
        percentile([], 50)


@pytest.mark.parametrize(
    ("tally", "accepted"),
    [
        (Tally(started=1000, confirmed=999), True),
        (Tally(started=1000, confirmed=998), False),
        (Tally(started=1000, confirmed=999, unanswered=1), True),
        (Tally(started=1000, confirmed=1000, refused=1), False),
        (Tally(started=1000, confirmed=1000, wrong=1), False),
        (Tally(), False),
    ],
)
def test_what_is_accepted(tally: Tally, accepted: bool) -> None:
    assert tally.accepted is accepted


def test_what_several_processes_tell_is_added_up() -> None:
    one, other, both = Tally(started=2, confirmed=2, seconds=3), Tally(started=3, confirmed=2, seconds=1), Tally()
    one.milliseconds["planning"] += [1.0, 2.0]
    other.milliseconds["planning"].append(3.0)
    other.doubt("no")
    for tally in (one, other):
        both.add(tally.as_message())
    assert (both.started, both.confirmed, both.wrong, both.seconds) == (5, 4, 1, 3)
    assert both.milliseconds == {"planning": [1.0, 2.0, 3.0]}
    assert both.told() == ["1 times: no"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tasks", "many"),
        ("tasks", "0"),
        ("tasks", "100001"),
        ("connections", "65"),
        ("in_flight", "-1"),
        ("seconds", ""),
    ],
)
def test_a_plan_that_is_none(name: str, text: str) -> None:
    with pytest.raises(SuiteError, match="a whole number from 1 to"):
        LoadPlan.read(**{name: text})


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/mcp", "http://[::1]:1/", "http://localhost:1/mcp"])
def test_load_is_put_on_this_machine(url: str) -> None:
    check_place(url)


@pytest.mark.parametrize("url", ["http://example.org/", "http://127.0.0.1.example.org/", "http://10.0.0.1/", "", "x"])
def test_load_is_put_on_no_other_machine(url: str) -> None:
    with pytest.raises(SuiteError, match="is elsewhere"):
        check_place(url)


def test_load_is_put_on_another_machine_that_is_said_to_be_ones_own() -> None:
    check_place("http://staging.example.org/mcp", "staging.example.org")
    with pytest.raises(SuiteError, match="is elsewhere"):
        check_place("http://staging.example.org/mcp", "example.org")


def test_an_answer_is_read_plain_or_as_a_stream() -> None:
    result = '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\\"task_id\\":\\"t1\\"}"}]}}'
    stream = f'data: {{"jsonrpc":"2.0","method":"notifications/progress"}}\n\nevent: message\ndata: {result}\n\n'
    for answer in (Answer(200, "application/json", result), Answer(200, "text/event-stream", stream)):
        assert read_reply(CALL, answer).task.identity == "t1"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(0, "", ""), ConnectionLostError),
        (Answer(502, "text/html", "<html>"), BrokenProtocolError),
        (Answer(200, "application/json", '{"jsonrpc":"2.0","id":1,"result":{}}'), BrokenProtocolError),
        (Answer(200, "application/json", "[]"), BrokenProtocolError),
    ],
)
def test_an_answer_that_is_none(answer: Answer, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_reply(CALL, answer)


def test_a_protocol_error_is_a_refusal() -> None:
    reply = read_reply(CALL, Answer(400, "application/json", '{"id":1,"error":{"code":-32602,"message":"no title"}}'))
    assert (reply.refused, reply.words) == (True, "no title")


def test_a_generation_that_is_none() -> None:
    with pytest.raises(SuiteError, match="2026-07-28 or 2025-11-25"):
        read_generation("2024")


def test_a_session_goes_along_with_every_call() -> None:
    wire = Wire(Generation.SESSION)
    assert "mcp-session-id" not in wire.hello().headers
    wire.session = "s1"
    assert wire.call(CALL).headers["mcp-session-id"] == "s1"


def test_a_swarm_that_told_nothing_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "locust.txt").write_text("Could not import\nNo module named x\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="No module named x"):
        read_outcome(tmp_path / "outcome.json", tmp_path / "locust.txt")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Starts the reference, or one with a flaw, over HTTP; gives its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(flaw: str = "") -> str:
        module = ["tests.flawed"] if flaw else ["reference_orchestrator"]
        told = tmp_path / "address"
        words = [sys.executable, "-m", *module, "--http", "0", "--address-file", str(told), *([flaw] if flaw else [])]
        (tmp_path / "workspace").mkdir()
        running.append(subprocess.Popen(words, cwd=tmp_path / "workspace", env={**os.environ, "PYTHONPATH": str(ROOT)}))
        wait_for(lambda: told.is_file() and told.read_text().strip())
        return told.read_text().strip()

    yield start
    for process in running:
        process.terminate()
        process.wait(HANG_SECONDS)


@pytest.mark.parametrize(("generation", "workers"), [(Generation.STATELESS, 2), (Generation.SESSION, 1)])
def test_the_reference_carries_a_load_on_the_wire(
    tmp_path: Path, address: Callable[[str], str], generation: Generation, workers: int
) -> None:
    tally = Swarm(address(""), LoadPlan(2, 2, 12, 10), generation, workers).run(tmp_path / "load")
    assert tally.accepted, (tally.told(), (tmp_path / "load" / "locust.txt").read_text())
    assert tally.started == tally.confirmed == 12
    assert min(map(len, tally.milliseconds.values())) >= 1


def test_a_server_with_a_flaw_does_not_carry_it_on_the_wire(tmp_path: Path, address: Callable[[str], str]) -> None:
    url = address("a-completed-task-stays-in-progress")
    tally = Swarm(url, LoadPlan(1, 2, 4, 10), Generation.STATELESS).run(tmp_path / "load")
    assert not tally.accepted
    assert tally.confirmed == 0
