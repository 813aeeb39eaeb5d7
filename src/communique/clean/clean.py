"""Reading.report → its text cleaned, and what it tells of itself: date, title, byline, dateline, posts, language.

Each step takes out or mends one kind of thing and records what it did, with the place in the text as it came in.
Steps are repeated until none finds anything, since what one takes out may lay another thing bare; so cleaning
a clean text changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from communique.clean.characters import mend_characters
from communique.clean.check import check, day_of
from communique.clean.draft import Change, Draft, in_order
from communique.clean.encoding import mend_encoding
from communique.clean.headers import take_headers
from communique.clean.language import is_english, language_of
from communique.clean.layout import dateline, headlines, mend_paragraphs
from communique.clean.lost import restore_lost
from communique.clean.page import take_furniture
from communique.clean.posts import take_posts
from communique.knowledge import Knowledge
from communique.knowledge.furniture import Furniture
from communique.records import Dropped, Report
from communique.stages import Reading
from communique.text.days import full_date
from communique.text.offsets import tracked

ROUNDS = 5
MAX_TEXT = 500_000  # characters, some eighty thousand words: no report is longer, and a dump is kept but not coded


def clean(reading: Reading, knowledge: Knowledge) -> Reading:
    """The reading with its report's text cleaned. Raises ReportError where it is no report, or its date no day."""
    report = reading.report
    check(report)
    given = day_of(report.date)
    draft = _cleaned(Draft(report, tracked(report.text)), knowledge.furniture)
    heads = headlines(draft.text, knowledge.furniture.date_lines())
    at = dateline(draft.text, knowledge.furniture, heads)
    words = draft.text[slice(*at)] if at else ""
    told = draft.published or full_date(words, knowledge.furniture.months) or draft.updated
    reading = replace(
        reading, text=draft.text, date=given or told, title=report.title or draft.title or _title(draft.text, heads),
        byline=report.byline or draft.byline, publisher=report.publisher, dateline=at, headlines=heads,
        repairs=in_order(report.repairs + draft.repairs),
        posts=(*report.posts, *(p for _, p in sorted(draft.posts, key=lambda p: p[0]))))
    return _spoken(reading, report)


def _cleaned(draft: Draft, furniture: Furniture) -> Draft:
    for _ in range(ROUNDS):
        before = draft.text
        draft = _round(draft, furniture)
        if draft.text == before:
            break
    return draft


def _round(draft: Draft, furniture: Furniture) -> Draft:
    draft = mend_encoding(draft)
    draft = restore_lost(draft)
    draft = mend_characters(draft)
    draft = _stripped(draft)
    draft = take_posts(draft, furniture)
    draft = take_furniture(draft, furniture)
    draft = take_headers(draft, furniture)
    draft = mend_paragraphs(draft)
    return _stripped(draft)


def _stripped(draft: Draft) -> Draft:
    """Without the white space around it, which nobody needs a record of."""
    text = draft.text
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    if left >= right:
        return draft.changed([Change(0, len(text), "", "")] if text else [])
    return draft.changed(
        Change(a, b, "", "") for a, b in ((0, left), (right, len(text))) if a < b)


def _title(text: str, heads: tuple[tuple[int, int], ...]) -> str | None:
    """The headline that opens the text."""
    return text[slice(*heads[0])] if heads and heads[0][0] == 0 else None


def _spoken(reading: Reading, report: Report) -> Reading:
    """With the language; a report that is empty, far too long or not in English is left uncoded, and noted so."""
    if not reading.text:
        return _skipped(replace(reading, language=report.language), "empty", "empty")
    if len(reading.text) > MAX_TEXT:
        return _skipped(replace(reading, language=report.language), "too-long", "too-long")
    language = report.language or language_of(reading.text)
    reading = replace(reading, language=language)
    return reading if is_english(language) else _skipped(reading, "language", f"language-{language}")


def _skipped(reading: Reading, skip: str, reason: str) -> Reading:
    return replace(reading, skip=skip, dropped=(*reading.dropped, Dropped("report", None, reason)))
