"""What others wrote is shown as text: no terminal, no reader of Markdown and no service obeys it."""

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acceptance.display import GuardedStream, escaped_json, fenced, guarded_console, markdown, one_line, visible
from acceptance.redaction import HIDDEN, Redactor

HARMFUL = {
    "a picture that calls home": "![](http://127.0.0.1:9/x.png)",
    "a link": "[click](http://127.0.0.1:9/)",
    "an address": "see http://127.0.0.1:9/ or www.example.org",
    "a heading": "# Accepted",
    "a tag": "<img src=http://127.0.0.1:9/x>",
    "a comment": "<!-- all that follows",
    "a mention": "thanks @octocat",
    "a reference": "fixes #1 and GH-2",
    "an entity": "&#35; Accepted",
    "a ruler": "---",
    "a list": "- [x] done",
    "a number": "1. first",
    "a quotation": "> said",
    "emphasis": "**Accepted** and _so_",
    "code": "a `b` c",
    "code that ends": "``` and ````",
    "a formula": "$x$",
    "bars": "a | ![](http://127.0.0.1:9/) | b \\| c",
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x07", "␛[2J␇"),
        ("\x1b]8;;http://x\x1b\\y", "␛]8;;http://x␛\\y"),
        ("\x9b31m\x7f", "⟨U+009B⟩31m␡"),
        ("a\rb\r\nc\td\n", "a␍b\nc\td\n"),
        ("\u202egnp.exe\u2066", "⟨U+202E⟩gnp.exe⟨U+2066⟩"),
        ("a\u200bb\ufeffc\u00add", "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+00AD⟩d"),
        ("a\u2028b\u2029c\x85d", "a⟨U+2028⟩b⟨U+2029⟩c⟨U+0085⟩d"),
        ("\U000e0041\U000e007f", "⟨U+E0041⟩⟨U+E007F⟩"),
        ("\ud800 \udfff \uffff", "⟨U+D800⟩ ⟨U+DFFF⟩ ⟨U+FFFF⟩"),
        ("Grüße, 你好, שלום, 🎉 ⚠️", "Grüße, 你好, שלום, 🎉 ⚠️"),
        ("👩\u200d👧 a\u200db", "👩\u200d👧 a⟨U+200D⟩b"),
    ],
)
def test_what_nobody_sees_is_shown_as_marks(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_name_is_one_line() -> None:
    assert one_line("a\nb\tc\r\n") == "a␊b␉c␍␊"


@given(st.text())
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in shown if one not in "\n\t")
    assert not any(unicodedata.bidirectional(one) in {"LRE", "RLE", "LRO", "RLO", "LRI", "RLI"} for one in shown)
    assert visible(shown) == shown
    shown.encode()


@given(st.text())
def test_json_says_the_same_with_escapes(text: str) -> None:
    written = escaped_json(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(written) == {"a": text}
    assert visible(written) == written


@pytest.mark.parametrize("kind", HARMFUL)
def test_markdown_obeys_nothing(kind: str) -> None:
    shown = markdown(HARMFUL[kind])
    fence = shown[: len(shown) - len(shown.lstrip("`"))]
    inner = shown.removeprefix(fence).removesuffix(fence)
    assert fence
    assert shown == f"{fence}{inner}{fence}"
    assert fence not in inner
    assert "|" not in inner


@pytest.mark.parametrize(
    "text",
    [
        "Expected the task to be cancelled, but it is pending.",
        "reference",
        "3.1 % (at most 2)",
        "orchestrator_plan_task",
        "",
    ],
)
def test_plain_words_stay_as_they_are_in_markdown(text: str) -> None:
    assert markdown(text) == text


def test_a_bar_ends_no_cell() -> None:
    assert markdown("a | b") == "a \\| b"
    assert markdown("`a | b`") == "`` `a ¦ b` ``"


def test_nothing_ends_a_block_of_code() -> None:
    assert fenced("a\n````\n# Accepted", "yaml") == "`````yaml\na\n````\n# Accepted\n`````"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::it\n", ":·:error::it\n"),
        ("fine\n  ::set-output name=a::b\n", "fine\n  :·:set-output name=a::b\n"),
        ("a ##[add-mask]b ##vso[task.complete]c\n", "a #·#[add-mask]b #·#vso[task.complete]c\n"),
        ("a::b is fine\n## so is this\n", "a::b is fine\n## so is this\n"),
    ],
)
def test_no_service_takes_a_command_from_the_console(text: str, shown: str) -> None:
    assert written(text) == shown


def test_a_command_in_pieces_is_none() -> None:
    assert written("said: ", "::error::it", "\n", "  ", "::error::it") == "said: ::error::it\n  :·:error::it"


def test_colours_of_the_program_stay_and_moves_of_a_target_do_not() -> None:
    out = io.StringIO()
    stream = GuardedStream(out, coloured=True)
    stream.write("\x1b[31mred\x1b[0m \x1b[2Agone\x1b]0;title\x07")
    stream.write("\x1b[3A")
    assert out.getvalue() == "\x1b[31mred\x1b[0m ␛[2Agone␛]0;title␇\x1b[3A"


@pytest.mark.parametrize("colour", ["8", "30", "30;40", "7", "38;5;0", "5", "40"])
def test_a_colour_that_hides_what_follows_is_shown_as_text(colour: str) -> None:
    out = io.StringIO()
    GuardedStream(out, coloured=True).write(f"\x1b[{colour}mgone")
    assert out.getvalue() == f"␛[{colour}mgone"


def test_a_console_that_lacks_characters_is_no_error() -> None:
    raw = io.BytesIO()
    narrow = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    GuardedStream(narrow).write("a\x1b\ud800\n")
    assert raw.getvalue() == b"a\\u241b\\u27e8U+D800\\u27e9\n"


def test_secrets_are_hidden_on_the_console() -> None:
    out = io.StringIO()
    stream = GuardedStream(out)
    stream.hidden.redactor = Redactor(["sesame-open"])
    stream.write("it is sesame-open\n")
    assert out.getvalue() == f"it is {HIDDEN}\n"


def test_the_console_is_given_back() -> None:
    before = sys.stdout
    with guarded_console():
        assert sys.stdout is not before
    assert sys.stdout is before


def written(*texts: str) -> str:
    """What comes out of a guarded stream."""
    out = io.StringIO()
    stream = GuardedStream(out)
    for text in texts:
        stream.write(text)
    return out.getvalue()
