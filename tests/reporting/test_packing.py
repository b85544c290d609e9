"""The page is compressed: nothing of what Allure embedded is lost, and the same page comes of the same content."""

import json
from base64 import b64encode

from acceptance.reporting.page.packing import PART_CHARACTERS, packed
from tests.unpacking import unpacked

SCENARIO, CALL = "a" * 32, "b" * 32


def page(files: dict[str, bytes]) -> str:
    """A page as Allure writes it."""
    declared = ",".join(f"d({json.dumps(name)},{json.dumps(in_base64(content))})" for name, content in files.items())
    return (
        f'<html><body><script   src="data:text/javascript;base64,{in_base64(b"program()")}"></script>\n<p>kept</p>'
        "<script async>\n  window.allureReportDataReady = false;\n  function d(name, value){}\n</script>\n"
        f"<script defer>\n  Promise.allSettled([{declared}])\n</script></body></html>"
    )


def in_base64(content: bytes) -> str:
    return b64encode(content).decode()


def test_every_file_is_there_byte_for_byte() -> None:
    files = {
        "widgets/default/tree.json": '{"groupsById": {}, "ä": "…"}'.encode(),
        f"data/test-results/{SCENARIO}.json": json.dumps(
            {"name": "Grün", "link": {"id": CALL}}, ensure_ascii=False
        ).encode(),
        "data/attachments/picture.png": bytes(range(256)),
        'data/attachments/odd "name".txt': b"</script><script>alert(1)</script>",
        f"data/attachments/{CALL}.txt": b"",
    }
    told = packed(page(files))
    assert unpacked(told) == files
    assert "<p>kept</p>" in told
    assert "alert" not in told
    assert "Promise.allSettled" not in told


def test_what_a_scenario_mentions_stands_behind_it() -> None:
    large = b"x" * PART_CHARACTERS
    files = {
        "widgets/nav.json": b"[]",
        f"data/test-results/{SCENARIO}.json": json.dumps({"link": CALL}).encode(),
        "data/attachments/another.txt": large,
        f"data/attachments/{CALL}.txt": large,
    }
    names = list(unpacked(packed(page(files))))
    assert names.index(f"data/attachments/{CALL}.txt") == names.index(f"data/test-results/{SCENARIO}.json") + 1


def test_earlier_runs_are_told_as_far_as_they_are_shown() -> None:
    run = {"status": "passed", "start": 1, "stop": 2, "duration": 1}
    told = {"name": "Grün", "history": [{**run, "id": CALL, "labels": [{"name": "epic", "value": "One"}]}]}
    files = {
        f"data/test-results/{SCENARIO}.json": json.dumps(told).encode(),
        "data/history/1.json": b'{"testResults": {}}',
    }
    found = {name: json.loads(content) for name, content in unpacked(packed(page(files))).items()}
    assert found == {f"data/test-results/{SCENARIO}.json": {**told, "history": [run]}}


def test_the_same_content_gives_the_same_page() -> None:
    files = {f"data/attachments/{number:032x}.txt": b"a call" * number for number in range(100)}
    assert packed(page(files)) == packed(page(files))


def test_a_page_of_another_kind_stays_as_it_is() -> None:
    assert packed("<html><body>another</body></html>") == "<html><body>another</body></html>"
