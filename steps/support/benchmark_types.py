"""What the placeholders of the benchmarks' phrases can be."""

from acceptance.bench.activities import Activity
from acceptance.bench.bench import bound_in
from steps.support.vocabulary import declare_type, one_of

declare_type("Activity", one_of(Activity), Activity)
# Whatever stands there: a bound that is no number is told of by the step, not taken for a phrase that is missing.
declare_type("Bound", r"\S+", lambda text: lambda: bound_in(text), "a number such as 1.5")
declare_type("Count", r"\d{1,3}(?:,\d{3})*|\d+", lambda text: int(text.replace(",", "")), "a count such as 100,000")
