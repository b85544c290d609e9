"""The dialects of published servers, spoken to a server that works in `/w`, and what replies come to in them."""

from acceptance.contract.calls import Call
from acceptance.contract.dialects import Dialect, shipped
from acceptance.contract.reply import Reply
from tests.dialects.speech import converse


def speaking(name: str) -> Dialect:
    return Dialect(shipped(name), "/w")


def reply_to(call: Call, *replies: str) -> Reply:
    return converse(call, *replies)[1]


def task_of(name: str, *replies: str) -> Reply:
    return reply_to(speaking(name).look_at("a"), *replies)
