"""Phrases about templates, from their draft to the tasks that are made of them."""

from hamcrest import assert_that

from acceptance.matchers.lookups import finds_exactly
from acceptance.matchers.replies import does_not_mention
from acceptance.matchers.templates import (
    holds_what_was_noted,
    lists_template,
    loads_all_installed,
    loads_back_as,
    tells_installation,
    tells_nothing_installed_of,
    tells_of_template,
    tells_problem_at,
    tells_validity,
)
from steps.support.vocabulary import Scene, given, then, when


@given('the template "{name:Name}" has the parameters:')
def declare_parameters(context: Scene, name: str) -> None:
    context.world.templates.drafts.declare(name, context.table)


@given('the template "{name:Name}" has the tasks:')
def write_tasks(context: Scene, name: str) -> None:
    context.world.templates.drafts.write(name, context.table)


@given('the template "{name:Name}" is now for "{words:Name}"')
def reword(context: Scene, name: str, words: str) -> None:
    context.world.templates.drafts.reword(name, words)


@given('the template "{name:Name}" has {mistake:TemplateMistake}')
def spoil(context: Scene, name: str, mistake: str) -> None:
    context.world.templates.drafts.spoil(name, mistake)


@given('the template "{name:Name}" is created')
@when('the template "{name:Name}" is created')
def create(context: Scene, name: str) -> None:
    context.world.templates.create(name)


@given('the template "{name:Name}" is created under {category:Category}')
@when('the template "{name:Name}" is created under {category:Category}')
def create_under(context: Scene, name: str, category: str) -> None:
    context.world.templates.create(name, category=category)


@when('the template "{name:Name}" is created over what is there')
def create_over(context: Scene, name: str) -> None:
    context.world.templates.create(name, overwrite=True)


@when("a template is created out of {content:Malformed}")
def create_malformed(context: Scene, content: str) -> None:
    context.world.templates.create_out_of(content)


@when('a template named "{name:Name}" is created')
def create_named(context: Scene, name: str) -> None:
    context.world.templates.create_out_of(context.world.templates.draft("release").text, name)


@then('the template "{name:Name}" loads back with equal value')
def template_loads_back(context: Scene, name: str) -> None:
    assert_that(context.world.templates, loads_back_as(name))


@when('the template "{name:Name}" is loaded')
def load(context: Scene, name: str) -> None:
    context.world.templates.load(name)


@when('the template "{name:Name}" is loaded from {category:Category}')
def load_from(context: Scene, name: str, category: str) -> None:
    context.world.templates.load(name, category)


@when('the template "{name:Name}" is described')
def describe(context: Scene, name: str) -> None:
    context.world.templates.describe(name)


@then('the answer tells "{words:Name}"')
def answer_tells(context: Scene, words: str) -> None:
    assert_that(context.state.reply, tells_of_template(words))


@then('the answer does not tell "{words:Name}"')
def answer_does_not_tell(context: Scene, words: str) -> None:
    assert_that(context.state.reply, does_not_mention(words))


@when("the templates are listed")
def list_templates(context: Scene) -> None:
    context.world.templates.list()


@when("the templates are listed with what they are for")
def list_templates_with_metadata(context: Scene) -> None:
    context.world.templates.list(metadata=True)


@when("the templates under {category:Category} are listed")
def list_category(context: Scene, category: str) -> None:
    context.world.templates.list(category)


@then('the template "{name:Name}" is among those listed')
def template_is_listed(context: Scene, name: str) -> None:
    assert_that(context.state.reply, lists_template(context.world.templates.draft(name)))


@then('the template "{name:Name}" is among those listed under {category:Category}')
def template_is_listed_under(context: Scene, name: str, category: str) -> None:
    assert_that(context.state.reply, lists_template(context.world.templates.draft(name), category=category))


@then('the template "{name:Name}" is not among those listed')
def template_is_not_listed(context: Scene, name: str) -> None:
    assert_that(context.state.reply, lists_template(context.world.templates.draft(name), listed_=False))


@then('the template "{name:Name}" is not there')
def template_is_not_there(context: Scene, name: str) -> None:
    reply = context.world.templates.list()
    assert_that(reply, lists_template(context.world.templates.draft(name), listed_=False))


@given("the templates are noted")
def note_templates(context: Scene) -> None:
    context.world.templates.note()


@then("the templates are as noted")
def templates_are_as_noted(context: Scene) -> None:
    assert_that(context.world.templates, holds_what_was_noted())


@when('the template "{name:Name}" is validated')
def validate(context: Scene, name: str) -> None:
    context.world.templates.validate(context.world.templates.draft(name).text)


@when("a template out of {content:Malformed} is validated")
def validate_malformed(context: Scene, content: str) -> None:
    context.world.templates.validate(content)


@when("all templates are validated")
def validate_all(context: Scene) -> None:
    context.world.templates.validate_all()


@then("the template is told to be valid")
@then("they are told to be valid")
def told_to_be_valid(context: Scene) -> None:
    assert_that(context.state.reply, tells_validity(valid=True))


@then("the template is told not to be valid")
def told_not_to_be_valid(context: Scene) -> None:
    assert_that(context.state.reply, tells_validity(valid=False))


@then('the problem is told to be at "{word:Name}"')
def problem_is_told(context: Scene, word: str) -> None:
    assert_that(context.state.reply, tells_problem_at(word))


@given('the tasks of the template "{name:Name}" are planned with:')
@when('the tasks of the template "{name:Name}" are planned with:')
def plan_tasks(context: Scene, name: str) -> None:
    context.world.templates.plan_tasks(name, context.table)


@when('the tasks of the template "{name:Name}" are planned with nothing')
def plan_tasks_with_nothing(context: Scene, name: str) -> None:
    context.world.templates.plan_tasks(name, None)


@when('the template "{name:Name}" is filled in with:')
def fill_in(context: Scene, name: str) -> None:
    context.world.templates.plan_tasks(name, context.table, create=None)


@then('no task is called "{title:Name}"')
def no_task_is_called(context: Scene, title: str) -> None:
    context.world.task_queries.look_up_words(title)
    assert_that(context.world.task_queries, finds_exactly([]))


@when('the template "{name:Name}" is deleted')
def delete(context: Scene, name: str) -> None:
    context.world.templates.delete(name)


@when('the template "{name:Name}" is deleted from {category:Category}')
def delete_from(context: Scene, name: str, category: str) -> None:
    context.world.templates.delete(name, category)


@when('the template "{name:Name}" is uninstalled')
def uninstall(context: Scene, name: str) -> None:
    context.world.templates.uninstall(name)


@when('the template "{name:Name}" is uninstalled from {category:Category}')
def uninstall_from(context: Scene, name: str, category: str) -> None:
    context.world.templates.uninstall(name, category)


@when("a built-in template is {removed:Removal}")
def remove_built_in(context: Scene, removed: str) -> None:
    context.world.templates.remove_built_in(removed)


@given("the built-in library is installed{manner:Installation}")
@when("the built-in library is installed{manner:Installation}")
def install_library(context: Scene, manner: bool | None) -> None:
    context.world.templates.install_library(overwrite=manner)


@given('the part "{part:Name}" of the built-in library is installed')
@when('the part "{part:Name}" of the built-in library is installed')
def install_part(context: Scene, part: str) -> None:
    context.world.templates.install_library(part)


@given("the examples are installed{manner:Installation}")
@when("the examples are installed{manner:Installation}")
def install_examples(context: Scene, manner: bool | None) -> None:
    context.world.templates.install_examples(overwrite=manner)


@when('the part "{part:Name}" of the examples is installed')
def install_part_of_examples(context: Scene, part: str) -> None:
    context.world.templates.install_examples(part)


@when("the installation status is asked for")
def ask_for_installation_status(context: Scene) -> None:
    context.world.templates.ask_for_installation_status()


@then("templates are told to be {done:Installed}")
def some_are_told_to_be(context: Scene, done: str) -> None:
    assert_that(context.state.reply, tells_installation(done))


@then("all of them are told to be skipped")
def all_are_skipped(context: Scene) -> None:
    assert_that(context.state.reply, tells_installation("skipped", only=True))


@then('the template "{name:Name}" is not told to be installed')
def not_told_to_be_installed(context: Scene, name: str) -> None:
    assert_that(context.state.reply, tells_nothing_installed_of(context.world.templates.draft(name)))


@then("a built-in template is named in the answer")
def built_in_is_named(context: Scene) -> None:
    assert_that(context.state.reply, tells_of_template(context.world.templates.built_in()))


@then("every template that is listed loads")
def every_template_loads(context: Scene) -> None:
    assert_that(context.world.templates, loads_all_installed())
