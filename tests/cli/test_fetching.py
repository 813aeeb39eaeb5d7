"""What the command line says of fetching, against a server on this machine."""

from __future__ import annotations

import pytest
from misbehaving import Server, page

from communique.cli.ingest import _options as options_of
from communique.cli.ingest import ingest
from communique.errors import FetchError


def options(*words: str):
    """The options of `ingest` as its sources see them."""
    given = ingest.make_context("ingest", ["--into", "R.db", *words]).params
    return options_of(given, given["sources"])


def test_addresses_are_fetched_where_a_source_is_one():
    """Or where it is asked for, and not where it is forbidden."""
    assert options("a.txt").fetch is None and options("a.txt", "--fetch").fetch is not None
    assert options("https://example.org/").fetch is not None
    assert options("https://example.org/", "--no-fetch").fetch is None


def test_private_addresses_have_to_be_allowed(monkeypatch):
    """And servers are told whom to write to."""
    monkeypatch.setenv("COMMUNIQUE_CONTACT", "https://desk.example.org")
    with Server({"/a": page("Fiji met Tonga.")}) as server:
        with pytest.raises(FetchError, match="port"):
            options(server.url("/a")).fetch(server.url("/a"))
        with pytest.raises(FetchError, match="no public address"):
            options(server.url("/a")).fetch("http://127.0.0.1/a")
        assert server.asked == []
        assert options(server.url("/a"), "--allow-private").fetch(server.url("/a")).body == b"Fiji met Tonga."
        assert server.paths() == ["/robots.txt", "/a"] and "; https://desk.example.org)" in server.asked[1]
