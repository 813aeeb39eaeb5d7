"""Feeds, sitemaps and pages from a server on this machine that means no good: what comes of each entry."""

from __future__ import annotations

import pytest
from misbehaving import Server, page, redirect, silent

from communique.errors import ReportError
from communique.fetch import Client, Limits, Manners
from communique.ingest.options import Options
from communique.ingest.read_item import read_item
from communique.ingest.sources import items

PAGE = "<html><head><title>Talks in Suva</title></head><body><article>" + "<p>Fiji and Tonga met in Suva. </p>" * 30


@pytest.fixture
def options(monkeypatch):
    """Only 127.0.0.1 is public here, and nobody is waited for long."""
    monkeypatch.setattr("communique.fetch.names.may_be_asked", lambda address, limits: str(address) == "127.0.0.1")
    limits = Limits(connect=2.0, read=0.5, whole=3.0, ports=None)
    return Options(fetch=Client(limits, Manners(robots=False, delay=0.0, tries=1)).get)


def feed(*links: str, head: str = "") -> bytes:
    rows = "".join(f"<item><title>No. {n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    return page(f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Wire</title>{rows}</channel></rss>',
                type="application/rss+xml")


def test_each_entry_of_a_feed_stands_for_itself(options):
    """A page, a page under another address, one that is private, hangs, is gone, is a picture, is none at all."""
    with Server({"/a": page(PAGE), "/b": redirect("/a"), "/hangs": silent, "/pic": page(b"\x89PNG", type="image/png"),
                 "/inside": redirect("http://169.254.169.254/latest/")}) as server:
        links = [server.url(path) for path in ("/a", "/b", "/inside", "/hangs", "/gone", "/pic")]
        server.answers["/feed"] = feed(*links, "http://10.0.0.1/x", "file:///etc/passwd", "")
        found = list(items([server.url("/feed")], options))
    assert [item.fault.kind if item.fault else "" for item in found] == [
        "", "", "private-address", "timeout", "http-404", "bad-type", "private-address", "no-text", "no-text"]
    assert [item.key for item in found[:6]] == links
    assert read_item(found[0]).title == "Talks in Suva"


def became(item) -> str:
    """What a run makes of an item: read, or the kind of its mistake."""
    try:
        return "read" if read_item(item).text else "no text"
    except ReportError as error:
        return error.kind


@pytest.mark.parametrize(("body", "what"), [
    (page("<rss><channel><item><link>http://127.0.0.1:1/a</link>", type="text/xml"), ["no-connection"]),
    (page(PAGE), ["read"]), (page(""), ["empty"]), (page("<rss></rss>", type="text/xml"), ["empty"]),
    (page(b"\x00\x01\x02" * 500, type="application/rss+xml"), ["binary"])])
def test_a_feed_that_is_none(body, what, options):
    """Cut off, a page in its place, empty, without entries, bytes: each told as what it is, and nothing raised."""
    with Server({"/feed.xml": body}) as server:
        assert [became(item) for item in items([server.url("/feed.xml")], options)] == what


def test_entities_of_a_feed_are_not_opened(options, tmp_path):
    """No file is read, nothing grows."""
    (tmp_path / "secret").write_text("geheim", encoding="utf-8")
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 20 if n else "ha" * 50}">' for n in range(9))
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">{bomb}]>'
    with Server({}) as server:
        server.answers["/feed"] = feed(server.url("/a?&x;&b8;"), head=head)
        found = list(items([server.url("/feed")], options))
    assert "geheim" not in repr(found) and len(repr(found)) < 10_000
