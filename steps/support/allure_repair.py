"""Repairs allure-behave 2.16.2, which reports incorrectly what behave 1.3.3 runs.

As released it loses the scenarios of a `Rule` (allure-python issue 886) and gives their steps to the next feature,
names steps wrongly once a scenario was passed over, shows an error in a hook as skipped and one in a cleanup as passed,
and drops the reasons of skips. `tests/reporting/` holds a mended report against behave's own.

Attachments: `allure.attach` lands on the step, or on the scenario inside `before_scenario` and `after_scenario`.
Outside a scenario there is nothing to attach to and it raises: use `allure.global_attach` there.
"""

from typing import Any

import allure_behave.formatter
from allure_behave.listener import AllureListener
from allure_behave.utils import TEST_PLAN_SKIP_REASON, step_table
from allure_commons.model2 import Status, StatusDetails, TestStepResult
from allure_commons.types import AttachmentType
from allure_commons.utils import md5, now, uuid4
from behave.model import Feature, Scenario, Step

from steps.support.outcome import hook_trouble, scenario_outcome, step_details, step_status
from steps.support.report_labels import breadcrumbs, labels, links
from steps.support.result_writer import ResultWriter


class RepairedListener(AllureListener):  # type: ignore[misc]  # allure-behave ships no types
    """Writes one result for every scenario that was selected, with behave's own statuses and step names."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.feature: Feature | None = None
        self.scenario: Scenario | None = None
        self.current_scenario_uuid: str | None = None
        self.current_step_uuid: str | None = None

    def start_scenario(self, scenario: Scenario) -> None:
        """Begin the result of a scenario; one that was not selected gets none at all."""
        self.steps.clear()
        if not self._is_selected(scenario):
            return
        super().start_scenario(scenario)
        self.scenario = scenario
        result = self.logger.get_test(self.current_scenario_uuid)
        result.labels = labels(scenario)
        result.links = links(scenario)
        result.titlePath = breadcrumbs(scenario)
        result.fullName = " / ".join([*breadcrumbs(scenario), scenario.name])
        result.testCaseId = md5(result.fullName)
        result.historyId = result.testCaseId

    def stop_scenario(self, scenario: Scenario) -> None:
        """End the result of a scenario with what behave made of it, its hooks and cleanups included."""
        if self.scenario is not None:
            self._finish(*scenario_outcome(scenario))

    def _finish(self, status: str, details: StatusDetails | None) -> None:
        self.flush_steps()
        result = self.logger.get_test(self.current_scenario_uuid)
        result.stop, result.status, result.statusDetails = now(), status, details
        self.logger.close_test(self.current_scenario_uuid)
        self.group_context.append_test(self.current_scenario_uuid)
        self.group_context.exit()
        self.current_step_uuid = self.current_scenario_uuid = self.scenario = None

    def schedule_step(self, step: Step) -> None:
        """Expect a step of the scenario under way; behave announces those of scenarios without a result as well."""
        if self.scenario is not None:
            super().schedule_step(step)

    def match_step(self, match: object) -> None:
        """Begin the step that is next; a dry run finds phrases without a scenario under way."""
        if self.scenario is not None:
            super().match_step(match)

    def start_behave_step(self, step: Step) -> None:
        """Begin a step, its table and its text attached under names that can be read."""
        self.current_step_uuid = uuid4()
        self.logger.start_step(None, self.current_step_uuid, TestStepResult(name=title(step), start=now()))
        if step.text:
            self.logger.attach_data(uuid4(), step.text, name="text", attachment_type=AttachmentType.TEXT)
        if step.table:
            self.logger.attach_data(uuid4(), step_table(step), name="table", attachment_type=AttachmentType.CSV)

    def stop_behave_step(self, result: Step) -> None:
        """End a step; the one that skipped the scenario carries the reason."""
        if self.scenario is not None:
            self._stop_step(result, self.scenario.skip_reason)

    def _stop_step(self, step: Step, skip_reason: str | None) -> None:
        details = step_details(step, skip_reason)
        self.logger.stop_step(self.current_step_uuid, stop=now(), status=step_status(step), statusDetails=details)

    def flush_steps(self) -> None:
        """Write down the steps that were announced and never begun."""
        for step in self.steps:
            self.start_behave_step(step)
            self._stop_step(step, None)
        self.steps.clear()

    def stop_feature(self) -> None:
        """End a feature. Where its hook broke, its scenarios are reported as broken: they were wanted and never ran."""
        for owner in [self.feature, *self.feature.iter_rules()] if self.feature else []:
            if reason := hook_trouble(owner):
                self._report_unrun(owner, reason)
        super().stop_feature()

    def _report_unrun(self, owner: Feature, reason: str) -> None:
        unrun = [each for each in owner.walk_scenarios() if each.status.name == "untested" and self._is_selected(each)]
        for scenario in unrun:
            self.start_scenario(scenario)
            self._finish(Status.BROKEN, StatusDetails(message=reason))
        if not unrun:
            self.logger.global_error(message=f"{owner.keyword} {owner.name}: {reason}")

    def _is_selected(self, scenario: Scenario) -> bool:
        """Tell a scenario that this run was asked for from one left out by tag, name, line, test plan or a dry run."""
        config = self.behave_config
        chosen = scenario.should_run_with_tags(config.tag_expression) and scenario.should_run_with_name_select(config)
        left_out = scenario.should_skip and scenario.skip_reason in (None, TEST_PLAN_SKIP_REASON)
        return bool(chosen) and not left_out and not config.dry_run


def title(step: Step) -> str:
    """Give a step the words it has in the specification."""
    return f"{step.keyword} {step.name}"


def announce(formatter: Any, feature: Feature) -> None:
    """Tell the listener which feature begins, and have it watch the scenarios of rules and outlines as well."""
    formatter.listener.feature = feature
    formatter._wrap_scenario(feature.walk_scenarios())


def install() -> None:
    """Repair the formatter that behave is about to make; call it when `environment.py` is loaded.

    The class itself is changed, since behave has looked it up by then and takes no formatter of the project's own.
    """
    allure_behave.formatter.AllureListener = RepairedListener
    allure_behave.formatter.AllureFileLogger = ResultWriter
    allure_behave.formatter.AllureFormatter.feature = announce
