"""An explanation → tables and indented lines for a terminal. Words of the text are never taken for markup."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table

from communique.explain import outline
from communique.explain.model import Explained, Explanation, Line, Pattern, Predicate
from communique.explain.words import why_dropped
from communique.views.plain import plain

MARKS = {"chosen": ("✓", "green"), "fits": ("=", "yellow"), "fails": ("✗", "red")}
WORDS = ("", "Word", "Lemma", "Part", "Dependency", "Head", "Entity")


def show(explanation: Explanation, console: Console, *, sentence: int | None = None) -> None:
    """Prints an explanation on a console, which the caller provides; with `sentence`, of that one only."""
    if explanation.skipped:
        console.print(plain(f"Nothing was coded: {why_dropped(explanation.skipped)}", "bold red"))
    for line in explanation.lines:
        if sentence in (None, line.number):
            for part in _parts(line):
                console.print(part)


def _parts(line: Line) -> Iterator[RenderableType]:
    yield plain("")
    yield Rule(plain(f"Sentence {line.number}", "bold"), align="left", style="dim")
    yield plain(line.text, "bold")
    yield _section("Words", _words(line))
    if line.predicates:
        yield _section("Propositions", Group(*(_predicate(p) for p in line.predicates)))
    else:
        none = "None was found: no verb with a clause of its own, and no noun that the lexicon knows."
        yield _section("Propositions", plain(none, "dim"))
    if notes := outline.notes(line):
        yield _section("Not used", Group(*(plain(note, "dim") for note in notes)))
    if nothing := outline.nothing(line):
        yield _section("No event", Group(*(plain(note, "yellow") for note in nothing)))


def _section(title: str, body: RenderableType) -> RenderableType:
    return Group(plain(""), plain(title, "bold underline"), Padding(body, (0, 0, 0, 2)))


def _words(line: Line) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in WORDS:
        table.add_column(name, overflow="fold", justify="right" if not name else "left")
    texts = {w.number: w.text for w in line.words}
    for word in line.words:
        head = f"{word.head} {texts.get(word.head, '')}" if word.head else "root"
        cells = (str(word.number), word.text, word.lemma, word.pos, word.dep, head, word.entity)
        styles = ("dim", "bold" if word.pos == "VERB" else "", "", "cyan", "", "dim", "magenta")
        table.add_row(*(plain(cell, style) for cell, style in zip(cells, styles, strict=True)))
    return table


def _predicate(p: Predicate) -> RenderableType:
    title = plain(f"P{p.number} ", "bold cyan").append_text(plain(p.words, "bold"))
    title.append_text(plain(f"  {p.kind} “{p.lemma}”", "dim"))
    body: list[RenderableType] = [plain(outline.scope(p.scope), "italic"), _roles(p)]
    if p.patterns:
        body.append(_patterns(p))
    body.extend(_act(act) for act in p.acts)
    if note := outline.silent(p):
        body.append(plain(f"→ {note}", "yellow"))
    return Padding(Group(title, Padding(Group(*body), (0, 0, 0, 3))), (0, 0, 1, 0))


def _roles(p: Predicate) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for role in p.roles:
        table.add_row(plain(role.role, "blue"), plain(outline.role(role)))
    return table


def _patterns(p: Predicate) -> Table:
    """The entries tried, the chosen one first."""
    table = Table(box=box.SIMPLE, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for ratio in (None, 2, 3):
        table.add_column(overflow="fold", ratio=ratio)
    for pattern in outline.ordered(p.patterns):
        table.add_row(*_pattern(pattern, p))
    return table


def _pattern(pattern: Pattern, p: Predicate) -> tuple[RenderableType, ...]:
    mark, style = MARKS[pattern.verdict]
    faint = "" if pattern.verdict == "chosen" else "dim"
    name = Group(plain(pattern.id, "" if faint else "bold"), plain(outline.code(pattern), faint or "green"),
                 plain(pattern.where, "dim"))
    return plain(mark, style), name, plain(outline.verdict(pattern, p), faint)


def _act(act: Explained) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    for composition in act.compositions:
        table.add_row(plain("composed", "blue"), plain(outline.composition(composition)))
    if act.alone:
        table.add_row(plain("composed", "blue"), plain(act.alone))
    for side in act.sides:
        table.add_row(plain(side.side, "blue"), plain(outline.side(side)))
    for status, why in act.statuses:
        table.add_row(plain("status", "blue"), plain(f"{status}: {why}"))
    table.add_row(plain("reasons", "blue"), plain("; ".join(act.reasons), "dim"))
    good = act.event is not None
    return Group(plain(f"→ {outline.outcome(act)}", "bold green" if good else "bold red"), Padding(table, (0, 0, 0, 2)))
