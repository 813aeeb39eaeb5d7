"""Records → one page that needs nothing else: the text with everything marked in it, and beside it what the marks mean.

The texts come from strangers: all of it is escaped, and the page's own policy lets no script or style run but ours
and loads nothing from anywhere. Marks are links to their cards and cards link back, so the page works without a
mouse and without JavaScript; the script only adds what lights up together.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from communique.records import Record
from communique.views.cards import panel
from communique.views.marks import marked_text
from communique.views.markup import Markup, element, raw
from communique.views.outline import counts, days

LEGEND = ("event", "statement", "actor", "time", "place")


def page(records: Iterable[Record], *, title: str = "Communique") -> str:
    """A whole HTML page with a section for each record."""
    shown = list(records)
    style, script = raw(_asset("page.css")), raw(_asset("page.js"))
    policy = (f"default-src 'none'; style-src 'sha256-{_hash(style.text)}'; script-src 'sha256-{_hash(script.text)}'; "
              "base-uri 'none'; form-action 'none'")
    head = element("head", raw('<meta charset="utf-8">'),
                   element("meta", http_equiv="Content-Security-Policy", content=policy),
                   element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                   element("title", title), element("style", style))
    body = element("body", _top(title, shown), *(_section(n, record) for n, record in enumerate(shown)),
                   element("script", script))
    return f"<!doctype html>\n{element('html', head, body, lang='en').text}\n"


def notebook(record: Record) -> str:
    """What a notebook shows of a record: the page in a frame of its own, so that neither touches the other's style."""
    return element("iframe", srcdoc=page([record]), sandbox="allow-scripts", width="100%", height="720",
                   style="border:0", title=record.title or record.id).text


def _top(title: str, records: list[Record]) -> Markup:
    """The bar on top: what is marked how, and the reports when there are several."""
    switches = [
        element("label", element("input", type="checkbox", checked="", data_layer=layer), " ",
                element("span", layer + "s", class_=f"key {layer}"))
        for layer in LEGEND]
    contents = [element("a", record.title or record.id, href=f"#r{n}") for n, record in enumerate(records)]
    return element("header", element("strong", title), element("div", *switches, class_="legend"),
                   element("nav", *contents, aria_label="Reports") if len(records) > 1 else "", class_="top")


def _section(number: int, record: Record) -> Markup:
    about = [record.publisher, record.byline, days(record.date, record.date) or "no date", record.language]
    tally = [element("span", element("b", str(n)), f" {what}") for what, n in counts(record)]
    heading = element(
        "header", element("h1", record.title or record.id),
        element("p", " · ".join(part for part in about if part), class_="about"),
        element("p", *tally, class_="tally"))
    coder = f"{record.coder.version} · {record.coder.model} · knowledge {record.coder.knowledge}"
    return element(
        "section", heading,
        element("div", element("article", marked_text(record, number), class_="text"),
                element("aside", panel(record, number), aria_label="What the marks mean"), class_="columns"),
        element("footer", f"{record.id} · Communique {coder}"), id=f"r{number}", class_="report")


@cache
def _asset(name: str) -> str:
    return (resources.files("communique.views") / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
