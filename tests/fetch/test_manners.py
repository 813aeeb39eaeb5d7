"""robots.txt, and how often a host is asked."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from misbehaving import Server, endless, in_turn, page, redirect, silent

WORDS = "Fiji and Tonga met in Suva."
ROBOTS = "User-agent: *\nDisallow: /private\n\nUser-agent: communique\nDisallow: /no\nCrawl-delay: 7\n"


def robots(text: str, **how: str) -> bytes:
    return page(text, type="text/plain", **how)


def test_what_robots_txt_disallows(client, clock, refused):
    """For us by our name; asked once, for a day."""
    with Server({"/robots.txt": robots(ROBOTS), "/private": page(WORDS), "/a": page(WORDS)}) as server:
        one = client(clock=clock, robots=True)
        assert refused(one, server.url("/no/x")).kind == "robots"
        assert one.get(server.url("/private")).body and one.get(server.url("/a")).body
        assert server.paths() == ["/robots.txt", "/private", "/a"]
        assert clock.slept == [7.0]  # its Crawl-delay
        clock.now += 25 * 3600
        one.get(server.url("/a"))
        assert server.paths()[3:] == ["/robots.txt", "/a"]


def test_a_page_that_leads_to_what_is_disallowed(client, refused):
    """robots.txt holds at each redirect."""
    with Server({"/robots.txt": robots(ROBOTS), "/a": redirect("/no"), "/no": page(WORDS)}) as server:
        assert refused(client(robots=True, patience=0.5), server.url("/a")).kind in ("robots", "not-yet")
        assert "/no" not in server.paths()


@pytest.mark.parametrize("answer", [
    page("no", status="404 Not Found"), page("no", status="403 Forbidden"),
    page("<html><body>Disallow: /</body></html>"),
    page(b"\x00\xff\xfe\n\x80", type="image/png"), page(""), robots("Disallow: /a\nnonsense\n:::\n"),
    redirect("/elsewhere"),
    robots("User-agent: *\nDisallow: " + "*" * 5000 + "b\n"), redirect("/robots.txt")])
def test_robots_txt_that_says_nothing(answer, client):
    """None there, a page in its place, rules for nobody: all is allowed."""
    with Server({"/robots.txt": answer, "/a": page(WORDS)}) as server:
        assert client(robots=True).get(server.url("/a")).body


@pytest.mark.parametrize("answer", [page("", status="503 Busy"), page("", status="500 Oops"), silent, b"",
                                    page("", status="429 Slow"), redirect("http://10.0.0.1:1/")])
def test_robots_txt_that_cannot_be_had(answer, client, refused, hasty, monkeypatch):
    """Then nothing is asked for now, and it is not asked for again at once; later it is."""
    monkeypatch.setattr("communique.fetch.names.may_be_asked", lambda address, limits: str(address) == "127.0.0.1")
    with Server({"/robots.txt": answer, "/a": page(WORDS)}) as server:
        one = client(hasty if answer is silent else None, robots=True, robots_retry=60.0)
        error = refused(one, server.url("/a"))
        assert error.kind == ("no-connection" if answer == b"" else "robots-not-now")
        assert error.passes and 0 < (error.after or 0) <= 60
        refused(one, server.url("/b"))
        assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("url", "kind"), [
    ("http://10.0.0.1/a", "private-address"), ("http://b.example.org/a", "no-such-host")])
def test_a_host_that_cannot_be_had_is_no_matter_of_robots(url, kind, client, refused):
    """The error is that of the host; it is not asked for a second time."""
    asked = []

    def names(name, *how):
        asked.append(name)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    one = client({"allow_private": False}, robots=True, resolve=names)
    for _ in range(2):
        error = refused(one, url)
        assert (error.kind, error.passes) == (kind, False) and "robots" not in str(error)
    assert len(asked) <= 1


def test_robots_txt_is_tried_again_like_a_page(client, clock):
    """500 then there: no reason to leave the host for ten minutes."""
    with Server({"/robots.txt": in_turn(page("", status="500 Oops"), robots(ROBOTS)), "/a": page(WORDS)}) as server:
        assert client(clock=clock, robots=True, tries=3).get(server.url("/a")).body and clock.slept == [2.0]


def test_robots_txt_is_asked_for_again_after_a_while(client, clock, refused):
    """503, then there."""
    with Server({"/robots.txt": in_turn(page("", status="503 Busy"), robots(ROBOTS)), "/a": page(WORDS)}) as server:
        one = client(clock=clock, robots=True, robots_retry=60.0)
        refused(one, server.url("/a"))
        clock.now += 61
        assert one.get(server.url("/a")).body


def test_a_huge_robots_txt(client, refused):
    """Its beginning counts; the rest, which may have no end, is left."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + ROBOTS.encode()
    with Server({"/robots.txt": endless(head, b"# nothing here\n" * 500), "/a": page(WORDS)}) as server:
        one = client(robots=True, robots_size=100_000)
        assert refused(one, server.url("/no")).kind == "robots"
        assert one.get(server.url("/a")).body


def test_a_crawl_delay_of_an_hour(client, clock, refused):
    """Longer than our patience: the rest is for another time, which the error tells."""
    text = "User-agent: *\nCrawl-delay: 3600\n"
    with Server({"/robots.txt": robots(text), "/a": page(WORDS)}) as server:
        one = client(clock=clock, robots=True)
        assert one.get(server.url("/a")).body
        error = refused(one, server.url("/a"))
        assert (error.kind, round(error.after or 0)) == ("not-yet", 3600)
        clock.now += 3600
        assert one.get(server.url("/a")).body


def test_a_rest_between_two_requests(client, clock):
    """To the same host, also by other names of its pages; not to another."""
    with Server({"/a": page(WORDS), "/b": page(WORDS)}) as server:
        one = client(clock=clock, delay=2.0, resolve=lambda *how: ["127.0.0.1"])
        one.get(server.url("/a", "one.example.org"))
        one.get(server.url("/b", "two.example.org"))
        assert clock.slept == []
        one.get(server.url("/b", "one.example.org"))
        assert clock.slept == [2.0]


def test_one_connection_to_a_host_at_a_time(client):
    """Whatever the number of threads; hosts do not wait for each other."""
    lock, counts = threading.Lock(), {"now": 0, "most": 0}

    def slow(connection, times):
        with lock:
            counts["now"] += 1
            counts["most"] = max(counts["most"], counts["now"])
        time.sleep(0.05)
        with lock:
            counts["now"] -= 1
        connection.sendall(page(WORDS))

    with Server({"/a": slow}) as server:
        one = client(resolve=lambda *how: ["127.0.0.1"])
        _all(one, [server.url("/a", "a.example.org")] * 4)
        assert counts["most"] == 1 and len(server.asked) == 4
        _all(one, [server.url("/a", f"{n}.example.org") for n in range(4)])
        assert counts["most"] > 1 and len(server.asked) == 8


def _all(client, urls):
    """All at the same time."""
    threads = [threading.Thread(target=client.get, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
