"""What can go wrong with a run, in sentences a person can act on."""

from typing import Final

NOT_APPLICABLE: Final = "DOES NOT APPLY"
"""What the reason begins with for which a scenario was skipped because it is about what the target does not have."""

NOT_JUDGED: Final = "NOT JUDGED"
"""The same, because what it needs cannot be had from this target, or not from here."""

NOT_INJECTED: Final = "NOT INJECTED"
"""The same, because this machine cannot bring a fault about, or it is not known where."""

DECLARED_OTHERWISE: Final = "DECLARED OTHERWISE"
"""What the reason begins with for which a scenario was skipped since the target documents another choice of design."""

NOT_MEASURABLE: Final = "NOT MEASURABLE HERE"
"""What the reason begins with for which a scenario was skipped because the machine was too busy."""


class SuiteError(Exception):
    """Something that a person must correct before the suite can go on; the message is a whole sentence."""


class ReportsInUseError(SuiteError):
    """Another run writes into the reports folder; the message names it, and tells where this one's results may go."""


class TargetError(SuiteError):
    """The description of the target is wrong: its name, a key of `targets.toml`, its command, its installation."""


class DialectError(TargetError):
    """A dialect file is wrong; the message names the file, the line and what to write there."""


class ConnectFailedError(SuiteError):
    """The target could not be spoken to; the message names the command, what happened and the server's last words."""


class NotOfferedError(Exception):
    """The target does not list a tool or a parameter that a scenario needs, so the scenario cannot be judged.

    Attributes:
        what: the tool's name, or `tool(parameter)`.
    """

    def __init__(self, what: str) -> None:
        super().__init__(f"NOT OFFERED: {what}")
        self.what = what


class NeverOfferedError(NotOfferedError):
    """The same, whatever is done and answered before: the target has no place for it, or no reply that tells it."""


class NotJudgedError(Exception):
    """What a scenario needs cannot be had from this target, or not from here, so the scenario cannot be judged.

    Attributes:
        lasting: whether the same step comes to the same in another scenario, whatever was arranged before it.
    """

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        super().__init__(f"{NOT_JUDGED}: {why}")
        self.lasting = lasting


class NotApplicableError(NotJudgedError):
    """What a scenario is about is no part of this target: HTTP where it has none, or SQLite where its store is none."""

    def __init__(self, why: str) -> None:
        Exception.__init__(self, f"{NOT_APPLICABLE}: {why}")
        self.lasting = False


class NotMeasurableError(Exception):
    """Measurement spreads so widely on this machine that nothing can be told of it: neither passed nor failed."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{NOT_MEASURABLE}: {what}")


class NotInjectableError(Exception):
    """This machine cannot bring a fault about, or it is not known where, so the scenario cannot be judged.

    Attributes:
        lasting: whether the same step comes to the same in another scenario, whatever was arranged before it.
    """

    def __init__(self, why: str, *, lasting: bool = True) -> None:
        super().__init__(f"{NOT_INJECTED}: {why}")
        self.lasting = lasting


class TargetFaultError(AssertionError):
    """The orchestrator under test did something that no promise allows; it fails the scenario, never the suite."""


class NotArrangedError(TargetFaultError):
    """What a scenario is to begin with was not brought about, so that what it is about was not judged.

    Attributes:
        tool: the tool that was to bring it about.
        ended: how that call ended: `accepted`, `refused` or `unanswered`.
        answer: what was answered.
    """

    def __init__(self, words: str, *, tool: str, ended: str, answer: str) -> None:
        super().__init__(words)
        self.tool = tool
        self.ended = ended
        self.answer = answer


class NoAnswerError(TargetFaultError):
    """A call was not answered within its bound."""


class ConnectionLostError(TargetFaultError):
    """The orchestrator's process ended, or closed its output, while it was needed."""


class BrokenProtocolError(TargetFaultError):
    """An answer came that the Model Context Protocol does not allow."""


class BrokenSchemaError(BrokenProtocolError):
    """A whole answer came, and it breaks the output schema that the server declares for it."""


class ForbiddenFileError(TargetFaultError):
    """The target named a file that the suite must not touch: outside the workspace, or no plain file of its own."""


class UnreadableReplyError(TargetFaultError):
    """A reply came, but what the scenario needs of it cannot be read out of it."""
