"""Embedded posts of all platforms, as saved pages show them; and sentences that only look like them."""

from __future__ import annotations

import pytest

BEFORE, AFTER = "The ministers of Ghana and Togo met in Ho on Friday.", "They will meet again in Aflao."
POSTS = {
    "Bridge open at last. pic.twitter.com/aaBBcc1122 — Roads Ghana (@roadsgh) 4 March 2021": (
        "x",
        "Roads Ghana",
        "roadsgh",
        "2021-03-04",
        "Bridge open at last.",
    ),
    "Puente abierto. https://t.co/abCD12 — Cancillería (@canc_ec) 18 de septiembre de 2023": (
        "x",
        "Cancillería",
        "canc_ec",
        "2023-09-18",
        "Puente abierto.",
    ),
    "Talks begin in #Aflao pic.twitter.com/aaBBcc1122 — Kofi 🇬🇭 Mensah (@kofim) March 4, 2021": (
        "x",
        "Kofi Mensah",
        "kofim",
        "2021-03-04",
        "Talks begin in #Aflao",
    ),
    "Grain is leaving the port — Harbour (@harbour.bsky.social) September 18, 2023 at 9:34 PM": (
        "bluesky",
        "Harbour",
        "harbour.bsky.social",
        "2023-09-18",
        "Grain is leaving the port",
    ),
    "All well — Kai (@kai@mastodon.social) 2023-09-18": (
        "mastodon",
        "Kai",
        "kai@mastodon.social",
        "2023-09-18",
        "All well",
    ),
    "View this post on Instagram\n\nA post shared by Planalto (@planalto)": (
        "instagram",
        "Planalto",
        "planalto",
        None,
        "",
    ),
    "Clinics stay open. Posted by Health Malawi on Monday, September 18, 2023": (
        "facebook",
        "Health Malawi",
        None,
        "2023-09-18",
        "Clinics stay open.",
    ),
    "Alert lifted. — City Council (Telegram) May 3, 2024": (
        "telegram",
        "City Council",
        None,
        "2024-05-03",
        "Alert lifted.",
    ),
    "Farmers win! — Joe Example (@joeexample) Truth Social, May 3, 2024": (
        "truthsocial",
        "Joe Example",
        "joeexample",
        "2024-05-03",
        "Farmers win!",
    ),
    "The drill is over. — Coast Station (Weibo) May 3, 2024": (
        "weibo",
        "Coast Station",
        None,
        "2024-05-03",
        "The drill is over.",
    ),
    "Tweet from Rada Minić (@rminic): The road is open.": ("x", "Rada Minić", "rminic", None, "The road is open."),
    "The bridge at dawn #Mostar pic.twitter.com/aaBBcc1122": ("x", None, None, None, "The bridge at dawn"),
}
NO_POSTS = (
    "The envoy, who writes as Ana Lopes (@analopes), said on March 4, 2021 that he would not go.",
    "Lopes wrote on X (@analopes): the road is closed.",
    "The minister — once a singer (@minstrel), he jokes — left for Ho.",
    "He posted on Telegram on May 3, 2024 that the alert was lifted.",
    "See https://t.co/abCD12 for the text of the treaty.",
    "A post shared by thousands of people in Dakar began the rumour.",
)


@pytest.mark.parametrize("post", POSTS)
def test_a_post_is_told_by_what_its_platform_leaves(cleaned, post: str) -> None:
    """Platform, author, handle, date and words are read; the paragraphs around the post stay as they are."""
    reading = cleaned(f"{BEFORE}\n\n{post}\n\n{AFTER}")
    assert [(p.platform, p.author, p.handle, p.date, p.text) for p in reading.posts] == [POSTS[post]]
    assert reading.text == f"{BEFORE}\n\n{AFTER}"


@pytest.mark.parametrize("sentence", NO_POSTS)
def test_a_sentence_that_names_an_account_is_no_post(cleaned, sentence: str) -> None:
    """Running text about posts stays running text."""
    reading = cleaned(f"{BEFORE}\n\n{sentence}\n\n{AFTER}")
    assert reading.posts == ()
    assert sentence in reading.text


def test_a_byline_of_its_own_line_belongs_to_the_paragraph_before(cleaned) -> None:
    """Extractors put the byline of a post on a line of its own."""
    reading = cleaned(f"{BEFORE}\n\nThe bridge is open.\n\n— Roads Ghana (@roadsgh) March 4, 2021\n\n{AFTER}")
    assert [p.text for p in reading.posts] == ["The bridge is open."]
    assert reading.text == f"{BEFORE}\n\n{AFTER}"


def test_on_a_page_of_one_line_only_the_last_sentence_is_the_post(cleaned) -> None:
    """Where a post begins cannot be known then, and no sentence more than need be leaves the text."""
    story = " ".join([BEFORE, AFTER] * 8)
    reading = cleaned(
        f"{story} The bridge is open. pic.twitter.com/aaBBcc1122 — Roads (@roadsgh) March 4, 2021 {AFTER}"
    )
    assert [p.text for p in reading.posts] == ["The bridge is open."]
    assert reading.text == f"{story}\n\n{AFTER}"


def test_posts_of_the_page_stand_before_those_in_the_text(cleaned) -> None:
    """Posts that came with the report are kept."""
    from communique.records import Post

    given = Post("telegram", None, "channel", None, "")
    reading = cleaned("Open. — Roads (@roadsgh) March 4, 2021\n\n" + AFTER, posts=(given,))
    assert [p.handle for p in reading.posts] == ["channel", "roadsgh"]
