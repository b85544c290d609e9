"""What nobody is to read in a report: values whose name says that they are secret, in whatever form they are told.

A server may tell such a value back in an answer, a refusal or on standard error, so it is hidden wherever something is
written below the reports or printed, and not only where the suite says it itself.
"""

from acceptance.redaction.files import hide_in_files
from acceptance.redaction.redactor import HIDDEN, RedactedStream, Redactor

__all__ = ["HIDDEN", "RedactedStream", "Redactor", "hide_in_files"]
