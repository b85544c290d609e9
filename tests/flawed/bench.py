"""The bench: flawed orchestrators against the features, many runs of behave out of one process.

What costs time is done once: the features are read, the phrases and the driver imported, and a fork server imports the
reference. Then each flaw gets a fork of this process, which runs behave on the scenarios chosen for it, with
servers that the fork server forks. A run of a few scenarios costs a fraction of a second instead of seconds.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Timer
from time import monotonic, sleep
from typing import Any, Final, Self

from behave.configuration import Configuration
from behave.model import Scenario
from behave.runner import Runner

from acceptance.contract.dialects import VERSION_2, shipped
from acceptance.evidence.call_record import CALLS, read_lines
from acceptance.evidence.scenario_results import BLOCKED, RECORD, append_result
from acceptance.integrity.suite import suite_digest
from acceptance.judging.blocking import settle
from acceptance.judging.evidence_lines import LinesRead, read_uses
from acceptance.specification.features import read_specification
from acceptance.specification.tags import EVERYTHING
from acceptance.targets.target import Target, Timeouts
from acceptance.transport.launching import Launcher
from acceptance.transport.warm_launcher import WarmLauncher
from tests.flawed.lying import MARKERS
from tests.flawed.redirecting import redirect
from tests.flawed.trial import Seen, Trial, read, result_of, seen_from

ROOT: Final = Path(__file__).resolve().parents[2]
WARM: Final = ("reference_orchestrator.serving", "reference_orchestrator.http.supervisor")
# A lie may keep a call from being answered, or a server from ending: nobody waits long for that here.
TIMEOUTS: Final = Timeouts(connect=12, call=6, close=2)
ANNOUNCED: Final = "flawed on purpose"


@dataclass(frozen=True)
class Order:
    """What is to be tried.

    Attributes:
        name: the flaw.
        chosen: tells the scenarios that are run on it.
        seconds: how long they may take before the run is killed.
        until: after so many seconds no further scenario begins, and the run ends in good order; None for no such end.
    """

    name: str
    chosen: Callable[[Scenario], bool]
    seconds: float
    until: float | None = None


class Bench:
    """Reads everything once, then tries flaws in forks of its process, some at a time.

    Attributes:
        module: the package whose `__main__` serves the reference with a lie on top.
    """

    module = "tests.flawed"

    def __init__(self, jobs: int, root: Path = ROOT) -> None:
        """Prepare; `with` starts and ends the fork server.

        Args:
            jobs: how many flaws are tried at the same time.
            root: the folder of the project, which is the working directory.
        """
        self._jobs = jobs
        self._root = root
        self._config = Configuration(["--no-color", "--no-capture", EVERYTHING])
        self._runner = Runner(self._config)
        self._specification = read_specification(root / "features")
        self._folder = Path(tempfile.mkdtemp(prefix="flawed-"))
        self._launcher = WarmLauncher(
            sys.executable,
            (*WARM, f"{self.module}.__main__"),
            {"PYTHONPATH": str(root)},
            self._folder / "fork_server.stderr.txt",
        )

    def __enter__(self) -> Self:
        runner, config = self._runner, self._config
        config.reporters.clear()
        # Nothing is to be emptied: each fork writes into a folder that is new.
        config.userdata["keep"] = "yes"
        runner.setup_paths()
        runner.path_manager.__enter__()
        runner.load_hooks()
        runner.load_step_definitions()
        runner.features.extend(suite_features(runner))
        # The rows of an outline become scenarios when they are asked for, which takes longer than to run one.
        for feature in runner.features:
            list(feature.walk_scenarios())
        # All that a run imports late is imported here, once for all forks.
        from acceptance.servers import server_pool  # noqa: F401, PLC0415

        suite_digest(ROOT)
        # What is here already is never looked at again, so that no fork copies the memory that it shares.
        gc.collect()
        gc.freeze()
        self._launcher.__enter__()
        self._launcher.wait_until_ready()
        return self

    def __exit__(self, *_: object) -> None:
        self._launcher.__exit__(None, None, None)
        import shutil  # noqa: PLC0415

        shutil.rmtree(self._folder, ignore_errors=True)

    def try_all(
        self, orders: Iterable[Order], tell: Callable[[Trial], None] = lambda _: None, *, jobs: int | None = None
    ) -> list[Trial]:
        """Try flaws, some at a time.

        Args:
            orders: what is to be tried.
            tell: is called with each trial as it ends.
            jobs: how many at a time; those of the bench, if not given.

        Returns:
            The trials, in the order of the orders.
        """
        waiting, done = list(orders), {}
        names = [order.name for order in waiting]
        running: dict[int, tuple[Order, float]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < (jobs or self._jobs):
                    order = waiting.pop(0)
                    running[self._fork(order)] = (order, monotonic())
                pid = self._next_end(running)
                order, began = running.pop(pid)
                trial = self._read(order, monotonic() - began)
                done[order.name] = trial
                tell(trial)
        finally:
            # Each is in a session of its own, which Ctrl-C does not reach.
            for pid in running:
                end(pid)
        return [done[name] for name in names]

    def _fork(self, order: Order) -> int:
        folder = self._folder / order.name
        (folder / "markers").mkdir(parents=True)
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.setsid()
                self._try(order, folder)
                code = 0
            except BaseException:  # noqa: BLE001 - the bench tells of it, and goes on
                (folder / "trouble.txt").write_text(traceback.format_exc(), encoding="utf-8")
            finally:
                os._exit(code)
        return pid

    def _next_end(self, running: dict[int, tuple[Order, float]]) -> int:
        """The next fork that ends; one that takes too long is ended."""
        while True:
            for pid, (order, began) in running.items():
                if os.waitpid(pid, os.WNOHANG)[0]:
                    return pid
                if monotonic() - began > order.seconds:
                    end(pid)
                    ended = len(list(self._folder.glob(f"{order.name}/reports/allure-results/*-result.json")))
                    words = f"it took longer than {order.seconds:.0f} s, in which {ended} scenarios ended"
                    (self._folder / order.name / "trouble.txt").write_text(words, encoding="utf-8")
                    return pid
            sleep(0.02)

    def _try(self, order: Order, folder: Path) -> None:
        """Run behave on what was chosen, in a fork of this process."""
        with (folder / "console.txt").open("w", encoding="utf-8") as console:
            os.dup2(console.fileno(), 1)
            os.dup2(console.fileno(), 2)
        target, launcher = self._target(order.name, folder), self._launcher_for(order.name)
        redirect(target, launcher, folder / "reports")
        features = []
        for feature in self._runner.features:
            scenarios = list(feature.walk_scenarios())
            chosen = {scenario.name for scenario in scenarios if order.chosen(scenario)}
            for scenario in scenarios if chosen else ():
                if scenario.name not in chosen:
                    scenario.mark_skipped()
            if chosen:
                features.append(feature)
        self._runner.features = features
        stopper = Timer(order.until or order.seconds, self._runner.abort, ("its time is over",))
        stopper.daemon = True
        stopper.start()
        self._runner.run_model()
        stopper.cancel()
        chosen = [one for feature in features for one in feature.walk_scenarios() if order.chosen(one)]
        ran = [one for one in chosen if one.status.name != "untested" or one.should_skip]
        (folder / "unmet.txt").write_text(str(len(chosen) - len(ran)), encoding="utf-8")
        if not (folder / "reports" / RECORD).exists():
            # Nobody else keeps a record: behave was given no formatter.
            for scenario in ran:
                append_result(folder / "reports", result_of(scenario))
        seen = self._settled(folder / "reports", ran)
        (folder / "seen.json").write_text(json.dumps([asdict(one) for one in seen]), encoding="utf-8")

    def _settled(self, reports: Path, ran: Sequence[Scenario]) -> list[Seen]:
        """What was seen, as the verdict of a run tells it: a scenario that is blocked has not failed."""
        seen = [read(scenario) for scenario in ran]
        if not any(one.status == "failed" for one in seen):
            return seen
        lines = LinesRead()
        for line in read_lines(reports / CALLS):
            lines.take(line)
        accepted = frozenset(use.promised for use in read_uses(lines.uses) if use.accepted)
        results = {scenario.name: result_of(scenario) for scenario in ran}
        outcomes = settle(results, self._specification.cases, accepted).outcomes
        blocked = {name for name, one in outcomes.items() if one.status == BLOCKED}
        return [replace(one, status=BLOCKED) if one.name in blocked else one for one in seen]

    def _environment(self, folder: Path) -> dict[str, str]:
        """The variables of the servers, beyond those that every server has."""
        return {"PYTHONPATH": str(self._root), MARKERS: str(folder / "markers")}

    def _launcher_for(self, name: str) -> Launcher:
        """How the servers of a flaw are started."""
        return self._launcher

    def _target(self, name: str, folder: Path) -> Target:
        """A flawed orchestrator as a target, over standard input and output and over HTTP."""
        over_lines = Target(
            name=name,
            command=(sys.executable, "-m", self.module, name),
            environment=self._environment(folder),
            dialect=shipped(VERSION_2),
            timeouts=TIMEOUTS,
            earlier=self._root / "reference_orchestrator" / "earlier",
        )
        command = (*over_lines.command, "--http", "{port}")
        over_http = replace(over_lines, name=f"{name} over HTTP", command=command, url="http://127.0.0.1:{port}/mcp")
        return replace(over_lines, over_http=over_http)

    def _read(self, order: Order, seconds: float) -> Trial:
        folder = self._folder / order.name
        found = folder / "seen.json"
        seen = [seen_from(one) for one in json.loads(found.read_text(encoding="utf-8"))] if found.exists() else []
        unmet = folder / "unmet.txt"
        trouble = folder / "trouble.txt" if (folder / "trouble.txt").exists() else folder / "console.txt"
        words = (path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("reports/servers/*.txt"))
        return Trial(
            name=order.name,
            reached=any((folder / "markers").iterdir()),
            announced=any(ANNOUNCED in text for text in words),
            scenarios=seen,
            seconds=seconds,
            unmet=int(unmet.read_text(encoding="utf-8")) if unmet.exists() else 0,
            trouble="" if seen else trouble.read_text(encoding="utf-8") or "no scenario was chosen",
        )


def end(pid: int) -> None:
    """End a fork with its session, which it may not have begun yet, and wait for its end."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def suite_features(runner: Runner) -> Sequence[Any]:
    """All features, read."""
    from behave.runner_util import parse_features  # noqa: PLC0415

    return list(parse_features([str(path) for path in runner.feature_locations()], language=runner.config.lang))
