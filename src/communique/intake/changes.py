"""What a recoding changed: the reports whose events are others than before, one a line of JSON.

Events are the same telling where sentence and trigger are the same, as for corrections. What an analyst checks of two
codings is listed: type, mode, status, codes, days, sides and place. Corrections of people do not count: both sides are
as coded.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from communique.store import Writer
from communique.store.rows import hash_of

Json = dict[str, Any]
TOLD = ("type", "mode", "status", "plover", "cameo", "start", "end")


class Changes:
    """Writes a line for each report whose events have changed: `gained`, `lost`, `changed` (`was` and `is`)."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.reports = self.gained = self.lost = self.changed = 0

    def note(self, writer: Writer, record: Json) -> None:
        """Compares a record with the one that is stored, where there is one."""
        kept = writer.coded(record["id"])
        if kept is None:
            return
        before, after = _events(kept.record, kept.text, kept.hashes), _events(record, record["text"], {})
        row = {"gained": [after[key] for key in after if key not in before],
               "lost": [before[key] for key in before if key not in after],
               "changed": [{"was": before[key], "is": after[key]} for key in after
                           if key in before and before[key] != after[key]]}
        if any(row.values()):
            self._write(record, kept.record, row)

    def _write(self, record: Json, former: Json, row: dict[str, list[Any]]) -> None:
        head = {"report": record["id"], "date": record["date"], "title": record["title"], "url": record["url"],
                "coder": {"was": former["coder"], "is": record["coder"]}}
        self.out.write(json.dumps({**head, **row}, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        self.out.flush()
        self.reports += 1
        self.gained += len(row["gained"])
        self.lost += len(row["lost"])
        self.changed += len(row["changed"])


def _events(record: Json, text: str, hashes: dict[tuple[int, int], str]) -> dict[tuple[str, str, int], Json]:
    """The events by the hash of their sentence, their trigger, and which of several with both."""
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    found: dict[tuple[str, str, int], Json] = {}
    for event in record["events"]:
        span = tuple(event["sentence"])
        digest, trigger = hashes.get(span) or hash_of(text[slice(*span)]), text[slice(*event["trigger"])]
        nth = sum(key[:2] == (digest, trigger) for key in found)
        place = record["places"][event["place"]]["name"] if event["place"] is not None else None
        found[digest, trigger, nth] = {
            **{name: event[name] for name in TOLD}, "trigger": trigger, "place": place,
            "sources": [names[id] for id in event["sources"]], "targets": [names[id] for id in event["targets"]],
            "sentence": text[slice(*span)].strip() or None}
    return found
