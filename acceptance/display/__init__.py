"""How text that others wrote is shown: as text, whatever is in it, on the console and in every document."""

from acceptance.display.console import GuardedStream, guarded_console, printable
from acceptance.display.markdown import fenced, markdown
from acceptance.display.marks import escaped_json, one_line, visible
from acceptance.display.yaml_text import as_yaml

__all__ = [
    "GuardedStream",
    "as_yaml",
    "escaped_json",
    "fenced",
    "guarded_console",
    "markdown",
    "one_line",
    "printable",
    "visible",
]
