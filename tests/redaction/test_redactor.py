"""Nothing of a secret survives: not plain, in no usual form, not by halves, not cut in two."""

import html
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from acceptance.redaction import HIDDEN, Redactor
from acceptance.redaction.forms import FRAME
from tests.redaction.survivors import in_json, left_of, pieces_of

SECRET = 'p4ss "word"/9+f~Ü\\z&<q>%26=K3y'
WAYS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "reversed": lambda text: text[::-1],
    "in capitals": str.upper,
    "in small letters": str.lower,
    "in JSON": json.dumps,
    "in JSON with all characters": lambda text: json.dumps(text, ensure_ascii=False),
    "in JSON with escaped slashes": lambda text: json.dumps(text).replace("/", "\\/"),
    "in JSON in JSON": lambda text: in_json(text, 2),
    "in JSON in JSON in JSON": lambda text: in_json(text, 3),
    "with codes": lambda text: "".join(f"\\u{ord(one):04x}" for one in text),
    "with codes in capitals": lambda text: "".join(f"\\u{ord(one):04X}" for one in text),
    "with codes in JSON": lambda text: in_json("".join(f"\\u{ord(one):04x}" for one in text), 1),
    "as bytes of Python": lambda text: "".join(f"\\x{one:02x}" for one in text.encode()),
    "in an address": lambda text: quote(text, safe=""),
    "in an address with slashes": quote,
    "in a form": quote_plus,
    "in an address twice": lambda text: quote(quote(text, safe=""), safe=""),
    "in an address in small digits": lambda text: "".join(f"%{one:02x}" for one in text.encode()),
    "in an address in digits": lambda text: "".join(f"%{one:02X}" for one in text.encode()),
    "in HTML": html.escape,
    "in HTML but for quotes": lambda text: html.escape(text, quote=False),
    "in numbers of HTML": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "in base64": lambda text: b64encode(text.encode()).decode(),
    "in base64, one later": lambda text: b64encode(b"x" + text.encode()).decode(),
    "in base64, two later": lambda text: b64encode(b"xy" + text.encode() + b"z").decode(),
    "in base64 of a sentence": lambda text: b64encode(f"the user:{text} and more".encode()).decode(),
    "in base64 for addresses": lambda text: urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "in hexadecimal digits": lambda text: text.encode().hex(),
    "in hexadecimal digits in capitals": lambda text: text.encode().hex(":").upper(),
}
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_is_hidden_in_each_usual_form(way: str) -> None:
    shown = Redactor([SECRET]).text(f"The token is {WAYS[way](SECRET)}, as you know.")
    assert shown.startswith("The token is ")
    assert shown.endswith(", as you know.")
    assert HIDDEN in shown
    assert not left_of(SECRET, shown)


@pytest.mark.parametrize("way", WAYS)
def test_halves_and_parts_are_hidden(way: str) -> None:
    half = len(SECRET) // 2
    for part in (SECRET[:half], SECRET[half:], SECRET[5:13], SECRET[:8], SECRET[-8:]):
        shown = Redactor([SECRET]).text(f"A part: {WAYS[way](part)}.")
        assert not left_of(SECRET, shown), part


@settings(max_examples=150, deadline=None)
@given(secret=st.text(LETTERS, min_size=8, max_size=24), way=st.sampled_from(sorted(WAYS)), data=st.data())
def test_no_eight_characters_in_a_row_survive(secret: str, way: str, data: st.DataObject) -> None:
    # Eight hyphens, or a piece of a tool's name, tell nothing: they stand in every report.
    assume(not any(len(set(part)) <= 2 or part in FRAME for part in pieces_of(secret)))
    start = data.draw(st.integers(0, len(secret) - 8))
    end = data.draw(st.integers(start + 8, len(secret)))
    around = data.draw(st.sampled_from(("", " ", '"', "\n", "x", "=", "\\", "%", "&")))
    shown = Redactor([secret]).text(f"{around}{WAYS[way](secret[start:end])}{around}")
    assert not left_of(secret, shown)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_stream_hides_what_is_cut_in_two(data: st.DataObject) -> None:
    redactor = Redactor([SECRET, "short1"])
    pieces = st.sampled_from([SECRET, "short1", "a word ", "\n", SECRET[:11], *(WAYS[way](SECRET) for way in WAYS)])
    whole = "".join(data.draw(st.lists(pieces, max_size=6))).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    stream = redactor.stream()
    given_out = b"".join(
        [stream.feed(whole[start:end]) for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    )
    text = (given_out + stream.finish()).decode()
    assert not left_of(SECRET, text)
    assert "short1" not in text
    assert text.count("a word ") == whole.count(b"a word ")


def test_a_stream_gives_whole_lines_at_once_and_holds_little_back() -> None:
    stream = Redactor([SECRET]).stream()
    assert stream.feed(b"ready\nhalf of a line") == b"ready\n"
    assert len(stream.feed(b"x" * 100_000)) > 99_000
    assert stream.feed(b"\n").endswith(b"x\n")
    assert stream.finish() == b""


def test_values_of_json_are_hidden_and_stay_json() -> None:
    redactor = Redactor(['n4me-of-"it"', "1234567890"])
    told = {'n4me-of-"it"': 1, "list": [1234567890, 5, True, None, {"deep": 'the n4me-of-"it"!'}]}
    assert redactor.tree(told) == {HIDDEN: 1, "list": [HIDDEN, 5, True, None, {"deep": f"the {HIDDEN}!"}]}
    assert redactor.finds(json.dumps(told))
    assert not redactor.finds(json.dumps(redactor.tree(told)))


def test_texts_without_a_secret_stay_the_same_object() -> None:
    text = "Nothing of it in here, but a half \ud800 character."
    assert Redactor([SECRET]).text(text) is text
    assert Redactor().text(text) is text
    assert Redactor([SECRET]).text(f"\ud800{SECRET}") == f"\ud800{HIDDEN}"


def test_what_every_reply_has_is_not_blacked_out() -> None:
    redactor = Redactor(["https://hooks.example/orchestrator_plan_task-a1b2c3d4", "--------secret--------"])
    kept = "orchestrator_plan_task, https:// and --------- stay"
    assert redactor.text(kept) == kept
    assert redactor.text("a1b2c3d4") == HIDDEN
