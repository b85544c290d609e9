"""A command as a person types it: the program's file that it names lies in the folder where it was typed.

Servers are started elsewhere, each in a workspace of its own. So a script is named by its whole path. No other file or
folder is: `--data tasks.json` must stay a file of the workspace, which the suite may damage.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from acceptance.errors import TargetError

FOLDER_VARIABLE: Final = "ORCHESTRATOR_FOLDER"
"""The variable that names the folder where a command was typed, for whoever is started in another one."""
INTERPRETER: Final = re.compile(
    r"(?:python|pypy|ruby|perl|php|lua)[\d.]*|node|deno|bun|tsx|ts-node|java|bash|sh|zsh|dotnet"
)
CODE: Final = frozenset(
    ".py .pyz .js .mjs .cjs .ts .mts .cts .tsx .jsx .rb .pl .php .lua .sh .bash .jar .dll .exs .r .wasm".split()  # noqa: SIM905
)
"""How the names of files end that are run."""
INLINE: Final = frozenset({"-m", "-c", "-e", "--eval", "-p", "--print"})
"""Options after which an interpreter takes no script."""
LAUNCHER: Final = re.compile(r"npx|uvx|bunx|uv|npm|pnpm|yarn|pipx|env")
"""Programs that start what the first word without a dash names, after a word such as `run`."""
SUBCOMMANDS: Final = frozenset({"run", "exec", "x", "dlx", "tool"})
MODULE: Final = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
MOST_ENTRIES: Final = 2_000


def remember_folder() -> None:
    """Name the folder where the command was typed to the processes that are started in another one."""
    os.environ.setdefault(FOLDER_VARIABLE, str(Path.cwd()))


def folder_typed_in(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder where the command was typed."""
    return Path(environment.get(FOLDER_VARIABLE) or Path.cwd())


def in_folder(words: Sequence[str], folder: Path) -> tuple[str, ...]:
    """The words of a command, with the files of code among them named by their whole paths.

    Args:
        words: the program, by its whole path or its name, and arguments.
        folder: where it was typed.

    Raises:
        TargetError: the script that an interpreter is to run is not there.
    """
    found = [words[0], *(whole(word, folder) for word in words[1:])]
    script = script_of(words)
    if script and not (folder / file_of(script)).exists():
        raise TargetError(missing(script, folder))
    if script in {".", ".."}:
        # By hand, the interpreter runs the package that lies here.
        found[words.index(script)] = str((folder / script).resolve())
    return tuple(found)


def whole(word: str, folder: Path) -> str:
    """A word with the whole path of the file of code that it names; any other word as it is."""
    file = file_of(word)
    if word.startswith("-") or Path(file).suffix not in CODE or not (folder / file).is_file():
        return word
    return f"{folder / file}{word[len(file) :]}"


def file_of(word: str) -> str:
    """The file that a word names: "server.py:app" names an object of a file."""
    return word.partition(":")[0]


def script_of(words: Sequence[str]) -> str:
    """The script that an interpreter is to run; empty where that cannot be told, or the program is no interpreter."""
    if not INTERPRETER.fullmatch(Path(words[0]).name):
        return ""
    for word in words[1:]:
        if word in INLINE:
            return ""
        if word in {".", ".."} or (not word.startswith("-") and Path(word).suffix in CODE):
            return word
    return ""


def name_of(words: Sequence[str]) -> str:
    """What a target is called that was given as a command: the script, module or package that is started."""
    program = Path(file_of(words[0])).name
    if INTERPRETER.fullmatch(program):
        module = words[words.index("-m") + 1 :][:1] if "-m" in words else ()
        # A folder that is started, such as a package of Node, has become its whole path by now.
        places = [word for word in words[1:] if word.startswith("/")]
        return Path(next(filter(None, (file_of(script_of(words)), *module, *places)), program)).name
    if LAUNCHER.fullmatch(program):
        started = [place for place, word in enumerate(words[1:], 1) if not is_about_the_start(word)]
        # "uv run --with mcp server.py": what the option takes is not what is started.
        started.sort(key=lambda place: program == "uv" and Path(file_of(words[place])).suffix not in CODE)
        return name_of(words[started[0] :]) if started else program
    return program


def is_about_the_start(word: str) -> bool:
    """Whether a word says how a launcher starts something, and not what: an option, a variable, `run`."""
    return word.startswith("-") or "=" in word or word in SUBCOMMANDS


def missing(script: str, folder: Path) -> str:
    """What a person is told whose script is not there."""
    place = (folder / script).parent
    named = Path(script).name
    near = difflib.get_close_matches(named, [one.name for one in entries(place)], n=1)
    hint = f' Did you mean "{shown(place / near[0], folder)}"?' if near else ""
    return (
        f'The command names "{script}", and there is no {named} in {place}.{hint} '
        "Write the path of the file that starts the server."
    )


def shown(path: Path, folder: Path) -> str:
    """A path as a person would type it in a folder."""
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


def entries(folder: Path) -> list[Path]:
    """What lies in a folder, as far as it can be looked at."""
    try:
        return [entry for entry, _ in zip(folder.iterdir(), range(MOST_ENTRIES), strict=False)]
    except OSError:
        return []


def advice(words: Sequence[str], folder: Path) -> str:
    """What to write instead, where a command that cannot be started names what lies in the folder where it was typed.

    Args:
        words: the command as it is started.
        folder: where it was typed.
    """
    return " ".join(dict.fromkeys(advices(words, folder)))


def advices(words: Sequence[str], folder: Path) -> Iterator[str]:
    """Each thing that a command names relative to the folder where it was typed, and what to write for it."""
    before = ""
    for word in words[1:]:
        value = word.partition("=")[2] if word.startswith("-") and "=" in word else word
        if before == "-m" and MODULE.fullmatch(value) and is_module(folder, value):
            line = shlex.join(["env", f"PYTHONPATH={folder}", *words])
            yield f'The server is not started in {folder}, where the module "{value}" lies. Write: {line}'
        elif value and not value.startswith(("-", "/")) and (folder / value).exists():
            place = f'The server is not started in {folder}, where "{value}" lies.'
            yield f"{place} Write {folder / value} if that is meant."
        before = word


def is_module(folder: Path, name: str) -> bool:
    """Whether Python finds a module in a folder."""
    first = folder / name.partition(".")[0]
    return first.is_dir() or first.with_suffix(".py").is_file()
