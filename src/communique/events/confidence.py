"""How far an event can be trusted: a logistic model over what is known of how it was coded.

Its weights are data (`data/details/confidence.yaml`), fitted to the annotated reports by `benchmarks/calibration.py`:
of events marked 0.7, seven in ten have the right type and sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp

UNAIMED = ("PROTEST", "MOBILIZE")  # acts that need no target


def confidence(weights: Mapping[str, float], reasons: tuple[str, ...], status: str, type_name: str | None,
               sides: tuple[int, int]) -> float:
    """The confidence, 0 to 1, of an event with these reasons, status and type, and so many sources and targets."""
    total = sum(weights.get(name, 0.0) for name in features(reasons, status, type_name, sides))
    return round(1 / (1 + exp(-total)), 2)


def features(reasons: tuple[str, ...], status: str, type_name: str | None, sides: tuple[int, int]) -> Iterator[str]:
    """What the weights are of: base, one-sided, composed, the kind of predicate, status, and every plain reason."""
    yield "base"
    if not sides[0] or (not sides[1] and type_name not in UNAIMED):
        yield "one-sided"
    rule = reasons[0] if reasons else ""
    if "(" in rule:
        yield "composed"
    if rule.startswith("rule:"):
        yield ":".join(rule.split(":")[:2])  # rule:verb, rule:noun, rule:adjective
    elif rule.startswith("second:"):
        yield "spoken"
    yield f"status:{status}"
    for reason in dict.fromkeys(reasons[1:]):
        if not reason.startswith("status:"):
            yield ":".join(reason.split(":")[:2])
