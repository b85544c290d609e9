"""Filling the templates; whatever they are filled with is text there, and no HTML or Markdown."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from acceptance.display import markdown, visible


class Trusted(str):
    """A text that is Markdown already."""

    __slots__ = ()


FIGURE: Final = re.compile(r"(?<=\d) (?=(?:ms|s|min|h|kB|MB|GB|KiB|MiB|%)(?!\w))")
"""The space between a number and its unit."""


def unbroken(text: str) -> str:
    """A text in which no line ends between a number and its unit; not for what is to be copied."""
    return FIGURE.sub("\N{NO-BREAK SPACE}", text)


@cache
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("acceptance.reporting.documents"),
        autoescape=html,
        undefined=StrictUndefined,
        finalize=_seen if html else _in_markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["unbroken"] = unbroken
    return environment


def _seen(content: Any) -> Any:
    """What a template puts into a page: Jinja escapes it, but leaves control characters as they are."""
    return visible(content) if isinstance(content, str) and not isinstance(content, Markup) else content


def _in_markdown(content: Any) -> Any:
    """What a template puts into Markdown: text, unless it says otherwise."""
    return markdown(content) if isinstance(content, str) and not isinstance(content, Trusted) else content


def in_code(text: str) -> Trusted:
    """A text as code in a table of Markdown, to be copied as it is."""
    line = " ".join(visible(text).split()).replace("|", "\\|")
    fence = "``" if "`" in line else "`"
    return Trusted(f"{fence}{line}{fence}")


def coded(text: str) -> Markup:
    """A text of our own in HTML, with its names between backticks as code."""
    parts = text.split("`")
    names = (
        Markup("<code>{}</code>").format(part) if place % 2 else Markup("{}").format(part)
        for place, part in enumerate(parts)
    )
    return Markup("").join(names)


def render(template: str, **content: Any) -> str:
    """Fill a template of `acceptance/reporting/documents/templates/`."""
    content.setdefault("code", in_code)
    content.setdefault("coded", coded)
    return _environment(html=".html" in template).get_template(template).render(**content)
