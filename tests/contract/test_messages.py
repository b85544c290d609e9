"""Messages of a target are bounded: lines, texts that are read, and what evidence keeps of them."""

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from acceptance.evidence.evidence import Evidence, Exchange, shorten
from acceptance.messages.bounds import brief
from acceptance.messages.lines import LineAssembler, Oversized
from acceptance.messages.reading import read_fields, why_unreadable_fields
from acceptance.messages.shown import as_json
from acceptance.messages.unreadable import answered_identity, why_unreadable
from acceptance.transport.http.bodies import without_retry

LONG_NUMBER = "it holds a number of more than 4,300 digits, which clients do not read"


def test_lines_are_put_together_whatever_the_pieces() -> None:
    whole = b"one\n\ntwo and more\nthree"
    for size in range(1, len(whole) + 1):
        lines = LineAssembler()
        pieces = [whole[begin : begin + size] for begin in range(0, len(whole), size)]
        told = [line for piece in pieces for line in lines.feed(piece)]
        assert (told, lines.rest()) == ([b"one", b"", b"two and more"], b"three")


def test_a_line_without_an_end_is_told_and_not_kept() -> None:
    lines = LineAssembler(most=1_000)
    told = [line for _ in range(1_000) for line in lines.feed(b"x" * 100)]
    assert [(type(line), len(line) <= 1_000) for line in told] == [(Oversized, True)]
    assert lines.rest() == b""
    assert lines.feed(b"still the same\nand the next\n") == [b"and the next"]
    assert "longer than 256 MB" in why_unreadable(told[0], ValueError())


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        (b'{"jsonrpc":"2.0","id":7,"result":{"a":[[[[', 7),
        (b' { "id" : "raw-7" , "jsonrpc": "2.0", "error":{', "raw-7"),
        (b'{"result":{"a":"\\ud800"},"id":7,"jsonrpc":"2.0"}', 7),
        (b'{"jsonrpc":"2.0","id":true,"result":{', None),
        (b'{"jsonrpc":"2.0","id":1.5,"result":{', None),
        (b'{"jsonrpc":"2.0","id":7,"method":"x"', None),
        (b'{"jsonrpc":"2.0","method":"x","params":{"id":7,"result":1', None),
        (b'"id":7,"result"', None),
    ],
)
def test_whom_an_unreadable_answer_was_meant_for_is_seen(line: bytes, identity: Any) -> None:
    assert answered_identity(line) == identity


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' + "[" * 900 + "]" * 900 + "}",
        '{"a":' + "[" * 100_000 + "]" * 100_000 + "}",
        "{'a':" + "[" * 100_000 + "]" * 100_000 + "}",
        '{"a":"\\ud800"}',
        "{'a':'\\ud800'}",
        '{"a":' + "9" * 5_000 + "}",
        "{'a':" + "9" * 5_000 + "}",
        "{'a':0x" + "f" * 100_000 + "}",
        "{[]: 1}",
        "{1, 2}",
        "{'a': ...}",
        "{b'\\xff': 1}",
        "{'a':[" + "1," * 3_000_000 + "]}",
        "{'a': " + "-" * 100_000 + "1}",
        "{'a': f'" + "{a}" * 200_000 + "'}",
        "{'a': 0x" + "f" * 2_000_000 + "}",
        "{'a': a" + "<a" * 900_000 + "}",
        "{'a':[" + "{}," * 900_000 + "]}",
        "{'a': '" + "\\'" * 900_000,
        "{'a': 1" + "+1" * 400_000 + "}",
    ],
    ids=lambda text: text[:20],
)
def test_what_no_client_reads_is_prose_at_once(text: str) -> None:
    begun = process_time()
    assert read_fields(text) == {}
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{'a': " + "9" * 5_000 + "}", LONG_NUMBER),
        ("{'a': 0x" + "f" * 1_000_000 + "}", LONG_NUMBER),
        ("{'a': '" + "x" * 4_000_000 + "'}", "it is not JSON, and longer than 4,000,000 characters"),
        ("{'a':[" + "1," * 600_000 + "]}", "it is not JSON, and holds more than 1,000,000 characters beside its texts"),
        (
            '{"a": true, "b": ' + "9" * 5_000 + "}",
            LONG_NUMBER,
        ),
        ("{'a': '" + "9" * 5_000 + "'}", ""),
        ('{"a": ' + "[" * 900 + "]" * 900 + "}", "it is nested deeper than clients read"),
        ("{'a': 1}", ""),
        ("The task was planned.", ""),
        ("{placeholder} was planned.", ""),
    ],
    ids=lambda text: text[:20],
)
def test_why_fields_are_not_read_is_told(text: str, why: str) -> None:
    assert why_unreadable_fields(text) == why


def test_a_dictionary_of_python_is_read_as_json_has_it() -> None:
    assert read_fields("{'a': (1, 'x'), 5: None, 'b': True}") == {"a": [1, "x"], "5": None, "b": True}
    plain = {"it's": 'say "x"', "e": -1.5e-300, "n": {"s": ["\\'\n\t\x00é😀", 1e300, 10**4000]}, "u": "{'a': [1, 2]}"}
    assert read_fields(repr(plain)) == plain
    assert read_fields("{'s': {1}, 'none': set(), 'old': u'x', 'c': b'x'}") == {
        "s": [1],
        "none": [],
        "old": "x",
        "c": "x",
    }


def test_retries_are_taken_out_of_a_stream_however_it_is_cut() -> None:
    stream = b"id: 1\nretry: 99999\ndata: retry: 5\n\nretry:1\r\nevent: r\n"
    for size in range(1, len(stream) + 1):
        before, kept, told = b"\n", b"", b""
        for begin in range(0, len(stream), size):
            ready, kept = without_retry(before, kept + stream[begin : begin + size])
            told += ready
            before = ready[-1:] or before
        assert told + kept == b"id: 1\n:\ndata: retry: 5\n\n:\r\nevent: r\n"


def test_what_is_large_is_shown_by_its_head_and_its_tail(tmp_path: Path) -> None:
    text = "head" + "x" * 50_000 + "tail"
    shown = shorten(text)
    assert shown.startswith("head")
    assert shown.endswith("tail")
    assert "38,008 of 50,008 characters are left out" in shown
    assert len(brief(text)) < 700


def test_every_line_of_the_record_is_json_and_bounded(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, lambda exchange: None)
    evidence.record(Exchange("one", "tool", {}, "why? " * 1_000_000, True, 1.0, None))
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    evidence.event("target", tools={"x" * 1_000_000: "y" * 1_000_000}, deep=deep, none=float("nan"), half="\ud800")
    evidence.event("target", tools={f"tool {number}": {"described": True} for number in range(10_000)}, big=10**6_000)
    evidence.close()
    lines = (tmp_path / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line, parse_constant=pytest.fail) for line in lines]
    assert len(told[2]["tools"]) == 10_000
    assert all(len(line) < 1_000_000 for line in lines)
    assert told[1]["half"] == "\ud800"


def test_an_exchange_of_any_reply_can_be_shown() -> None:
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    for reply in ({"a": float("inf")}, {"a": "\ud800"}, {"a": deep}):
        text = Exchange("one", "tool", {}, "accepted", True, 1.0, reply).as_text()
        assert json.loads(text)["outcome"] == "accepted"
        assert json.loads(as_json(reply))
    assert json.loads(as_json({"a": 10**6_000}))["a"] == hex(10**6_000)
