"""What is no report is refused, other languages are left uncoded, and size does not matter much."""

from __future__ import annotations

import re
import time

import pytest

from communique.errors import ReportError

FRENCH = "Les ministres du Ghana et du Togo se sont rencontrés vendredi à Ho pour parler du pont."
ENGLISH = "The ministers of Ghana and Togo met in Ho on Friday and spoke about the bridge."


def test_a_report_in_another_language_is_left_uncoded(cleaned) -> None:
    """Nothing is coded from words the parser cannot read, and this is noted."""
    reading = cleaned(FRENCH)
    assert (reading.language, reading.skip) == ("fr", "language")
    assert [(d.what, d.reason) for d in reading.dropped] == [("report", "language-fr")]


def test_the_language_given_wins(cleaned) -> None:
    """Whoever says which language it is knows."""
    assert cleaned(FRENCH, language="en-GB").skip is None
    assert cleaned(ENGLISH, language="de").skip == "language"


@pytest.mark.parametrize("text", ["Kyiv, Chișinău, Warszawa", ENGLISH, ENGLISH.upper(), "Wang Yi met Lavrov."])
def test_in_doubt_a_text_is_english(cleaned, text: str) -> None:
    """A few foreign names make no foreign text."""
    assert cleaned(text).language == "en"


@pytest.mark.parametrize("date", ["2024-02-30", "5 March 2024", "20240305", "", "2024-3-5"])
def test_a_date_that_is_no_day_is_refused(cleaned, date: str) -> None:
    """With what was found and how to write it."""
    with pytest.raises(ReportError, match=re.escape(repr(date))) as caught:
        cleaned(ENGLISH, date)
    assert caught.value.kind == "bad-date"


def test_a_time_of_day_after_the_date_is_passed_over(cleaned) -> None:
    """Feeds give times."""
    assert cleaned(ENGLISH, "2024-03-05T10:00:00Z").date == "2024-03-05"


@pytest.mark.parametrize("fields", [{"title": 3}, {"url": ["x"]}, {"language": 1}])
def test_fields_that_are_no_text_are_refused(cleaned, fields: dict[str, object]) -> None:
    """The message names the field."""
    with pytest.raises(ReportError, match=next(iter(fields))) as caught:
        cleaned(ENGLISH, **fields)
    assert caught.value.kind == "bad-report"


def test_a_text_that_is_no_string_is_refused(cleaned) -> None:
    """None, numbers and bytes are no reports."""
    for text in (None, 5, b"words"):
        with pytest.raises(ReportError, match="text is"):
            cleaned(text)


HOSTILE = {
    "one line": ENGLISH + " ",
    "posts on one line": "Open pic.twitter.com/aaBBcc11 — A (@a) March 4, 2021 ",
    "dashes": "— - -- ",
    "bylines": "— A (@",
    "capitals": "A",
    "furniture": "Read also: x\n\n",
    "blank lines": "\n",
    "spaces": " .",
    "names": "By Aaa ",
    "tags": "#a ",
    "posted": "Posted by ",
    "brackets": "(Reporting by ",
    "short lines": "Ab cd\n",
    "photos": "Photo: ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_time_by_their_length_only(cleaned, name: str) -> None:
    """300,000 letters of anything are cleaned within seconds (a pattern that backtracks would take hours)."""
    began = time.process_time()
    cleaned(HOSTILE[name] * (300_000 // len(HOSTILE[name])))
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "unit", ["a", "A ", "Aa ", " ", "a.", "(", "@a ", "1 ", "- ", "A. ", "aA’", "Read ", "1:", "/", ", "]
)
def test_no_pattern_backtracks_without_end(furniture, unit: str) -> None:
    """Every pattern answers at once, whatever is repeated before it."""
    line = (unit * 400)[:399] + "!"
    began = time.process_time()
    furniture.is_furniture(line)
    furniture.tail(line)
    for header in furniture.headers:
        header.pattern.match(line)
    for pattern in furniture.datelines:
        pattern.match(line)
    for post in furniture.posts:
        post.pattern.search(line * 20)
    assert time.process_time() - began < 5
