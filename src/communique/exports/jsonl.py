"""Whole records as JSON lines, as `communique read` gives them, with the corrections of people in them.

Where events are asked for, the reports that have one. Texts are left out unless asked for; in their place stands
`evidence`, the sentences that events and statements rest on.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from communique.exports.request import Request, Tally
from communique.store import EventFilter
from communique.store.links import reports_with, sentences_of


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The records of a request, one a line."""
    wanted = None if request.wanted == EventFilter() else request.wanted
    for id in reports_with(request.view, wanted):
        record = request.view.report(id)
        if record is None:
            continue
        line = json.dumps(record if request.text else _without_text(request, record), ensure_ascii=False)
        out.write(line.encode("utf-8", "backslashreplace") + b"\n")
        tally.rows += 1


def _without_text(request: Request, record: dict[str, Any]) -> dict[str, Any]:
    posts = [{**post, "text": ""} for post in record.get("posts") or []]
    kept = [{"span": [start, end], "text": words} for start, end, words in sentences_of(request.view, record["id"])]
    return {**record, "text": None, "posts": posts, "evidence": kept}
