"""Phrases that resolved to nobody → lines for a terminal, each with its example and its row."""

from __future__ import annotations

from rich.console import Console

from communique.explain.unresolved import Gap, columns_of, row_of, table_of
from communique.views.plain import plain

STATES = 3  # that are named beside


def show_gaps(gaps: list[Gap], reports: int, console: Console) -> None:
    """Prints the phrases on a console, which the caller provides, and at the end how to go on."""
    for gap in gaps:
        _show(gap, console)
    console.print(plain(f"{len(gaps)} phrase(s) in {reports} report(s) resolved to nobody.", "bold"))
    tables = {table_of(gap): columns_of(gap) for gap in gaps if table_of(gap)}
    for table, columns in tables.items():
        console.print(plain(table or "", "cyan").append_text(plain(f"  columns: {columns}" if columns else "", "dim")))
    if tables:
        console.print(plain("Put the rows into a folder of your own (--json and --csv print them with their tabs), "
                            "replace each ?, and run: communique knowledge check DIR"))


def _show(gap: Gap, console: Console) -> None:
    line = plain(f"{gap.count:5}× ", "bold").append_text(plain(gap.phrase, "bold yellow"))
    line.append_text(plain(f"  {gap.kind}" + (f", {gap.office}" if gap.office else ""), "magenta"))
    line.append_text(plain(f"  in {gap.reports} report(s)", "dim"))
    if gap.states:
        named = ", ".join(code for code, _ in gap.states.most_common(STATES))
        line.append_text(plain(f"  with {named}", "dim"))
    console.print(line)
    console.print(plain(f"       “{gap.example}” ({gap.report})", "dim"))
    row = row_of(gap)
    if row:
        console.print(plain(f"       {table_of(gap)}: ", "cyan").append_text(plain(row.replace("\t", " ⇥ "))))
