"""A comparison as a page that needs nothing beside it, as Markdown, and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from acceptance.display import escaped_json
from acceptance.reporting.comparing.answer import answer
from acceptance.reporting.comparing.matrix import Cell, Group, Matrix
from acceptance.reporting.comparing.server_run import ServerRun
from acceptance.reporting.comparing.shown_matrix import reasons_of, shown
from acceptance.reporting.documents.profiles import profile_record
from acceptance.reporting.documents.rendering import render


def page(matrix: Matrix, *, everything: bool = False) -> str:
    """The page; `everything` shows at once what does not differ either."""
    return render("comparison.html.j2", everything=everything, **shown(matrix))


def markdown(matrix: Matrix, *, everything: bool = False) -> str:
    """The Markdown, for a pull request or the summary of a job; `everything` adds what does not differ."""
    return render("comparison.md.j2", everything=everything, **shown(matrix))


def as_json(matrix: Matrix) -> str:
    """Everything that was found, as JSON."""
    found = {
        "answer": answer(matrix),
        "notes": matrix.notes,
        "servers": [_server(one) for one in matrix.servers],
        "profiles": [_profile(matrix, one) for one in matrix.groups],
    }
    return escaped_json(json.dumps(found, indent=1, ensure_ascii=False)) + "\n"


def _server(server: ServerRun) -> dict[str, Any]:
    return {
        "name": server.name,
        "server": server.run.target.server,
        "version": server.run.target.version,
        "ran": server.run.began,
        "met": server.met,
        "offered": server.offered,
        "profiles": profile_record(server.profiles),
        "costs": dict(server.costs),
        "declared_otherwise": [asdict(one) for one in server.run.target.otherwise],
    }


def _profile(matrix: Matrix, group: Group) -> dict[str, Any]:
    return {
        "profile": group.profile.name,
        "covers": group.profile.words,
        "requirements": [
            {
                "requirement": row.identifier,
                "words": row.words,
                "differs": row.differs,
                "servers": {
                    server.name: _cell(server, cell) for server, cell in zip(matrix.servers, row.cells, strict=True)
                },
            }
            for row in group.rows
        ],
    }


def _cell(server: ServerRun, cell: Cell) -> dict[str, Any]:
    return {
        "standing": str(cell.standing),
        "met": cell.met,
        "offered": cell.offered,
        "not_met": [asdict(one) for one in reasons_of(server, cell)],
    }
