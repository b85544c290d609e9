"""A run that is shared out: phase by phase, each phase by as many processes as may run side by side."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

from acceptance.campaign import Campaign
from acceptance.campaign.background_campaign import held
from acceptance.evidence.evidence import Evidence
from acceptance.evidence.scenario_results import write_broken
from acceptance.judging.run_record import blocked_scenarios
from acceptance.leftovers import clear, in_words, owned_folder
from acceptance.locking.reports_lock import ReportsLock
from acceptance.redaction import hide_in_files
from acceptance.reporting.live import following
from acceptance.reporting.report import prepare
from acceptance.shards.division import ALONE, FeatureFile, Part, Share, divide, find_features
from acceptance.shards.durations import Durations
from acceptance.shards.empty_part import note_empty, others_run
from acceptance.shards.running import Crew, Departed, Worker
from acceptance.shards.selection import is_place
from acceptance.shards.summary import Summary, trouble
from acceptance.specification.features import read_specification
from acceptance.specification.phases import JUDGING_FOLDER
from acceptance.system.paths import Paths
from acceptance.system.workspaces import place_for_workspaces
from acceptance.targets.ready import ready_target
from acceptance.targets.secrets import redactor_for
from acceptance.targets.target import Target

BEHAVE: Final = (sys.executable, "-m", "behave")
KEEP: Final = "-Dkeep=yes"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line.

    Attributes:
        jobs: how many processes share the work on this machine.
        part: which part of the suite this machine runs; None for all of it.
        target: the name of a target; empty for the default one.
        command: what starts a target that has no name; empty for none.
        words: what behave is told besides: options, and places that limit what is run.
        verbose: whether all that behave prints is wanted, or all that did not pass at the end of a shared run.
    """

    jobs: int
    part: Part | None = None
    target: str = ""
    command: str = ""
    words: tuple[str, ...] = ()
    verbose: bool = False

    @property
    def shared(self) -> bool:
        """Whether more than one process is to run it, here or on other machines."""
        return self.jobs > 1 or self.part is not None

    def whole(self) -> list[str]:
        """The command line of the one behave process that runs it all."""
        return [*BEHAVE, "-Djudged=later", *self._target(), *self.words]

    def places(self, root: Path) -> list[str]:
        """The folders and files among the words, which limit what is run; all features where there are none."""
        return [word for word in self.words if is_place(root, word)] or ["features"]

    def options(self, root: Path) -> list[str]:
        """What each behave process is told besides the features that it runs."""
        return [*self._target(), *(word for word in self.words if not is_place(root, word))]

    def _target(self) -> list[str]:
        target = [f"-Dtarget={self.target}"] if self.target else []
        return target + ([f"-Dcommand={self.command}"] if self.command else [])


@dataclass(slots=True)
class Phase:
    """What runs side by side.

    Attributes:
        name: what its processes are called.
        shares: what each of them runs.
    """

    name: str
    shares: list[Share] = field(default_factory=list)

    @property
    def judges(self) -> bool:
        """Whether it judges the evidence of what ran before it."""
        return any(file.folder == JUDGING_FOLDER for file in self.files)

    @property
    def files(self) -> list[FeatureFile]:
        """All that runs in it."""
        return [file for share in self.shares for file in share.files]


class SharedRun:
    """A run of the suite by several behave processes that write into one set of results.

    Attributes:
        killed: whether somebody else ended one of them, so that what it was to run may be missing.
    """

    def __init__(self, places: Paths, order: Order, say: Callable[[str], None], lock: ReportsLock) -> None:
        """Describe the run.

        Args:
            places: where the suite is, and where it writes.
            order: what was asked for.
            say: tells the person at the console.
            lock: keeps others out of the reports folder; the processes share it.
        """
        self.killed = False
        self._lock = lock
        self._places = places
        self._root = places.root
        self._reports = places.reports
        self._results = places.reports / "allure-results"
        self._order = order
        self._target: Target | None = None
        self._say = say
        self._durations = Durations(places.reports / "durations.json", self._results)

    def run(self) -> int:
        """Run it all and tell what came of it.

        Returns:
            0 where all that was judged passed, else 1.

        Raises:
            SuiteError: something must be corrected first; or the reports folder was taken away from the run.
        """
        begun = monotonic()
        phases = self.plan()
        self._prepare()
        if not phases:
            return self._tell_of_nothing()
        try:
            with owned_folder("oa-run-", place_for_workspaces()) as place:
                departed, interrupted = self._run_phases(
                    phases, {**os.environ, **self._places.variables(), **self._lock.variables(), "TMPDIR": str(place)}
                )
        finally:
            clear()
            if self._target is not None:
                hide_in_files(self._reports / "shards", redactor_for(self._target))
        self._lock.require_place(self._reports)
        self._durations.keep()
        self.killed = not interrupted and any(one.code < 0 for one in departed)
        for one in departed:
            if one.died and not interrupted:
                # In the report as well: whoever reads only that must not take a part for the whole.
                write_broken(self._results, f"{one.worker.name.capitalize()} ran all that it was given", one.trouble())
                self._note_death(one)
        return self._tell(departed, monotonic() - begun, interrupted=interrupted)

    def plan(self) -> list[Phase]:
        """What runs side by side, and in which order.

        Raises:
            SuiteError: there is nothing to run.
        """
        files = find_features(self._root, self._order.places(self._root))
        return plan_phases(files, self._order, self._durations.recall())

    def show(self, phases: Sequence[Phase]) -> AbstractContextManager[object]:
        """Show the run on the console while this lasts."""
        # How many scenarios an option of behave selects, its processes tell one after the other.
        limited = any(not is_place(self._root, word) for word in self._order.words)
        expected = None if limited else sum(file.scenarios for phase in phases for file in phase.files)
        cases = read_specification(self._places.features).cases
        return following(self._reports, cases, paces=self._durations.kept(), expected=expected)

    def figures(self, summary: Summary, seconds: float) -> Iterable[str]:
        """What is told of the run at its end, in sentences."""
        return (*(summary.wrong() if self._order.verbose else ()), *summary.figures(seconds))

    def _note_death(self, one: Departed) -> None:
        """Keep in the evidence, which the verdict rests on, that a process died."""
        with closing(Evidence(self._reports / "evidence", lambda exchange: None)) as evidence:
            evidence.event("process of the run died", words=one.trouble())

    def _prepare(self) -> None:
        """Check the target and empty the reports, once for all processes."""
        places, order = self._places, self._order
        name, command = order.target or None, order.command or None
        self._target = ready_target(places.targets, name, command, cache=places.cache, say=self._say)
        prepare(
            self._reports, self._root / "reports", keep=any(word.startswith("-Dkeep") for word in self._order.words)
        )
        if cleared := in_words(clear()):
            self._say(cleared)

    def _run_phases(self, phases: Sequence[Phase], environment: dict[str, str]) -> tuple[list[Departed], bool]:
        departed: list[Departed] = []
        with (
            self.show(phases),
            Crew(self._root, self._reports / "shards", environment, self._say, (self._lock.descriptor,)) as crew,
            self._campaign(phases) as campaign,
        ):
            for phase in phases:
                if campaign is not None and phase.judges:
                    campaign.finish()
                ended = crew.run(self._workers(phase))
                departed += ended
                if campaign is not None:
                    for folder in sorted({file.folder for file in phase.files}):
                        campaign.milestone(folder)
                if self._order.verbose:
                    for one in ended:
                        self._say(f"{one.worker.name}: ended after {one.seconds:.1f} s")
            if campaign is not None and not crew.interrupted:
                campaign.finish()
        return departed, crew.interrupted

    @contextmanager
    def _campaign(self, phases: Sequence[Phase]) -> Iterator[Campaign | None]:
        """The run's one campaign, begun; None where nothing is going to judge it.

        On several machines the first holds it for all; it is judged when the parts are merged.
        """
        part = self._order.part
        wanted = any(phase.judges for phase in phases) or (
            part is not None and part.number == 1 and self._order.places(self._root) == ["features"]
        )
        if self._target is None or not wanted:
            yield None
            return
        with held(self._target, self._reports, self._root / "features") as campaign:
            campaign.begin()
            yield campaign

    def _workers(self, phase: Phase) -> list[Worker]:
        """The behave processes of a phase; each knows by its part which servers are its own."""
        command = [*BEHAVE, *self._order.options(self._root), KEEP]
        names = [f"{phase.name} {number}" for number, _ in enumerate(phase.shares, start=1)]
        if len(names) == 1:
            names = [phase.name]
        return [
            Worker(name, [*command, f"-Dpart={name.replace(' ', '-')}", *share.locations], share.features)
            for name, share in zip(names, phase.shares, strict=True)
        ]

    def _tell(self, departed: Sequence[Departed], seconds: float, *, interrupted: bool) -> int:
        """Tell what came of all processes together."""
        blocked = blocked_scenarios(self._reports, self._places.features)
        summary = Summary.read(self._results, self._reports / "evidence" / "calls.jsonl", blocked)
        for sentence in self.figures(summary, seconds):
            self._say(sentence)
        if interrupted:
            self._say("The run was interrupted: the results so far are kept.")
            return 1
        for sentence in dict.fromkeys(words for one in departed if (words := trouble(one, summary))):
            self._say(sentence)
        if not summary.scenarios:
            return self._tell_of_nothing()
        return 0 if summary.scenarios and not any(one.code for one in departed) else 1

    def _tell_of_nothing(self) -> int:
        """Tell that no scenario was run: that is right for a part of a run whose other parts have all of them."""
        part, root = self._order.part, self._root
        if part is None or not others_run(root, self._order.places(root), self._order.options(root)):
            self._say("No scenario was run, so nothing was tested. Correct the tags, the name or the path.")
            return 1
        note_empty(self._reports)
        self._say(f"Part {part.number} of {part.of} has nothing to run: all scenarios are in other parts.")
        return 0


def plan_phases(files: Sequence[FeatureFile], order: Order, paces: dict[str, float]) -> list[Phase]:
    """Plan what runs side by side, and in which order.

    On several machines, each runs a part of what can be shared; what must run alone is the first one's. They agree
    without a word, by the numbers of scenarios, and so leave to the end what judges the evidence of them all.

    Args:
        files: what is run.
        order: on how many processes and machines.
        paces: how long a scenario of each feature took the last time, in seconds.
    """
    shared = [file for file in files if file.folder not in ALONE]
    if order.part is not None:
        parts = divide(shared, order.part.of, {})
        shared = parts[order.part.number - 1].files if order.part.number <= len(parts) else []
    phases = [Phase("shard", divide(shared, order.jobs, paces))]
    for folder in ALONE:
        here = order.part is None or (order.part.number == 1 and folder != JUDGING_FOLDER)
        alone = [file for file in files if file.folder == folder and here]
        phases.append(Phase(folder.partition("_")[2].replace("_", " "), divide(alone, 1, paces)))
    return [phase for phase in phases if phase.shares]
