"""What events, statements or actors are asked for → a WHERE clause and its values.

A filter is checked before anything is asked: a day that is none, an unknown country or type is an error. One filter
drives the query (the pair, else the party, else the actor), so that a list comes in the order of an index. A `+` before
a column keeps SQLite from using its index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from communique.errors import StoreError
from communique.knowledge.world_rows import Membership
from communique.store.names import QUADS, STATUSES, Meant, Names
from communique.store.query import Narrow, Query

Many = str | Iterable[str] | None
SAID = ("direct", "mixed", "indirect")
CAMEO = re.compile(r"\d{1,4}")
DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events. Of a field with several values one must hold; all fields must."""

    actor: str | None = None  # on any side
    with_: str | None = None  # on the side opposite to `actor`
    source: str | None = None
    target: str | None = None
    members_of: str | None = None  # a member of this body on a side
    type: Many = None
    mode: Many = None
    quad: int | str | None = None
    cameo: str | None = None  # code or its beginning
    status: Many = None
    since: str | None = None
    until: str | None = None
    place: str | None = None  # country code or name of a place
    forum: str | None = None
    mechanism: str | None = None  # words of it
    topic: str | None = None
    context: str | None = None
    outlet: str | None = None
    text: str | None = None  # words of the sentence; "in quotation marks" a phrase
    min_sources: int | None = None  # independent outlets
    min_confidence: float | None = None
    typed: bool = True  # without bare statements, which have no type


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements."""

    speaker: str | None = None  # a state: all who speak for it
    members_of: str | None = None
    about: str | None = None  # a topic, or somebody
    addressee: str | None = None
    stance: Many = None
    kind: Many = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    text: str | None = None
    min_confidence: float | None = None


def events(wanted: EventFilter, names: Names) -> Query:
    """The query for events. Raises StoreError where a value is none."""
    _check(wanted)
    query = _driven(wanted, names)
    for role in ("source", "target"):
        if name := getattr(wanted, role):
            _side(query, role, names.actor(name))
    if wanted.forum:
        _side(query, "forum", names.actor(wanted.forum))
    if wanted.members_of:
        condition, values = belongs(names.members(wanted.members_of), "m.a", "m.day")
        query.add(f"EXISTS (SELECT 1 FROM pairs m WHERE m.event = e.id AND m.b = '' AND {condition})", *values)
    codes(query, wanted, names, plus="+")
    _days(query, query.day, wanted.since, wanted.until)
    _circumstances(query, wanted, names)
    return query


def _check(wanted: EventFilter | StatementFilter) -> None:
    """Raises StoreError for what no row can fulfil, or everyone does by mistake."""
    for one in fields(wanted):
        if getattr(wanted, one.name) == "":
            raise StoreError(f"{one.name.rstrip('_')} is empty. Leave it out, or say what is meant.")
    if wanted.since and wanted.until and whole(day("since", wanted.since)) > day("until", wanted.until) + "~":
        raise StoreError(f"since {wanted.since!r} lies behind until {wanted.until!r}. Change one of them.")
    if wanted.min_confidence is not None and not 0 <= wanted.min_confidence <= 1:
        raise StoreError(f"min_confidence {wanted.min_confidence!r} is no share. Give a number from 0 to 1.")
    if isinstance(wanted, EventFilter) and wanted.min_sources is not None and wanted.min_sources < 1:
        raise StoreError(f"min_sources {wanted.min_sources!r} is no number of outlets. Give 1 or more.")


def _driven(wanted: EventFilter, names: Names) -> Query:
    """The tables, with the one first that leaves fewest rows."""
    if wanted.with_ and not wanted.actor:
        raise StoreError("'with_' says who is opposite to 'actor'. Give both.")
    actor = names.actor(wanted.actor) if wanted.actor else None
    other = names.actor(wanted.with_) if wanted.with_ else None
    ends = [names.actor(name).party for name in (wanted.source, wanted.target) if name]
    if not actor and ends and all(ends):
        query = Query("pairs d JOIN events e ON e.id = d.event", "d.day", "d.event")
        query.add("d.a = ?", ends[0])
        query.add("d.b = ?", ends[1] if len(ends) == 2 else "")
    elif actor and actor.party:
        query = Query("pairs d JOIN events e ON e.id = d.event", "d.day", "d.event")
        query.add("d.a = ?", actor.party)
        query.add("d.b = ?", other.party if other and other.party else "")
    elif actor:
        query = Query("event_actors d JOIN events e ON e.id = d.event", "d.day", "d.event")
        query.add("d.actor = (SELECT id FROM actors WHERE key = ?)", actor.actor)
        query.add("d.role <> 'forum'")
        query.add("NOT EXISTS (SELECT 1 FROM event_actors x WHERE x.event = d.event AND x.actor = d.actor AND "
                  "(x.role, x.n) < (d.role, d.n) AND x.role <> 'forum')")
    else:
        query = Query("events e", "e.day", "e.id")
    if actor and other and not (actor.party and other.party):
        (one, first), (two, second) = _is(actor, "o"), _is(other, "t")
        query.add(f"EXISTS (SELECT 1 FROM event_actors o JOIN event_actors t USING (event) WHERE o.event = e.id "
                  f"AND {one} AND {two} AND (o.role, t.role) IN (VALUES ('source', 'target'), ('target', 'source')))",
                  first, second)
    return query


def belongs(members: tuple[Membership, ...], party: str, day: str) -> tuple[str, list[str]]:
    """Whether a party is a member on a day; without a day, whether it is one today."""
    always = [one.member for one in members if one.since is None and one.until is None]
    parts, values = [f"{party} IN ({', '.join('?' * len(always))})"], list(always)
    for one in members:
        if one.since or one.until:
            undated = "" if one.until else f" OR {day} = ''"
            parts.append(f"({party} = ? AND ({day} BETWEEN ? AND ?{undated}))")
            values += [one.member, one.since or "0", (one.until or "9999") + "~"]
    return f"({' OR '.join(parts)})", values


def _is(who: Meant, alias: str) -> tuple[str, str | None]:
    if who.party:
        return f"{alias}.party = ?", who.party
    return f"{alias}.actor = (SELECT id FROM actors WHERE key = ?)", who.actor


def _side(query: Query, role: str, who: Meant) -> None:
    condition, value = _is(who, "s")
    query.add(f"EXISTS (SELECT 1 FROM event_actors s WHERE s.event = e.id AND s.role = ? AND {condition})", role, value)


def codes(query: Query, wanted: EventFilter, names: Names, *, plus: str = "") -> None:
    """What the codes of an event must be."""
    types = [names.type(one) for one in several(wanted.type)]
    if types:
        query.any_of(f"{plus if len(types) > 1 else ''}e.type", types)
    elif wanted.typed:
        query.add("e.type IS NOT NULL")
    if wanted.mode:
        query.any_of("e.mode", [names.mode(one) for one in several(wanted.mode)])
    if wanted.quad is not None:
        query.add("e.quad = ?", _quad(wanted.quad, names))
    if wanted.cameo:
        if not CAMEO.fullmatch(wanted.cameo):
            raise StoreError(f"cameo {wanted.cameo!r} is no code. Give its digits, or the first of them: 04 or 042.")
        query.add("e.cameo GLOB ?", f"{wanted.cameo}*")
    if wanted.status:
        query.any_of(f"{plus}e.status", [names.one_of("status", one, STATUSES) for one in several(wanted.status)])


def _quad(given: int | str, names: Names) -> int:
    """A quad class by number or name."""
    if str(given) in "1234" and len(str(given)) == 1:
        return int(given)
    if isinstance(given, int) or given.isdigit():
        raise StoreError(f"quad {given!r} is no quad class. Give 1 to 4, or one of: {', '.join(QUADS)}.")
    return QUADS[names.one_of("quad class", given, QUADS)]


def _circumstances(query: Query, wanted: EventFilter, names: Names) -> None:
    if wanted.place:
        places, values = "SELECT id FROM places WHERE country = ? OR name = ? COLLATE NOCASE", names.place(wanted.place)
        query.narrow(names.db, Narrow(f"SELECT id FROM events WHERE place IN ({places})", values,
                                      f"+e.place IN ({places})", values))
    if wanted.mechanism:
        like = f"%{_literal(wanted.mechanism)}%"
        query.narrow(names.db, Narrow(
            "SELECT id FROM events WHERE mechanism NOT NULL AND mechanism LIKE ? ESCAPE '\\'", (like,),
            "+e.mechanism LIKE ? ESCAPE '\\'", (like,)))
    if wanted.context:
        context(query, names.context(wanted.context))
    if wanted.topic:
        _topic(query, wanted.topic, names)
    if wanted.outlet:
        outlet = names.outlet(wanted.outlet)
        query.narrow(names.db, Narrow(
            "SELECT x.id FROM reports y CROSS JOIN events x ON x.report = y.id WHERE y.publisher = ?", (outlet,),
            "(SELECT publisher FROM reports WHERE id = e.report) = ?", (outlet,)))
    if wanted.text:
        found, given = "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?", (words(wanted.text),)
        query.narrow(names.db, Narrow(
            f"SELECT x.id FROM ({found}) y CROSS JOIN events x ON x.sentence = y.rowid", given,
            f"+e.sentence IN ({found})", given))
    if wanted.min_sources and wanted.min_sources > 1:
        query.add("(SELECT outlets FROM stories WHERE id = e.story) >= ?", wanted.min_sources)
    if wanted.min_confidence:
        query.add("e.confidence >= ?", wanted.min_confidence)


def _topic(query: Query, topic: str, names: Names) -> None:
    """Events of a context, or in a sentence with a statement about it, or told in one."""
    same = "(x.sentence = q.sentence OR x.reported_by = q.statement)"
    said = ("SELECT x.id FROM statement_topics t CROSS JOIN statements q ON q.id = t.statement CROSS JOIN events x "
            f"ON x.report = q.report WHERE t.topic = ? AND {same}")
    if topic.casefold() in names.ontology.contexts:
        topic = topic.casefold()
        query.add(f"(e.contexts LIKE ? ESCAPE '\\' OR {query.id} IN ({said}))", f"%|{_literal(topic)}|%", topic)
        return
    topic = names.topic(topic)
    told = ("EXISTS (SELECT 1 FROM statements q CROSS JOIN statement_topics t ON t.topic = ? AND t.statement = q.id "
            f"WHERE q.report = e.report AND {same.replace('x.', 'e.')})")
    query.narrow(names.db, Narrow(said, (topic,), told, (topic,), "SELECT 1 FROM statement_topics WHERE topic = ?"))


def context(query: Query, name: str) -> None:
    """An event has this context."""
    query.add("e.contexts LIKE ? ESCAPE '\\'", f"%|{_literal(name)}|%")


def ahead(country: str | None, names: Names, *, dated: bool) -> Query:
    """Scheduled events of a country or somebody that no other telling says have happened, with a day or without."""
    query = Query("plans d CROSS JOIN events e ON e.id = d.event", "d.day", "d.event")
    who = names.actor(country) if country else Meant()
    query.add("d.party = ? AND d.dated = ?", who.party or "", int(dated))
    if who.actor:
        query.add("EXISTS (SELECT 1 FROM event_actors c WHERE c.event = e.id AND c.role <> 'forum' AND "
                  "c.actor = (SELECT id FROM actors WHERE key = ?))", who.actor)
    return query


def statements(wanted: StatementFilter, names: Names) -> Query:
    """The query for statements. Raises StoreError where a value is none."""
    _check(wanted)
    query = Query("statements q", "q.day", "q.id")
    if wanted.speaker:
        who = names.actor(wanted.speaker)
        if who.party:
            query.add("q.party = ?", who.party)
        else:
            query.add("q.speaker = (SELECT id FROM actors WHERE key = ?)", who.actor)
    if wanted.members_of:
        condition, values = belongs(names.members(wanted.members_of), "+q.party", "coalesce(q.day, '')")
        query.add(condition, *values)
    if wanted.about:
        _said(query, names, "SELECT statement FROM statement_topics WHERE topic = ?", names.topic(wanted.about))
    if wanted.stance:
        query.any_of("q.stance", [names.stance(one) for one in several(wanted.stance)])
    if wanted.kind:
        query.any_of("q.kind", [names.one_of("kind", one, SAID) for one in several(wanted.kind)])
    if wanted.addressee:
        query.add("q.addressee LIKE ? ESCAPE '\\'", f"%{_literal(wanted.addressee)}%")
    _days(query, "q.day", wanted.since, wanted.until)
    if wanted.outlet:
        outlet = names.outlet(wanted.outlet)
        query.narrow(names.db, Narrow(
            "SELECT x.id FROM reports y CROSS JOIN statements x ON x.report = y.id WHERE y.publisher = ?",
            (outlet,), "(SELECT publisher FROM reports WHERE id = q.report) = ?", (outlet,)))
    if wanted.text:
        _said(query, names, "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?", words(wanted.text))
    if wanted.min_confidence:
        query.add("q.confidence >= ?", wanted.min_confidence)
    return query


def _said(query: Query, names: Names, ids: str, value: str) -> None:
    query.narrow(names.db, Narrow(ids, (value,), f"+q.id IN ({ids})", (value,)))


def several(values: Many) -> list[str]:
    """One value or many, as a list."""
    return [values] if isinstance(values, str) else list(values or ())


def _days(query: Query, column: str, since: str | None, until: str | None) -> None:
    if since:
        query.add(f"{column} >= ?", day("since", since))
    if until:
        query.add(f"{column} <= ?", day("until", until) + "~")  # "2024-03" takes in all its days


def day(name: str, value: str) -> str:
    """A day, month or year that exists. Raises StoreError where it is none.

    >>> day("since", "2024-02-29"), day("since", "2024")
    ('2024-02-29', '2024')
    """
    try:
        if not DAY.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    except ValueError as error:
        raise StoreError(f"{name} {value!r} is no day. Write YYYY-MM-DD, YYYY-MM or YYYY.") from error
    return value


def whole(day: str) -> str:
    """The first day of a day, month or year.

    >>> whole("2024"), whole("2024-03")
    ('2024-01-01', '2024-03-01')
    """
    return day + "-01-01"[len(day) - 10:] if len(day) < 10 else day


def words(text: str) -> str:
    """What a person looks for, as FTS5 wants it: all words must be there, phrases in quotation marks as they stand.

    >>> words('grain "black sea" OR')
    '"grain" "black sea" "OR"'
    """
    parts = re.findall(r'"([^"]+)"|(\S+)', text)
    kept = [(phrase or word).replace('"', " ").strip() for phrase, word in parts]
    if not any(re.search(r"\w", part) for part in kept):
        raise StoreError(f"text {text!r} has no word to look for.")
    return " ".join(f'"{part}"' for part in kept if re.search(r"\w", part))


def _literal(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)
