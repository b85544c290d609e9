"""`report`: render the results of the last run as a page."""

import json
from pathlib import Path

from acceptance.commands.places import CALLS, PAGE, PLACES, RESULTS, ROOT, say
from acceptance.report import render


def report() -> int:
    """Render the results of the last run again."""
    outcome = render(RESULTS, PAGE, details=target_details(CALLS), root=ROOT, cache=PLACES.cache)
    say(outcome.message)
    return 0 if outcome.page else 1


def target_details(evidence: Path) -> dict[str, str]:
    """What the report tells of the target: the name it has in the suite, and what it calls itself."""
    try:
        lines = evidence.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    for line in lines:
        if '"event": "target"' in line:
            told = json.loads(line)
            return {"Target": told["name"], "Server": f"{told['server']} {told['version']}".strip()}
    return {}
