"""The placeholders of the phrases about benchmarks."""

from acceptance.bench.activities import Activity
from acceptance.bench.bench import bound_in
from steps.support.vocabulary import declare_type, one_of

declare_type("Activity", one_of(Activity), Activity)
# Any word: a bound that is not a number is reported by the step, and is not taken for an undefined phrase.
declare_type("Bound", r"\S+", lambda text: lambda: bound_in(text), "a number such as 1.5")
declare_type("Count", r"\d{1,3}(?:,\d{3})*|\d+", lambda text: int(text.replace(",", "")), "a count such as 100,000")
