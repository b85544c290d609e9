"""What an orchestrator adds to real work: the time in its calls, as a share of the time of the work in the same run."""

from __future__ import annotations

import hashlib
import random
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any, Final

from acceptance.bench.activities import Activities
from acceptance.contract.values import HandIn
from acceptance.stopwatch import Interval, Verdict, median_interval
from acceptance.stopwatch.comparison import check_bound, is_telling, judge
from acceptance.stopwatch.intervals import quantile, tidy
from acceptance.stopwatch.pictures import curve

if TYPE_CHECKING:
    from acceptance.servers.orchestrator import Orchestrator
    from acceptance.servers.server_pool import ServerPool

JUDGED_MS: Final = 1_000
# Work of these sizes, in milliseconds, and how often each is done.
SIZES: Final = {10: 16, 50: 8, 200: 5, JUDGED_MS: 3, 2_000: 1}
# So many runs of the size that is judged are taken before anything is held against an orchestrator.
FEWEST_RUNS: Final = 5
MOST_RUNS: Final = 15
# A run counts against an orchestrator if its work had the processor for this share of its time; so many must.
UNDISTURBED: Final = 0.93
FEWEST_QUIET: Final = 4
# So many times as long calls may take where others have the processor; what is beyond even that is their own cost.
MOST_DISTURBED: Final = 4
# So much that it takes a good part of a second: the first bytes of a file are compressed more slowly than the rest, and
# what is gauged by those is a quarter too short.
CALIBRATION_BYTES: Final = 1 << 24
CALIBRATIONS: Final = 3
# Two of them that are this near to each other, as a share, were not disturbed.
ALIKE: Final = 0.02
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of work, done through the orchestrator.

    Attributes:
        calls: milliseconds in the three calls.
        work: milliseconds of the work.
        processor: those of them in which the work had the processor.
    """

    calls: float
    work: float
    processor: float

    @property
    def share(self) -> float:
        """The overhead, in per cent."""
        return 100 * self.calls / self.work

    @property
    def disturbed(self) -> bool:
        """Whether others had the processor while the work wanted it, as they then had when the calls wanted it."""
        return self.processor < UNDISTURBED * self.work


@dataclass
class Overhead:
    """Work of several sizes through an orchestrator; judged is that of one second."""

    pool: ServerPool
    orchestrator: Orchestrator
    unit: str = "%"
    name: str = "time in the orchestrator's calls, as a share of 1 s of work"
    runs: dict[int, list[Run]] = field(default_factory=dict)
    alone: dict[int, list[float]] = field(default_factory=dict)

    def begin(self) -> None:
        """Do the work of every size, by turns alone and through the orchestrator."""
        self._activities = Activities(self.orchestrator)
        self._folder = self.pool.factory.new_workspace()
        bytes_per_ms = self._calibrate()
        self._files = {size: self._file(size, round(size * bytes_per_ms)) for size in SIZES}
        self._activities.cycle(HandIn())
        for size, times in SIZES.items():
            for number in range(times):
                self.pool.evidence.display.progress(
                    f"work of {size} ms through the orchestrator, {number + 1} of {times}"
                )
                # Alone every third time: that it takes as long either way is a side remark, not what is judged.
                if number % 3 == 0:
                    self.alone.setdefault(size, []).append(self._work(size)[1])
                self._run(size)

    def decide(self, bound: float) -> Verdict:
        """Hold the share at work of one second to a bound.

        Where others take the processor away, the calls wait as well, for what is no cost of the orchestrator. That may
        be forgiven it, not held against it: unless the bound is broken many times over, only runs that were not
        disturbed can show that it is.
        """
        check_bound(bound)
        while not self._is_decided(bound) and len(self.runs[JUDGED_MS]) < MOST_RUNS:
            self._run(JUDGED_MS)
        quiet = [run.share for run in self.runs[JUDGED_MS] if not run.disturbed]
        met = judge(self._share(), bound)
        if met is not False or self._share().low > MOST_DISTURBED * bound:
            return Verdict(self._share(), bound, met)
        if len(quiet) < FEWEST_QUIET:
            return Verdict(self._share(), bound, None)
        return Verdict(median_interval(quiet), bound, judge(median_interval(quiet), bound))

    def absolute(self) -> str:
        """The time of the calls, and the break-even."""
        return (
            f"planning, starting and completing took {tidy(self._calls())} ms together, so the overhead on work of "
            f"{tidy(self._break_even())} ms or more is less than 2 %; decided after {len(self.runs[JUDGED_MS])} of at "
            f"most {MOST_RUNS} runs"
        )

    def details(self) -> dict[str, Any]:
        """All runs, in milliseconds."""
        return {
            "calls_ms": round(self._calls(), 3),
            "break_even_ms": round(self._break_even(), 1),
            "runs": {
                str(size): [[round(run.calls, 3), round(run.work, 2), round(run.processor, 2)] for run in runs]
                for size, runs in self.runs.items()
            },
            "alone_ms": {str(size): [round(one, 2) for one in times] for size, times in self.alone.items()},
        }

    def pictures(self) -> dict[str, str]:
        """The share by the size of the work."""
        measured = [
            (quantile([run.work for run in runs], 0.5), quantile([run.share for run in runs], 0.5))
            for runs in self.runs.values()
        ]
        bound = [(measured[0][0], 2.0), (measured[-1][0], 2.0)]
        title = "Overhead by the size of the work"
        series = {"time in calls ÷ time of the work": measured, "bound": bound}
        return {title: curve(title, "work in milliseconds", "per cent", series, powers=True)}

    def _is_decided(self, bound: float) -> bool:
        """Whether the share tells: what few runs show is held against nobody."""
        enough = len(self.runs[JUDGED_MS]) >= FEWEST_RUNS
        return is_telling(self._share(), bound) and (enough or judge(self._share(), bound) is True)

    def _share(self) -> Interval:
        return median_interval([run.share for run in self.runs[JUDGED_MS]])

    def _calls(self) -> float:
        return quantile([run.calls for runs in self.runs.values() for run in runs], 0.5)

    def _break_even(self) -> float:
        """The smallest work, in milliseconds, to which less than 2 % are added."""
        return self._calls() / 0.02

    def _run(self, size: int) -> None:
        identity, before = self._activities.begin()
        processor = thread_time()
        result, milliseconds = self._work(size)
        processor = (thread_time() - processor) * 1000
        after = self._activities.complete(identity, HandIn(summary=f"Compressed {size} ms worth of text", work=result))
        self.runs.setdefault(size, []).append(Run(before + after, milliseconds, processor))

    def _calibrate(self) -> float:
        """How many bytes are worked on in a millisecond, when nobody else is in the way."""
        sample = self._file(0, CALIBRATION_BYTES)
        spent: list[float] = []
        for _ in range(CALIBRATIONS):
            before = thread_time()
            work_on(sample)
            spent.append((thread_time() - before) * 1000)
            if len(spent) > 1 and max(spent) <= (1 + ALIKE) * min(spent):
                break
        return CALIBRATION_BYTES / min(spent)

    def _file(self, size: int, length: int) -> Path:
        """The file whose work is of a size, in milliseconds: so many bytes long."""
        file = self._folder / f"{size}-ms.txt"
        file.write_bytes(text_of(length))
        return file

    def _work(self, size: int) -> tuple[str, float]:
        return work_on(self._files[size])


def work_on(file: Path) -> tuple[str, float]:
    """Hash and compress a file; returns what a worker would hand in, and the milliseconds that it took."""
    started = perf_counter()
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    packed = zlib.compress(content, 9)
    file.with_suffix(".zz").write_bytes(packed)
    milliseconds = (perf_counter() - started) * 1000
    return f"{file.name}: {len(content)} bytes, {len(packed)} compressed, SHA-256 {digest}", milliseconds


def text_of(size: int) -> bytes:
    """So many bytes that compress as prose does."""
    words = random.Random(SEED).choices(("plan", "execute", "complete", "review", "the", "task", "of", "42"), k=4096)
    prose = " ".join(words).encode()
    return (prose * (size // len(prose) + 1))[:size]
