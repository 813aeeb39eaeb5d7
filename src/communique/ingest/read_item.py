"""An item → its report: a function of the item alone, for a worker to do."""

from __future__ import annotations

import json
from dataclasses import replace

from communique.errors import ReportError
from communique.ingest.decode import decode
from communique.ingest.items import Item
from communique.ingest.jsonl import report_of
from communique.ingest.page import read_page
from communique.records import Report


def read_item(item: Item) -> Report:
    """The report of an item. Raises ReportError where it is none."""
    if item.fault is not None:
        raise ReportError(item.fault.message, kind=item.fault.kind)
    told = dict(item.told)
    id = told.get("id") or told.get("url") or item.key
    if item.form == "report":
        return _told(report_of(_with_id(item.body, id)), told)
    if not item.body.strip():
        raise ReportError(f"{item.key} is empty", kind="empty")
    text, repairs = decode(item.body, item.key)
    if item.form in ("html", "html-bulk"):
        report = read_page(text, id, told.get("url"), quick=item.form == "html-bulk")
        return _told(replace(report, repairs=repairs + report.repairs), told)
    return _told(Report(id, text, repairs=repairs), told)


def _with_id(line: bytes, id: str) -> bytes:
    """A line with an id, where it has none of its own."""
    try:
        row = json.loads(line)
    except ValueError:
        return line  # which is then told by whoever reads it
    except RecursionError:
        return line
    if not isinstance(row, dict) or row.get("id"):
        return line
    return json.dumps({**row, "id": id}, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _told(report: Report, told: dict[str, str]) -> Report:
    """What the container says of address and publisher comes first, of the rest what the report says."""
    return replace(
        report, date=report.date or told.get("date"), title=report.title or told.get("title"),
        url=told.get("url") or report.url, publisher=told.get("publisher") or report.publisher,
        byline=report.byline or told.get("byline"), language=report.language or told.get("language"))
