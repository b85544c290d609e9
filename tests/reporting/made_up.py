"""Results as a large run leaves them: scenarios with steps, and calls whose replies are long and each another."""

from __future__ import annotations

import json
import random
from hashlib import md5
from pathlib import Path
from typing import Any, Final

SCENARIOS_OF_A_RULE: Final = 10
STEPS: Final = ("Given the task is planned", "When it is started", "Then it is in progress", "And its title is kept")
CALLS_OF_A_STEP: Final = 3
TASKS_OF_A_REPLY: Final = 4
REASON: Final = "Expected the task to be cancelled, but it is still in progress."


class MadeUpResults:
    """Writes results, each run of the program the same ones."""

    def __init__(self, folder: Path) -> None:
        """Write into `folder`, which is made."""
        folder.mkdir(parents=True)
        self._folder = folder
        self._random = random.Random(1)

    def add(self, status: str, count: int) -> list[str]:
        """Write so many scenarios that ended so, and return where the page shows them."""
        return [self._scenario(status, number) for number in range(count)]

    def _scenario(self, status: str, number: int) -> str:
        rule = f"Rule {number // SCENARIOS_OF_A_RULE} of what {status}"
        name = f"Scenario {number} {status}"
        identity = self._identity()
        details = {} if status == "passed" else {"statusDetails": {"message": REASON, "trace": REASON}}
        told = {
            "uuid": identity,
            "name": name,
            "fullName": f"1 Feature integration / Tasks / {rule} / {name}",
            "historyId": self._identity(),
            "status": status,
            "labels": [
                {"name": "epic", "value": "1 Feature integration"},
                {"name": "feature", "value": "Tasks"},
                {"name": "story", "value": rule},
            ],
            "steps": [self._step(words, status if words == STEPS[-1] else "passed") for words in STEPS],
            "start": number,
            "stop": number + 1,
            **details,
        }
        self._write(f"{identity}-result.json", told)
        return md5(identity.encode(), usedforsecurity=False).hexdigest()

    def _step(self, words: str, status: str) -> dict[str, Any]:
        calls = [self._call() for _ in range(CALLS_OF_A_STEP)]
        return {"name": words, "status": status, "attachments": calls, "start": 1, "stop": 2}

    def _call(self) -> dict[str, str]:
        source = f"{self._identity()}-attachment.json"
        tasks = [{"task_id": self._identity(), "title": "Dig the pond", "status": "pending"}] * TASKS_OF_A_REPLY
        call = {"tool": "query_tasks", "request": {"limit": 100}, "outcome": "accepted", "reply": {"tasks": tasks}}
        self._write(source, call)
        return {"name": "query_tasks: accepted, 1.5 ms", "source": source, "type": "application/json"}

    def _identity(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def _write(self, name: str, content: object) -> None:
        (self._folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
