"""A Locust user that speaks MCP on the wire: one process or a master with workers, on one machine or many.

`locust -f acceptance/load/locustfile.py --headless --host http://127.0.0.1:8000/mcp --users 16 --spawn-rate 16`

Locust's monkey patching breaks the SDK's client, so calls are plain POSTs here. What is asked and how it is judged is
the engine's own (`cycle`, `ledger`, `tally`). The exit code is 0 only if the load was sustained.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Coroutine
from pathlib import Path
from time import monotonic
from typing import Any, Final

import gevent
from gevent.event import Event
from gevent.lock import Semaphore
from locust import FastHttpUser, constant, events, task
from locust.runners import LocalRunner, MasterRunner, WorkerRunner

from acceptance.contract.calls import Call
from acceptance.contract.dialects import VERSION_2, Dialect, shipped
from acceptance.contract.paging import next_page
from acceptance.contract.reply import Reply
from acceptance.contract.values import TaskField, TaskPlan
from acceptance.display import printable
from acceptance.errors import SuiteError, TargetFaultError
from acceptance.load.cycle import Cycle
from acceptance.load.ledger import Findings, Ledger
from acceptance.load.plan import check_place
from acceptance.load.table import sentences
from acceptance.load.tally import Tally
from acceptance.load.wire import SESSION_HEADER, Answer, Generation, Wire, read_message, read_reply

PAGE: Final = 100
MESSAGE: Final = "what came of the load"
# How long the calls under way may still take when no task is begun any more, in seconds.
PATIENCE: Final = 30
LOOK_EVERY: Final = 0.05


class Shift:
    """What the users of one process do together.

    Attributes:
        ledger: what they know together; None before the first of them could plan anything.
        over: set when nothing is left to do.
    """

    def __init__(self, environment: Any) -> None:
        self.ledger: Ledger | None = None
        self.tally = Tally()
        self.over = Event()
        self._environment = environment
        self._door = Semaphore()
        self._begun = monotonic()
        self._number = 0
        self._working = 0
        self._reader: Client | None = None

    @property
    def options(self) -> Any:
        """What was given on the command line; a worker has it from its master."""
        return self._environment.parsed_options

    def enter(self, client: Client) -> None:
        """Take in a user; the first one plans the task below which all others are planned."""
        with self._door:
            if self.ledger is None:
                dialect = Dialect(shipped(VERSION_2))
                at_once(client.ask(dialect.initialize(None)))
                reply = at_once(client.ask(dialect.plan(TaskPlan({TaskField.TITLE: "Load"}))))
                self.ledger = Ledger(dialect, str(reply.planned.identity), self.tally)
                self._reader = client

    def work(self, client: Client) -> None:
        """Have a user take one task from plan to result; when there is none left, it waits for its end."""
        quota = math.ceil(self.options.tasks / max(1, self.options.expect_workers or 1))
        if self.ledger is None or self._number >= quota or monotonic() > self._begun + self.options.seconds:
            self.over.wait()
            return
        self._number += 1
        self._working += 1
        try:
            at_once(Cycle(self.ledger, self._number, client.ask).run())
        finally:
            self._working -= 1

    def oversee(self) -> None:
        """Wait until all is done, read it back, and tell what came of it."""
        self._begun = monotonic()
        quota = math.ceil(self.options.tasks / max(1, self.options.expect_workers or 1))
        deadline = self._begun + self.options.seconds
        while (monotonic() < deadline and self._number < quota) or (
            self._working and monotonic() < deadline + PATIENCE
        ):
            gevent.sleep(LOOK_EVERY)
        self.tally.seconds = monotonic() - self._begun
        if self.ledger is not None and self._reader is not None:
            self._read_back(self.ledger, self._reader)
        runner = self._environment.runner
        if isinstance(runner, WorkerRunner):
            runner.send_message(MESSAGE, self.tally.as_message())
        else:
            gevent.spawn(runner.quit)

    def _read_back(self, ledger: Ledger, client: Client) -> None:
        findings, call = Findings(ledger), ledger.all_tasks()
        try:
            offset: int | None = 0
            while offset is not None and offset <= self.options.tasks:
                reply = at_once(client.ask(call.page(PAGE, offset)))
                findings.note(reply)
                offset = next_page(reply, offset, PAGE)
        except TargetFaultError as fault:
            self.tally.miss("reading back", str(fault).splitlines()[0])
        findings.settle()


class Client(FastHttpUser):
    """Someone who takes one task after another from plan to result."""

    wait_time = constant(0)
    network_timeout = 10.0
    connection_timeout = 10.0

    def on_start(self) -> None:
        """Open a session where the generation of the protocol has one, and find the others."""
        self.wire = Wire(Generation(self.environment.parsed_options.generation))
        self.shift: Shift = self.environment.shift
        try:
            if self.wire.generation is Generation.SESSION:
                self._shake_hands()
            self.shift.enter(self)
        except TargetFaultError as fault:
            self.shift.tally.miss("first call", str(fault).splitlines()[0])
            self.shift.over.wait()

    @task
    def take_a_task(self) -> None:
        """Take one task from plan to result."""
        self.shift.work(self)

    async def ask(self, call: Call) -> Reply:
        """Make a call.

        Raises:
            TargetFaultError: it was not answered, or with what the protocol does not allow.
        """
        message = self.wire.call(call)
        with self.client.post(
            "", data=message.body, headers=message.headers, name=call.verb, catch_response=True
        ) as response:
            try:
                reply = read_reply(call, answer_of(response))
            except TargetFaultError as fault:
                response.failure(str(fault))
                raise
            response.success()
        return reply

    def _shake_hands(self) -> None:
        hello = self.wire.hello()
        response = self.client.post("", data=hello.body, headers=hello.headers, name="handshake")
        read_message(answer_of(response))
        self.wire.session = response.headers.get(SESSION_HEADER)
        ready = self.wire.ready()
        self.client.post("", data=ready.body, headers=ready.headers, name="handshake")


def answer_of(response: Any) -> Answer:
    """What the wire brought, out of Locust's response."""
    headers = response.headers or {}
    return Answer(response.status_code or 0, str(headers.get("content-type", "")), response.text or "")


def at_once(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that waits for nothing but greenlets, to its end."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a call on the wire waited for an event loop that is not there")


class Office:
    """The master, or the only process: judges what all processes tell."""

    def __init__(self, environment: Any) -> None:
        self.told: list[dict[str, Any]] = []
        self._environment = environment

    def receive(self, environment: Any, msg: Any, **_: Any) -> None:
        """Take what a worker tells; when all have, the end has come."""
        self.told.append(msg.data)
        if len(self.told) >= (environment.parsed_options.expect_workers or 1):
            gevent.spawn(environment.runner.quit)

    def judge(self) -> None:
        """Say what came of it, and decide the exit code."""
        options, tally = self._environment.parsed_options, Tally()
        wanted = options.expect_workers or 1
        if isinstance(self._environment.runner, LocalRunner):
            self.told = [self._environment.shift.tally.as_message()]
        for message in self.told:
            tally.add(message)
        if len(self.told) < wanted:
            tally.doubt(f"{wanted - len(self.told)} of {wanted} workers did not report a result")
        self._environment.process_exit_code = 0 if tally.accepted else 1
        if options.outcome:
            Path(options.outcome).write_text(json.dumps(tally.as_message()), encoding="utf-8")
        sys.stdout.write("\n".join(map(printable, sentences(tally))) + "\n")


@events.init_command_line_parser.add_listener
def add_options(parser: Any) -> None:
    """What can be said beside Locust's own options."""
    generations = [each.value for each in Generation]
    parser.add_argument("--generation", choices=generations, default=generations[0], help="version of the protocol")
    parser.add_argument(
        "--tasks", type=int, default=100_000, help="number of tasks to plan, start and complete, at most"
    )
    parser.add_argument("--seconds", type=int, default=30, help="no task is planned after so many seconds")
    parser.add_argument("--own-host", default="", help="another host that belongs to you")
    parser.add_argument("--outcome", default="", help="file for the result")


@events.init.add_listener
def prepare(environment: Any, runner: Any, **_: Any) -> None:
    """Give each process its part."""
    environment.shift = Shift(environment)
    if isinstance(runner, WorkerRunner):
        return
    try:
        check_place(environment.host or "", environment.parsed_options.own_host)
    except SuiteError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    office = Office(environment)
    if isinstance(runner, MasterRunner):
        runner.register_message(MESSAGE, office.receive)
    events.quitting.add_listener(lambda **_: office.judge())


@events.test_start.add_listener
def begin(environment: Any, **_: Any) -> None:
    """Begin to oversee the users of this process."""
    if not isinstance(environment.runner, MasterRunner):
        gevent.spawn(environment.shift.oversee)
