"""Page furniture goes, header lines are read, datelines and headlines are marked; sentences stay."""

from __future__ import annotations

import pytest

FIRST = "The ministers of Ghana and Togo met in Ho on Friday and spoke about the bridge over the Volta."
LAST = "They will meet again in Aflao, the spokesman said."
FURNITURE = (
    "Read also: Who pays for the bridge",
    "RELATED: Ten days that emptied the reservoir",
    "ADVERTISEMENT",
    "Subscribe to our newsletter",
    "Photo: K. Mensah/AFP",
    "File photo of the bridge.",
    "© 2024 Volta Times. All rights reserved.",
    "14 comments",
    "Share on Facebook",
    "Facebook | Twitter | WhatsApp",
    "We use cookies to make your visit better.",
    "(Reporting by Ama Owusu; Editing by Tom Reed)",
    "Click here for our live blog",
    "REUTERS/Tom Reed",
    "View this post on Instagram",
    "4 min read",
    "* * *",
)
SENTENCES = (
    "Related matters were left to the deputies.",
    "Photographers were kept out of the hall.",
    "More from the villages fled on Sunday.",
    "By Monday the town had fallen, the army said.",
    "Share prices fell in Accra.",
    "Reporting by our correspondents is difficult there.",
    "Watch towers were built along the river.",
    "“Advertisement is the soul of trade,” he said.",
    "Published figures show 2014 dead.",
    "Source of the river is a spring in Burkina Faso.",
    "Updated maps show three lakes.",
    "Title deeds were burnt.",
    "Comments came at once.",
)


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes_and_is_recorded(cleaned, line: str) -> None:
    """A line of page furniture leaves the text, and a repair points at it."""
    text = f"{FIRST}\n\n{line}\n\n{LAST}"
    reading = cleaned(text)
    assert reading.text == f"{FIRST}\n\n{LAST}"
    assert [text[slice(*r.source_span)] for r in reading.repairs if r.kind == "furniture"] == [line]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_that_begin_like_furniture_stay(cleaned, sentence: str) -> None:
    """A line too many costs less than a lost sentence."""
    text = f"{FIRST}\n\n{sentence}\n\n{LAST}"
    assert cleaned(text).text == text


def test_a_line_broken_within_a_sentence_is_no_furniture(cleaned) -> None:
    """In a text with hard line breaks a line may begin with anything."""
    broken = (
        "The museum in Accra has shown since Monday, under the one title\nPhoto: a history, all that is left of it."
    )
    text = f"It is raining.\n{broken}"
    assert "Photo: a history" in cleaned(text).text


def test_credits_at_the_end_of_a_paragraph_go_alone(cleaned) -> None:
    """The words before a credit stay."""
    assert cleaned(f"{FIRST} (Reporting by Ama Owusu in Accra)\n\n{LAST} (File photo)").text == f"{FIRST}\n\n{LAST}"


HEADERS = {
    "Published: 25.03.2018": "2018-03-25",
    "Date: March 5, 2024": "2024-03-05",
    "Published 5 March 2024 10:32 GMT": "2024-03-05",
    "date 2021-03-04": "2021-03-04",
    "Updated: 5 March 2024": "2024-03-05",
    "Published: 13/03/2024": "2024-03-13",
}


@pytest.mark.parametrize("line", HEADERS)
def test_header_lines_give_the_date_and_go(cleaned, line: str) -> None:
    """Lines that tell when the report was published."""
    reading = cleaned(f"{line}\n\n{FIRST}\n\n{LAST}")
    assert (reading.date, reading.text) == (HEADERS[line], f"{FIRST}\n\n{LAST}")


def test_the_date_given_is_not_overruled(cleaned) -> None:
    """The date that came with the report wins over one in the page."""
    assert cleaned(f"Published: 5 March 2024\n\n{FIRST}", "2024-03-09").date == "2024-03-09"


def test_an_ambiguous_date_is_no_date(cleaned) -> None:
    """The third of April or the fourth of March: nobody knows."""
    assert cleaned(f"03/04/2024\n\n{FIRST}").date is None


def test_a_date_alone_stays_as_dateline(cleaned) -> None:
    """A bare date is a time expression of the text."""
    reading = cleaned(f"Friday, March 8, 2024\n\n{FIRST}\n\n{LAST}")
    assert reading.text[slice(*reading.dateline)] == "Friday, March 8, 2024"
    assert (reading.date, reading.headlines) == ("2024-03-08", ())


BYLINES = {
    "By STAFF REPORTER": "STAFF REPORTER",
    "By Ama Owusu and Tom Reed": "Ama Owusu and Tom Reed",
    "By our correspondent in Ho": "our correspondent in Ho",
    "BY AMA OWUSU": "AMA OWUSU",
}


@pytest.mark.parametrize("line", BYLINES)
def test_bylines_are_read_and_go(cleaned, line: str) -> None:
    """At the head and at the end."""
    for text in (
        f"A bridge for two\n\n{line}\n\n{FIRST}\n\n{LAST}",
        f"A bridge for two\n\n{FIRST}\n\n{LAST}\n\n{line}",
    ):
        reading = cleaned(text)
        assert (reading.byline, reading.text) == (BYLINES[line], f"A bridge for two\n\n{FIRST}\n\n{LAST}")


def test_title_and_crossheads_stay_and_are_marked(cleaned) -> None:
    """Headlines stay in the text; the first one is the title where none was given."""
    text = f"A bridge for two\n\n{FIRST}\n\nWhat next\n\n{LAST}"
    reading = cleaned(text)
    assert reading.text == text
    assert [text[a:b] for a, b in reading.headlines] == ["A bridge for two", "What next"]
    assert reading.title == "A bridge for two"
    assert cleaned(text, title="Ghana and Togo").title == "Ghana and Togo"


DATELINES = {
    "ACCRA, March 8 (Agency) -- ": "ACCRA, March 8 (Agency) --",
    "ACCRA — ": "ACCRA —",
    "Lomé, 8 March - ": "Lomé, 8 March -",
    "LOMÉ: ": "LOMÉ:",
    "ACCRA, Ghana — ": "ACCRA, Ghana —",
    "(Reuters) - ": "(Reuters) -",
    "Accra (agency) – ": "Accra (agency) –",
}


@pytest.mark.parametrize("words", DATELINES)
def test_datelines_stay_and_are_marked(cleaned, words: str) -> None:
    """Place, date and agency at the head of the first paragraph."""
    reading = cleaned(f"A bridge for two\n\n{words}{FIRST}\n\n{LAST}")
    assert reading.text[slice(*reading.dateline)] == DATELINES[words]


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        "NATO-led forces left Kabul.",
        "Accra: rebels free nine",
        "Moscow – Russia's capital – was hit.",
        "LIVE: Ghana decides",
    ],
)
def test_other_beginnings_are_no_datelines(cleaned, text: str) -> None:
    """A place at the head of a sentence or a headline."""
    assert cleaned(f"{text}\n\n{LAST}").dateline is None


def test_a_full_date_in_the_dateline_is_the_date(cleaned) -> None:
    """Without a year it is not: which year would be a guess."""
    assert cleaned(f"ACCRA, March 8, 2024 (Agency) -- {FIRST}").date == "2024-03-08"
    assert cleaned(f"ACCRA, March 8 (Agency) -- {FIRST}").date is None


def test_lines_without_blank_ones_between_are_paragraphs(cleaned) -> None:
    """Pages saved with one line a paragraph."""
    reading = cleaned(f"A bridge for two\n{FIRST}\n{LAST}")
    assert reading.text == f"A bridge for two\n\n{FIRST}\n\n{LAST}"
    assert [r.kind for r in reading.repairs] == ["paragraph-breaks"]


def test_hard_line_breaks_are_joined(cleaned) -> None:
    """Sentences broken at a margin become whole."""
    wire = (
        "The ministers of Ghana and Togo met in Ho on Friday and\nspoke hours about the bridge on the river and\n"
        "about who would have to pay for its two ends.\n\nThey will meet again."
    )
    assert cleaned(wire).text == wire.replace("and\n", "and ")
