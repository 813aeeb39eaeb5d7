"""What is a near copy of a report, and what goes on from it."""

from __future__ import annotations

import pytest
from told_twice import FIRST, LEAD, P

from communique.intake.alike import is_copy, jaccard
from communique.intake.prints import kept, print_of

COPIES = {
    "another headline and dateline": "Rivals on the lake make peace over fish\n\nKAMPALA, March 4 (Reuters) - " + FIRST,
    "cut at the end": "\n\n".join(P[:3]),
    "edited": FIRST.replace("After six hours behind closed doors they", "They later").replace("barely ", ""),
    "a paragraph added": FIRST + "\n\nThe talks were the fourth this year, the first in which both navies took part.",
    "other marks and case": FIRST.upper().replace(",", ";")}
NO_COPIES = {
    "a new lead before what is known": "\n\n".join([LEAD, *P[1:]]),
    "a lead of one sentence": "\n\n".join([
        "Kenya on Friday pulled its surveyors out of the waters around Migingo after nine of its fishermen had been "
        "shot at by Ugandan boats and taken away.", *P[1:]]),
    "background that is kept": "\n\n".join([LEAD, *P[3:5]]),
    "a new middle": "\n\n".join([*P[:2], LEAD, "The union called a strike of all crews from Saturday on, and asked the "
                                 "African Union to send boats of its own to the island.", *P[2:]]),
    "something else": LEAD}


def taken(text: str, least: int = 1) -> bool:
    sample, hashes = kept(print_of(FIRST).runs, least)
    return is_copy(print_of(text).runs, hashes, sample)


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("least", [1, 4])
def test_copies_are_found(text, least):
    """However a paper prints it; also where only a sample of the words is kept."""
    assert taken(text, least)


@pytest.mark.parametrize("text", NO_COPIES.values(), ids=NO_COPIES)
def test_what_goes_on_is_no_copy(text):
    """A follow-up has new events, however much of the background it keeps."""
    assert not taken(text)


def test_a_short_text_is_nobodys_copy():
    """A few words that are the same say nothing."""
    assert not is_copy(print_of("Markets closed higher.").runs, kept(print_of("Markets closed higher.").runs)[1], 1)
    assert print_of("Two words").runs == print_of("").runs


def test_likely_copies_share_a_key():
    """The index finds what differs in little, and not what is something else."""
    keys = set(print_of(FIRST).bands)
    assert all(keys & set(print_of(text).bands) for text in COPIES.values())
    assert not keys & set(print_of(LEAD).bands)
    assert jaccard(print_of(FIRST).runs, print_of(COPIES["edited"]).runs) > 0.8


def test_of_a_long_text_a_sample_is_kept():
    """Never more than a bound, and the same of two texts that share it."""
    words = " ".join(f"word{n}" for n in range(9000))
    sample, hashes = kept(print_of(words).runs)
    assert sample == 16
    assert len(hashes) < 1024
    assert is_copy(print_of(words.upper()).runs, hashes, sample)
