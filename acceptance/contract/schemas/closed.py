"""Validators that fetch nothing, open nothing, and come to an end, whatever schema a target lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.schemas.graph import Graph
from acceptance.contract.schemas.intricacy import Intricacy
from acceptance.contract.schemas.references import closed, outer_references
from acceptance.contract.schemas.walk import subschemas

if TYPE_CHECKING:
    import jsonschema_rs

DEPTH: Final = 64
"""So many subschemas may lie in each other; client libraries give up at some hundred levels of JSON."""
SIZE: Final = 1_000_000
"""So many bytes may a schema have as JSON: more than a model's whole context window."""
BACKTRACKS: Final = 100_000
PATTERN_BYTES: Final = 10 << 20
ADDRESSES_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class ClosedSchema:
    """A schema of which only that is used which can be used safely.

    Attributes:
        findings: what clients cannot use of it, each the end of a sentence: "refers to …, which clients do not fetch".
        broken: why it is no valid schema; empty where it is one.
        validator: what holds values against it; None where there is no safe way.
        intricacy: how much work that makes.
    """

    findings: tuple[str, ...] = ()
    broken: str = ""
    validator: jsonschema_rs.Validator | None = None
    intricacy: Intricacy | None = None

    def check(self, value: Any) -> None:
        """Hold a value against the schema, as far as that can be used.

        Raises:
            ValueError: it does not fit, or the schema is broken; the message says how.
        """
        if self.broken:
            raise ValueError(self.broken)
        if self.validator is not None and (self.intricacy is None or self.intricacy.bearable(value)):
            self.validator.validate(value)

    def excludes(self, value: Any) -> bool:
        """Whether a value is certainly none that the schema allows."""
        if self.validator is None or not (self.intricacy is None or self.intricacy.bearable(value)):
            return False
        try:
            return not self.validator.is_valid(value)
        except ValueError:
            return False


def closed_validator(schema: Mapping[str, Any]) -> ClosedSchema:
    """Make a validator that uses nothing but the document, and of that what is bounded.

    Args:
        schema: the schema, as the target lists it.
    """
    # Only here: a run that validates nothing need not load the library.
    import jsonschema_rs  # noqa: PLC0415

    if excess := excesses(schema):
        return ClosedSchema(findings=excess)
    addresses = outer_references(schema)
    findings = [f"refers to {shown(one)}, which clients do not fetch" for one in addresses[:ADDRESSES_TOLD]]
    if len(addresses) > ADDRESSES_TOLD:
        findings.append(f"refers to {len(addresses) - ADDRESSES_TOLD} further addresses, which clients do not fetch")
    inner = closed(schema) if addresses else dict(schema)
    intricacy = Intricacy(Graph.of(inner))
    if not intricacy.bearable(None):
        findings.append("multiplies by its references without end")
        return ClosedSchema(findings=tuple(findings))
    try:
        # Offline, although no reference leaves any more: what was overlooked is refused, and not fetched.
        validator = jsonschema_rs.validator_for(inner, offline=True, pattern_options=patterns())
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        return ClosedSchema(tuple(findings), broken=(str(error).splitlines() or ["it is not a schema"])[0])
    return ClosedSchema(tuple(findings), validator=validator, intricacy=intricacy)


def excesses(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """In which respects a schema is beyond what is looked at."""
    # Only here: whatever has called a server has imported it.
    from pydantic_core import to_json  # noqa: PLC0415

    if any(node.depth > DEPTH for node in subschemas(schema)):
        return (f"is nested more than {DEPTH} levels deep",)
    try:
        too_long = len(to_json(schema, inf_nan_mode="constants")) > SIZE
    except ValueError:
        too_long = True
    return (f"has more than {SIZE:,} bytes",) if too_long else ()


def patterns() -> jsonschema_rs.FancyRegexOptions:
    """How far the patterns of a schema are followed."""
    import jsonschema_rs  # noqa: PLC0415

    return jsonschema_rs.FancyRegexOptions(
        backtrack_limit=BACKTRACKS, size_limit=PATTERN_BYTES, dfa_size_limit=PATTERN_BYTES
    )


def shown(address: str) -> str:
    """An address, cut to what a person reads."""
    return address if len(address) <= 200 else f"{address[:200]} …"
