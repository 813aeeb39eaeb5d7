"""A confusion matrix → a picture: SVG or PNG for print, HTML for the screen.

One hue from white to dark (blues of ColorBrewer, told apart with any kind of colour vision, and on grey paper), every
count written in its cell, the diagonal framed. Shades go by the share of the row, so that rare types can be read too.
Needs the extra `plots` (Altair and vl-convert); nothing is fetched from a network.
"""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError
from communique.evaluate.scores import NONE
from communique.evaluate.terminal import ordered

KINDS = (".svg", ".png", ".html")
SHARES = [0.0, 0.33, 0.66, 1.0]
BLUES = ["#ffffff", "#9ecae1", "#3182bd", "#08519c"]
CELL = 38  # pixels
DARK = 0.5  # share of a row from which letters in a cell are white


class PictureError(CommuniqueError):
    """A picture that cannot be made, and what to do."""

    kind = "picture"


def check_picture(path: str) -> Path:
    """The path, if a picture can be written there; raises PictureError before any work is done."""
    out = Path(path)
    if out.suffix.lower() not in KINDS:
        raise PictureError(f"--picture {path}: end the name with one of {', '.join(KINDS)}")
    if not out.parent.is_dir():
        raise PictureError(f"--picture {path}: there is no folder {out.parent}. Make it first")
    _altair()
    return out


def write_picture(confusion: Counter[tuple[str, str]], path: Path, *, rows: str, columns: str, title: str) -> None:
    """Writes the matrix; `rows` and `columns` say who gave which label."""
    chart = _chart(confusion, rows, columns, title)
    if path.suffix.lower() == ".html":
        chart.save(str(path), inline=True)
    elif path.suffix.lower() == ".png":
        chart.save(str(path), scale_factor=3)
    else:
        chart.save(str(path))


def _altair() -> Any:
    try:
        import_module("vl_convert")
        return import_module("altair")
    except ImportError as error:
        remedy = "Install it with: pip install 'communique[plots]'"
        raise PictureError(f"--picture needs the extra 'plots' ({error}). {remedy}") from error


def _chart(confusion: Counter[tuple[str, str]], rows: str, columns: str, title: str) -> Any:
    alt = _altair()
    labels = ordered(confusion)
    base = alt.Chart(alt.Data(values=_cells(confusion, labels))).encode(
        x=alt.X("column:N", sort=labels, title=columns, axis=alt.Axis(labelAngle=-45, orient="top")),
        y=alt.Y("row:N", sort=labels, title=rows))
    scale = alt.Scale(domain=SHARES, range=BLUES, interpolate="rgb")  # else the browser mixes through green
    shade = alt.Color("share:Q", scale=scale, title="Share of the row",
                      legend=alt.Legend(format="%", gradientLength=180))
    boxes = base.mark_rect(stroke="#bbbbbb", strokeWidth=0.5).encode(color=shade)
    frames = base.transform_filter(f"datum.row === datum.column && datum.row !== '{NONE}'").mark_rect(
        fill=None, stroke="#1a1a1a", strokeWidth=1.6)
    counts = base.transform_filter("datum.count > 0").mark_text(fontSize=12).encode(
        text="count:Q", color=alt.condition(f"datum.share > {DARK}", alt.value("white"), alt.value("#1a1a1a")))
    size = CELL * max(1, len(labels))
    return alt.layer(boxes, frames, counts).properties(
        width=size, height=size, title=alt.Title(title, anchor="start", fontSize=15, offset=12),
    ).configure(font="Liberation Sans, Arial, Helvetica, sans-serif", background="white").configure_axis(
        labelFontSize=12, titleFontSize=13, labelLimit=200, grid=False, domain=False, ticks=False,
    ).configure_view(stroke=None)


def _cells(confusion: Counter[tuple[str, str]], labels: list[str]) -> list[dict[str, Any]]:
    sums = {row: sum(confusion[row, column] for column in labels) for row in labels}
    return [{"row": row, "column": column, "count": confusion[row, column],
             "share": confusion[row, column] / sums[row] if sums[row] else 0.0}
            for row in labels for column in labels]
