"""The formats by name, and the one function that writes any of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.errors import StoreError
from communique.exports import (
    csvs,
    gdelt,
    geojson,
    gexf,
    graphml,
    ical,
    icews,
    jsonl,
    kml,
    parquet,
    phoenix,
    plover,
    polecat,
    sheets,
)
from communique.exports.files import writing
from communique.exports.request import Format, Request, Tally
from communique.store import EventFilter, View
from communique.store.links import keeps_texts

LISTED = (
    Format("csv", csvs.write, "events", has_texts=True),
    Format("xlsx", sheets.write, "events", is_text=False, has_texts=True, limit=sheets.ROWS),
    Format("parquet", parquet.write, "events", is_text=False, has_texts=True),
    Format("jsonl", jsonl.write, "reports", has_texts=True),
    Format("plover", plover.write, "events", has_texts=True),
    Format("gdelt", gdelt.write_events, "rows"),
    Format("gdelt-mentions", gdelt.write_mentions, "rows"),
    Format("icews", icews.write, "rows"),
    Format("polecat", polecat.write, "rows"),
    Format("phoenix", phoenix.write, "rows"),
    Format("graphml", graphml.write, "edges"),
    Format("gexf", gexf.write, "edges"),
    Format("geojson", geojson.write, "events"),
    Format("kml", kml.write, "events"),
    Format("ical", ical.write, "events"))
FORMATS = {one.name: one for one in LISTED}


def export(view: View, format: str, out: str | Path, wanted: EventFilter | None = None, *, text: bool = False) -> Tally:
    """Writes the events of a record to a file, or with "-" to standard output, in one of `FORMATS`.

    `text`: full texts as well. All is of one moment. Returns how many rows were written, and what was left out and why.
    Raises StoreError where the format, the filter or the file cannot be.
    """
    if format not in FORMATS:
        raise StoreError(f"There is no format {format!r}. One of: {', '.join(FORMATS)}.")
    chosen, tally = FORMATS[format], Tally()
    request = Request(view, wanted or EventFilter(), text)
    _check(chosen, request, str(out))
    with view.moment(), _without_collector():
        if chosen.limit is not None and (events := view.count_events(request.wanted)) > chosen.limit:
            raise StoreError(f"{events:,} events, and a file of {format} holds {chosen.limit:,}. Ask for fewer with a "
                             "filter, or export to csv or parquet.")
        with writing(out, record=view.path) as file:
            chosen.write(request, file, tally)
    return tally


@contextmanager
def _without_collector() -> Iterator[None]:
    """Rows hold no cycles, and looking for some among millions of them takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check(chosen: Format, request: Request, out: str) -> None:
    request.view.check(request.wanted)
    if out == "-" and not chosen.is_text:
        raise StoreError(f"{chosen.name} is no text and cannot go to standard output. Name a file with --out.")
    if request.text and not chosen.has_texts:
        able = ", ".join(one.name for one in LISTED if one.has_texts)
        raise StoreError(f"{chosen.name} has no room for full texts. They go into {able}.")
    if request.text and (kept := keeps_texts(request.view)) != "full":
        raise StoreError(f"{request.view.path} was made without full texts (it keeps {kept!r}). Leave out --text.")
