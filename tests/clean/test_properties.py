"""What holds for any text whatever."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.clean.draft import Change, Draft
from communique.records import Report
from communique.text.offsets import tracked

SCRAPS = (
    "The envoy left Suva on Monday.",
    "Talks went on",
    "\n",
    "\n\n",
    " ",
    "\ufffd",
    "\ufffd\ufffd",
    "\u200b",
    "\r\n",
    "\x00",
    "&amp;",
    "&am",
    "p;",
    "Russiaâ€™s",
    "â€\ufffd",
    "cafÃ©",
    "\xa0",
    "—",
    "pic.twitter.com/aaBBcc1122",
    " — Ana (@ana) March 4, 2021",
    "By Ana Lopes",
    "Read also: x",
    "Published: 5 March 2024",
    "date 2021-03-04 It",
    "Photo: AFP",
    "(Reporting by A B)",
    "#Suva",
    "https://t.co/ab",
    "SUVA, March 4 (Agency) -- ",
    "5 March 2024",
    "\u202e",
    "e\u0301",
    "\ud83c",
    "\x93",
    "ADVERTISEMENT",
    "A post shared by Ana (@ana)",
    "Tweet from @ana: no",
    "Title: Two",
    "(file photo)",
    "♬",
    "Posted by Ana on March 4, 2021",
    "42",
    '"',
    "’",
)
texts = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=6)), max_size=14).map("".join)
quick = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(texts)
def test_cleaning_a_clean_text_changes_nothing(cleaned, text: str) -> None:
    """Cleaning twice gives what cleaning once gives."""
    once = cleaned(text).text
    assert cleaned(once).text == once


@quick
@given(texts)
def test_every_lost_character_is_counted_once(cleaned, text: str) -> None:
    """No U+FFFD is left, and the counts of the repairs add up to the number in the input."""
    reading = cleaned(text)
    assert sum(r.count for r in reading.repairs if r.kind == "lost-characters") == text.count("\ufffd")
    assert "\ufffd" not in reading.text + "".join(p.text for p in reading.posts)


@quick
@given(texts)
def test_nothing_is_changed_in_silence(cleaned, text: str) -> None:
    """Where no repair is recorded the text is the same but for the white space around it; spans lie in the input."""
    reading = cleaned(text)
    assert reading.repairs or reading.text == text.strip()
    assert all(0 <= r.source_span[0] <= r.source_span[1] <= len(text) for r in reading.repairs)
    spans = [*reading.headlines, *([reading.dateline] if reading.dateline else [])]
    assert all(0 <= a < b <= len(reading.text) for a, b in spans)


@quick
@given(st.text(alphabet="abcdefgh", min_size=1, max_size=30), st.data())
def test_offsets_lead_back_to_the_letters_they_came_from(text: str, data) -> None:
    """After any two rounds of edits each untouched letter still knows its place in the source."""
    marked = "".join(dict.fromkeys(text))  # each letter once, so that its place is known
    body = tracked(marked)
    for _ in range(2):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(body.text)), min_size=4, max_size=4)))
        body = body.edited([(cuts[0], cuts[1], data.draw(st.sampled_from(["", "X", "XYZ"]))), (cuts[2], cuts[3], "")])
    for at, letter in enumerate(body.text):
        if letter in marked:
            start = marked.index(letter)
            assert body.source((at, at + 1)) == (start, start + 1)


def test_of_two_changes_that_overlap_the_first_counts() -> None:
    """Overlapping changes never garble the text."""
    draft = Draft(Report("r", "abcdef"), tracked("abcdef"))
    after = draft.changed([Change(2, 5, "", "two"), Change(0, 3, "X", "one")])
    assert (after.text, [r.kind for r in after.repairs]) == ("Xdef", ["one"])


@pytest.mark.parametrize("text", ["", " \n\t", "\ufffd", "Read also: Who pays for the canal"])
def test_a_report_without_words_is_left_uncoded(cleaned, text: str) -> None:
    """A text of which nothing is left is skipped, and this is noted."""
    reading = cleaned(text)
    assert (reading.text, reading.skip) == ("", "empty")
    assert [(d.what, d.span, d.reason) for d in reading.dropped] == [("report", None, "empty")]
