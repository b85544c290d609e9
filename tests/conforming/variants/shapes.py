"""Where a reply is: structured content, wrapped or not; JSON alone, beside prose, fenced; or a `repr` (contract)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from mcp_types import CallToolResult

from tests.conforming.declaring import Answer, Fields, Means, accepted, conforming, spoken, words, written

PLACES: Final = (
    "A reply is in its structured content, also wrapped, else in its text: JSON alone, in one of several blocks, "
    "fenced, or beside prose; or a Python repr."
)
BEFORE: Final = "This is what became of it:"
AFTER: Final = "Use orchestrator_get_status to see {all} of it."


def shape(
    name: str, does: str, say: Callable[[Fields], CallToolResult], *, touches: str = "", quick: bool = False
) -> None:
    """Declare a variant whose accepted replies have another shape."""

    @conforming(name, does, allowed_by=PLACES, touches=touches, quick=quick)
    def _(means: Means) -> None:
        means.answers(lambda answer: None if answer.fields is None else say(answer.fields))


def fenced(fields: Fields, word: str = "json") -> str:
    """Fields as JSON between fences."""
    return f"```{word}\n{json.dumps(fields, indent=2, ensure_ascii=False)}\n```"


shape("json-alone", "A reply is JSON in a text.", lambda fields: spoken(written(fields)), quick=True)
shape("json-indented", "A reply is indented JSON in a text.", lambda fields: spoken(json.dumps(fields, indent=2)))
shape(
    "a-repr", "A reply is a dictionary of Python in a text.", lambda fields: spoken(repr(json.loads(written(fields))))
)
shape(
    "a-repr-and-a-sentence",
    "A sentence stands before a dictionary of Python.",
    lambda fields: spoken(f"{BEFORE} {json.loads(written(fields))!r}"),
)
shape("fenced", "A reply is JSON between fences.", lambda fields: spoken(fenced(fields)))
shape(
    "fenced-without-a-word",
    "A reply is JSON between fences that do not say so.",
    lambda fields: spoken(fenced(fields, "")),
)
shape(
    "fenced-after-a-sentence",
    "A sentence stands before fenced JSON.",
    lambda fields: spoken(f"{BEFORE}\n\n{fenced(fields)}"),
    quick=True,
)
shape(
    "fenced-before-a-sentence",
    "A sentence stands behind fenced JSON.",
    lambda fields: spoken(f"{fenced(fields)}\n\n{AFTER}"),
)
shape(
    "fenced-between-sentences",
    "Sentences stand around fenced JSON.",
    lambda fields: spoken(f"{BEFORE}\n\n{fenced(fields)}\n\n{AFTER}"),
)
shape(
    "a-sentence-before",
    "A sentence stands before the JSON, in the same block.",
    lambda fields: spoken(f"{BEFORE}\n{written(fields)}"),
)
shape(
    "a-sentence-in-the-same-line",
    "A sentence stands before the JSON, in the same line.",
    lambda fields: spoken(f"OK {written(fields)}"),
)
shape(
    "a-sentence-after",
    "A sentence stands behind the JSON, in the same block.",
    lambda fields: spoken(f"{written(fields)}\n{AFTER}"),
)
shape(
    "a-block-before",
    "A sentence stands before the JSON, in a block of its own.",
    lambda fields: spoken(BEFORE, written(fields)),
    quick=True,
)
shape(
    "a-block-after",
    "A sentence stands behind the JSON, in a block of its own.",
    lambda fields: spoken(written(fields), AFTER),
)
shape(
    "blocks-around",
    "Sentences stand around indented JSON, each in a block.",
    lambda fields: spoken(BEFORE, json.dumps(fields, indent=2, ensure_ascii=False), AFTER),
)
shape("structured-alone", "A reply has structured content and no text.", lambda fields: spoken(fields=fields))
shape(
    "structured-and-done",
    "A reply has structured content, and its text says `Done.`",
    lambda fields: spoken("Done.", fields=fields),
    touches="CLIENT-1",
    quick=True,
)
shape(
    "structured-and-indented",
    "The text beside structured content is indented.",
    lambda fields: spoken(json.dumps(fields, indent=2), fields=fields),
)
shape(
    "wrapped-text",
    "Structured content wraps the reply's JSON as the text of `result`.",
    lambda fields: spoken(written(fields), fields={"result": written(fields)}),
    quick=True,
)
shape(
    "wrapped-indented-text",
    "Structured content wraps indented JSON, and there is no text.",
    lambda fields: spoken(fields={"result": json.dumps(fields, indent=2, ensure_ascii=False)}),
)
shape(
    "wrapped-sentence-and-text",
    "Structured content wraps a sentence and fenced JSON.",
    lambda fields: spoken(f"{BEFORE}\n{fenced(fields)}", fields={"result": f"{BEFORE}\n{fenced(fields)}"}),
)
shape(
    "half-structured",
    "The structured content tells that it was done, and the text tells what.",
    lambda fields: spoken(written(fields), fields={"ok": True}),
    touches="CLIENT-1",
)


@conforming(
    "annotated-blocks", "Blocks have annotations, results have metadata, and a link stands beside.", allowed_by=PLACES
)
def _(means: Means) -> None:
    def annotated(answer: Answer) -> CallToolResult | None:
        if answer.fields is None:
            return None
        result = accepted(answer.fields).model_dump(by_alias=True)
        result["content"][0]["annotations"] = {"audience": ["assistant"], "priority": 0.5}
        link = {"type": "resource_link", "uri": "https://example.org/guide", "name": "guide"}
        picture = {"type": "image", "data": "aGVsbG8=", "mimeType": "image/png"}
        result["content"] = [link, *result["content"], picture]
        result["_meta"] = {"example.org/took": 5}
        return CallToolResult.model_validate(result)

    means.answers(annotated)


@conforming(
    "without-annotations",
    "Tools are listed with names, descriptions and input schemas only.",
    allowed_by="Annotations, titles and output schemas may be left out.",
)
def _(means: Means) -> None:
    means.listing(output_schema=None, annotations=None, title=None)
    means.answers(lambda answer: None if answer.fields is None else spoken(written(answer.fields)))


@conforming(
    "a-high-level-sdk",
    "Every tool declares that its result is a text, as frameworks do for functions that return one.",
    allowed_by=PLACES,
    quick=True,
)
def _(means: Means) -> None:
    schema = {"type": "object", "properties": {"result": {"title": "Result", "type": "string"}}, "required": ["result"]}

    def wrapped(answer: Answer) -> CallToolResult | None:
        if answer.refused:
            return spoken(f"Error executing tool {answer.tool}: {answer.text}", refused=True)
        return CallToolResult(content=[words(answer.text)], structured_content={"result": answer.text})

    means.answers(wrapped, schemas=True)
    means.listing(output_schema=schema)
