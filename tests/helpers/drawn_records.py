"""Records of all shapes, drawn at random but the same each time, for tests that compare two ways to one answer."""

from __future__ import annotations

import random

from small_records import KINDS, Json, actor, event, record, statement

CODES = [*KINDS, "DEU", "GBR"]


def drawn(number: int, seed: int = 0) -> Json:
    """A report with events of all shapes: many sides, none, days of the text, of the report and none."""
    dice = random.Random(f"{number} {seed}")
    text = "They met for talks in Lisbon."
    people = [actor(f"a{n}", code, KINDS.get(code, code), ref=code, kind="state") for n, code in enumerate(CODES, 1)]
    people += [actor("a20", "IGO", "EU", ref="eu", kind="organisation"),
               actor("a21", "IGO", "NATO", ref="nato", kind="organisation"), actor("a22", "CHN", "Person A", ref=None)]
    ids = [one["id"] for one in people]
    events = []
    for n in range(dice.randint(0, 4)):
        some = dice.sample(ids, dice.choice((1, 2, 2, 2, 3, 5)) if n else dice.choice((2, 8)))
        cut = dice.randint(0, len(some))
        events.append(event(
            f"e{n}", text, "met", some[:cut], some[cut:], type=dice.choice(("CONSULT", "AID", "ASSAULT", None)),
            status=dice.choice(("happened", "happened", "ongoing", "denied", "scheduled")), quad=dice.choice((1, 2)),
            start=dice.choice((None, f"2024-0{dice.randint(1, 4)}-1{dice.randint(0, 9)}", "2023-12-31")),
            mode=dice.choice((None, "visit")), cameo=dice.choice(("040", "046", "190")),
            reciprocal=dice.random() < 0.4, contexts=dice.sample(["military", "economic"], dice.randint(0, 2)),
            intensity=dice.choice((None, 2.5, -3.0, 0.1)), confidence=dice.random(), place=dice.choice((None, 0)),
            mechanism=dice.choice((None, {"name": f"{n}th trade dialogue", "span": [0, 4]}))))
    topics = dice.sample(["Trade", "trade", "grain export", "nato"], dice.randint(0, 3))
    said = [statement("s1", text, dice.choice(ids), "for talks", "met", topics=topics)]
    return record(f"r{number}", text, dice.choice((None, f"2024-0{dice.randint(1, 4)}-05")), people, events, said,
                  publisher=f"Wire {number % 3}", places=[
                      {"span": [0, 4], "name": "Lisbon", "country": "PRT", "admin1": None, "feature": "city",
                       "lat": 1.0, "lon": 2.0, "geonames": None}])
