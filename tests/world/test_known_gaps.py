"""A scenario that begins like one that was found to be no part of the target is skipped with its reason."""

from behave.model import Scenario
from behave.model_type import Status
from behave.parser import parse_feature

from acceptance.errors import NOT_APPLICABLE
from steps.support.known_gaps import KnownGaps

FEATURE = """
Feature: Ends
  Scenario: Answers
    Given 20 calls are in flight
    When it is told to end
    Then all are answered
  Scenario: Stops
    Given 20 calls are in flight
    When it is told to end
    Then it stops
  Scenario: Fewer
    Given 20 calls are in flight
      | call |
      | plan |
    When it is told to end
    Then it stops
  Scenario: Of another kind
    Given 20 calls are in flight
      | task |
      | plan |
    When it is told to end
    Then it stops
  Scenario: Another way
    Given 20 calls are in flight
    When its client leaves
    Then it stops
"""
REASON = f"{NOT_APPLICABLE}: the store cannot be locked"


def scenarios() -> list[Scenario]:
    return list(parse_feature(FEATURE).walk_scenarios())


def skipped(scenario: Scenario, number: int, reason: str = REASON) -> KnownGaps:
    """What is learned of a scenario of which a step skipped it."""
    gaps = KnownGaps()
    scenario.skip_reason = reason
    for step in scenario.steps[: number + 1]:
        step.status = Status.skipped if step is scenario.steps[number] else Status.passed
        gaps.learn(scenario, step)
    return gaps


def test_what_begins_alike_has_the_same_reason() -> None:
    answers, stops, *others = scenarios()
    gaps = skipped(answers, 1)
    assert [gaps.of(one) for one in (answers, stops, *others)] == [REASON, REASON, "", "", ""]


def test_tables_are_alike_only_with_the_same_headings() -> None:
    *_, fewer, of_another_kind, _ = scenarios()
    assert skipped(fewer, 0).of(of_another_kind) == ""


def test_nothing_is_learned_of_assertions_and_of_other_reasons() -> None:
    answers, stops, *_ = scenarios()
    assert skipped(answers, 2).of(stops) == ""
    assert skipped(answers, 1, "NOT MEASURABLE HERE: too busy").of(stops) == ""


def impossible(gaps: KnownGaps, scenario: Scenario, *, lasting: bool = True) -> None:
    """The second step of a scenario brought nothing about."""
    scenario.skip_reason, scenario.lasting = "NOT INJECTED: no file system can be mounted", lasting
    scenario.steps[1].status = Status.skipped
    gaps.learn(scenario, scenario.steps[1])


def test_a_step_that_brought_nothing_about_twice_is_not_tried_again() -> None:
    answers, stops, fewer, *_ = scenarios()
    gaps = KnownGaps()
    impossible(gaps, answers)
    assert gaps.of(fewer) == ""
    impossible(gaps, stops)
    assert gaps.of(fewer).startswith("NOT INJECTED: no file system can be mounted (found 2 times")


def test_a_step_that_succeeded_in_between_is_tried_again() -> None:
    answers, stops, fewer, *_ = scenarios()
    gaps = KnownGaps()
    impossible(gaps, answers)
    stops.steps[1].status = Status.passed
    gaps.learn(stops, stops.steps[1])
    impossible(gaps, answers)
    assert gaps.of(fewer) == ""


def test_what_depends_on_what_was_arranged_is_tried_again() -> None:
    answers, stops, fewer, *_ = scenarios()
    gaps = KnownGaps()
    impossible(gaps, answers, lasting=False)
    impossible(gaps, stops, lasting=False)
    assert gaps.of(fewer) == ""
