"""How well stories are told apart: on the set of `story_set.py`, coded by the program and joined in a new database.

Tellings are what the program coded of sentences whose act is known; a pair is two tellings of different reports. The
same set is taken in once in one lot and once in another order in small portions: the stories must be the same.

    python benchmarks/stories.py [--errors 20]
    python benchmarks/stories.py --scale 100000   what stories cost as the database grows: the set again and again, ten
                                                  days later each time and between other states, so that a day has
                                                  some thirty reports and two states meet again after 200 days
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from story_set import SEED, Told, reports

import communique
from communique.store import Writer
from communique.stories.build import bring_up

Telling = tuple[str, str]
DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")


def coded(told: list[Told]) -> list[dict]:
    """The records of the reports."""
    reader = communique.load()
    return [reader.read(one.text(), date=one.published.isoformat(), id=one.id, publisher=one.outlet).to_dict()
            for one in told]


def joined(records: list[dict], portion: int) -> dict[Telling, int]:
    """The story of each event, by report and event."""
    with tempfile.TemporaryDirectory() as folder, Writer(Path(folder) / "s.db") as writer:
        for start in range(0, len(records), portion):
            with writer.batch():
                for record in records[start:start + portion]:
                    writer.put(record)
            bring_up(writer)
        return {(report, event): story for report, event, story in writer.db.execute(
            "SELECT r.report, e.event, e.story FROM events e JOIN reports r ON r.id = e.report WHERE e.type NOT NULL")}


def truth(told: list[Told], records: list[dict]) -> dict[Telling, str]:
    """The act of each event that stands in a sentence which tells one: the first event of the act's own kind there."""
    out: dict[Telling, str] = {}
    for one, record in zip(told, records, strict=True):
        for event in record["events"]:
            words = record["text"][event["sentence"][0]:event["sentence"][1]]
            act = next((act for said, act in one.sentences if act and (said in words or words in said)), None)
            if act and event["type"]:
                out[one.id, event["id"]] = act + ":" + event["type"] + ":" + str(event["mode"] == "visit")
    return out


def main() -> None:
    """Prints the figures, and the pairs that are wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--scale", type=int, metavar="REPORTS")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    acts, told = reports(args.seed)
    began = time.process_time()
    records = coded(told)
    coding = time.process_time() - began
    if args.scale:
        grow(records, args.scale, coding / len(records))
        return
    began = time.process_time()
    found = joined(records, len(records))
    joining = time.process_time() - began
    other = list(records)
    random.Random(1).shuffle(other)
    again = joined(other, 7)
    same = _as_sets(found) == _as_sets(again)
    known = truth(told, records)
    print(f"{len(acts)} acts, {len(told)} reports, {len(known)} tellings; coding {coding:.1f} s, "
          f"stories {joining:.2f} s ({joining / coding:.1%}); another order and portions: "
          f"{'the same stories' if same else 'OTHER STORIES'}")
    score(told, records, found, known, args.errors)


def grow(records: list[dict], reports: int, coding: float) -> None:
    """The CPU time of stories per report, for each tenth of so many reports, against that of coding one."""
    part, spent, stored, done, step = reports // 10, 0.0, 0.0, 0, 0
    with tempfile.TemporaryDirectory() as folder, Writer(Path(folder) / "s.db", text="evidence") as writer:
        while done < reports:
            began = time.process_time()
            with writer.batch():
                for record in records:
                    writer.put(later(record, step))
            stored += time.process_time() - began
            began = time.process_time()
            bring_up(writer)
            spent += time.process_time() - began
            done, step = done + len(records), step + 1
            if done // part > (done - len(records)) // part:
                each = spent / part
                print(f"{done:,} reports: stories {each * 1000:.2f} ms a report, {each / coding:.1%} of coding; "
                      f"storing {stored * 1000 / part:.2f} ms", flush=True)
                spent = stored = 0.0
        count, most = writer.db.execute("SELECT count(*), max(reports) FROM stories").fetchone()
        print(f"{count:,} stories, the largest of {most} reports")


def later(record: dict, step: int) -> dict:
    """A record as if all of it had been ten days later for each step, and done by other states."""
    words = DAY.sub(lambda m: (date.fromisoformat(m[0]) + timedelta(10 * step)).isoformat(), json.dumps(record))
    made = json.loads(words)
    for actor in made["actors"]:
        if actor["code"] and len(actor["code"]) == 3:
            actor["code"] += str(step % 20)
            actor["ref"] = actor["ref"] and f"{actor['ref']}-{step % 20}"
    return {**made, "id": f"{record['id']}-{step}"}


def _as_sets(found: dict[Telling, int]) -> set[frozenset[Telling]]:
    groups = defaultdict(set)
    for telling, story in found.items():
        groups[story].add(telling)
    return {frozenset(group) for group in groups.values()}


def score(told: list[Told], records: list[dict], found: dict[Telling, int], known: dict[Telling, str],
          errors: int) -> None:
    """Pairs of tellings in different reports, and B-cubed."""
    words = {(r["id"], e["id"]): (r["date"], e["type"], e["mode"], e["status"], e["start"],
                                  r["text"][e["sentence"][0]:e["sentence"][1]]) for r in records for e in r["events"]}
    right = wrong = missed = 0
    bad: list[tuple[str, Telling, Telling]] = []
    for a, b in combinations(sorted(known), 2):
        if a[0] == b[0]:
            continue
        is_same, is_found = known[a] == known[b], found[a] == found[b]
        right += is_same and is_found
        if is_found and known[a].split(":")[0] != known[b].split(":")[0]:
            wrong += 1
            bad.append(("WRONG", a, b))
        elif is_same and not is_found:
            missed += 1
            bad.append(("MISSED", a, b))
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    p = r = 0.0
    by_story, by_act = defaultdict(set), defaultdict(set)
    for t in known:
        by_story[found[t]].add(t)
        by_act[known[t]].add(t)
    for t in known:
        both = len(by_story[found[t]] & by_act[known[t]])
        p, r = p + both / len(by_story[found[t]]), r + both / len(by_act[known[t]])
    p, r = p / len(known), r / len(known)
    print(f"pairs: precision {precision:.3f}, recall {recall:.3f} ({right} right, {wrong} wrong, {missed} missed); "
          f"B-cubed F1 {2 * p * r / (p + r):.3f} (precision {p:.3f}, recall {r:.3f})")
    random.Random(3).shuffle(bad)
    for what, a, b in sorted(bad[:errors]):
        print(what, known[a], known[b], a, b)
        print("   ", *words[a])
        print("   ", *words[b])


if __name__ == "__main__":
    main()
