"""A record database of N realistic events, for measuring.

The first block of reports is drawn at random and put in by `Writer.put`: parties and pairs after Zipf's law, as many
types, statuses, places, outlets and words as there are in news. Each further block tells the first again on later days,
copied row by row in SQL with numbers, ids and days moved; `tests/store/test_scale.py` shows that this gives what the
writer would have made of the same records. Words are invented, apart from a few that queries look for.
"""

from __future__ import annotations

import bisect
import itertools
import json
import random
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from communique.knowledge.files import files
from communique.knowledge.ontology import load
from communique.store import Writer, schema
from communique.store.tables import TABLES

Json = dict[str, Any]


def _listed(words: str) -> list[str]:
    return words.split()


FIRST, DAYS = date(2015, 1, 1), 3652
STATES = _listed(
    "USA CHN RUS GBR FRA DEU UKR ISR IRN IND JPN PRK KOR TUR SYR SAU PAK AUS CAN ITA EGY IRQ AFG POL ESP BRA "
    "MEX VEN ZAF NGA ETH KEN SDN YEM QAT ARE JOR LBN GRC NLD BEL SWE NOR FIN DNK CHE AUT HUN CZE ROU BGR SRB "
    "GEO ARM AZE KAZ UZB VNM THA IDN MYS PHL SGP MMR BGD LKA NPL TWN MNG LBY TUN DZA MAR MLI NER TCD SOM UGA "
    "RWA COD TZA ZMB ZWE MOZ AGO GHA CIV SEN CUB COL PER CHL ARG BOL ECU NZL IRL PRT")
BODIES = _listed("eu nato un asean au opec wto imf icc osce gcc sco")
KNOWN = _listed(
    "talks summit border grain export sanctions troops ceasefire nuclear missile trade agreement visit "
    "minister election aid refugees pipeline embassy treaty")
CONTEXTS = _listed("diplomatic military economic legal election humanitarian migration environment")
STATUSES = ("happened", "ongoing", "scheduled", "hypothetical", "denied", "cancelled", "background")
OFTEN = (70, 5, 10, 6, 2, 1, 6)
STANCES = ("states", "denies", "demands", "welcomes", "condemns", "promises", "warns")
REPORTS = 16_000  # of the first block


class Draw:
    """What reports are made of, and the dice."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.words = sorted({self._word() for _ in range(20_000)}, key=lambda _: self.dice.random())
        for n, word in enumerate(KNOWN):
            self.words.insert(20 + 20 * n, word)  # as frequent as they are in news
        self.types = sorted(load(files(None)).types)
        self.parties = zipf(STATES + BODIES, 0.8)
        self.word = zipf(self.words, 0.9)
        self.outlets = zipf([f"Outlet {n}" for n in range(300)], 1.0)
        self.topics = zipf([f"{a} {b}" for a in KNOWN for b in KNOWN if a != b], 1.0)
        self.places = zipf([(f"{self._word().title()}", code, n) for n in range(12) for code in STATES], 0.8)

    def _word(self) -> str:
        parts = _listed("ba ce di fo gu ha ji ke lo mu na pe qui ra si to va we xi zo")
        return "".join(self.dice.choices(parts, k=self.dice.randint(2, 4)))

    def one(self, table: tuple[list[Any], list[float]]) -> Any:
        """One of them, the first more often."""
        return table[0][bisect.bisect(table[1], self.dice.random() * table[1][-1])]

    def some(self, table: tuple[list[Any], list[float]], number: int) -> list[Any]:
        """Different ones."""
        out: dict[Any, None] = {}
        while len(out) < number:
            out[self.one(table)] = None
        return list(out)


def zipf(values: list[Any], power: float) -> tuple[list[Any], list[float]]:
    """Values with their heaped-up weights."""
    return values, list(itertools.accumulate(1 / n ** power for n in range(1, len(values) + 1)))


def report(draw: Draw, number: int, span: int) -> Json:
    """A record of a day within `span` days from the first; some come in late."""
    dice = draw.dice
    day = FIRST + timedelta(days=dice.randrange(span) - (dice.randrange(300) if dice.random() < 0.05 else 0))
    actors = [_actor(draw, n, party) for n, party in enumerate(draw.some(draw.parties, dice.randint(2, 5)), 1)]
    actors += [_person(draw, len(actors) + n, one) for n, one in enumerate(actors[:dice.randint(0, 2)], 1)
               if one["kind"] == "state"]
    for n, one in enumerate(actors, 1):
        one["id"] = f"a{n}"
    text, sentences = _text(draw, dice.randint(6, 14))
    places = [{"span": [0, 5], "name": name, "country": code, "admin1": None, "feature": "city", "lat": n * 1.5,
               "lon": n * 2.5, "geonames": None} for name, code, n in draw.some(draw.places, 2)]
    told = dice.sample(sentences, min(len(sentences), max(1, min(9, int(dice.expovariate(1 / 3)) + 1))))
    events = [_event(draw, n, span, actors, day) for n, span in enumerate(sorted(told), 1)]
    said = dice.sample(sentences, dice.choice((0, 1, 1, 2, 3)))
    return {"id": name_of(0, number), "date": day.isoformat(), "title": " ".join(draw.some(draw.word, 6)).title(),
            "url": f"https://news.example/{number}", "publisher": draw.one(draw.outlets), "byline": None,
            "language": "en", "coder": {"version": "0", "model": "none", "knowledge": "0"}, "text": text, "repairs": [],
            "posts": [], "actors": actors, "times": [], "places": places, "events": events,
            "statements": [_statement(draw, n, span, actors, text) for n, span in enumerate(sorted(said), 1)],
            "dropped": []}


def name_of(block: int, number: int) -> str:
    """The id of a report."""
    return f"wire-{block:04}-{number:06}"


def _text(draw: Draw, number: int) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for _ in range(number):
        words = [draw.one(draw.word) for _ in range(draw.dice.randint(10, 30))]
        sentence = " ".join(words).capitalize() + "."
        text += " " if text else ""
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, spans


def _actor(draw: Draw, number: int, party: str) -> Json:
    state = party.isupper()
    return {"id": f"a{number}", "ref": party, "name": party.title() if state else party.upper(),
            "kind": "state" if state else "organisation", "code": party if state else "IGO", "sector": "GOV",
            "office": None, "wikidata": None, "mentions": [[0, 3]] * draw.dice.randint(1, 4), "reasons": []}


def _person(draw: Draw, number: int, state: Json) -> Json:
    n = int(draw.dice.paretovariate(1)) % 40
    return state | {"id": f"a{number}", "ref": f"{state['code'].lower()}-person-{n}", "kind": "person",
                    "name": f"Person {n} of {state['code']}", "office": draw.dice.choice(
                        ("foreign minister", "president", "spokesperson"))}


def _event(draw: Draw, number: int, span: tuple[int, int], actors: list[Json], day: date) -> Json:
    dice = draw.dice
    status = dice.choices(STATUSES, OFTEN)[0]
    ahead = status in ("scheduled", "hypothetical")
    dated = dice.random() < (0.6 if ahead else 0.8)
    start = day + timedelta(days=dice.randint(1, 90) if ahead else -dice.randint(0, 3)) if dated else None
    chosen = dice.sample([one["id"] for one in actors], k=min(len(actors), dice.choice((2, 2, 2, 2, 3, 4))))
    cut = dice.randint(1, len(chosen) - 1) if dice.random() < 0.95 else len(chosen)
    quad = dice.randint(1, 4)
    type = draw.types[int(len(draw.types) * dice.random() ** 2)] if dice.random() < 0.97 else None
    return {"id": f"e{number}", "type": type, "mode": dice.choice((None, None, "visit", "phone")),
            "contexts": dice.sample(CONTEXTS, dice.randint(0, 2)), "status": status,
            "start": start.isoformat() if start else None, "end": start.isoformat() if start else None,
            "granularity": "day" if start else None, "plover": type, "cameo": f"{dice.randint(1, 20):02}{quad}",
            "quad": quad, "intensity": round(dice.uniform(-10, 10), 1), "announced": None, "sources": chosen[:cut],
            "targets": chosen[cut:], "reciprocal": dice.random() < 0.3,
            "place": dice.choice((None, 0, 1)), "time_spans": [], "forums": [], "reported_by": None,
            "mechanism": {"name": f"{dice.randint(1, 20)}th {draw.one(draw.topics)} dialogue", "span": [0, 3]}
            if dice.random() < 0.01 else None,
            "quantities": [], "same_as": [f"e{number - 1}"] if number > 1 and dice.random() < 0.1 else [],
            "confidence": round(dice.uniform(0.3, 1), 3), "reasons": [],
            "sentence": list(span), "trigger": [span[0], span[0] + 6], "also": [], "source_spans": [],
            "target_spans": []}


def _statement(draw: Draw, number: int, span: tuple[int, int], actors: list[Json], text: str) -> Json:
    dice = draw.dice
    return {"id": f"s{number}", "speaker": dice.choice(actors)["id"] if dice.random() < 0.9 else None,
            "speaker_span": None, "via": None, "addressee": "reporters" if dice.random() < 0.1 else None,
            "occasion": None, "said_at": None, "kind": dice.choice(("direct", "mixed", "indirect")),
            "stance": dice.choices(STANCES, (60, 5, 10, 5, 5, 5, 10))[0], "cue": "said",
            "cue_span": [span[0], span[0] + 4], "content": [[span[0], span[1] - 1]],
            "topics": draw.some(draw.topics, dice.randint(0, 2)), "parent": None, "post": None,
            "sentence": list(span), "confidence": round(dice.uniform(0.3, 1), 3), "reasons": []}


# filling


def fill(path: Path, events: int, *, seed: int = 1, reports: int = REPORTS,
         says: Callable[[str], None] = print) -> None:
    """Makes a database of about `events` events."""
    draw = Draw(seed)
    blocks = max(1, round(events / (reports * 3.3)))
    span = max(1, DAYS // blocks)
    with Writer(path) as writer, writer.batch():
        for number in range(reports):
            writer.put(report(draw, number, span))
    says(f"the first of {blocks} blocks is in")
    db = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000", "foreign_keys = OFF",
                    "temp_store = MEMORY"):
        db.execute(f"PRAGMA {setting}")
    again = _without_indexes(db)
    db.execute("BEGIN")
    for block in range(1, blocks):
        copy_block(db, block, span)
        if block % 10 == 0:
            says(f"block {block}")
    db.execute("COMMIT")
    db.execute(schema.COUNT)
    for statement in again:
        db.execute(statement)
        says(statement[:60])
    db.execute("PRAGMA optimize")
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


def _without_indexes(db: sqlite3.Connection) -> list[str]:
    """Drops what costs time in filling; gives the statements that make it again."""
    made = [sql for table in TABLES for sql in table.sql()[1:]]
    made += [sql for name, column in schema.SEARCHED for sql in schema._search(name, column)[1:]]
    made += schema.COUNTED
    for statement in made:
        kind, name = re.findall(r"CREATE (INDEX|TRIGGER) (\w+)", statement)[0]
        db.execute(f"DROP {kind} {name}")
    return [f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')" for name, _ in schema.SEARCHED] + made


def copy_block(db: sqlite3.Connection, block: int, span: int) -> None:
    """The first block once more, `block` times `span` days later."""
    days, moved = block * span, {"reports": 0, "sentences": 0, "events": 0, "statements": 0}
    step = {name: _length(db, name) for name in moved}
    body = {id: _retold(*row, block, days) for id, *row in db.execute(
        "SELECT id, report, record FROM reports WHERE id <= ?", (step["reports"],))}
    db.create_function("retold", 1, body.__getitem__, deterministic=True)
    for table in TABLES:
        names = [column.name for column in table.columns]
        own = {"sentences": "sentences", "reports": "reports", "events": "events", "statements": "statements",
               "report_actors": "reports", "event_actors": "events", "pairs": "events", "plans": "events",
               "statement_topics": "statements", "ledger": "reports"}.get(table.name)
        if own is None:
            continue
        picks = ", ".join(_moved(table.name, name, step, block, days) for name in names)
        order = {"pairs": " ORDER BY a, b, day, event", "plans": " ORDER BY party, dated, day, event",
                 "statement_topics": " ORDER BY topic, statement"}
        key = {"report_actors": "report", "event_actors": "event", "pairs": "event", "plans": "event",
               "statement_topics": "statement", "ledger": "item"}.get(table.name, "id")
        upto: object = name_of(1, 0) if key == "item" else step[own]
        db.execute(f"INSERT INTO {table.name} SELECT {picks} FROM {table.name} WHERE {key} "
                   f"{'<' if key == 'item' else '<='} ?{order.get(table.name, '')}", (upto,))


def _length(db: sqlite3.Connection, table: str) -> int:
    """How many rows the first block has."""
    last = db.execute("SELECT max(id) FROM reports WHERE report < ?", (name_of(1, 0),)).fetchone()[0]
    if table == "reports":
        return int(last)
    return int(db.execute(f"SELECT max(id) FROM {table} WHERE id <= (SELECT max(id) FROM {table} WHERE report <= ?)",
                          (last,)).fetchone()[0])


DATES = {"reports": ("date",), "events": ("start", "end", "day"), "event_actors": ("day",),
         "statements": ("said_at", "day"), "plans": ("until",)}


def _moved(table: str, name: str, step: dict[str, int], block: int, days: int) -> str:
    """The SQL of a column in another block."""
    if name in DATES.get(table, ()):
        return f"date({name}, '+{days} days')" if name != "end" else f"date(\"end\", '+{days} days')"
    if name == "day" and table in ("pairs", "plans"):
        return f"CASE day WHEN '' THEN '' ELSE date(day, '+{days} days') END"
    if name in ("report", "item") and table in ("reports", "ledger"):
        return f"'wire-{block:04}' || substr({name}, 10)"
    if name == "record":
        return "retold(id)"
    of = {"report": "reports", "event": "events", "statement": "statements", "sentence": "sentences"}.get(name)
    if name == "id" or (of and (table not in ("events", "statements") or name in ("report", "sentence"))):
        return f"{name} + {step[table if name == 'id' else of or '']} * {block}"
    return f'"{name}"'


def _retold(report: str, body: bytes, block: int, days: int) -> bytes:
    """The stored record on other days, under another id."""
    text = zlib.decompress(body).decode()
    return zlib.compress(text_moved(text, report, block, days).encode())


def text_moved(text: str, report: str, block: int, days: int) -> str:
    """The JSON of a record on other days, under another id."""
    moved = re.sub(r'"(\d{4}-\d\d-\d\d)"',
                   lambda found: f'"{date.fromisoformat(found[1]) + timedelta(days=days)}"', text)
    return moved.replace(f'"{report}"', f'"wire-{block:04}{report[9:]}"', 1)


def records(seed: int, reports: int, blocks: int) -> Iterator[Json]:
    """What `fill` puts in, as records, for the writer."""
    draw, span = Draw(seed), max(1, DAYS // blocks)
    first = [report(draw, number, span) for number in range(reports)]
    yield from first
    for block in range(1, blocks):
        for one in first:
            yield json.loads(text_moved(json.dumps(one), one["id"], block, block * span))
