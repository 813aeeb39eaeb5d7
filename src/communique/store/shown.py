"""Lists as people see them: which columns, under which headings, and how a value is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

Columns = tuple[tuple[str, str], ...]  # heading and name

EVENTS: Columns = (
    ("day", "day"), ("type", "type"), ("status", "status"), ("sources", "sources"), ("targets", "targets"),
    ("place", "place"), ("words", "trigger"), ("sure", "confidence"), ("report", "report"), ("id", "event"))
STORIES: Columns = (
    ("day", "day"), ("type", "type"), ("status", "status"), ("sources", "sources"), ("targets", "targets"),
    ("place", "place"), ("outlets", "outlets"), ("reports", "reports"), ("sure", "confidence"), ("id", "id"))
ROUNDS: Columns = (
    ("mechanism", "mechanism"), ("number", "number"), ("parties", "parties"), ("day", "day"), ("status", "status"),
    ("place", "place"), ("reports", "reports"), ("id", "id"))
AHEAD: Columns = (
    ("day", "start"), ("until", "end"), ("type", "type"), ("who", "sources"), ("with", "targets"), ("place", "place"),
    ("within", "mechanism"), ("report", "report"), ("id", "event"))
STATEMENTS: Columns = (
    ("day", "day"), ("speaker", "speaker"), ("party", "party"), ("stance", "stance"), ("words", "content"),
    ("report", "report"), ("id", "statement"))
ACTORS: Columns = (
    ("name", "name"), ("kind", "kind"), ("code", "code"), ("reports", "reports"), ("mentions", "mentions"),
    ("key", "key"))
DYADS: Columns = (
    ("period", "period"), ("source", "source"), ("target", "target"), ("events", "events"), ("rate", "rate"),
    ("intensity", "intensity"), ("reports", "reports"))

NUMBERS = {"events", "rate", "intensity", "reports", "outlets", "mentions", "sure"}  # headings set right
WHOLE = {"day", "until", "type", "status", "stance", "kind", "code", "period", "id", *NUMBERS}  # never broken
SPARE = {"words", "sure", "within", "key"}  # what a narrow terminal does without, but for the words of statements


def narrow(columns: Columns) -> Columns:
    """The columns that are left where there is little room."""
    return columns if columns == STATEMENTS else tuple(one for one in columns if one[0] not in SPARE)


def cell(name: str, value: object) -> str:
    """A value as words, on one line. A path is known by its last part.

    >>> cell("report", "news/today/17.txt"), cell("confidence", 0.8251), cell("rate", 3000.0), cell("place", None)
    ('17.txt', '0.825', '3,000', '')
    """
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if name in ("id", "number") else f"{value:,}"
    text = "" if value is None else "".join(c if c.isprintable() else " " for c in str(value))
    return text.rpartition("/")[2] or text if name == "report" else text


def html(columns: Columns, rows: Iterable[Mapping[str, object]], total: int, left_out: Sequence[str]) -> str:
    """A table for a notebook, with how many rows there are and which columns are not shown."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading, _ in columns)
    body = ["<tr>" + "".join(_cell(heading, cell(name, row[name])) for heading, name in columns) + "</tr>"
            for row in rows]
    first = f", the first {len(body)} shown" if total > len(body) else ""
    says = f"{total:,} {'row' if total == 1 else 'rows'}{first}"
    more = f". In frames also: {', '.join(left_out)}" if left_out else ""
    return (f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
            f"<p>{escape(says + more)}</p>")


def _cell(heading: str, text: str) -> str:
    return f'<td style="text-align: {"right" if heading in NUMBERS else "left"}">{escape(text)}</td>'
