"""Compresses what Allure put into its page, so that it can be sent by mail and opens soon.

Allure embeds its program and each of its files in base64. Here they become a few compressed parts: the program, what
the first view reads, and the others, which the browser unpacks when a reader opens what is in them. The page stays one
file that needs no other and no network.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

PART_CHARACTERS: Final = 1 << 20
"""A part ends with the file that makes it this long; a browser unpacks it in some milliseconds."""

PROGRAM: Final = re.compile(r'<script[^>]*? src="data:text/javascript;base64,([A-Za-z0-9+/=]*)"></script>')
FILES: Final = re.compile(
    r"<script async>\s*window\.allureReportDataReady = false;.*?</script>\s*<script defer>(.*?)</script>", re.DOTALL
)
FILE: Final = re.compile(r'd\(("(?:[^"\\]|\\.)*"),"([A-Za-z0-9+/=]*)"\)')

FIRST: Final = "widgets/"
"""Where the files are that the first view reads."""

SCENARIOS: Final = "data/test-results/"
"""Where the scenarios are."""

UNREAD: Final = ("widgets/tree.json", "widgets/search-index.json", "data/history/")
"""How the names of the files begin that the program never asks for: it reads the trees of an environment,
`widgets/default/tree.json` for instance, and earlier runs in each scenario."""

EARLIER: Final = ("status", "start", "stop", "duration", "url", "error")
"""What the program shows of a scenario's earlier runs."""

IDENTITY: Final = re.compile(r"\b[0-9a-f]{32}\b")
"""How Allure names its files, and how one mentions another."""

UNPACKS: Final = """<script>
  // Allure asks for its files by name and waits for them; a part is unpacked when the first of its files is wanted.
  (async () => {
    const unpacked = async (part) => {
      const packed = await fetch(`data:application/gzip;base64,${part.textContent}`);
      return new Response(packed.body.pipeThrough(new DecompressionStream("gzip")));
    };
    const [program, index, ...parts] = document.querySelectorAll("script.packed");
    const opened = new Map();
    const open = (number) => {
      if (!opened.has(number)) opened.set(number, unpacked(parts[number]).then((part) => part.json()));
      return opened.get(number);
    };
    // Allure opens every rule with a failure; hundreds of scenarios at once would take it many seconds.
    const fold = (groups) => {
      const report = window.allureReportOptions.reportUuid;
      const open = groups.filter(({leaves, statistic}) => leaves?.length && (statistic.failed || statistic.broken));
      const many = open.reduce((sum, {leaves}) => sum + leaves.length, 0) > 200;
      if (localStorage.getItem("report") === report) return;
      localStorage.setItem("report", report);
      localStorage.setItem("collapsedTrees", JSON.stringify(many ? open.map(({nodeId}) => nodeId) : []));
    };
    try {
      const {length, places} = await (await unpacked(index)).json();
      const find = async (name) => {
        const number = places[name.split("/").reverse().join("/").slice(0, length)];
        const files = number === undefined ? {} : await open(number);
        if (!Object.hasOwn(files, name)) throw new Error(`The report has no ${name}.`);
        return btoa(files[name]);
      };
      window.allureReportData = new Proxy({}, {has: () => true, get: (_, name) => find(name)});
      window.allureReportDataReady = true;
      const tree = (await open(0))["widgets/default/tree.json"];
      if (tree) fold(Object.values(JSON.parse(tree).groupsById));
      const script = document.createElement("script");
      script.textContent = await (await unpacked(program)).text();
      document.body.append(script);
    } catch (trouble) {
      document.getElementById("allure-app-loader").textContent =
        `This browser cannot unpack the report (${trouble}). Chrome 103, Firefox 113, Safari 16.4 and newer ones can. `
        + "What did not pass is in specification.html as well.";
    }
  })();
</script>
"""


def packed(page: str) -> str:
    """The page with all that Allure embedded in it compressed; as it is where that is not found in it."""
    program, embedded = PROGRAM.search(page), FILES.search(page)
    if not program or not embedded:
        return page
    files = {name: content for name, content in _files(embedded[1]) if not name.startswith(UNREAD)}
    first = {name: content for name, content in files.items() if name.startswith(FIRST)}
    parts = [first, *_parts({name: files[name] for name in _together(files) if name not in first})]
    texts = (b64decode(program[1]), _json(_index(parts)), *map(_json, parts))
    scripts = "\n".join(map(_script, texts))
    before, between = page[: program.start()], page[program.end() : embedded.start()]
    return f"{before}{between}{scripts}\n{UNPACKS}{page[embedded.end() :]}"


def _files(declared: str) -> Iterator[tuple[str, str]]:
    """Yield the files that Allure embedded: their names, and their contents with one character for each byte."""
    for quoted, encoded in FILE.findall(declared):
        name, content = json.loads(quoted), b64decode(encoded)
        yield name, (_with_short_history(content) if name.startswith(SCENARIOS) else content).decode("latin-1")


def _with_short_history(scenario: bytes) -> bytes:
    """A scenario without what nobody is shown of its earlier runs; each of them tells all labels again."""
    told = json.loads(scenario)
    if not told.get("history"):
        return scenario
    short = [{name: run[name] for name in EARLIER if name in run} for run in told["history"]]
    return _json({**told, "history": short})


def _together(files: Mapping[str, str]) -> Iterable[str]:
    """The names of all files, those that a scenario mentions right behind it: they are alike, and read together."""
    named: dict[str, list[str]] = {}
    for name in files:
        named.setdefault(PurePosixPath(name).stem, []).append(name)
    order: dict[str, None] = {}
    for name, content in files.items():
        order[name] = None
        if name.startswith(SCENARIOS):
            order.update(dict.fromkeys(other for one in IDENTITY.findall(content) for other in named.get(one, ())))
    return order


def _parts(files: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the files in parts of about the same length."""
    part: dict[str, str] = {}
    length = 0
    for name, content in files.items():
        part[name] = content
        length += len(content)
        if length >= PART_CHARACTERS:
            yield part
            part, length = {}, 0
    yield part


def _index(parts: Sequence[Mapping[str, str]]) -> dict[str, object]:
    """In which part a file is, by the beginning of its path, read from its end: as long as tells the parts apart."""
    paths = [("/".join(reversed(name.split("/"))), number) for number, part in enumerate(parts) for name in part]
    length = 1
    while not _tells_apart(places := {path[:length]: number for path, number in paths}, paths, length):
        length += 1
    return {"length": length, "places": places}


def _tells_apart(places: Mapping[str, int], paths: Sequence[tuple[str, int]], length: int) -> bool:
    return all(places[path[:length]] == number for path, number in paths)


def _json(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()


def _script(part: bytes) -> str:
    """A part as a script that no browser runs; the same content gives the same page."""
    return f'<script type="text/plain" class="packed">{b64encode(gzip.compress(part, mtime=0)).decode()}</script>'
