"""Several behave processes at once: started, watched, interrupted together, and each one's output kept."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import FrameType, TracebackType
from typing import Any, Final, Self

from acceptance.supervision.watching import Watched

# How often a run is looked at, in seconds.
EVERY: Final = 1.0
# How long the processes have to end their servers and keep their results, once the run was interrupted; in seconds.
FAREWELL: Final = 40.0
# behave's own exit codes: all passed; something failed, or the run was called off.
KNOWN_CODES: Final = frozenset({0, 1})


@dataclass(frozen=True, slots=True)
class Worker:
    """A behave process that is to run.

    Attributes:
        name: what it is called, and its output's file.
        command: the whole command line.
        features: the names of the features that it runs.
    """

    name: str
    command: Sequence[str]
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Departed:
    """A behave process that ended.

    Attributes:
        worker: what it was.
        code: its exit code, negative for the signal that ended it.
        output: the file with what it printed.
        seconds: how long it ran.
    """

    worker: Worker
    code: int
    output: Path
    seconds: float

    @property
    def died(self) -> bool:
        """Whether it ended in a way of its own: what it was to run may be missing."""
        return self.code not in KNOWN_CODES

    def trouble(self) -> str:
        """One sentence about its death, for the person at the console."""
        how = f"was ended by signal {-self.code}" if self.code < 0 else f"ended with exit code {self.code}"
        lost = ", ".join(self.worker.features)
        return (
            f"{self.worker.name.capitalize()} {how} before it had run everything it was given ({lost}); "
            f"what it printed is in {self.output.name}. The run counts as failed: run these features again."
        )


class Crew:
    """Runs behave processes side by side; an interrupt or a termination is handed on to all of them, once.

    Attributes:
        interrupted: whether the run was cut short.
    """

    def __init__(
        self,
        root: Path,
        outputs: Path,
        environment: Mapping[str, str],
        say: Callable[[str], None] = lambda words: None,
        inherited: Sequence[int] = (),
    ) -> None:
        """Describe where they run; `with` keeps signals from ending this process before them.

        Args:
            root: their working directory.
            outputs: the folder that keeps what each of them prints.
            environment: all their variables.
            say: tells the person at the console.
            inherited: the open files that they get.
        """
        self._say = say
        self._inherited = tuple(inherited)
        self.interrupted = False
        self._root = root
        self._outputs = outputs
        self._environment = environment
        self._running: list[subprocess.Popen[bytes]] = []
        self._told: set[int] = set()
        self._farewell: float | None = None
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        self._outputs.mkdir(parents=True, exist_ok=True)
        self._before = {number: signal.signal(number, self._interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
        # Who ignores these (nohup, a shell without jobs) wants them ignored. The processes have sessions of their own,
        # to which the terminal sends neither.
        for number, handler in ((signal.SIGHUP, self._interrupt), (signal.SIGTSTP, self._suspend)):
            if signal.getsignal(number) is signal.SIG_DFL:
                self._before[number] = signal.signal(number, handler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what still runs, and give the signals back."""
        for process in self._running:
            process.kill()
            process.wait()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def run(self, workers: Sequence[Worker], show: Callable[[], None] = lambda: None) -> list[Departed]:
        """Run some at once, and wait until all have ended; nothing is started any more after an interrupt.

        Args:
            workers: what is run.
            show: called every second while they run.
        """
        if self.interrupted or not workers:
            return []
        with ThreadPoolExecutor(len(workers)) as threads:
            futures = [threads.submit(self._wait_for, worker, *self._start(worker), monotonic()) for worker in workers]
            while wait(futures, timeout=EVERY).not_done:
                show()
                self._lose_patience()
        self._running.clear()
        return [future.result() for future in futures]

    def _start(self, worker: Worker) -> tuple[subprocess.Popen[bytes], Path]:
        output = self._outputs / f"{worker.name.replace(' ', '-')}.txt"
        with output.open("wb") as file:
            process = subprocess.Popen(
                worker.command,
                cwd=self._root,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                pass_fds=self._inherited,
                # The terminal's Ctrl-C comes to this process alone, which hands it on: so it comes to each just once.
                start_new_session=True,
            )
        self._running.append(process)
        if self.interrupted:
            self._hand_on(process)
        return process, output

    def _wait_for(self, worker: Worker, process: subprocess.Popen[bytes], output: Path, begun: float) -> Departed:
        code = Watched(process, worker.name.capitalize(), self._say).wait()
        return Departed(worker, code, output, monotonic() - begun)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.interrupted:
            return
        self.interrupted = True
        self._farewell = monotonic() + FAREWELL
        for process in self._running:
            self._hand_on(process)

    def _suspend(self, number: int, frame: FrameType | None) -> None:
        """Stop all processes with this one, as Ctrl-Z asks for, and continue them with it."""
        for process in self._running:
            process.send_signal(signal.SIGSTOP)
        os.kill(os.getpid(), signal.SIGSTOP)
        for process in self._running:
            process.send_signal(signal.SIGCONT)

    def _hand_on(self, process: subprocess.Popen[bytes]) -> None:
        """Interrupt a process once: a second time would keep behave from ending its servers."""
        if process.pid not in self._told:
            self._told.add(process.pid)
            process.send_signal(signal.SIGINT)

    def _lose_patience(self) -> None:
        """Kill what does not end though it was interrupted."""
        if self._farewell is not None and monotonic() > self._farewell:
            for process in self._running:
                process.kill()
