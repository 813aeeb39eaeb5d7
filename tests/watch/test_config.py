"""sources.toml: what is in it, and what is said of mistakes."""

from __future__ import annotations

import pytest

from communique.errors import WatchError
from communique.fetch import Limits
from communique.watch import read_sources

GOOD = """
[usual]
every = "2h"
language = "en"

[[source]]
name = "Ministry"
url = "https://mfa.example.org/press.xml"
country = "FJI"
every = "15m"

[[source]]
name = "Council"
url = "https://council.example.org/news"
kind = "page"
links = "/news/*"
most = 10
"""


@pytest.fixture
def told(tmp_path):
    """What is said of a file, line by line, without the folder."""
    def say(text: str) -> list[str]:
        path = tmp_path / "sources.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(WatchError) as caught:
            read_sources(path)
        return str(caught.value).replace(f"{tmp_path}/", "").splitlines()
    return say


def test_what_is_usual_holds_where_a_source_says_nothing_else(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(GOOD, encoding="utf-8")
    ministry, council = read_sources(path)
    assert (ministry.every, ministry.language, ministry.country, ministry.kind) == (900, "en", "FJI", "feed")
    assert (council.every, council.links, council.most, council.full) == (7200, "/news/*", 10, True)


def test_every_mistake_is_told_with_its_line(told):
    """All of a file at once, with the nearest name."""
    assert told("""[[source]]
name = "A"
url = "https://a.example.org/feed"
evry = "15m"

[[source]]
name = "A"
url = "ftp://b.example.org/feed"
kind = "sitemaps"
every = "5 minutes"
full = "yes"
country = "Fiji"
""") == [
        "sources.toml:4: unknown field 'evry'; did you mean every?",
        "sources.toml:10: every: '5 minutes' is no interval; write 15m, 2h or 1d",
        "sources.toml:11: full should be true or false, not 'yes'",
        "sources.toml:8: url: ftp://b.example.org/feed is neither http nor https",
        "sources.toml:9: kind: 'sitemaps' is none of feed, sitemap, page; did you mean sitemap?",
        "sources.toml:12: country: 'Fiji' is no code of three capitals, like FRA",
        "sources.toml:7: 'A' is the name of another source too"]


@pytest.mark.parametrize(("text", "said"), [
    ("", "sources.toml: there is no source in it. Write [[source]], name and url."),
    ("[[sources]]\nname = 'A'", "sources.toml:1: unknown 'sources'; did you mean source?"),
    ("[[source]]\nname = 'A'", "sources.toml:1: the source has no url"),
    ("[source]\nname = 'A'\nurl = 'https://a.example.org'", "sources.toml:1: sources should be tables: [[source]]"),
    ("[[source]]\nname = 'A'\nurl = 'https://a.example.org'\nevery = '1s'",
     "sources.toml:4: every: '1s' is not between 1m and 30d"),
    ("[[source]]\nname = 'A'\nurl = 'https://a.example.org'\nmost = true",
     "sources.toml:4: most should be a number, not True"),
    ("[[source]]\nname = 'A'\nurl = 'https://a.example.org'\nmost = 0",
     "sources.toml:4: most: should be between 1 and 10000"),
    ("[[source]]\nname = 'A'\nurl = 'https://a.example.org'\nlinks = '/a'",
     'sources.toml:4: links: is for sources with kind = "page" only'),
    ("[[source]]\nname = 'A'\nurl = 'https://a.example.org'\nkind = 'page'\nfull = false",
     "sources.toml:5: full: only feeds have words of their own; leave it out"),
    ("[usual]\nurl = 'https://a.example.org'\n[[source]]\nname = 'A'\nurl = 'https://a.example.org'",
     "sources.toml:2: unknown field 'url'; known are every, kind, publisher, country, language, full, most"),
])
def test_one_mistake(told, text, said):
    assert told(text)[0] == said


def test_a_file_that_is_no_toml(told):
    """Its own parser says where."""
    assert "line 2" in told("[[source]]\nname = A")[0]


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(WatchError, match="no file"):
        read_sources(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    with pytest.raises(WatchError, match="UTF-8"):
        read_sources(tmp_path / "latin.toml")


def test_addresses_that_may_not_be_asked_are_told_at_once(told, tmp_path):
    """Unless private ones are allowed."""
    text = "[[source]]\nname = 'A'\nurl = 'http://a.example.org:8123/x'"
    assert "port 8123" in told(text)[0]
    assert len(read_sources(tmp_path / "sources.toml", Limits(ports=None))) == 1
