"""The bench: the suite is run on hostile targets, and what it leaves of the machine is looked at.

A hostile target is declared in a module of `tests/hostile/targets`, by `@hostile` on a function that patches the
reference (see `tests/flawed/lying.py` for the means, and `Hostility` for what there is to be harmed), or by
`hostile_server` with a script in `tests/hostile/servers`. For each, behave runs the scenarios that it names in a fork
of this process, with a home, a TMPDIR and a reports folder of its own; then `Aftermath.problems` says what does not
hold.

One target by hand: `.venv/bin/python -m tests.hostile.run NAME …` (`--keep` leaves the folder of one that did harm).
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from secrets import choice, token_hex
from typing import Any, Final

from behave.formatter._registry import make_formatters
from behave.formatter.base import StreamOpener

from acceptance.confinement.trees import remove_folder
from acceptance.errors import TargetFaultError
from acceptance.targets.target import Target
from acceptance.transport.launching import ColdLauncher, Launcher
from tests.flawed.bench import Bench, Order
from tests.flawed.trial import Trial
from tests.hostile.aftermath import (
    Aftermath,
    digests,
    processes_of,
)
from tests.hostile.declaring import HOME, HOSTILES, PORT, RUN, SECRET, Hostile
from tests.hostile.record import Found

SERVERS: Final = Path(__file__).parent / "servers"
WHOLE_SECONDS: Final = 1500.0
LAST_SECONDS: Final = 300.0
"""So long may the scenario take, and the end of the run, that is under way when the time of a run is over."""
FILES: Final = ("notes.txt", "documents/letter.md", "documents/accounts.db", ".ssh/id_rsa")


@dataclass(frozen=True)
class Place:
    """Where a run takes place: what is there before it, and what must not be touched, asked, or told.

    Attributes:
        folder: the folder of the run.
        trap: listens at the address at which nobody must ask for anything.
        words: what must stand nowhere.
        run: the value that marks its processes.
    """

    folder: Path
    trap: socket.socket
    words: tuple[str, ...]
    run: str

    @classmethod
    def prepare(cls, folder: Path) -> Place:
        """Make the folders and files of a person who runs the suite."""
        words = []
        for name in FILES:
            file = folder / "home" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            words.append(f"nobody's business {token_hex(12)}")
            file.write_text(f"{words[-1]}\n" * 20, encoding="utf-8")
        (folder / "tmp").mkdir()
        (folder / "console.txt").touch()
        trap = socket.create_server(("127.0.0.1", 0), backlog=64)
        return cls(folder, trap, (*words, secret()), f"{RUN}={token_hex(12)}")

    @property
    def environment(self) -> dict[str, str]:
        """What the servers are told of it."""
        return {
            HOME: str(self.folder / "home"),
            PORT: str(self.trap.getsockname()[1]),
            RUN: self.run.partition("=")[2],
            SECRET: self.words[-1],
        }

    def requests(self) -> int:
        """How often somebody connected to the trap; closes it."""
        self.trap.setblocking(False)
        count = 0
        while True:
            try:
                self.trap.accept()[0].close()
            except BlockingIOError:
                self.trap.close()
                return count
            count += 1


def secret() -> str:
    """A secret without a hexadecimal digit: no part of a digest or an id can be mistaken for one of its parts."""
    return "sesame-" + "".join(choice("ghjkmnpqrstvwxyz") for _ in range(24))


class HostileBench(Bench):
    """Runs the suite on hostile targets, some at a time."""

    module = "tests.hostile"

    def __init__(self, jobs: int, *, keep: bool = False) -> None:
        """Prepare; `keep` leaves a copy of the folder of each target that did harm."""
        super().__init__(jobs)
        self._keep = keep
        self._whole = False
        self._places: dict[str, Place] = {}
        self._before: dict[str, dict[str, str]] = {}

    def meet(
        self,
        chosen: Iterable[Hostile],
        note: Callable[[Found], None],
        *,
        whole: bool = False,
        seconds: float | None = None,
    ) -> None:
        """Run the suite on hostile targets.

        Args:
            chosen: the targets.
            note: is called with what was found after each, as soon as its run has ended.
            whole: whether all features are run on each, and not only the scenarios that it names.
            seconds: how long a run may take; as long as is usual, if not given. After that no further scenario of all
                features begins, and what the others left is judged; a run of some scenarios is killed, which is a
                problem.
        """
        targets = {one.name: one for one in chosen}
        self._whole = whole

        def look(trial: Trial) -> None:
            note(self._found(targets[trial.name], trial))

        ordered = whole_order if whole else order
        self.try_all([ordered(one, seconds) for one in targets.values()], look)

    def _fork(self, order: Order) -> int:
        folder = self._folder / order.name
        folder.mkdir()
        self._places[order.name] = Place.prepare(folder)
        self._before[order.name] = digests(folder / "home")
        return super()._fork(order)

    def _found(self, one: Hostile, trial: Trial) -> Found:
        """Judge what a run left, and clear it."""
        place = self._places[one.name]
        problems = self._problems(one, trial)
        end_all(place)
        kept = ""
        if problems and self._keep:
            kept = tempfile.mkdtemp(prefix=f"hostile-{one.name}-")
            shutil.copytree(place.folder, kept, symlinks=True, ignore=only_plain, dirs_exist_ok=True)
        remove(place.folder)
        outcomes = Counter(seen.status for seen in trial.scenarios)
        return Found(
            name=one.name,
            seconds=trial.seconds,
            outcomes=dict(outcomes),
            unmet=trial.unmet,
            whole=self._whole,
            day=f"{date.today():%Y-%m-%d}",
            failed=[seen.name for status in ("failed", "blocked") for seen in trial.with_status(status)],
            problems=problems,
            kept=kept,
        )

    def _problems(self, one: Hostile, trial: Trial) -> list[str]:
        place = self._places[one.name]
        left = Aftermath(
            folder=place.folder,
            trial=trial,
            before=self._before[one.name],
            requests=place.requests(),
            words=place.words,
            run=place.run,
            whole=self._whole,
            own=one.own,
        )
        found = list(left.problems())
        missing = set(one.scenarios) - {seen.name for seen in trial.scenarios}
        if missing and trial.unmet:
            # Its time was over before the scenarios that meet it: what is said of these cannot be asked for.
            return found
        if missing and not trial.trouble:
            found.append(f"there are no scenarios of the names {sorted(missing)}")
        if one.reached and not trial.reached:
            found.append("it never did what it does")
        if one.holds is not None and not trial.trouble:
            try:
                one.holds(left)
            except AssertionError as error:
                found.append(str(error) or "what must hold beside does not hold")
        return found

    def _try(self, order: Order, folder: Path) -> None:
        os.environ.update({"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp")})
        tempfile.tempdir = None
        # As in a run of a person: what is printed and what the report is made of are what a target's words reach.
        self._config.format = ["allure_behave.formatter:AllureFormatter", "progress3"]
        outputs = [StreamOpener(str(folder / "reports" / "allure-results")), StreamOpener(stream=sys.stdout)]
        self._runner.formatters = make_formatters(self._config, outputs)
        self._runner.features = own_first(self._runner.features, HOSTILES[order.name])
        super()._try(order, folder)

    def _environment(self, folder: Path) -> dict[str, str]:
        return {**super()._environment(folder), **self._places[folder.name].environment}

    def _launcher_for(self, name: str) -> Launcher:
        return ColdLauncher() if HOSTILES[name].script else self._launcher

    def _target(self, name: str, folder: Path) -> Target:
        target = super()._target(name, folder)
        one = HOSTILES[name]
        if not one.script:
            return target
        return replace(target, command=(sys.executable, str(SERVERS / one.script), *one.arguments), over_http=None)

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        for place in self._places.values():
            end_all(place)
            remove(place.folder)


def end_all(place: Place) -> None:
    """Kill what a run left: it was judged already, and is to disturb no other run."""
    for pid in processes_of(place.run, place.folder):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def remove(folder: Path) -> None:
    """Remove the folder of a run, whatever a target did to the rights of what it made; one that is gone is no error."""
    with suppress(TargetFaultError):
        remove_folder(folder.resolve())


def only_plain(folder: str, names: list[str]) -> list[str]:
    """The names in a folder that are no plain files, folders or links: pipes and sockets cannot be copied."""
    paths = {name: Path(folder) / name for name in names}
    return [name for name, path in paths.items() if not (path.is_symlink() or path.is_file() or path.is_dir())]


def order(one: Hostile, seconds: float | None) -> Order:
    """What is run on a hostile target, which may take so many seconds."""

    def chosen(scenario: Any) -> bool:
        return scenario.name in one.scenarios

    return Order(one.name, chosen, seconds or one.seconds)


def own_first(features: Iterable[Any], one: Hostile) -> list[Any]:
    """The features, those first that have a scenario which meets the target, then the others in an order of its own.

    Where time runs out, others are left out with each target.
    """

    def meets(feature: Any) -> bool:
        return any(scenario.name in one.scenarios for scenario in feature.walk_scenarios())

    shuffled = list(features)
    Random(one.name).shuffle(shuffled)
    return sorted(shuffled, key=lambda feature: not meets(feature))


def whole_order(one: Hostile, seconds: float | None) -> Order:
    """All features on a hostile target but the benchmarks, what is large, and what judges a run as a whole."""
    until = seconds or WHOLE_SECONDS

    def chosen(scenario: Any) -> bool:
        return Path(scenario.filename).parent.name[0] in "1235" and "large" not in scenario.effective_tags

    return Order(one.name, chosen, until + LAST_SECONDS, until)
