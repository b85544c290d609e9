"""The reference over streamable HTTP: a real process on a real socket."""

import itertools
import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import mcp
import pytest
from mcp.client.stdio import StdioServerParameters
from reference_bench import ROOT

from reference_orchestrator.http.address import Address
from tests.project import HANG_SECONDS

HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}
JSON = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


class Http:
    """A process that serves over HTTP, and a client of the older generation without any library of the protocol."""

    def __init__(self, workspace: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reference_orchestrator", "--http", *(arguments or ("0",))],
            cwd=workspace,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr
        self.url = self.process.stderr.readline().removeprefix("Serving at ").strip()
        self._numbers = itertools.count(1)

    def post(self, method: str, params: dict[str, Any], **headers: str) -> httpx2.Response:
        body = {"jsonrpc": "2.0", "id": next(self._numbers), "method": method, "params": params}
        return httpx2.post(self.url, json=body, headers={**JSON, **headers}, timeout=HANG_SECONDS)

    def greet(self, **headers: str) -> httpx2.Response:
        return self.post("initialize", HELLO, **headers)

    def call(self, session: str, tool: str, **arguments: Any) -> dict[str, Any]:
        params = {"name": f"orchestrator_{tool}", "arguments": arguments}
        result: dict[str, Any] = self.post("tools/call", params, **{"mcp-session-id": session}).json()["result"]
        return result

    def session(self) -> str:
        return self.greet().headers["mcp-session-id"]

    def answering(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        assert len(children) == 1
        return int(children[0])


Start = Callable[..., Http]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts processes, each in a workspace of its own; whatever still runs at the end is killed."""
    started: list[Http] = []

    def start_one(*arguments: str) -> Http:
        started.append(Http(tmp_path_factory.mktemp("http"), *arguments))
        return started[-1]

    yield start_one
    for http in started:
        http.process.kill()
        http.process.communicate()


@pytest.fixture(scope="module")
def http(start: Start) -> Http:
    return start()


@pytest.mark.parametrize("http", [True, False])
@pytest.mark.parametrize(("mode", "generation"), [("legacy", "2025-11-25"), ("auto", "2026-07-28")])
def test_the_tool_list_is_small_over_both_transports(
    start: Start, tmp_path: Path, mode: Any, generation: str, http: bool
) -> None:
    async def measure() -> int:
        command = StdioServerParameters(command=sys.executable, args=["-m", "reference_orchestrator"], cwd=tmp_path)
        command.env = {"PYTHONPATH": str(ROOT)}
        async with mcp.Client(start().url if http else command, mode=mode) as client:
            assert client.protocol_version == generation
            listed = await client.list_tools()
            assert len(listed.tools) == 32
            told = listed.model_dump(mode="json", by_alias=True, exclude_none=True)
            return len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())

    assert anyio.run(measure) < 30_000


@pytest.mark.parametrize(("mode", "generation"), [("legacy", "2025-11-25"), ("auto", "2026-07-28")])
def test_both_generations_of_the_protocol_are_served(http: Http, mode: str, generation: str) -> None:
    text = "ä🚀\n" * 400_000

    async def talk() -> None:
        async with mcp.Client(http.url, mode=mode) as client:
            assert client.protocol_version == generation
            assert len((await client.list_tools()).tools) == 32
            planned = await client.call_tool("orchestrator_plan_task", {"title": "T", "description": text})
            assert planned.structured_content["description"] == text
            assert (await client.call_tool("orchestrator_execute_task", {"task_id": "none"})).is_error

    anyio.run(talk)


@pytest.mark.parametrize(
    ("header", "content", "status"),
    [
        ("Host", "evil.example", 421),
        ("Host", "127.0.0.1.evil.example:80", 421),
        ("Origin", "http://evil.example", 403),
        ("Origin", "http://localhost.evil.example", 403),
        ("Origin", "null", 403),
        ("Host", "localhost", 200),
        ("Host", "[::1]:1234", 200),
        ("Origin", "http://localhost:3000", 200),
    ],
)
def test_foreign_hosts_and_origins_are_refused(http: Http, header: str, content: str, status: int) -> None:
    assert http.greet(**{header: content}).status_code == status


def test_only_loopback_is_listened_on(http: Http) -> None:
    port = f":{int(http.url.rsplit(':', 1)[1].split('/')[0]):04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines() + Path("/proc/net/tcp6").read_text().splitlines()
    listening = {line.split()[1] for line in lines if line.split()[3] == "0A" and line.split()[1].endswith(port)}
    assert listening == {f"0100007F{port}"}


def test_it_offers_no_stream_of_its_own(http: Http) -> None:
    assert httpx2.get(http.url, headers={"Accept": "text/event-stream"}).status_code == 405


def test_after_a_restart_another_process_answers_at_the_same_address(start: Start) -> None:
    http = start()
    session, before = http.session(), http.answering()
    http.call(session, "initialize_session")
    planned = http.call(session, "plan_task", title="Outlive it", description="D")["structuredContent"]["task_id"]
    assert http.call(session, "restart_server", reason="schema_migration")["structuredContent"]["calls_under_way"] == 0
    # From the restart on new calls are refused, until the other process is there: an unknown session is told then.
    while http.post("ping", {}, **{"mcp-session-id": session}).status_code != 404:
        assert http.process.poll() is None
    assert http.answering() != before
    session = http.session()
    found = http.call(session, "query_tasks")["structuredContent"]["tasks"]
    assert [task["task_id"] for task in found] == [planned]
    history = http.call(session, "restart_status", include_history=True)["structuredContent"]["history"]
    assert [(one["reason"], one["process_before"]) for one in history] == [("schema_migration", before)]
    http.process.send_signal(signal.SIGINT)
    assert http.process.wait(HANG_SECONDS) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_calls_under_way_are_answered_at_the_end(start: Start, number: signal.Signals) -> None:
    http = start()
    session, answering = http.session(), http.answering()
    workspace = Path(f"/proc/{answering}/cwd").readlink()
    http.call(session, "initialize_session")
    store = next(workspace.rglob("*.db"))
    answers: list[dict[str, Any]] = []

    def plan(index: int) -> None:
        answers.append(http.call(session, "plan_task", title=f"T{index}", description="D"))

    with sqlite3.connect(store, isolation_level=None) as lock:
        lock.execute("BEGIN IMMEDIATE")
        threads = [threading.Thread(target=plan, args=[index]) for index in range(10)]
        for thread in threads:
            thread.start()
        while http.call(session, "shutdown_prepare")["structuredContent"]["calls_under_way"] < 10:
            assert http.process.poll() is None
        http.process.send_signal(number)
        http.process.send_signal(signal.SIGINT)
        lock.execute("ROLLBACK")
    for thread in threads:
        thread.join()
    lock.close()
    assert [answer["isError"] for answer in answers] == [False] * 10
    assert http.process.wait(HANG_SECONDS) == 0
    assert not Path(f"/proc/{answering}").exists()


def test_nothing_answers_any_more_when_the_process_that_keeps_the_address_is_killed(start: Start) -> None:
    http = start()
    http.session()
    answering = http.answering()
    descriptor = os.pidfd_open(answering)
    http.process.kill()
    ready, _, _ = select.select([descriptor], [], [], 5)
    os.close(descriptor)
    assert ready


def test_what_cannot_be_listened_at_is_told_in_a_sentence(http: Http, tmp_path: Path) -> None:
    port = http.url.rsplit(":", 1)[1].split("/")[0]
    for given, words in ((port, "Address already in use"), ("99999", "no [HOST:]PORT"), ("here", "no [HOST:]PORT")):
        command = [sys.executable, "-m", "reference_orchestrator", "--http", given]
        places = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=tmp_path, env=places, capture_output=True, text=True, timeout=HANG_SECONDS, check=False
        )
        assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr


def test_addresses_are_read_and_named() -> None:
    assert Address.read("8080") == Address("127.0.0.1", 8080)
    assert Address.read("[::1]:80").url == "http://[::1]:80/mcp"
    assert Address.read("127.0.0.1:0").names([]) == ["127.0.0.1", "localhost", "[::1]"]
    assert Address.read("planner.example:80").names(["planner:8000"]) == ["planner.example", "planner:8000"]
    assert "localhost" in Address.read("0.0.0.0:80").names([])


def test_the_address_is_written_into_a_file(start: Start, tmp_path: Path) -> None:
    http = start("0", "--address-file", str(tmp_path / "address"))
    assert (tmp_path / "address").read_text().strip() == http.url
    assert json.loads(http.greet().text)["result"]["serverInfo"]["name"] == "reference-orchestrator"
