"""The words from which it is guessed what a tool is for: what is done, to what, and with which values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _meanings(table: Mapping[str, str]) -> dict[str, str]:
    """Each word with what it means, from the words of each meaning in one line."""
    return {word: meaning for meaning, words in table.items() for word in words.split()}


def _words(line: str) -> list[str]:
    return line.split()


ACTIONS: Final[Mapping[str, str]] = _meanings(
    {
        "plan": "plan create add new insert make register enqueue draft capture",
        "start": "start begin execute claim pick activate run checkout",
        "submit": "complete finish done close submit resolve verify finalize finalise deliver",
        "change": "update edit change modify patch rename set move assign",
        "cancel": "cancel abort terminate abandon reject",
        "delete": "delete remove drop destroy trash archive purge forget",
        "search": "list search query find browse all filter board",
        "look": "get show view read detail info describe fetch look inspect tell return",
        "status": "status stats statistics counts overview dashboard progress",
        "synthesize": "synthesize synthesise combine merge aggregate",
        "health": "health ping healthcheck",
        "restart": "restart reboot",
        "open": "open initialize initialise init",
        "resume": "resume restore continue",
        "instantiate": "instantiate apply use",
        "validate": "validate check lint",
    }
)
TASK: Final = frozenset(_words("task todo item ticket issue note card story job entry work chore action"))
"""What a task is called."""
OTHER_THINGS: Final[Mapping[str, str]] = _meanings(
    {
        "template": "template blueprint",
        "session": "session workspace",
        "server": "server",
        "nothing": (
            "dependency relation link edge tag label comment project feature section epic sprint board column subtask "
            "user agent file document doc memory milestone attachment reminder category list log history rule config "
            "setting branch commit message goal spec request approval role report plan idea schema tool "
            "workflow pipeline"
        ),
    }
)
"""What a tool may be about that is no task; for some of it the contract has verbs."""
NO_TASK: Final = frozenset(_words("next help guide version think research analyze analyse expand reflect"))
"""Words in the name of a tool that says what is done and not to what, if that is not about a task."""
STATE_WORDS: Final[Mapping[str, str]] = _meanings(
    {
        "start": "inprogress started doing active working running begun",
        "submit": "done completed complete finished closed resolved",
        "cancel": "cancelled canceled abandoned wontfix rejected dropped",
    }
)
"""The verbs that a state stands for, without what is no letter."""

_TASK_ID: Final = _words(
    "taskid id identifier uuid ref key task todoid itemid ticketid issueid noteid cardid storyid jobid number todo item"
)
_TITLE: Final = _words("title name subject heading text content task todo summary note")
_PLANNED: Final[Mapping[str, list[str]]] = {
    "title": _TITLE,
    "description": _words("description details detail body desc notes content text"),
    "due_date": _words("duedate due deadline dueat duedatetime"),
    "dependencies": _words("dependencies dependson blockedby deps prerequisites after waitsfor"),
    "parent_task_id": _words("parenttaskid parentid parent parenttodoid"),
    "task_type": _words("tasktype type kind"),
    "complexity": _words("complexity difficulty"),
    "specialist_type": _words("specialisttype specialist role"),
    "estimated_effort": _words("estimatedeffort effort estimate estimatedtime"),
}
PARAMETERS: Final[Mapping[str, Mapping[str, list[str]]]] = {
    "plan": _PLANNED,
    "start": {"task_id": _TASK_ID},
    "submit": {
        "task_id": _TASK_ID,
        "summary": _words("summary result outcome finalsummary resolution"),
        "detailed_work": _words("detailedwork work details output"),
    },
    "change": {"task_id": _TASK_ID, **_PLANNED, "status": _words("status state")},
    "cancel": {"task_id": _TASK_ID, "reason": _words("reason why comment")},
    "delete": {"task_id": _TASK_ID, "force": ["force"]},
    "search": {
        "status": _words("status state statuses states"),
        "search_text": _words("searchtext query search text q keyword keywords term"),
        "parent_task_id": _words("parenttaskid parentid parent"),
        "limit": _words("limit count pagesize max maxresults"),
        "offset": _words("offset skip"),
        "page": ["page"],
    },
    "look": {"task_id": _TASK_ID},
    "synthesize": {"parent_task_id": _words("parenttaskid parentid taskid id parent")},
    "open_session": {
        "working_directory": _words("workingdirectory directory path root folder cwd projectroot workspace")
    },
    "session_status": {"session_id": _words("sessionid id session")},
    "resume_session": {"session_id": _words("sessionid id session")},
    "list_sessions": {"limit": ["limit"]},
    "create_template": {
        "template_id": _words("templateid id name"),
        "template_content": _words("templatecontent content template body"),
    },
    "load_template": {"template_id": _words("templateid id name")},
    "delete_template": {"template_id": _words("templateid id name")},
    "instantiate_template": {
        "template_id": _words("templateid id name"),
        "parameters": _words("parameters params variables values arguments"),
    },
    "validate_template": {"template_content": _words("templatecontent content template body")},
}
"""For each verb, the names of parameters that take each of its values, without what is no letter; the best first."""
