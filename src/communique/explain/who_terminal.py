"""Who could be meant → lines for a terminal: what was chosen, then all candidates by the ground they were found on."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console

from communique.explain.who import Candidate, Who
from communique.views.plain import plain

MOST = 14  # candidates shown on one ground; --json has all


def show_who(found: Who, console: Console) -> None:
    """Prints an answer on a console, which the caller provides."""
    day = f" on {found.date}" if found.date else ", no day given"
    place = "" if found.found == "alone" else f" ({found.found}{_mention(found)})"
    console.print(plain(f"“{found.phrase}”{day}{place}", "bold"))
    for actor in found.actors:
        code = " ".join(filter(None, (actor["code"], actor["sector"]))) or "no code"
        line = plain("→ ", "green").append_text(plain(str(actor["name"]), "bold green"))
        line.append_text(plain(f"  {code}", "cyan"))
        line.append_text(plain(f"  {actor['kind']}" + (f", {actor['office']}" if actor["office"] else ""), ""))
        console.print(line)
        console.print(plain("  " + "; ".join(actor["reasons"]), "dim"))
    if not found.actors:
        console.print(plain("→ nobody", "bold yellow"))
    console.print(plain(f"  {found.verdict}", "yellow" if not _coded(found) else "dim"))
    for (asked, words), group in groupby(found.candidates, key=lambda c: (c.asked, c.words)):
        _show(asked, words, list(group), console)


def _mention(found: Who) -> str:
    return f", as “{' '.join(found.mention.split())}”" if found.mention and found.mention != found.phrase else ""


def _coded(found: Who) -> bool:
    return any(actor["code"] for actor in found.actors)


def _show(asked: str, words: str, candidates: list[Candidate], console: Console) -> None:
    console.print()
    console.print(plain(f"Found {asked}" + (f" (“{words}”)" if words else ""), "bold underline"))
    shown = _nearest(candidates)
    for candidate in shown:
        _line(candidate, console)
    if len(shown) < len(candidates):
        console.print(plain(f"… and {len(candidates) - len(shown)} more; --json lists all", "dim"))


def _line(candidate: Candidate, console: Console) -> None:
    mark, style = ("✓", "green") if candidate.chosen else ("=", "yellow") if candidate.kept else ("✗", "red")
    faint = "" if candidate.kept else "dim"
    line = plain(f"{mark} ", style).append_text(plain(candidate.name, faint or "bold"))
    line.append_text(plain(f" {candidate.ref}" if candidate.ref else f" {candidate.kind}", "dim"))
    line.append_text(plain(f"  {_code(candidate)}", faint or "cyan"))
    line.append_text(plain(f"  {_office(candidate)}", faint))
    console.print(line)
    why = "; ".join(candidate.why)
    console.print(plain("    " + "  ".join(filter(None, (candidate.where or "in the report", why))), "dim"))


def _nearest(candidates: list[Candidate]) -> list[Candidate]:
    """Those kept, and of the others those next to the first of them."""
    kept = next((at for at, c in enumerate(candidates) if c.kept), len(candidates) - 1)
    first = max(0, min(kept - MOST // 2, len(candidates) - MOST))
    return [c for at, c in enumerate(candidates) if c.kept or first <= at < first + MOST]


def _code(candidate: Candidate) -> str:
    return " ".join(filter(None, (candidate.code, candidate.sector))) or "–"


def _office(candidate: Candidate) -> str:
    life = f"{candidate.start or '…'} – {candidate.end or ''}".strip() if candidate.start or candidate.end else ""
    return ", ".join(filter(None, (candidate.office, life)))
