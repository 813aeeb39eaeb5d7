"""The view of a record in a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

from full_record import RECORD
from rich.console import Console

from communique.records import Dropped
from communique.views import show


def shown(record=RECORD, **options) -> str:
    out = io.StringIO()
    show(record, Console(file=out, width=150, force_terminal=False), **options)
    return out.getvalue()


def test_every_part_of_a_record_is_shown():
    """Who, what, whom, when, where, status; words by speaker; what lies ahead; posts; repairs; what was left out."""
    text = shown()
    for words in ("CONSULT · visit", "Achieng Mwangi ↔ Okello Tumusiime", "4–6 March 2024", "Mombasa",
                  "denied, claimed", "promises “We will open the Busia crossing before the rains,”", "What lies ahead",
                  "@ForeignMFAKenya", "lost-characters ×8", "no-actor"):
        assert words in text


def test_reasons_are_shown_when_asked_for():
    """The rule behind an event is a flag away, and out of the way otherwise."""
    assert "rule:meet.someone" in shown(reasons=True)
    assert "rule:meet.someone" not in shown()


def test_an_empty_record_says_so():
    """A report without events gives a sentence, not an empty screen."""
    assert "Nothing was found" in shown(replace(RECORD, events=(), statements=(), posts=(), dropped=()))


def test_a_report_left_out_says_why():
    """What was dropped as a whole has no span, and its reason is shown."""
    left_out = (Dropped("report", None, "language"),)
    assert "report: language" in shown(replace(RECORD, events=(), statements=(), dropped=left_out))


def test_the_words_of_a_report_cannot_drive_the_terminal():
    """Escape sequences, right-to-left overrides and rich markup in a text come out as plain words or not at all."""
    text = shown(replace(RECORD, title="\x1b[2J[red]A\u202egnp[/red]\x07", events=(), statements=()))
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    assert "[red]A" in text
