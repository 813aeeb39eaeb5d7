"""An explanation → one page that needs nothing else. The text comes from strangers: all of it is escaped, and the
page's own policy lets no script run and no style but ours."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from communique.explain import outline
from communique.explain.model import Explained, Explanation, Line, Pattern, Predicate
from communique.explain.words import why_dropped
from communique.views.markup import Markup, element, raw

WORDS = ("", "Word", "Lemma", "Part", "Dependency", "Head", "Entity")


def page(explanation: Explanation, *, sentence: int | None = None) -> str:
    """A whole HTML page; with `sentence`, of that sentence only."""
    style = raw(_style())
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"How it was coded: {explanation.record.title or explanation.record.id}"
    head = element("head", raw('<meta charset="utf-8">'),
                   element("meta", http_equiv="Content-Security-Policy", content=policy),
                   element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                   element("title", title), element("style", style))
    coder = explanation.record.coder
    about = f"Communique {coder.version} · {coder.model} · knowledge {coder.knowledge}"
    skipped = [element("p", f"Nothing was coded: {why_dropped(explanation.skipped)}")] if explanation.skipped else []
    lines = (_line(line) for line in explanation.lines if sentence in (None, line.number))
    body = element("body", element("h1", title), *skipped, *lines, element("footer", about))
    return f"<!doctype html>\n{element('html', head, body, lang='en').text}\n"


@cache
def _style() -> str:
    return (resources.files("communique.explain") / "page.css").read_text(encoding="utf-8").replace("\r\n", "\n")


def _line(line: Line) -> Markup:
    texts = {w.number: w.text for w in line.words}
    rows = [(str(w.number), w.text, w.lemma, w.pos, w.dep, f"{w.head} {texts.get(w.head, '')}" if w.head else "root",
             w.entity) for w in line.words]
    notes = [*outline.notes(line), *outline.nothing(line)]
    return element(
        "section", element("h2", f"Sentence {line.number}"), element("blockquote", line.text),
        element("details", element("summary", "Words"), _table(WORDS, rows)),
        *(_predicate(p) for p in line.predicates), *(element("p", note, class_="note") for note in notes))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    return element("table", element("tr", *(element("th", name) for name in head)),
                   *(element("tr", *(element("td", cell) for cell in row)) for row in rows))


def _predicate(p: Predicate) -> Markup:
    note = outline.silent(p)
    roles = [part for role in p.roles for part in (element("dt", role.role), element("dd", outline.role(role)))]
    return element(
        "article",
        element("h3", element("b", f"P{p.number}"), " ", p.words, " ", element("small", f"{p.kind} “{p.lemma}”")),
        element("p", outline.scope(p.scope), class_="scope"), element("dl", *roles), *_patterns(p),
        *(_act(act) for act in p.acts), *([element("p", note, class_="note")] if note else []))


def _patterns(p: Predicate) -> list[Markup]:
    """The chosen entry, and folded away those that were not taken."""
    chosen = [x for x in p.patterns if x.verdict == "chosen"]
    others = [x for x in outline.ordered(p.patterns) if x.verdict != "chosen"]
    out = [element("ul", *(_pattern(x, p) for x in chosen))] if chosen else []
    if others:
        out.append(element("details", element("summary", f"{len(others)} other entries for this word"),
                           element("ul", *(_pattern(x, p) for x in others)),
                           **({} if chosen else {"open": ""})))
    return out


def _pattern(pattern: Pattern, p: Predicate) -> Markup:
    return element("li", element("b", pattern.id), " ", element("span", outline.code(pattern), class_="code"), " ",
                   element("small", pattern.where), element("br"), outline.verdict(pattern, p), class_=pattern.verdict)


def _act(act: Explained) -> Markup:
    facts = [*(("composed", outline.composition(c)) for c in act.compositions),
             *([("composed", act.alone)] if act.alone else []),
             *((s.side, outline.side(s)) for s in act.sides),
             *(("status", f"{status}: {why}") for status, why in act.statuses), ("reasons", "; ".join(act.reasons))]
    listed = [part for name, fact in facts for part in (element("dt", name), element("dd", fact))]
    return element("div", element("h4", outline.outcome(act)), element("dl", *listed),
                   class_="act" if act.event else "act gone")
