"""A story's row: what its tellings agree on, what they differ in and who says so, its history and its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from communique.stories.cluster import Group
from communique.stories.telling import AHEAD, PAST, Telling

Json = dict[str, Any]
HALF = 0.5  # what each further independent outlet adds, as a power of its own doubt
HIGHEST = 0.99
REASONS = 20  # merges whose reasons are kept


def row_of(group: Group, place_names: dict[str, str], copies: Sequence[Json]) -> Json:
    """The columns of a story, `details` as a JSON object."""
    told = sorted(group.tellings, key=lambda t: (t.published or "", t.key))
    latest = _latest(told)
    days = [t.published for t in told if t.published] + [copy["date"] for copy in copies if copy["date"]]
    outlets = _outlets(told)
    exact = [t.span for t in told if t.exact and t.span and t.status == latest.status]
    start, end = Counter(exact).most_common(1)[0][0] if exact else (None, None)
    return {
        "type": Counter(t.type for t in told).most_common(1)[0][0], "status": latest.status,
        "start": start, "end": end, "first_seen": min(days, default=None), "last_seen": max(days, default=None),
        "reports": len({t.report for t in told}) + len({copy["report"] for copy in copies}),
        "outlets": len(outlets), "confidence": _confidence(told),
        "details": {
            "key": "|".join(group.key), "history": _history(told), "differ": _differ(told, place_names),
            "outlets": outlets, "copies": [copy["report"] for copy in copies],
            "joined": [["|".join(pair[0]), "|".join(pair[1]), list(why)]
                       for pair, why in sorted(group.reasons.items())[:REASONS]]}}


def _latest(told: Sequence[Telling]) -> Telling:
    """The telling whose status holds: what was reported last, facts before claims, done acts before plans."""
    def rank(t: Telling) -> tuple[Any, ...]:
        return (t.status in PAST and t.status != "background", t.published or "", not t.claim, t.status in PAST,
                t.confidence, t.key)
    cancelled = [t for t in told if t.status == "cancelled"]
    done = [t for t in told if t.status in PAST]
    if cancelled and not done:
        newest = max(t.published or "" for t in told if t.status in AHEAD)
        return next((t for t in cancelled if (t.published or "") == newest), max(told, key=rank))
    return max(told, key=rank)


def _history(told: Sequence[Telling]) -> list[Json]:
    """Each change of status or of the day, in the order of publication."""
    out: list[Json] = []
    for t in told:
        step = {"day": t.published, "status": t.status, "start": t.span[0] if t.exact and t.span else None,
                "report": t.report}
        if not out or any(out[-1][name] != step[name] for name in ("status", "start")):
            out.append(step)
    return out


def _outlets(told: Iterable[Telling]) -> list[Json]:
    """Those who tell it independently of each other."""
    by_name: dict[str, set[str]] = {}
    countries: dict[str, str | None] = {}
    for t in told:
        by_name.setdefault(t.outlet, set()).add(t.report)
        countries[t.outlet] = countries.get(t.outlet) or t.country
    return [{"outlet": name, "country": countries[name], "reports": sorted(reports)}
            for name, reports in sorted(by_name.items())]


def _confidence(told: Sequence[Telling]) -> float:
    """The best telling's, and each further independent outlet takes away part of the doubt that is left."""
    best: dict[str, float] = {}
    for t in told:
        best[t.outlet] = max(best.get(t.outlet, 0.0), t.confidence)
    first, *others = sorted(best.values(), reverse=True)
    doubt = 1 - first
    for value in others:
        doubt *= (1 - value) ** HALF
    return round(min(max(HIGHEST, first), 1 - doubt), 3)


Field = Callable[[Telling], object]


def _differ(told: Sequence[Telling], place_names: dict[str, str]) -> Json:
    """Details in which tellings contradict each other, each value with who says so."""
    fields: dict[str, Field] = {
        "start": lambda t: t.span[0] if t.exact and t.span else None,
        "place": lambda t: place_names.get(t.place.key) if t.place and t.place.feature != "country" else None,
        "source": lambda t: None if t.reciprocal else " ".join(sorted(t.sources)) or None,
        "target": lambda t: None if t.reciprocal else " ".join(sorted(t.targets)) or None,
        "status": lambda t: t.status if t.status in ("denied", "cancelled", *PAST[:2]) else None}
    for what in sorted({what for t in told for what in t.quantities}):
        fields[what] = _number(what)
    out: Json = {}
    for name, value in fields.items():
        said: dict[Any, list[Telling]] = {}
        for t in told:
            if (found := value(t)) is not None:
                said.setdefault(found, []).append(t)
        if len(said) > 1:
            out[name] = [{"value": found, "outlets": sorted({t.outlet for t in who}),
                          "reports": sorted({t.report for t in who})}
                         for found, who in sorted(said.items(), key=lambda item: (-len(item[1]), str(item[0])))]
    return out


def _number(what: str) -> Field:
    return lambda t: t.quantities.get(what)
