"""Figures → tables for a terminal. Labels come from other people's files and are never taken for markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.evaluate.agreement import Agreement, Kappa
from communique.evaluate.scores import NONE, Scores, Tally
from communique.views.plain import plain


def show_scores(scores: Scores, console: Console) -> None:
    """Prints the figures of an evaluation."""
    _title(console, f"{scores.texts} texts")
    if scores.missing:
        console.print(plain(f"{len(scores.missing)} without a record, counted as without events: "
                            f"{', '.join(scores.missing[:5])}{' …' if len(scores.missing) > 5 else ''}", "yellow"))
    if scores.unasked:
        console.print(plain(f"{scores.unasked} records of texts that the gold does not have, left out", "yellow"))
    console.print(_tallies("Level", scores.levels))
    if scores.by_type:
        _title(console, "By type")
        console.print(_tallies("Type", scores.by_type))
        show_confusion(scores.confusion, console, "gold", "found")


def _title(console: Console, words: str) -> None:
    console.print(plain(""))
    console.print(plain(words, "bold underline"))


def _tallies(name: str, tallies: Mapping[str, Tally]) -> Table:
    table = _table(name, "Precision", "Recall", "F1", "Right", "Found", "Gold")
    for label, t in tallies.items():
        counts = (plain(str(n)) for n in (t.right, t.found, t.gold))
        table.add_row(plain(label), _share(t.precision), _share(t.recall), _share(t.f1, "bold"), *counts)
    return table


def _table(*names: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for number, name in enumerate(names):
        table.add_column(plain(name), justify="right" if number else "left", no_wrap=True)
    return table


def _share(value: float | None, style: str = "") -> Text:
    return plain("–" if value is None else f"{value:.3f}".replace("0.", ".", 1), style)


def show_confusion(confusion: Counter[tuple[str, str]], console: Console, rows: str, columns: str) -> None:
    """Prints which label the one gave where the other gave which; only labels that occur."""
    if not confusion:
        return
    labels = ordered(confusion)
    wide = console.width >= 16 + 9 * len(labels)
    _title(console, f"Confusion: {rows} down, {columns} across")
    heads = labels if wide else [str(n) for n, _ in enumerate(labels, 1)]
    counts = [[confusion[row, column] for column in labels] for row in labels]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, int(wide), 0, 0))
    table.add_column(overflow="ellipsis")  # gives way where the screen is narrow: figures are never cut
    for name, total in zip([*heads, "Sum"], [*sums, sum(sums)], strict=True):
        table.add_column(plain(name), justify="right", no_wrap=True, min_width=max(len(name), len(str(total))))
    for number, row in enumerate(labels):
        cells = [_cell(count, at == number) for at, count in enumerate(counts[number])]
        name = row if wide else f"{number + 1}\u00a0{row}"
        table.add_row(plain(name), *cells, plain(str(sum(counts[number])), "dim"))
    table.add_row(plain("Sum", "dim"), *(plain(str(n), "dim") for n in [*sums, sum(sums)]))
    console.print(table)


def ordered(confusion: Iterable[tuple[str, str]]) -> list[str]:
    """The labels in use, NONE last."""
    return sorted({x for pair in confusion for x in pair}, key=lambda x: (x == NONE, x))


def _cell(count: int, same: bool) -> Text:
    return plain(str(count) if count else "·", "bold green" if same and count else "red" if count else "dim")


def show_agreement(found: Agreement, console: Console, a: str, b: str) -> None:
    """Prints how far two coders agree."""
    _title(console, f"{found.texts} texts coded by both; the unit is the {found.unit}")
    if any(found.alone):
        console.print(plain(f"Left out: {found.alone[0]} texts only in {a}, {found.alone[1]} only in {b}", "yellow"))
    if found.unplaced:
        console.print(plain(f"Left out: {found.unplaced} events in no sentence of their text", "yellow"))
    console.print(_kappas("Label", found.overall))
    for title, part in (("By type", found.by_type), ("By CAMEO root", found.by_root)):
        if part:
            _title(console, title)
            console.print(_kappas("Label", part))
    show_confusion(found.confusion, console, a, b)


def _kappas(name: str, kappas: Mapping[str, Kappa]) -> Table:
    table = _table(name, "Agreement", "By chance", "Kappa", "95 % interval", "Units", "A", "B")
    for label, k in kappas.items():
        interval = "–" if k.low is None or k.high is None else f"{k.low:.3f} to {k.high:.3f}"
        table.add_row(plain(label), _percent(k.agreement), _percent(k.expected), _signed(k.kappa), plain(interval),
                      *(plain(str(n)) for n in (k.units, k.a, k.b)))
    return table


def _percent(value: float | None) -> Text:
    return plain("–" if value is None else f"{100 * value:.1f} %")


def _signed(value: float | None) -> Text:
    return plain("–" if value is None else f"{value:.3f}", "bold")
