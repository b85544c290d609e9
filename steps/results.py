"""Phrases about results: handing in, artifacts, syntheses."""

from hamcrest import assert_that

from acceptance.contract.values import HandIn, NextAction
from acceptance.contract.words import names_in
from acceptance.matchers.replies import does_not_mention
from acceptance.matchers.synthesis import (
    carries,
    carries_in_order,
    carries_results_of,
    names_the_artifact_of,
    tells_nothing_unfinished,
    tells_unfinished,
)
from acceptance.matchers.tasks import tells_summary
from acceptance.matchers.work import (
    has_an_artifact,
    has_an_artifact_of_kind,
    has_artifacts_apart,
    has_its_artifact_inside_the_workspace,
    has_its_size_told,
    has_its_whole_work_left,
    has_its_work_unchanged,
    has_no_work_left,
    has_recorded,
)
from steps.support.vocabulary import Scene, given, then, when


@when("its work is handed in")
def hand_in_its_work(context: Scene) -> None:
    context.state.it.hand_in(HandIn())


@when("the work of {who:Who} is handed in")
def hand_in(context: Scene, who: str) -> None:
    context.state.speak_of(who).hand_in(HandIn())


@when("its work is handed in {manner:Manner}")
def hand_in_in_a_manner(context: Scene, manner: HandIn) -> None:
    context.state.it.hand_in(manner)


@when("its work is handed in with the summary {summary:Quoted}")
def hand_in_with_summary(context: Scene, summary: str) -> None:
    context.state.it.hand_in(HandIn(summary=summary))


@when("{work:Sample} is handed in as its work")
@when("{work:Sample} are handed in as its work")
def hand_in_work(context: Scene, work: str) -> None:
    context.state.it.hand_in(HandIn(work=work))


@when('its work is handed in naming the files "{names:Name}"')
def hand_in_naming_files(context: Scene, names: str) -> None:
    context.state.it.hand_in(HandIn(files=tuple(names_in(names))))


@given("its work so far is handed in")
def hand_in_work_so_far(context: Scene) -> None:
    context.state.it.hand_in(HandIn(next_action=NextAction.CONTINUE))


@given("{who:Who} is completed with the summary {summary:Quoted}")
def complete_with_summary(context: Scene, who: str, summary: str) -> None:
    context.state.speak_of(who).complete(summary)


@then("its summary is {summary:Quoted}")
def summary_is(context: Scene, summary: str) -> None:
    assert_that(context.state.it, tells_summary(summary))


@then("it has an artifact")
def it_has_an_artifact(context: Scene) -> None:
    assert_that(context.state.it, has_an_artifact())


@then("it has {count:d} artifacts, each with an identity and a place of its own")
def it_has_artifacts(context: Scene, count: int) -> None:
    assert_that(context.state.it, has_artifacts_apart(count))


@then("its artifact is byte for byte what was handed in")
def artifact_is_unchanged(context: Scene) -> None:
    assert_that(context.state.it, has_its_work_unchanged())


@then("the whole of its work can be read")
def whole_work_is_left(context: Scene) -> None:
    assert_that(context.state.it, has_its_whole_work_left())


@then("the size told of its artifact is the number of bytes handed in")
def artifact_size_is_told(context: Scene) -> None:
    assert_that(context.state.it, has_its_size_told())


@then("its artifact lies inside the workspace")
def artifact_is_inside(context: Scene) -> None:
    assert_that(context.state.it, has_its_artifact_inside_the_workspace())


@then('its artifact is of the kind "{kind:Name}"')
def artifact_is_of_kind(context: Scene, kind: str) -> None:
    assert_that(context.state.it, has_an_artifact_of_kind(kind))


@then('the files "{names:Name}" are recorded with it')
def files_are_recorded(context: Scene, names: str) -> None:
    assert_that(context.state.it, has_recorded(names_in(names)))


@then("nothing of its work can be read any more")
def no_work_is_left(context: Scene) -> None:
    assert_that(context.state.it, has_no_work_left())


@when("the results of {who:Who} are synthesised")
def synthesise(context: Scene, who: str) -> None:
    context.state.speak_of(who).synthesize()


@then('the synthesis carries {summary:Quoted} as the result of "{name:Name}"')
def synthesis_carries(context: Scene, summary: str, name: str) -> None:
    assert_that(context.state.reply, carries(summary, context.state.task(name)))


@then('the synthesis carries a result of every task of "{parent:Name}"')
def synthesis_carries_every_result(context: Scene, parent: str) -> None:
    assert_that(context.state.reply, carries_results_of(context.state.families[parent]))


@then('the results stand in the order "{names:Name}"')
def results_stand_in_order(context: Scene, names: str) -> None:
    tasks = context.state.tasks_named(names_in(names))
    assert_that(context.state.reply, carries_in_order(tasks))


@then('the synthesis names the artifact of "{name:Name}"')
def synthesis_names_artifact(context: Scene, name: str) -> None:
    assert_that(context.state.reply, names_the_artifact_of(context.state.task(name)))


@then("the synthesis does not mention {words:Quoted}")
def synthesis_does_not_mention(context: Scene, words: str) -> None:
    assert_that(context.state.reply, does_not_mention(words))


@then('the synthesis tells that "{name:Name}" is unfinished')
def synthesis_tells_unfinished(context: Scene, name: str) -> None:
    assert_that(context.state.reply, tells_unfinished(context.state.task(name)))


@then("the synthesis tells that nothing is unfinished")
def synthesis_tells_nothing_unfinished(context: Scene) -> None:
    assert_that(context.state.reply, tells_nothing_unfinished())
