"""Servers over HTTP: started, met, lost, found again; and those that run elsewhere, which are left alone."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from acceptance.contract.calls import Call
from acceptance.errors import BrokenProtocolError, ConnectFailedError, ConnectionLostError, NotJudgedError
from acceptance.evidence.evidence import Evidence
from acceptance.redaction import Redactor
from acceptance.servers.orchestrator import Orchestrator
from acceptance.servers.server_pool import ServerPool
from acceptance.system.waiting import wait_until
from acceptance.targets.target import AUTO, Target, Timeouts, Transport
from acceptance.transport.child_process import Ending
from acceptance.transport.http.host import free_port
from acceptance.transport.http.link import HttpLink
from acceptance.transport.launching import ColdLauncher, Launcher
from acceptance.transport.warm_launcher import WarmLauncher
from tests.project import HANG_SECONDS
from tests.transport.test_launching import alive

ROOT = Path(__file__).resolve().parents[2]
SERVERS = ROOT / "tests" / "sample_servers"
URL = "http://127.0.0.1:{port}/mcp"
MODULES = ("reference_orchestrator.serving", "reference_orchestrator.http.keeping", "reference_orchestrator.__main__")
PATHS = {"PYTHONPATH": str(ROOT)}
REFERENCE = Target(
    "reference-http",
    (sys.executable, "-m", "reference_orchestrator", "--http", "{port}"),
    environment=PATHS,
    warm=MODULES,
    url=URL,
)
STATUS = Call("status", "orchestrator_get_status", {})
DRIVER = """
import sys
from pathlib import Path
from acceptance.evidence.evidence import Evidence
from acceptance.servers.server_pool import ServerPool
from acceptance.transport.launching import ColdLauncher
from acceptance.targets.target import Target
target = Target("one", tuple(sys.argv[2:]), url="http://127.0.0.1:{port}/mcp")
evidence = Evidence(Path(sys.argv[1]), lambda _: None)
with ServerPool(target, ColdLauncher(), Path(sys.argv[1]), evidence) as pool:
    print(pool.shared().connection.process.pid, flush=True)
    sys.stdin.read()
"""
Begin = Callable[[Target], ServerPool]


def web(manner: str) -> Target:
    command = (sys.executable, str(SERVERS / "web.py"), "{port}", manner)
    return Target("web", command, url=URL, timeouts=Timeouts(5, 5, 2))


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    stderr = tmp_path_factory.mktemp("warm") / "stderr.txt"
    with WarmLauncher(sys.executable, MODULES, PATHS, stderr) as launcher:
        yield launcher


@pytest.fixture
def begin(tmp_path: Path, warm: Launcher) -> Iterator[Begin]:
    """Enters fleets and leaves them."""
    with ExitStack() as stack:

        def begin_one(target: Target) -> ServerPool:
            evidence = Evidence(tmp_path / "evidence", lambda _: None)
            launcher = warm if target.warm else ColdLauncher()
            return stack.enter_context(ServerPool(target, launcher, tmp_path / "reports", evidence))

        yield begin_one


def link_of(orchestrator: Orchestrator) -> HttpLink:
    link = orchestrator.connection.process
    assert isinstance(link, HttpLink)
    return link


def plan(orchestrator: Orchestrator, title: str) -> str:
    reply = orchestrator.ask(Call("plan", "orchestrator_plan_task", {"title": title, "description": "D"}))
    assert reply.accepted
    assert reply.task.identity
    return reply.task.identity


def titles(orchestrator: Orchestrator) -> set[str]:
    reply = orchestrator.ask(Call("search", "orchestrator_query_tasks", {}))
    return {str(task["title"]) for task in reply.body["tasks"]}


def test_a_server_is_started_met_and_ended(begin: Begin) -> None:
    pool = begin(REFERENCE)
    one, other = pool.shared(), pool.own()
    assert len(one.connection.tools) == 32
    plan(one, "Kept apart")
    assert titles(other) == set()
    link = link_of(one)
    assert (link.running, link.exit_code, link.speaks_lines) == (True, None, False)
    one.connection.close()
    assert (link.ending, link.exit_code, link.running) == (Ending.ASKED, 0, False)


def test_the_process_that_answers_is_known_and_another_after_a_restart(begin: Begin) -> None:
    pool = begin(REFERENCE)
    before = pool.own()
    link = link_of(before)
    assert link.host
    assert link.pid not in {None, link.host.pid, os.getpid()}
    assert Path(f"/proc/{link.pid}/cwd").readlink() == before.workspace
    plan(before, "Outlives it")
    assert before.ask(Call("restart", "orchestrator_restart_server", {})).accepted
    assert before.connection.ended_within(10)
    assert not before.alive
    after = pool.come_back(before)
    assert (link_of(after).url, link_of(after).host) == (link.url, link.host)
    assert link_of(after).pid not in {None, link.pid}
    assert titles(after) == {"Outlives it"}
    after.connection.close()
    assert link.host.exit_code == 0


def test_a_server_that_was_killed_is_told_and_started_anew(begin: Begin) -> None:
    pool = begin(REFERENCE)
    first = pool.own()
    plan(first, "Kept")
    first.connection.process.signal_group(signal.SIGKILL)
    assert first.connection.ended_within(5)
    assert first.connection.process.exit_code == -signal.SIGKILL
    with pytest.raises(ConnectionLostError):
        first.ask(STATUS)
    again = pool.come_back(first)
    again.open_workspace()
    assert titles(again) == {"Kept"}
    beside = pool.start_beside(again)
    assert link_of(beside).url != link_of(again).url
    assert titles(beside) == {"Kept"}


def test_one_that_runs_elsewhere_is_used_and_left_alone(begin: Begin) -> None:
    server = begin(REFERENCE).shared()
    elsewhere = Target("elsewhere", (), url=link_of(server).url, owned=False)
    pool = begin(elsewhere)
    shared = pool.shared()
    plan(shared, "From elsewhere")
    assert titles(server) == {"From elsewhere"}
    for ours_alone in (pool.own, pool.fenced, pool.converse, lambda: shared.workspace):
        with pytest.raises(NotJudgedError):
            ours_alone()
    for starts in (pool.start_anew, pool.start_beside):
        with pytest.raises(NotJudgedError, match="no command"):
            starts(shared)
    shared.connection.process.signal_group(signal.SIGKILL)
    shared.connection.close()
    assert shared.connection.process.ending is Ending.LEFT_RUNNING
    assert server.alive


def test_one_that_runs_elsewhere_and_is_owned_works_where_it_is_told_to(begin: Begin) -> None:
    server = begin(REFERENCE).shared()
    pool = begin(Target("elsewhere", (), url=link_of(server).url, workspace=server.workspace))
    shared = pool.shared()
    plan(shared, "Shared")
    own = pool.own()
    assert own.workspace not in {shared.workspace, server.workspace}
    assert titles(own) == set()
    assert titles(pool.shared()) == {"Shared"}
    assert link_of(own).pid == link_of(server).pid
    shared.connection.process.signal_group(signal.SIGKILL)
    assert server.connection.ended_within(5)


@pytest.mark.parametrize(
    ("protocol", "spoken"), [("2025-03-26", "2025-03-26"), ("2026-07-28", "2026-07-28"), (AUTO, "2026-07-28")]
)
def test_the_version_of_the_protocol_can_be_told(begin: Begin, protocol: str, spoken: str) -> None:
    shared = begin(replace(REFERENCE, protocol=protocol)).shared()
    plan(shared, "Spoken of")
    assert shared.connection.protocol_version == spoken


def test_another_version_than_the_one_told_is_a_sentence(begin: Begin) -> None:
    with pytest.raises(
        ConnectFailedError, match="answers in version 2025-06-18 of the protocol, and is to speak 2025-0"
    ):
        begin(replace(web("has its own version"), protocol="2025-03-26")).shared()


def test_tools_can_have_other_names(begin: Begin) -> None:
    shared = begin(replace(web("has other names"), rename={"orchestrator_get_status": "status"})).shared()
    assert list(shared.connection.tools) == ["orchestrator_get_status", "broken"]
    assert shared.ask(STATUS).result.text == "status for None"


def test_headers_are_sent_and_secrets_told_nowhere(begin: Begin, tmp_path: Path) -> None:
    target = replace(web("wants a token"), headers={"Authorization": "Bearer opensesame"}, secrets=("opensesame",))
    pool = begin(target)
    pool.evidence.redactor = Redactor(target.secrets)
    assert "opensesame" in pool.shared().ask(STATUS).result.text
    pool.evidence.event("told", words="say opensesame")
    kept = (tmp_path / "evidence" / "calls.jsonl").read_text(encoding="utf-8")
    assert "say •••" in kept
    assert "opensesame" not in kept + repr(target)


@pytest.mark.parametrize(
    ("manner", "fault", "words"),
    [
        ("forgets", ConnectionLostError, "no longer knows the session"),
        ("is behind a dead gateway", ConnectionLostError, "HTTP 502 Bad Gateway: <h1>Bad Gateway</h1>"),
        ("babbles", BrokenProtocolError, "breaks the protocol"),
        ("hangs up", ConnectionLostError, "the connection broke"),
        ("hangs up in the middle", ConnectionLostError, "the connection broke"),
    ],
)
def test_a_call_that_breaks_fails_alone(begin: Begin, manner: str, fault: type[Exception], words: str) -> None:
    shared = begin(web(manner)).shared()
    for _ in range(2):
        with pytest.raises(fault, match=words):
            shared.ask(STATUS)
    assert [tool.name for tool in shared.connection.list_tools()] == ["orchestrator_get_status", "broken"]
    assert shared.alive is (manner != "forgets")


def test_a_call_in_which_the_server_ends_says_how(begin: Begin) -> None:
    shared = begin(web("dies")).shared()
    ended = r"ended with exit code 4; its last line on standard error: no room here"
    for _ in range(2):
        with pytest.raises(ConnectionLostError, match=rf"orchestrator_get_status .* the orchestrator {ended}"):
            shared.ask(STATUS)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (web("wants a token"), r"could not be connected to \(HTTP 401 Unauthorized: Who are you\?\)"),
        (web("ends"), r"ended with exit code 1 before it answered(.|\n)*not mine to listen at"),
        (replace(web("agrees"), command=("/no/such/program",)), "could not be started"),
        (Target("nobody", (), url="http://127.0.0.1:1/mcp"), r"the connection broke(.|\n)*Check that it runs there"),
    ],
)
def test_what_cannot_be_connected_to_is_told_in_a_sentence(begin: Begin, target: Target, words: str) -> None:
    with pytest.raises(ConnectFailedError, match=words):
        begin(target).shared()


def test_the_transport_that_was_there_before_is_spoken_too(begin: Begin) -> None:
    command = (sys.executable, str(SERVERS / "old.py"), "{port}")
    target = Target("old", command, url="http://127.0.0.1:{port}/sse", transport=Transport.SSE)
    shared = begin(target).shared()
    assert shared.connection.server_name == "old"
    assert shared.ask(STATUS).result.text == "Done."
    shared.connection.process.signal_group(signal.SIGKILL)
    with pytest.raises(ConnectionLostError):
        shared.ask(STATUS)


def test_a_driver_that_is_killed_leaves_no_server_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DRIVER, str(tmp_path), sys.executable, str(SERVERS / "web.py"), "{port}", "agrees"]
    places = {**os.environ, "TMPDIR": str(tmp_path), **PATHS}
    with subprocess.Popen(command, cwd=ROOT, env=places, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as driver:
        assert driver.stdout
        pid = int(driver.stdout.readline())
        assert alive(pid)
        driver.kill()
        driver.wait()
        assert wait_until(lambda: not alive(pid), HANG_SECONDS)


def test_a_port_is_free() -> None:
    ports = {free_port() for _ in range(20)}
    assert len(ports) > 15
    assert all(20_000 <= port < 32_000 for port in ports)
