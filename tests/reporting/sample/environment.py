"""The hooks of the sample: each breaks where a tag of the sample asks for it."""

from typing import Any

import allure

from steps.support import allure_repair

allure_repair.install()


def before_feature(context: Any, feature: Any) -> None:
    if "breaks_feature" in feature.tags:
        raise RuntimeError("the feature cannot be prepared")


def after_feature(context: Any, feature: Any) -> None:
    if "breaks_after_feature" in feature.tags:
        raise RuntimeError("the feature cannot be cleared up")


def before_tag(context: Any, tag: str) -> None:
    if tag == "breaks_tag":
        raise RuntimeError("the tag's hook broke")


def before_scenario(context: Any, scenario: Any) -> None:
    if "breaks_before" in scenario.tags:
        raise RuntimeError("no workspace")
    if "missing_before" in scenario.tags:
        scenario.skip("NOT OFFERED: orchestrator_repair")
    if "breaks_cleanup" in scenario.tags:
        context.add_cleanup(break_cleanup)
    if "attaches" in scenario.tags:
        allure.attach("before", "attached before", allure.attachment_type.TEXT)


def break_cleanup() -> None:
    raise RuntimeError("the server would not stop")


def after_step(context: Any, step: Any) -> None:
    if step.name == "the hook finds a tool missing":
        context.scenario.skip("NOT OFFERED: orchestrator_restart")


def after_scenario(context: Any, scenario: Any) -> None:
    if "breaks_after" in scenario.tags:
        raise RuntimeError("the evidence could not be written")
