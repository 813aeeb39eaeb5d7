"""A record → tables for a terminal: events, statements by speaker, what lies ahead, posts, repairs, what was left out.

The text comes from strangers, so nothing of it is taken for markup, and control characters, which could drive the
terminal, are taken out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.records import Event, Post, Record, Statement
from communique.views import outline
from communique.views.plain import plain as _text

_STATUS = {"happened": "green", "ongoing": "green", "scheduled": "cyan", "hypothetical": "cyan", "denied": "red",
           "cancelled": "red", "background": "dim"}
WIDE = 110  # columns of a screen on which everything fits
COLUMNS = ("What", "Who → whom", "When", "Where", "Status", "CAMEO", "In the words")
_QUAD = {1: "blue", 2: "green", 3: "yellow", 4: "red"}


def show(record: Record, console: Console, *, reasons: bool = False) -> None:
    """Prints a record on a console, which the caller provides. `reasons` adds why each thing was coded."""
    for part in _parts(record, reasons, console.width >= WIDE):
        console.print(part)


def _parts(record: Record, reasons: bool, wide: bool) -> Iterator[RenderableType]:
    yield _heading(record)
    if record.events:
        yield _section("Events", _events(record, reasons, wide))
    if record.statements:
        yield _section("Statements", Group(*_statements(record, reasons)))
    if ahead := outline.agenda(record):
        yield _section("What lies ahead", _agenda(record, ahead))
    if record.posts:
        yield _section("Posts in the page", Group(*(_post(post) for post in record.posts)))
    if record.repairs:
        yield _section("Repairs", Text(", ".join(outline.repairs(record))))
    if record.dropped:
        yield _section("Left out", Group(*_dropped(record)))
    if not (record.events or record.statements or record.dropped):
        yield Text("  Nothing was found to record.", style="dim")


def _heading(record: Record) -> RenderableType:
    first = _text(record.title or record.id, "bold")
    about = [record.publisher, record.byline, outline.days(record.date, record.date) or "no date", record.url]
    second = _text(" · ".join(part for part in about if part), "dim")
    return Group(Text(), first, second)


def _section(title: str, body: RenderableType) -> RenderableType:
    return Group(Text(), Text(title, style="bold underline"), Padding(body, (0, 0, 0, 2)))


def _events(record: Record, reasons: bool, wide: bool) -> Table:
    """A row an event; a narrow screen goes without the code and the words."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    columns = COLUMNS if wide else COLUMNS[:5]
    for name in columns:
        table.add_column(name, overflow="fold")
    for event in record.events:
        table.add_row(*_event(record, event)[: len(columns)])
        if reasons:
            table.add_row("", _text("; ".join(event.reasons), "dim italic"))
    return table


def _event(record: Record, event: Event) -> list[Text]:
    claim = ", claimed" if event.reported_by else ""
    return [
        _text(outline.what(event), _QUAD.get(event.quad or 0, "")), _text(outline.sides(record, event)),
        _text(outline.when(event)), _text(outline.where(record, event)),
        _text(event.status + claim, _STATUS.get(event.status, "")), _text(event.cameo or ""),
        _text(outline.words(record, event.trigger), "italic")]


def _statements(record: Record, reasons: bool) -> Iterator[RenderableType]:
    for speaker, statements in outline.by_speaker(record):
        yield _text(speaker, "bold")
        for statement in statements:
            yield Padding(_statement(record, statement, reasons), (0, 0, 0, 2))


def _statement(record: Record, statement: Statement, reasons: bool) -> Text:
    """The stance, the words, and around them only what is known."""
    said = outline.said(record, statement)
    line = _text(f"{statement.stance} ", "magenta")
    line.append_text(_text(f"“{said}”" if statement.kind == "direct" else said))
    extra = [
        statement.addressee and f"to {outline.names(record, [statement.addressee])}",
        statement.via and f"through {outline.names(record, [statement.via])}",
        statement.occasion, outline.days(statement.said_at, statement.said_at),
        "in a post" if statement.post is not None else None,
        statement.topics and f"about {', '.join(statement.topics)}"]
    line.append_text(_text("  " + ", ".join(part for part in extra if part), "dim"))
    if reasons:
        line.append_text(_text("  " + "; ".join(statement.reasons), "dim italic"))
    return line


def _agenda(record: Record, ahead: list[Event]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for event in ahead:
        about = (outline.where(record, event), f"({event.mechanism.name})" if event.mechanism else "",
                 outline.words(record, event.trigger))
        table.add_row(_text(outline.when(event) or "no date given", "cyan"), _text(outline.what(event)),
                      _text(outline.sides(record, event)), _text(" ".join(part for part in about if part)))
    return table


def _post(post: Post) -> Text:
    account = " ".join(part for part in (post.author, post.handle and f"@{post.handle.lstrip('@')}") if part)
    about = ", ".join(part for part in (post.platform, outline.days(post.date, post.date)) if part)
    return _text(f"{account or '?'} ({about}): ", "bold").append_text(_text(" ".join(post.text.split())))


def _dropped(record: Record) -> Iterator[Text]:
    """One line a reason, with a few of the words."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for drop in record.dropped:
        grouped.setdefault((drop.what, drop.reason), []).append(outline.words(record, drop.span) if drop.span else "")
    tally = Counter({key: len(found) for key, found in grouped.items()})
    for (kind, reason), number in tally.most_common():
        some = ", ".join(f"“{w[:60]}”" for w in grouped[kind, reason][:4] if w)
        more = " …" if number > 4 else ""
        yield _text(f"{number} × {kind}: {reason}  {some}{more}", "dim")
