"""`dialect new` and `dialect try`: a newcomer's dialect file, drafted and tried."""

import os
import re
import shlex
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from acceptance.commandline.setting import Setting
from acceptance.commandline.stdio_client import Speaking, speaking_to
from acceptance.commands.paths import PATHS, say
from acceptance.contract.dialects import Dialect, Form, detected, named, unfilled
from acceptance.drafting.drafting import Draft, draft
from acceptance.drafting.spoken import Spoken
from acceptance.drafting.trial import Trial
from acceptance.drafting.verbs import ORDER, WORDS
from acceptance.drafting.writing import SCHEMA
from acceptance.errors import SuiteError
from acceptance.integrity.names import WANTED_NAME, is_target_name, printable
from acceptance.system.paths import PACKAGE
from acceptance.targets.placing import placed
from acceptance.targets.target import Target

NAME_OF_SCRIPT: Final = re.compile(r"\.(?:py|js|mjs|cjs|ts|sh|exe)$")

Command = Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")]
TargetName = Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")]


def new(
    command: Command = "",
    target: TargetName = "",
    name: Annotated[str, typer.Option(metavar="NAME", help="The name of the file; by default, from the command.")] = "",
    folder: Annotated[Path | None, typer.Option(metavar="DIR", help="Where to write it, instead of dialects/.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
) -> int:
    """Draft a dialect file from the tools that a server lists and from its replies in an empty folder."""
    chosen = wanted_target(target, command)
    file = place_for(name or name_of(chosen, command), folder, force=force)
    with speaking_freshly(chosen) as (talk, workspace):
        drafted = draft(talk, file.stem, workspace)
    write(file, naming_schema(drafted.text, file))
    for line in summary(drafted, shown(file), f"--target {target}" if target else f"--command {shlex.quote(command)}"):
        say(line)
    return 0


def try_(
    command: Command = "",
    target: TargetName = "",
    dialect: Annotated[str, typer.Option(metavar="FILE", help="A dialect file, or the name of one in dialects/.")] = "",
) -> int:
    """Speak each verb of a dialect once to a server in an empty folder, and show what was read of the replies."""
    chosen = wanted_target(target, command)
    form = named(dialect, Path.cwd()) if dialect else chosen.dialect
    with speaking_freshly(chosen) as (talk, workspace):
        form = form or detected({str(tool["name"]) for tool in talk.tools})
        say(f"{chosen.name} speaks {form.speaks} ({form.path.name})")
        wrong = [*unlisted(form, talk), *unfilled(form, required_of(talk))]
        for sentence in wrong:
            say(f"  NOT UNDERSTOOD: {sentence}")
        spoken = Spoken(talk, Dialect(form, str(workspace)))
        for line in Trial(spoken, str(workspace)).lines():
            say(line)
    for line in conclusion(spoken, form.not_offered):
        say(line)
    return 1 if wrong or spoken.problems else 0


def wanted_target(target: str, command: str) -> Target:
    """The target that is meant.

    Raises:
        SuiteError: none is named.
    """
    if not target and not command:
        raise SuiteError('Say how the server is started: --command "my-server", or --target NAME from targets.toml.')
    return Setting(target, command, as_json=False).read()


@contextmanager
def speaking_freshly(target: Target) -> Iterator[tuple[Speaking, Path]]:
    """A talk with a server in an empty workspace and with an empty home, which are removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="orchestrator-dialect-") as place:
        workspace, home = Path(place) / "workspace", Path(place) / "home"
        for folder in (workspace, home):
            folder.mkdir()
        own = replace(target, environment={"HOME": str(home), **target.environment})
        with speaking_to(placed(own, workspace, Path(place) / "homes"), workspace) as talk:
            yield talk, workspace


def name_of(target: Target, command: str) -> str:
    """The name of a file for a target: its own, or what its command starts."""
    if not command or target.url is not None:
        return target.name
    words = [word for word in shlex.split(command) if not word.startswith("-")]
    return printable(NAME_OF_SCRIPT.sub("", Path(words[-1]).name))


def place_for(name: str, folder: Path | None, *, force: bool) -> Path:
    """The file that is written.

    Raises:
        SuiteError: the name is not valid, or is taken.
    """
    if not is_target_name(name):
        raise SuiteError(f'"{printable(name)}" is not a valid name: a name is {WANTED_NAME}. Give one with --name.')
    where = folder or (Path.cwd() if PATHS.installed else PATHS.root / "dialects")
    file = where / f"{name}.toml"
    if file.exists() and not force:
        raise SuiteError(f"{file} is there already. Give another name (--name), or replace it (--force).")
    return file


def naming_schema(text: str, file: Path) -> str:
    """A dialect that names its schema by the way that leads there from where it is written."""
    way = os.path.relpath(PACKAGE / "contract" / "dialects" / "dialects.schema.json", file.absolute().parent)
    return text.replace(SCHEMA, f"#:schema {Path(way).as_posix()}", 1)


def write(file: Path, text: str) -> None:
    """Write the file.

    Raises:
        SuiteError: it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SuiteError(f"{file} cannot be written: {error.strerror}. Name another folder with --folder.") from None


def shown(file: Path) -> Path:
    """A file as it is shown: below the current folder without the way to that."""
    place = file.absolute()
    return place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place


def summary(drafted: Draft, file: Path, asked: str) -> Iterator[str]:
    """What was drafted, what to finish, and what to do next."""
    verbs = drafted.verbs.verbs
    yield f"{file} was drafted: {', '.join(f'{verb} = {verbs[verb].tool}' for verb in ORDER if verb in verbs)}."
    if without := [verb for verb in ORDER if verb not in verbs]:
        yield f"No tool was found for: {', '.join(without)}."
    for number, line in drafted.unfinished:
        yield f"Finish line {number}: {line.strip()}"
    for sentence in drafted.unclear:
        yield f"Not understood: {sentence}"
    yield f"Next: python -m acceptance dialect try {asked} --dialect {shlex.quote(str(file))}"


def required_of(talk: Speaking) -> dict[str, list[str]]:
    """The arguments that the tools of a server require."""
    schemas = {str(tool["name"]): tool.get("inputSchema") for tool in talk.tools}
    required = {name: schema.get("required") for name, schema in schemas.items() if isinstance(schema, dict)}
    return {name: one for name, one in required.items() if isinstance(one, list)}


def unlisted(form: Form, talk: Speaking) -> Iterator[str]:
    """The tools that a dialect calls and the server does not list, each in a sentence."""
    listed = {str(tool["name"]) for tool in talk.tools}
    for verb, saying in form.verbs.items():
        for step in saying.steps:
            if step.tool not in listed:
                yield f'the verb "{verb}" calls {step.tool}, which the server does not list.'


def verb_of(name: str) -> str:
    """The verb of what was spoken: "look" of "look (after start)"."""
    return name.partition(" ")[0]


def conclusion(trial: Spoken, without: Mapping[str, str]) -> Iterator[str]:
    """What was understood, what was not, and what is not spoken."""
    spoken = trial.dialect.form.verbs
    wrong = {verb_of(name) for name in trial.problems}
    understood = [verb for verb in dict.fromkeys(map(verb_of, trial.understood)) if verb not in wrong]
    yield f"\nUnderstood: {', '.join(map(trial.with_filters, understood)) or 'nothing'}."
    for name, sentences in trial.problems.items():
        yield f"Not understood: {name}: {' '.join(dict.fromkeys(sentences))}"
    for name, what in trial.left_out.items():
        yield f"Not offered: {name}: {what}"
    tried = {verb_of(name) for name in (*trial.understood, *trial.problems, *trial.left_out)}
    if untried := [verb for verb in spoken if verb not in tried]:
        yield f"Not tried: {', '.join(untried)}."
    for verb in (one for one in ORDER if one not in spoken):
        why = without.get(verb)
        yield f"Not spoken: {verb}{f' ({why})' if why else ''}. If a tool {WORDS[verb]}, write [verbs.{verb}]."
    yield "What can be judged with it: python -m acceptance doctor"
