"""A run of the suite: what all its scenarios share, from before the first to after the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import allure
import allure_commons
from allure_commons.types import AttachmentType

from acceptance.campaign import Campaign
from acceptance.contract.tools import TOOLS
from acceptance.errors import SuiteError
from acceptance.evidence.call_record import PLANNED
from acceptance.evidence.evidence import Display, Evidence
from acceptance.integrity.names import WANTED_NAME, is_target_name, printable
from acceptance.integrity.rendering import record_digests
from acceptance.leftovers import clear, in_words
from acceptance.locking.reports_lock import occupy
from acceptance.reporting.assessor import Assessor
from acceptance.reporting.report import prepare
from acceptance.servers.serving import serving
from acceptance.shards.quick import UNTIL
from acceptance.shards.summary import calls_answered, tools_called
from acceptance.specification.features import read_specification
from acceptance.specification.phases import JUDGING_FOLDER
from acceptance.supervision.orphans import Orphans
from acceptance.system.paths import PATHS, REPORTS, ROOT
from acceptance.targets.ready import ready_target
from acceptance.targets.target import Target
from acceptance.world.run_state import RunState
from steps.support.call_attachments import CallAttachments
from steps.support.declared import Declared
from steps.support.ending import say
from steps.support.known_gaps import KnownGaps
from steps.support.outcome_record import Concealment, OutcomeRecord, listening
from steps.support.progress_line import ProgressLine
from steps.support.result_writer import ResultWriter, when_all_is_written
from steps.support.target_facts import asked, target_facts
from steps.support.time_limit import NEVER, end_in_time, read_until

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.servers.server_pool import ServerPool

OPTIONS: Final = ("target", "command", "keep", "part", "judged", "merged", UNTIL)

FEATURES: Final = ROOT / "features"


@dataclass(frozen=True, slots=True)
class Run:
    """The target, its servers, and the evidence of a run.

    Attributes:
        target: what is tested.
        pool: its servers.
        evidence: the record of all calls.
        begun: when the run began, by the monotonic clock, in seconds.
        servers: what ends every process that the run started.
        tools: the tools that the target lists, by our names.
        campaign: the campaign, where this process holds it.
        assessor: what judges the run as a whole.
        judges: whether this process judges the run in the end.
        calls: what puts calls into the report.
        orphans: what servers left to this process.
        state: what the run has found out over all its scenarios.
        declared: what the target declares otherwise.
        gaps: what scenarios began with and found to be no part of the target.
        told: what is told once, and was.
        until: when no scenario is begun any more, in seconds since the epoch.
    """

    target: Target
    pool: ServerPool
    evidence: Evidence
    begun: float
    servers: ExitStack
    tools: Mapping[str, Tool]
    campaign: Campaign | None
    assessor: Assessor
    judges: bool
    calls: CallAttachments
    orphans: Orphans
    declared: Declared = field(default_factory=Declared)
    state: RunState = field(default_factory=RunState)
    gaps: KnownGaps = field(default_factory=KnownGaps)
    told: list[str] = field(default_factory=list)
    until: float = float(NEVER)

    @classmethod
    def begin(cls, options: Mapping[str, str], own_servers: int) -> Run:
        """Read the target, empty the reports, start the shared server and connect to it.

        Args:
            options: what was given as `-D NAME=VALUE`: `target` or `command`; `keep` leaves earlier results standing;
                `part` is the name of this process where several write into the same reports, and who started them holds
                the campaign and judges; `judged=later` says that who started it judges; `merged=yes` judges the merged
                results of several machines, for which nothing is started; `until` is when none is begun any more.
            own_servers: how many scenarios will need a server for themselves alone.

        Raises:
            SuiteError: something must be corrected first; nothing is left running.
        """
        if unknown := sorted(set(options) - set(OPTIONS)):
            raise SuiteError(
                f"-D {unknown[0]}=… is not an option of this suite; the options are: {', '.join(OPTIONS)}."
            )
        begun, until = monotonic(), read_until(options)
        target = make_ready(options)
        orphans = Orphans()
        calls = CallAttachments()
        evidence = Evidence(REPORTS / "evidence", calls.keep, Display(draw_in_report, ProgressLine()))
        with ExitStack() as stack:
            pool = stack.enter_context(serving(target, REPORTS, evidence, options.get("part", "")))
            calls.redactor = evidence.redactor
            hide_in_results(evidence)
            specification = read_specification(FEATURES)
            tools: Mapping[str, Tool] = {}
            declared = Declared()
            if "merged" not in options:
                server = pool.shared().connection
                pool.want_own(own_servers)
                tools = server.tools
                declared = Declared.by(target, tools, FEATURES, specification)
                facts = target_facts(target, server, specification, declared.declarations)
                evidence.event("target", **facts, asked=asked(options))
            for listener in (Concealment(evidence), OutcomeRecord(REPORTS, evidence)):
                stack.enter_context(listening(listener))
            alone = "part" not in options
            return cls(
                target,
                pool,
                evidence,
                begun,
                tools=tools,
                campaign=stack.enter_context(Campaign(pool, REPORTS, specification)) if alone else None,
                assessor=Assessor(REPORTS, FEATURES, other=target.speaks_instead),
                judges=alone and options.get("judged") != "later",
                calls=calls,
                servers=stack.pop_all(),
                orphans=orphans,
                declared=declared,
                until=until,
            )

    def announce(self, scenarios: Sequence[Any]) -> None:
        """Say what is going to be run, and begin the campaign where it is going to be judged."""
        self.evidence.event(PLANNED, scenarios=[scenario.name for scenario in scenarios])
        if self.campaign is not None and any(is_judging(one.filename) for one in scenarios):
            self.campaign.begin()

    def before_feature(self, feature_file: str) -> None:
        """Finish the campaign before the first feature that judges it."""
        if not is_judging(feature_file):
            return
        self._tell_of_faults()
        if self.campaign is not None:
            self.campaign.finish()

    def before_scenario(self, features: Sequence[Any], scenario: Any) -> None:
        """Leave out what has not begun, if the time is over."""
        end_in_time(self.until, features, scenario)

    def after_feature(self, feature_file: str) -> None:
        """Bring the campaign up to date with the results of a feature, where there is one."""
        if self.campaign is not None and self.campaign.record.held:
            self.campaign.milestone(PurePath(feature_file).parent.name)

    def end(self) -> None:
        """End every server, close the evidence, and say what its reader should know of."""
        self.servers.close()
        self.pool.factory.tell_left("A server", self.orphans.end())
        self.calls.show()
        self._tell_of_faults()
        self.evidence.close()
        seconds = monotonic() - self.begun
        starts = self.pool.factory.started
        say(calls_answered(self.evidence.recorded, seconds, starts))
        known = [tool for tool in TOOLS if tool in self.tools]
        covered = sum(tool in self.evidence.tools for tool in known)
        for sentence in (*tools_called(len(known), covered), *(f"Note: {one}" for one in self.evidence.trouble)):
            say(sentence)
        if self.judges and self.campaign is not None and self.campaign.record.held:
            self._judge()

    def _tell_of_faults(self) -> None:
        """Put the faults and the times of recovery into the report: a table and a picture."""
        recoveries = self.state.recoveries
        if not recoveries or self.told:
            return
        self.told.append("faults")
        allure.global_attach(recoveries.table(), "Faults and recoveries", AttachmentType.CSV)
        picture = recoveries.picture()
        if picture is not None:
            allure.global_attach(picture, "Time to recover from each kind of fault", AttachmentType.SVG)

    def _judge(self) -> None:
        """Give the verdict and write the documents; who ran a part of the features asked for no verdict."""
        # Only here: most runs are of some features, and need none of it.
        from acceptance.reporting.conclusion import conclude  # noqa: PLC0415

        conclusion = conclude(REPORTS, FEATURES, PATHS.waivers, today=date.today(), pdf=False)
        for line in conclusion.lines(f"The results are in {REPORTS}."):
            say(line)
        when_all_is_written(lambda: record_digests(REPORTS, FEATURES, PATHS.waivers))


def make_ready(options: Mapping[str, str]) -> Target:
    """Make the target and the reports folder ready for a run, and keep others out of the folder.

    Raises:
        SuiteError: something must be corrected first.
    """
    check_part(options.get("part", ""))
    name, command = options.get("target"), options.get("command")
    if "merged" in options:
        occupy(REPORTS, ROOT / "reports", "behave")
        return Target("merged results", ())
    target = ready_target(PATHS.targets, name, command, cache=PATHS.cache, say=say)
    # Held until this process ends, as what is written last is written then.
    occupy(REPORTS, ROOT / "reports", "behave", target.name)
    if "keep" not in options and (cleared := in_words(clear())):
        say(cleared)
    prepare(REPORTS, ROOT / "reports", keep="keep" in options)
    return target


def hide_in_results(evidence: Evidence) -> None:
    """Have what is attached to the results written without secrets."""
    for plugin in allure_commons.plugin_manager.get_plugins():
        if isinstance(plugin, ResultWriter):
            plugin.redactor = evidence.redactor


def check_part(part: str) -> None:
    """Check that the name of a process can be a part of the names of files.

    Raises:
        SuiteError: it cannot.
    """
    if part and not is_target_name(part):
        raise SuiteError(f'-D part="{printable(part)}" is not a valid name: a name is {WANTED_NAME}.')


def is_judging(feature_file: str) -> bool:
    """Whether a feature judges the run itself."""
    return PurePath(feature_file).parent.name == JUDGING_FOLDER


def draw_in_report(name: str, picture: str) -> None:
    """Attach a picture of what was measured to the step that asserts about it."""
    allure.attach(picture, name, AttachmentType.SVG)


def selected(features: list[Any], config: Any) -> Iterator[Any]:
    """The scenarios that behave will run."""
    for feature in features:
        yield from (scenario for scenario in feature.walk_scenarios() if scenario.should_run(config))
