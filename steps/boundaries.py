"""Phrases about what lies outside the workspace."""

from hamcrest import assert_that

from acceptance.contract.samples import TEMPLATE
from acceptance.contract.values import HandIn, NextAction
from acceptance.matchers.server import is_untouched, keeps_quiet_about
from steps.support.vocabulary import Scene, given, then, when


@given("a secret lies outside the workspace")
def plant_secret(context: Scene) -> None:
    assert_that(context.world.tampering.secret, is_untouched())


@given("its work is handed in naming {way:Way}")
@when("its work is handed in naming {way:Way}")
def hand_in_naming(context: Scene, way: str) -> None:
    named = (context.world.tampering.secret.way(way),)
    context.state.it.hand_in(HandIn(files=named, next_action=NextAction.CONTINUE))


@when("a template named {way:Way} is created")
def create_template(context: Scene, way: str) -> None:
    context.world.templates.create_out_of(TEMPLATE, context.world.tampering.secret.way(way))


@when("a template named {way:Way} is loaded")
def load_template(context: Scene, way: str) -> None:
    context.world.templates.load_identity(context.world.tampering.secret.way(way))


@when("a template named {way:Way} is removed")
def remove_template(context: Scene, way: str) -> None:
    context.world.templates.delete_identity(context.world.tampering.secret.way(way))


@when("a session named {way:Way} is resumed")
def resume_session(context: Scene, way: str) -> None:
    context.world.sessions.resume(context.world.tampering.secret.way(way))


@when("a session is initialised at {way:Way}")
def initialise_session(context: Scene, way: str) -> None:
    context.world.sessions.open_at(context.world.tampering.secret.way(way))


@then("the secret is untouched")
def secret_is_untouched(context: Scene) -> None:
    assert_that(context.world.tampering.secret, is_untouched())


@then("the secret is told nowhere")
def secret_is_told_nowhere(context: Scene) -> None:
    assert_that(context.state, keeps_quiet_about(context.world.tampering.secret))
