"""A run of the suite: what all its scenarios share, from before the first to after the last."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

import allure
from allure_commons.types import AttachmentType

from acceptance.choosing import check_command, read_target
from acceptance.contract import TOOLS
from acceptance.errors import SuiteError
from acceptance.evidence import Evidence, Exchange, Sight
from acceptance.installation import ensure_installed
from acceptance.launching import launcher_for
from acceptance.places import PLACES, REPORTS, RESULTS, ROOT, furnish
from acceptance.report import wipe
from acceptance.targets import Target
from steps.support.progress import ProgressLine

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.fleet import Fleet

OPTIONS: Final = ("target", "command", "keep", "part")


@dataclass(frozen=True, slots=True)
class Run:
    """The target, its servers, and the evidence of a run.

    Attributes:
        target: what is tested.
        fleet: its servers.
        evidence: the record of all calls.
        begun: when the run began, by the monotonic clock, in seconds.
        servers: what ends every process that the run started.
        tools: the tools that the target lists, by our names.
    """

    target: Target
    fleet: Fleet
    evidence: Evidence
    begun: float
    servers: ExitStack
    tools: Mapping[str, Tool]

    @classmethod
    def begin(cls, options: Mapping[str, str], own_servers: int) -> Run:
        """Read the target, empty the reports, start the shared server and connect to it.

        Args:
            options: what was given as `-D NAME=VALUE`: `target` or `command`; `keep` leaves earlier results standing;
                `part` is the name of this process where several write into the same reports.
            own_servers: how many scenarios will need a server for themselves alone.

        Raises:
            SuiteError: something has to be mended first; nothing is left running.
        """
        if unknown := sorted(set(options) - set(OPTIONS)):
            raise SuiteError(f"-D {unknown[0]}=… is no option of this suite; it knows: {', '.join(OPTIONS)}.")
        begun = monotonic()
        target = read_target(PLACES.targets, options.get("target"), options.get("command"), cache=PLACES.cache)
        ensure_installed(target, PLACES.cache, say)
        check_command(target)
        furnish(REPORTS, ROOT / "reports")
        if "keep" not in options:
            wipe(REPORTS)
        RESULTS.mkdir(parents=True, exist_ok=True)
        evidence = Evidence(REPORTS / "evidence", show_in_report, Sight(draw_in_report, ProgressLine()))
        evidence.secrets = target.secrets
        with ExitStack() as stack:
            launcher = stack.enter_context(launcher_for(target, REPORTS / "servers"))
            # Only now: the SDK takes more than a second to import, in which the server imports it too.
            from acceptance.fleet import Fleet  # noqa: PLC0415

            fleet = stack.enter_context(Fleet(target, launcher, REPORTS, evidence, part=options.get("part", "")))
            server = fleet.shared().connection
            fleet.want_own(own_servers)
            evidence.event("target", name=target.name, server=server.server_name, version=server.server_version)
            return cls(target, fleet, evidence, begun, stack.pop_all(), server.tools)

    def end(self) -> None:
        """End every server, close the evidence, and say what its reader should know of."""
        self.servers.close()
        self._tell_of_faults()
        self.evidence.close()
        seconds = monotonic() - self.begun
        starts = self.fleet.yard.started
        say(f"\n{self.evidence.answered} calls were answered in {seconds:.1f} s by {starts} server processes.")
        known = [tool for tool in TOOLS if tool in self.tools]
        covered = sum(tool in self.evidence.tools for tool in known)
        say(f"Of the {len(known)} tools of the contract that are offered, {covered} were called and answered.")
        for sentence in self.evidence.trouble:
            say(f"Note: {sentence}")

    def _tell_of_faults(self) -> None:
        """Measure how many faults were recovered from, and put the times into the report: a table and a picture."""
        recoveries = self.fleet.recoveries
        if not recoveries:
            return
        self.evidence.measure(recoveries.figure())
        allure.global_attach(recoveries.table(), "Faults and recoveries", AttachmentType.CSV)
        picture = recoveries.picture()
        if picture is not None:
            allure.global_attach(picture, "Time to recover from each kind of fault", AttachmentType.SVG)


def show_in_report(exchange: Exchange) -> None:
    """Attach a call to the step that made it."""
    name = f"{exchange.tool}: {exchange.outcome.splitlines()[0][:80]}, {exchange.milliseconds:.1f} ms"
    attach = allure.attach if exchange.scenario else allure.global_attach
    attach(exchange.as_text(), name, AttachmentType.JSON)


def draw_in_report(name: str, picture: str) -> None:
    """Attach a picture of what was measured to the step that asserts about it."""
    allure.attach(picture, name, AttachmentType.SVG)


def selected(features: list[Any], config: Any) -> Iterator[Any]:
    """The scenarios that behave will run."""
    for feature in features:
        yield from (scenario for scenario in feature.walk_scenarios() if scenario.should_run(config))


def call_off(context: Any, sentence: str) -> None:
    """End behave before its first scenario, with one sentence and without a trace, and with an exit code that is not 0.

    An exception out of a hook would be printed as an error of the suite, and an exit would be told as a user's Ctrl-C.
    """
    say(sentence)
    context._runner.features.clear()
    context._runner.hook_failures += 1
    context.config.reporters.clear()


def nothing_selected(context: Any) -> None:
    """End a run for which no scenario was selected: a mistake, unless others of the same run have some."""
    call_off(context, "No scenario was selected, so nothing was tested. Mend the tags, the name or the path given.")
    if "part" in context.config.userdata:
        context._runner.hook_failures = 0


def say(sentence: str) -> None:
    """Tell the person at the console, past behave, which keeps back what its last hook says."""
    console = sys.__stderr__ or sys.stderr
    console.write(f"{sentence}\n")
    console.flush()


def end_like_an_interrupt() -> None:
    """Have a polite termination end the servers and keep the results, as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
