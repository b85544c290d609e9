"""Phrases about what lies outside the workspace."""

from collections.abc import Callable, Mapping
from typing import Final

from hamcrest import assert_that

from acceptance.contract.samples import TEMPLATE
from acceptance.contract.values import HandIn, NextAction
from acceptance.matchers.server import does_not_disclose, is_unchanged
from acceptance.matchers.subjects import FOLDED
from acceptance.scenario.tampering import WAYS
from acceptance.scenario.template_store import USES
from acceptance.servers.verbs import Verbs
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

SESSION_USES: Final[Mapping[str, Callable[[Verbs, str], object]]] = {
    "resumed": lambda verbs, session: verbs.resume(session),
    "described": lambda verbs, session: verbs.session_status(session),
    "reconnected to": lambda verbs, session: verbs.test_reconnection(session),
}

LISTS_OF_NAMES: Final[Mapping[str, Callable[[tuple[str, ...]], HandIn]]] = {
    "files": lambda names: HandIn(files=names, next_action=NextAction.CONTINUE),
    "older artifacts": lambda names: HandIn(older=names, next_action=NextAction.CONTINUE),
}

declare_type("Folded", one_of(FOLDED), str)
declare_type("ListOfNames", one_of(LISTS_OF_NAMES), LISTS_OF_NAMES.__getitem__)
declare_type("Escape", one_of(WAYS), str)
declare_type("TemplateName", rf'{one_of(WAYS)}|"[^"]*"', str, f"{'; '.join(WAYS)}; or a name in quotation marks")
declare_type("SessionUse", one_of(SESSION_USES), str)
declare_type("TemplateUse", one_of(["created", *USES]), str)


@given("a secret file lies outside the workspace")
def plant_secret(context: Scene) -> None:
    """A file with random content lies beside the workspace."""
    assert_that(context.world.tampering.secret, is_unchanged())


@given("its result is submitted with {way:Escape} in its list of {listed:ListOfNames}")
@when("its result is submitted with {way:Escape} in its list of {listed:ListOfNames}")
def submit_naming(context: Scene, way: str, listed: Callable[[tuple[str, ...]], HandIn]) -> None:
    """Submit a result, as unfinished, that names this path among its files or its older artifacts."""
    context.state.it.hand_in(listed((context.world.tampering.secret.way(way),)))


@when("the folder of {what:Folded} is replaced by a link to the secret")
def lead_folder_out(context: Scene, what: str) -> None:
    """Put a symbolic link to the secret's folder in the place of the folder in which the file lies."""
    context.world.tampering.lead_out(FOLDED[what](context.world))


@when("a session whose name is {way:Escape} is {used:SessionUse}")
def use_session(context: Scene, way: str, used: str) -> None:
    """Try to resume a session with this identity, to read its status, or to reconnect to it."""
    SESSION_USES[used](context.state.verbs, context.world.tampering.secret.way(way))


@then("the secret file is unchanged")
def secret_is_unchanged(context: Scene) -> None:
    """The file outside the workspace is as it was written, and nothing lies beside it."""
    assert_that(context.world.tampering.secret, is_unchanged())


@then("the secret is not disclosed")
def secret_is_not_disclosed(context: Scene) -> None:
    """Neither the last reply nor any file of the workspace contains the content of the secret file."""
    assert_that(context.state, does_not_disclose(context.world.tampering.secret))


@when("a template whose name is {name:TemplateName} is {used:TemplateUse}")
def use_template(context: Scene, name: str, used: str) -> None:
    """Try to create a template under this name, or to use one."""
    identity = context.world.name_or_escape(name, beside=used == "created")
    context.world.templates.use(used, identity, TEMPLATE)
