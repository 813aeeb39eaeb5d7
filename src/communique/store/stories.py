"""Stories as they are read: a row for each act, with the telling that shows it best; the rounds of a mechanism."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from communique.store import filters
from communique.store.filters import EventFilter
from communique.store.view import EVENT_COLUMNS, EVENT_JOINS, Row, View

BATCH = 500
COLUMNS = ("t.id, t.type, t.status, t.start, t.end, t.first_seen, t.last_seen, t.reports, t.outlets, t.confidence, "
           "t.details, coalesce(t.start, t.first_seen) AS day")
NUMBERS = {word: n for n, word in enumerate((
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth"), 1)}
_NUMBER = re.compile(rf"\b(\d{{1,3}})(?:st|nd|rd|th)\b|\b({'|'.join(NUMBERS)})\b", re.IGNORECASE)


def stories(view: View, wanted: EventFilter, *, limit: int | None = None) -> Iterator[Row]:
    """The stories of which any telling fits, in the order of days; `details` unpacked, sides, place and sentence from
    the telling that shows it best."""
    query = filters.events(wanted, view.names)
    ids = [row["id"] for row in view._rows(
        f"SELECT t.id FROM stories t WHERE t.id IN (SELECT story FROM events WHERE id IN "
        f"(SELECT {query.id} FROM {query.tables}{query.clause()})) "
        "ORDER BY coalesce(t.start, t.first_seen), t.id LIMIT ?", (*query.values, -1 if limit is None else limit))]
    for at in range(0, len(ids), BATCH):
        part = json.dumps(ids[at:at + BATCH])
        yield from _whole(view, part)


def story(view: View, id: int) -> Row | None:
    """One story; None where there is none with this number."""
    return next(_whole(view, json.dumps([id])), None)


def _whole(view: View, ids: str) -> Iterator[Row]:
    best = _best(view, ids)
    for row in view._rows(f"SELECT {COLUMNS} FROM json_each(?) i CROSS JOIN stories t ON t.id = i.value", (ids,)):
        yield {**best[row["id"]], **row, "details": json.loads(row["details"] or "{}")}


def count_stories(view: View, wanted: EventFilter) -> int:
    """How many stories have a telling that fits."""
    query = filters.events(wanted, view.names)
    found = view.db.execute(f"SELECT count(DISTINCT story) FROM events WHERE id IN "
                            f"(SELECT {query.id} FROM {query.tables}{query.clause()})", query.values).fetchone()
    return int(found[0])


def _best(view: View, ids: str) -> dict[int, Row]:
    """For each story the telling of its own status that says most and is surest."""
    rows = view._rows(
        f"SELECT {EVENT_COLUMNS}, t.status AS _status FROM json_each(?) i CROSS JOIN events e ON e.story = i.value"
        f"{EVENT_JOINS} ORDER BY e.id", (ids,))
    best: dict[int, Row] = {}
    for row in view._with_sides(rows):
        if row["story"] not in best or _worth(row) > _worth(best[row["story"]]):
            best[row["story"]] = row
    return best


def _worth(row: Row) -> tuple[Any, ...]:
    return (row["status"] == row["_status"], bool(row["sources"]) and bool(row["targets"]), row["place"] is not None,
            row["confidence"], -row["id"])


def number_of(mechanism: str) -> int | None:
    """The number of a round, where its name has one.

    >>> number_of("18th strategic dialogue"), number_of("Third Round of Border Talks"), number_of("annual talks")
    (18, 3, None)
    """
    found = _NUMBER.search(mechanism)
    if found is None:
        return None
    return int(found[1]) if found[1] else NUMBERS[found[2].lower()]


def bare(mechanism: str) -> str:
    """A mechanism's name without the number of the round: what its rounds have in common.

    >>> bare("the 18th Strategic Dialogue"), bare("third round of border talks")
    ('strategic dialogue', 'border talks')
    """
    name = _NUMBER.sub(" ", mechanism.casefold())
    name = re.sub(r"\b(?:the|a|an|its|their|latest|next|new|round of|meeting of|session of|edition of)\b", " ", name)
    return " ".join(name.split())


def series(view: View, mechanism: str | None = None) -> Iterator[Row]:
    """The rounds of standing mechanisms in the order of days, each mechanism by itself: `mechanism`, `parties`,
    `number` (null where no telling says it), and the columns of a story. `mechanism`: words of its name."""
    rounds: dict[tuple[str, str], list[Row]] = {}
    for row in stories(view, EventFilter(mechanism=mechanism, typed=True)):
        names = [name for name, in view.db.execute(
            "SELECT mechanism FROM events WHERE story = ? AND mechanism NOT NULL ORDER BY length(mechanism) DESC, id",
            (row["id"],))]
        if not names:
            continue
        parties = sorted({side["party"] for side in (*row["sources"], *row["targets"])})
        number = next((n for n in map(number_of, names) if n is not None), None)
        rounds.setdefault((bare(names[0]), " ".join(parties)), []).append(
            row | {"mechanism": bare(names[0]), "parties": parties, "number": number})
    for key in sorted(rounds):
        yield from rounds[key]
