"""Visits to feeds and sitemaps, good and bad."""

from __future__ import annotations

import gzip
import time

import pytest

from communique.errors import FetchError
from communique.fetch import Fetched
from communique.watch import Watched
from communique.watch.poll import Asked, Poll

FEED, MAP = "https://mfa.example.org/feed.xml", "https://mfa.example.org/sitemap.xml"
NOW = 1_709_700_000.0  # 2024-03-06
LONG = "The ministers of Fiji and Tonga met in Suva on Monday and spoke of fish. " * 12


class Web:
    """Answers by address, asked in their order."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []

    def __call__(self, url, etag, modified):
        self.asked.append(url)
        found = self.answers.get(url, FetchError(url, kind="http-404"))
        if isinstance(found, Exception):
            raise found
        body = found.encode() if isinstance(found, str) else found
        return Fetched(url, body, "application/xml" if body.startswith(b"<?xml") else "text/html", etag='"1"')


def feed(*entries: str, head: str = "") -> str:
    return (f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>The Ministry</title>"
            f"{''.join(f'<item>{entry}</item>' for entry in entries)}</channel></rss>")


def entry(n: int, words: str = "Ministers met.", more: str = "<pubDate>Tue, 05 Mar 2024 09:00:00 GMT</pubDate>") -> str:
    return (f"<title>News {n}</title><link>https://mfa.example.org/news/{n}</link><description>{words}</description>"
            f"{more}")


def visit(web, ledger=(), url=FEED, kind="feed", **how):
    if isinstance(web, str):
        web = Web({url: web} | {f"https://mfa.example.org/news/{n}": f"<p>{n}" for n in range(9)})
    poll = Poll(Asked(Watched("M", url, 600.0, kind, **how), at=NOW), web, lambda item, digest: item in ledger)
    return list(poll.items()), poll.outcome, web.asked


def test_linked_articles_are_fetched_unless_they_are_known():
    items, outcome, asked = visit(feed(entry(1), entry(2)), ledger=["https://mfa.example.org/news/1"])
    assert asked == [FEED, "https://mfa.example.org/news/2"] and (outcome.known, outcome.taken) == (1, 1)
    assert items[0].told["date"] == "2024-03-05" and items[0].told["publisher"] == "The Ministry"


def test_only_the_words_of_a_feed():
    """However few; nothing is fetched. An entry without words is set aside."""
    items, outcome, asked = visit(feed(entry(1), entry(2, "")), full=False, publisher="MFA")
    assert asked == [FEED] and items[0].body == b"Ministers met." and items[0].told["publisher"] == "MFA"
    assert items[1].fault.kind == "no-text" and outcome.taken == 1


def test_an_article_that_is_whole_in_the_feed_is_not_fetched():
    items, _, asked = visit(feed(entry(1, LONG)))
    assert asked == [FEED] and items[0].form == "text"


def test_entries_without_links_are_told_apart_by_their_words():
    """Not by their place in the feed, where another one stands tomorrow; ids are the feed's own."""
    def bare(text, more=""):
        return f"<title>T</title><description>{text}</description>{more}"
    today, _, _ = visit(feed(bare(LONG), bare(LONG + "B")))
    tomorrow, _, _ = visit(feed(bare(LONG + "C"), bare(LONG), bare(LONG + "B")))
    keys = [item.key for item in today]
    assert len(set(keys)) == 2 and [item.key for item in tomorrow][1:] == keys
    assert [item.told["id"] for item in today] == keys
    (item,), _, _ = visit(feed(bare(LONG, "<guid isPermaLink='false'>17</guid>")))
    assert item.key == item.told["id"] == f"{FEED}#17"


@pytest.mark.parametrize(("day", "told"), [
    ("Wed, 06 Mar 2024 23:00:00 GMT", "2024-03-06"), ("Thu, 07 Mar 2024 01:00:00 GMT", "2024-03-07"),
    ("Sat, 05 Mar 2044 09:00:00 GMT", None), ("soon", None)])
def test_a_day_that_has_not_come_is_none(day, told):
    """But for tomorrow, which it is already elsewhere."""
    (item,), _, _ = visit(feed(entry(1, LONG, f"<pubDate>{day}</pubDate>")))
    assert item.told.get("date") == told


@pytest.mark.parametrize(("body", "kind"), [
    ("<html><body>Sorry</body></html>", "empty"), ("", "empty"), ("{}", "empty"), (b"\x00\xff\xfe" * 50, None),
    (feed(entry(1, "&a;"), head="<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>"), "entities"),
    (feed(entry(1), head="<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"), "entities")])
def test_what_is_no_feed_is_a_failure_of_the_source(body, kind):
    """Also with status 200; nothing of it becomes a report."""
    items, outcome, asked = visit(Web({FEED: body}))
    assert items == [] and outcome.error and asked == [FEED]
    assert kind is None or outcome.failures[0][0] == kind


def test_a_feed_that_is_cut_off_gives_what_it_has():
    items, outcome, _ = visit(feed(entry(1), entry(2))[:-80])
    assert [item.key[-1] for item in items][:1] == ["1"] and outcome.error is None


def test_a_huge_feed_is_read_as_far_as_one_visit_goes():
    """No more is fetched than one visit may, and it takes no longer than it must."""
    began = time.monotonic()
    items, outcome, asked = visit(feed(*(entry(n) for n in range(2000))), most=3)
    assert len(items) == 3 and len(asked) == 4 and outcome.more and outcome.etag == ""
    assert time.monotonic() - began < 30


def test_one_link_twice_is_fetched_once():
    _, _, asked = visit(feed(entry(1), entry(1)))
    assert asked == [FEED, "https://mfa.example.org/news/1"]


def test_links_that_may_not_be_fetched_are_set_aside():
    refused = FetchError("private", kind="private-address")
    web = Web({FEED: feed(entry(1)), "https://mfa.example.org/news/1": refused})
    items, outcome, _ = visit(web)
    assert [item.fault.kind for item in items] == ["private-address"] and outcome.error is None


def sitemap(*urls: str, index: bool = False) -> str:
    one, all_ = ("sitemap", "sitemapindex") if index else ("url", "urlset")
    return (f"<?xml version='1.0'?><{all_} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            f"{''.join(f'<{one}><loc>{url}</loc></{one}>' for url in urls)}</{all_}>")


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap(packed):
    """Also one that is a gzip file."""
    body = sitemap("https://mfa.example.org/news/1", "https://mfa.example.org/news/2").encode()
    web = Web({MAP: gzip.compress(body) if packed else body, "https://mfa.example.org/news/2": "<p>"})
    items, outcome, _ = visit(web, ["https://mfa.example.org/news/1"], MAP, "sitemap")
    assert [item.key[-1] for item in items] == ["2"] and outcome.known == 1 and outcome.error is None


def test_a_sitemap_within_a_sitemap_that_is_busy_is_no_article():
    """It is not kept as one; the whole is asked anew the next time."""
    inner = ["https://mfa.example.org/1.xml", "https://mfa.example.org/2.xml.gz"]
    busy = FetchError("busy", kind="http-503", passes=True)
    web = Web({MAP: sitemap(*inner, index=True), inner[0]: busy, "https://mfa.example.org/news/2": "<p>",
               inner[1]: gzip.compress(sitemap("https://mfa.example.org/news/2").encode())})
    items, outcome, _ = visit(web, url=MAP, kind="sitemap")
    assert [item.key[-1] for item in items] == ["2"]
    assert outcome.later == [] and outcome.etag == "" and outcome.failures == [("http-503", "busy")]
