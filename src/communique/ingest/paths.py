"""A file → its report. What kind of file it is, its name and its first letters tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from communique.errors import ReportError
from communique.ingest.decode import decode
from communique.ingest.page import looks_like_feed, looks_like_html, read_page
from communique.records import Report

LARGEST = 50 * 1024 * 1024  # bytes
_PAGES = (".html", ".htm", ".xhtml")


def read_path(path: str | Path, date: str | None = None) -> Iterator[Report]:
    """The reports of a file, named after it. `date` is the day of publication, where the file does not tell.

    Raises ReportError: kind too-large, binary, empty, feed or no-article; OSError where the file cannot be read.
    """
    path = Path(path)
    size = path.stat().st_size
    if size > LARGEST:
        raise ReportError(
            f"{path.name} has {size:,} bytes, more than {LARGEST:,}; split it into reports", kind="too-large")
    yield read_bytes(path.read_bytes(), path.name, date)


def read_bytes(data: bytes, name: str, date: str | None = None) -> Report:
    """The report in the bytes of a file of that name: a web page or plain text. Errors as for `read_path`."""
    if not data.strip():
        raise ReportError(f"{name} is empty; give a file with a report in it", kind="empty")
    text, repairs = decode(data, name)
    if looks_like_feed(text):
        raise ReportError(f"{name} is a feed, a list of articles; save the articles one by one", kind="feed")
    known_by = Path(name).stem or name
    if Path(name).suffix.lower() in _PAGES or looks_like_html(text):
        report = read_page(text, known_by)
        return replace(report, date=report.date or date, repairs=repairs + report.repairs)
    return Report(known_by, text, date, repairs=repairs)
