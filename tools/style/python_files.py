"""The sentences of a Python file that people are shown: failure messages, reasons for a skip, lines of the console.

No list of functions says what is shown: every literal of more than one word counts, docstrings of commands as well,
since `--help` shows them. Names, patterns, queries and what a f-string puts in stay out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.style.sentences import HIDDEN, Kind, Scope, Sentence

SENTENCE: Final = re.compile(r"(?:^|[^\w<{])[A-Za-z]*[a-z][,:;]? +[a-z…]")
"""Two words, one behind the other."""
NOT_SHOWN: Final = re.compile(r"^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|DROP|ALTER|WITH)\b|\(\?|\\[bswd]")
SCRIPTED: Final = frozenset({"parse", "compile", "finditer", "match", "search", "fullmatch", "sub"})
DECLARED: Final = frozenset({"given", "when", "then", "step"})
DOCUMENTED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def read_messages(path: Path, shown: str) -> Iterator[Sentence]:
    """Yield the sentences of a Python file that people are shown.

    Raises:
        SyntaxError: it is not Python.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    scopes = frozenset({Scope.MATCHERS if "matchers" in path.parts else Scope.MESSAGES})
    hidden = {id(one) for node in ast.walk(tree) for one in _hidden(node)}
    if "commands" in path.parts:
        hidden -= {id(one) for node in tree.body if _is_command(node, path.stem) for one in _docstring(node)}
    for node in ast.walk(tree):
        if id(node) not in hidden and (text := _text(node)) and SENTENCE.search(text) and not NOT_SHOWN.search(text):
            assert isinstance(node, ast.expr)
            for number, line in enumerate(text.splitlines() if node.end_lineno != node.lineno else [text]):
                last = node.end_lineno or node.lineno
                yield Sentence(shown, min(node.lineno + number, last), Kind.MESSAGE, line.strip(), scopes)


def _text(node: ast.AST) -> str:
    """Return the words of a literal; an ellipsis stands for what a f-string puts in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one) if isinstance(one, ast.Constant) else HIDDEN for one in node.values)
    return ""


def _hidden(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the literals below a node that nobody is shown, or that are part of a longer one."""
    if isinstance(node, DOCUMENTED):
        yield from _docstring(node)
    elif isinstance(node, ast.Expr):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (one for one in node.values if isinstance(one, ast.Constant))
    elif isinstance(node, ast.Call) and _called(node) in SCRIPTED | DECLARED:
        yield from node.args


def _is_command(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _docstring(node: ast.AST) -> Iterator[ast.AST]:
    first = next(iter(getattr(node, "body", ())), None)
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        yield first.value


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
