"""A page as it comes out of a scraper: a date before the text, lost emoji, two embedded posts."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE = (Path(__file__).parent / "fixtures" / "dirty_page.txt").read_text(encoding="utf-8")


@pytest.fixture
def reading(cleaned):
    return cleaned(PAGE)


def test_posts_are_taken_out_with_author_handle_date_and_links(reading) -> None:
    """Both posts are listed, their words without links, addresses of pictures, labels and byline."""
    first, second = reading.posts
    assert (first.platform, first.author, first.handle, first.date) == (
        "x",
        "Fisheries Sri Lanka",
        "fisheries_lk",
        "2022-06-14",
    )
    assert first.text == "Ministers Nimal Ratnasiri and Sefo Tuiasau at the harbour of Colombo"
    assert (second.author, second.handle, second.date) == ("LankaWire", "lankawire_en", "2022-06-14")
    assert second.text == "Ratnasiri, Tuiasau say tuna quota can't be set without the islands’ consent"
    assert second.links == ("https://t.co/Ab12Cd34Ef", "pic.twitter.com/Qq99Ww88Ee")


def test_no_word_of_a_post_stays_in_the_text(reading) -> None:
    """What is in a post is not also in the running text."""
    for words in ("tuna quota", "pic.twitter", "t.co", "(@", "#TongaLanka", "at the harbour"):
        assert words not in reading.text


def test_lost_characters_are_counted_and_gone(reading) -> None:
    """The repairs account for each U+FFFD of the input, none is left anywhere, and each span points at its run."""
    lost = [r for r in reading.repairs if r.kind == "lost-characters"]
    assert [r.count for r in lost] == [8, 2, 4]
    assert all(PAGE[slice(*r.source_span)] == "\ufffd" * r.count for r in lost)
    assert "\ufffd" not in reading.text + "".join(p.text + (p.author or "") for p in reading.posts)


def test_leading_date_is_read_and_leaves_the_sentence(reading) -> None:
    """The words before the first sentence give the date; the sentence itself stays whole."""
    assert reading.date == "2022-06-14"
    assert reading.text.startswith("This is Sefo Tuiasau's first trip to Colombo as Tonga's minister of fisheries.\n\n")


def test_running_text_is_untouched(reading) -> None:
    """All paragraphs but the posts are there, letter for letter."""
    ours = [p for p in PAGE.strip().split("\n\n") if p.strip() and "pic.twitter" not in p]
    kept = [p for p in reading.text.split("\n\n") if p.strip()]
    assert kept[1:] == ours[1:]


def test_repairs_stand_in_the_order_of_the_source(reading) -> None:
    """Spans lie in the text as it came in, in order."""
    spans = [r.source_span for r in reading.repairs]
    assert spans == sorted(spans)
    assert all(0 <= a <= b <= len(PAGE) for a, b in spans)
