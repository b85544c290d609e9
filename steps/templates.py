"""Phrases about templates, from their draft to the tasks that are made of them."""

from dataclasses import dataclass
from typing import Final

from hamcrest import assert_that

from acceptance.contract.samples import MALFORMED
from acceptance.contract.values import TemplateCategory
from acceptance.matchers.searches import finds_exactly
from acceptance.matchers.templates import (
    INSTALLATION_OUTCOMES,
    lists_all_of,
    lists_template,
    loads_all_installed,
    loads_unchanged,
    mentions,
    reports_installation,
    reports_nothing_installed_of,
    reports_validity,
    told,
)
from acceptance.scenario.template_store import PACKAGES, TEMPLATE_REQUESTS
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when


@dataclass(frozen=True, slots=True)
class Creation:
    """How a template is created; what is left out (`None`) is not sent."""

    category: TemplateCategory | None = None
    overwrite: bool | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Which templates are listed; what is left out (`None`) is not sent."""

    category: TemplateCategory | None = None
    metadata: bool | None = None


CREATIONS: Final = {
    "": Creation(),
    " as a user template": Creation(category=TemplateCategory.USER),
    " as a shared template": Creation(category=TemplateCategory.SHARED),
    " replacing the existing one": Creation(overwrite=True),
    " as a user template, replacing the existing one": Creation(category=TemplateCategory.USER, overwrite=True),
    " as a shared template, replacing the existing one": Creation(category=TemplateCategory.SHARED, overwrite=True),
}
CATEGORIES: Final = {
    "": None,
    " as a user template": TemplateCategory.USER,
    " as a shared template": TemplateCategory.SHARED,
}
ORIGINS: Final = {
    "": None,
    " from the user templates": TemplateCategory.USER,
    " from the shared templates": TemplateCategory.SHARED,
}
LISTINGS: Final = {
    "the templates": Listing(),
    "the templates with their purposes": Listing(metadata=True),
    "the user templates": Listing(category=TemplateCategory.USER),
    "the shared templates": Listing(category=TemplateCategory.SHARED),
}
TEMPLATE_MISTAKES: Final = (
    "no tasks",
    "no metadata",
    "a task without a title",
    "an unknown parent",
    "an unknown dependency",
    "a dependency cycle",
    "a dependency cycle of three tasks",
    "an undeclared parameter",
    "a parameter of an unknown type",
    "a default of another type",
    "a default outside its choices",
    "a default of another pattern",
    "an unknown complexity",
    "an unknown kind",
    "an unknown specialist",
)
VALIDITIES: Final = {"valid": True, "invalid": False}
INSTALLATIONS: Final = {"": None, " again": None, " over the existing one": True}
REPORTED: Final = ("the template", "every template")

declare_type("Creation", one_of(CREATIONS), CREATIONS.__getitem__)
declare_type("AsCategory", one_of(CATEGORIES), CATEGORIES.__getitem__)
declare_type("Origin", one_of(ORIGINS), ORIGINS.__getitem__)
declare_type("TemplateRequest", one_of(TEMPLATE_REQUESTS), str)
declare_type("Listing", one_of(LISTINGS), LISTINGS.__getitem__)
declare_type("TemplateMistake", one_of(TEMPLATE_MISTAKES), str)
declare_type("Malformed", one_of(MALFORMED), MALFORMED.__getitem__)
declare_type("Making", "created|validated", str)
declare_type("Removal", "deleted|uninstalled", str)
declare_type("Validity", one_of(VALIDITIES), VALIDITIES.__getitem__)
declare_type("Reported", one_of(REPORTED), str)
declare_type("Package", one_of(PACKAGES), str)
declare_type("Installation", one_of(INSTALLATIONS), INSTALLATIONS.__getitem__)
declare_type("InstallationOutcome", one_of(INSTALLATION_OUTCOMES), str)


@given('the draft of the template "{name:Name}" has the parameters:')
def declare_parameters(context: Scene, name: str) -> None:
    """The draft of the template has the parameters of the table."""
    context.world.templates.drafts.declare(name, context.table)


@given('the draft of the template "{name:Name}" has the tasks:')
def write_tasks(context: Scene, name: str) -> None:
    """The draft of the template has the tasks of the table."""
    context.world.templates.drafts.write(name, context.table)


@given('the draft of the template "{name:Name}" has the purpose "{words:Name}"')
def set_purpose(context: Scene, name: str, words: str) -> None:
    """The draft of the template has this description."""
    context.world.templates.drafts.reword(name, words)


@given('the draft of the template "{name:Name}" has {mistake:TemplateMistake}')
def spoil(context: Scene, name: str, mistake: str) -> None:
    """The draft of the template has this mistake."""
    context.world.templates.drafts.spoil(name, mistake)


@given('the template "{name:Name}" is created{manner:Creation}')
@when('the template "{name:Name}" is created{manner:Creation}')
def create(context: Scene, name: str, manner: Creation) -> None:
    """Create the template from its draft; without a category it is the orchestrator's default."""
    context.world.templates.create(name, category=manner.category, overwrite=manner.overwrite)


@when("a template made of {content:Malformed} is {made:Making}")
def make_malformed(context: Scene, content: str, made: str) -> None:
    """Try to create or to validate a template with this content."""
    context.world.templates.make(content, made)


@then('the template "{name:Name}" loads unchanged')
def template_loads_unchanged(context: Scene, name: str) -> None:
    """The loaded template is equal to its draft."""
    assert_that(context.world.templates, loads_unchanged(name))


@when('the template "{name:Name}" is {request:TemplateRequest}{origin:Origin}')
def request_for_template(context: Scene, name: str, request: str, origin: str | None) -> None:
    """Load, describe, validate, delete or uninstall the template, in one category where that is said."""
    context.world.templates.request(request, name, origin)


@given("{listing:Listing} are listed")
@when("{listing:Listing} are listed")
def list_templates(context: Scene, listing: Listing) -> None:
    """List templates, of one category where that is said."""
    context.world.templates.list(listing.category, metadata=listing.metadata)


@then('the list {included:Includes} the template "{name:Name}"{category:AsCategory}')
def list_includes_template(context: Scene, included: bool, name: str, category: str | None) -> None:
    """The last reply lists the template, in this category where one is given; or it does not list it."""
    draft = context.world.templates.draft(name)
    assert_that(context.state.reply, lists_template(draft, category=category, listed_=included))


@then('the template "{name:Name}" does not exist')
def template_does_not_exist(context: Scene, name: str) -> None:
    """A new list of the templates does not include the template."""
    reply = context.world.templates.list()
    assert_that(reply, lists_template(context.world.templates.draft(name), listed_=False))


@when("all templates are validated")
def validate_all(context: Scene) -> None:
    """Validate all stored templates."""
    context.world.templates.validate_all()


@then("{reported:Reported} is reported as {valid:Validity}")
def reported_as_valid(context: Scene, reported: str, valid: bool) -> None:
    """The last reply reports the template, or all of them, as valid or invalid."""
    assert_that(context.state.reply, reports_validity(valid=valid))


@given('the tasks of the template "{name:Name}" are planned with:')
@when('the tasks of the template "{name:Name}" are planned with:')
def plan_tasks(context: Scene, name: str) -> None:
    """Plan the tasks of the template with the values of the table."""
    context.world.templates.plan_tasks(name, context.table)


@when('the tasks of the template "{name:Name}" are planned without any values')
def plan_tasks_without_values(context: Scene, name: str) -> None:
    """Plan the tasks of the template without giving a value."""
    context.world.templates.plan_tasks(name, None)


@when('the template "{name:Name}" is previewed with:')
def preview(context: Scene, name: str) -> None:
    """Fill in the template with the values of the table without planning its tasks."""
    context.world.templates.plan_tasks(name, context.table, create=None)


@then('no task has the title "{title:Name}"')
def no_task_has_title(context: Scene, title: str) -> None:
    """A search for the title finds nothing."""
    context.world.task_queries.look_up_words(title)
    assert_that(context.world.task_queries, finds_exactly([]))


@when("a built-in template is {removed:Removal}")
def remove_built_in(context: Scene, removed: str) -> None:
    """Try to remove a built-in template; the library is installed where there is none yet."""
    context.world.templates.remove_built_in(removed)


@given("{package:Package} is installed{manner:Installation}")
@when("{package:Package} is installed{manner:Installation}")
def install(context: Scene, package: str, manner: bool | None) -> None:
    """Install a collection of templates, or one part of it."""
    context.world.templates.install(package, overwrite=manner)


@when("the installation status is requested")
def request_installation_status(context: Scene) -> None:
    """Request which collections of templates are installed."""
    context.world.templates.ask_for_installation_status()


@then("the reply reports {outcome:InstallationOutcome}")
def reply_reports_installation(context: Scene, outcome: str) -> None:
    """The last reply reports what happened to the templates of a collection."""
    assert_that(context.state.reply, reports_installation(outcome))


@then("every template reported as installed is listed{category:AsCategory}")
def installed_is_listed(context: Scene, category: str | None) -> None:
    """Every template that the last reply reports as installed is listed, in this category; there is at least one."""
    names = told(context.state.reply, "installed")
    assert_that(context.world.templates.list(), lists_all_of(names, category))


@then('the template "{name:Name}" is not reported as installed')
def not_reported_as_installed(context: Scene, name: str) -> None:
    """No list of installed templates in the last reply names the template."""
    assert_that(context.state.reply, reports_nothing_installed_of(context.world.templates.draft(name)))


@then("the reply mentions a built-in template")
def reply_mentions_built_in(context: Scene) -> None:
    """The last reply contains the name of a built-in template."""
    assert_that(context.state.reply, mentions(context.world.templates.built_in()))


@then("every listed template loads")
def every_listed_template_loads(context: Scene) -> None:
    """Every template that is listed can be loaded; there is at least one."""
    assert_that(context.world.templates, loads_all_installed())
