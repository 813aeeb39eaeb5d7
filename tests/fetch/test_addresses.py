"""Which addresses are asked, and that a connection goes nowhere else."""

from __future__ import annotations

import socket
import time
from ipaddress import ip_address

import pytest
from misbehaving import Server, certificate, page, redirect

from communique.errors import FetchError
from communique.fetch import Limits, is_public, target_of
from communique.fetch.names import resolve

WORDS = "Fiji and Tonga met in Suva."


@pytest.mark.parametrize("url", [
    "", "  ", "example.org/a", "/a", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:,a",
    "http://", "http:///a", "https://:443/", "http://user@example.org/", "http://a:b@example.org/", "http://@example.org/",
    "http://example.org:22/", "http://example.org:99999/", "http://example.org:x/", "http://example.org:0/",
    "http://0x7f.1/", "http://127.1/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f000001/", "http://1/",
    "http://127.0.0.1.5/", "http://example.0x10/", "http://exa mple.org/", "http://example..org/", "http://.org/",
    "http://-a.example.org/", "http://example.org\\@evil.example/", "http://example.org\x00/", "http://exam\nple.org/",
    "http://[::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::g]/", "http://[::1", "http://a" + "b" * 64 + ".org/",
    "http://example.org/" + "a" * 5000, "http://⑴⑵.☃/\x7f", "http://xn--/\x01"])
def test_addresses_that_two_could_read_in_two_ways(url):
    """Refused, with a message that holds no control characters."""
    with pytest.raises(FetchError) as caught:
        target_of(url)
    assert caught.value.kind == "bad-address" and str(caught.value).isprintable()


@pytest.mark.parametrize(("url", "asked"), [
    ("HTTP://Example.ORG", "http://example.org/"), ("https://example.org.:443/a?b#c", "https://example.org/a?b"),
    ("http://bücher.example/ä?ö=ü", "http://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
    ("http://127。0。0。1:80/", "http://127.0.0.1/"), ("http://１２７.0.0.1/", "http://127.0.0.1/"),
    ("http://[::FFFF:127.0.0.1]:8080/", "http://[::ffff:7f00:1]:8080/"), ("http://example.org?a=b", "http://example.org/?a=b"),
    ("http://example.org/%41%zz/a|b", "http://example.org/%41%zz/a|b"), (" http://example.org/\n", "http://example.org/")])
def test_addresses_as_they_are_asked(url, asked):
    """One form for all spellings, so that what is checked is what is asked."""
    found = target_of(url).url
    assert found == asked or ip_address(found.split("[")[1].split("]")[0]) == ip_address("::ffff:127.0.0.1")


@pytest.mark.parametrize("address", [
    "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1",
    "172.31.9.9", "192.0.0.1", "192.0.2.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
    "2002:a00:1::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "3fff::1", "5f00::1"])
def test_addresses_that_are_not_public(address):
    """Also those in which another one is wrapped."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
                                     "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"])
def test_addresses_that_are_public(address):
    """The rest."""
    assert is_public(ip_address(address))


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["fe80::1%eth0"], ["abc"]])
def test_names_that_lead_inside(answers, client, refused):
    """One private address among public ones is enough: nobody is asked."""
    one = client({"allow_private": False}, resolve=lambda name, port, seconds: answers)
    assert refused(one, "http://news.example.org/").kind == "private-address"


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/",
                                 "http://[::ffff:10.0.0.1]/", "http://localhost/"])
def test_private_addresses_without_a_name(url, client, refused):
    """Refused unless allowed; what nobody has is refused always."""
    assert refused(client({"allow_private": False}), url).kind == "private-address"
    assert refused(client(), "http://0.0.0.0/").kind == "private-address"
    assert refused(client(), "http://[ff02::1]/").kind == "private-address"


@pytest.mark.parametrize(("lead", "kind"), [
    ("http://169.254.169.254/latest/", "private-address"), ("http://inside.example.org/", "private-address"),
    ("//10.0.0.1/", "private-address"), ("http://[::ffff:10.0.0.1]/", "private-address"),
    ("http://2002.example.org:25/", "bad-address"), ("/again", "private-address")])
def test_redirects_that_lead_inside(lead, kind, client, refused, monkeypatch):
    """Each hop is checked; also a name that leads elsewhere the second time (its first answer was public)."""
    monkeypatch.setattr("communique.fetch.names.may_be_asked", lambda address, limits: str(address) == "127.0.0.1")
    turns = []

    def names(name, port, seconds):
        turns.append(name)
        return ["127.0.0.1"] if name == "news.example.org" and len(turns) == 1 else ["10.0.0.5"]

    with Server({"/a": redirect(lead), "/again": page(WORDS)}) as server:
        one = client({"ports": frozenset({80, server.port})}, resolve=names)
        assert refused(one, server.url("/a", "news.example.org")).kind == kind
        assert server.paths() == ["/a"]


def test_the_connection_goes_to_what_was_checked(client, monkeypatch):
    """The name is looked up once, by us; no library looks again, and the server hears the name."""
    asked = []

    def names(name, port, seconds):
        asked.append((name, port))
        return ["127.0.0.1"]

    def nobody(*how, **more):
        raise AssertionError("looked up again")

    with Server({"/a": page(WORDS)}) as server:
        one = client(resolve=names)
        monkeypatch.setattr(socket, "getaddrinfo", nobody)
        assert one.get(server.url("/a", "News.Example.org.")).body == WORDS.encode()
        assert asked == [("news.example.org", server.port)]
        assert f"Host: news.example.org:{server.port}\r\n" in server.asked[0]


def test_the_next_address_where_the_first_does_not_answer(client):
    """As browsers do."""
    with Server({"/a": page(WORDS)}) as server:
        one = client(resolve=lambda *how: ["127.0.0.2" if socket.has_ipv6 else "127.0.0.3", "127.0.0.1"])
        assert one.get(server.url("/a", "news.example.org")).body


@pytest.mark.parametrize(("error", "passes"), [
    (socket.gaierror(socket.EAI_NONAME, "unknown"), False), (socket.gaierror(socket.EAI_AGAIN, "later"), True),
    (TimeoutError("no answer"), True), (OSError("no network"), True)])
def test_names_that_are_not_found(error, passes, client, refused):
    """A name that does not exist is not asked for again; a resolver that fails is."""
    def names(*how):
        raise error

    found = refused(client(resolve=names), "http://news.example.org/")
    assert (found.kind, found.passes) == ("no-such-host", passes)


def test_a_resolver_that_never_answers(monkeypatch):
    """Ends in its time."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *how, **more: time.sleep(0.9) or [])
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        resolve("news.example.org", 80, 0.05)
    assert time.monotonic() - began < 0.8


def test_certificates(client, refused, tmp_path):
    """One that nobody vouches for is refused; one for another name too, though its roots are known; the right one is
    taken, for the name and not for the number that was connected to."""
    path = certificate(tmp_path, "news.example.org")
    names = {"resolve": lambda *how: ["127.0.0.1"]}
    with Server({"/a": page(WORDS)}, path) as server:
        assert refused(client(**names), server.url("/a", "news.example.org")).kind == "certificate"
        known = client({"roots": str(path)}, **names)
        assert refused(known, server.url("/a", "other.example.org")).kind == "certificate"
        assert refused(known, server.url("/a", "127.0.0.1")).kind == "certificate"
        assert known.get(server.url("/a", "news.example.org")).body == WORDS.encode()
    assert server.paths() == ["/a"]


def test_from_https_to_http(client, refused, tmp_path):
    """Refused unless allowed."""
    path = certificate(tmp_path, "news.example.org")
    names = {"resolve": lambda *how: ["127.0.0.1"]}
    with Server({"/b": page(WORDS)}) as plain, \
            Server({"/a": redirect(plain.url("/b", "news.example.org"))}, path) as server:
        url = server.url("/a", "news.example.org")
        assert refused(client({"roots": str(path)}, **names), url).kind == "downgrade" and plain.asked == []
        assert client({"roots": str(path), "allow_downgrade": True}, **names).get(url).body


def test_plain_http_where_tls_is_meant(client, refused, hasty):
    """A server that does not speak it, and one that hangs in the middle."""
    with Server({"/a": page(WORDS)}) as server:
        assert refused(client(), server.url("/a").replace("http:", "https:")).kind in ("tls", "no-connection")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refused(client(hasty), f"https://127.0.0.1:{silent.getsockname()[1]}/").kind == "timeout"


def test_nobody_listens(client, refused):
    """It may pass."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = refused(client(), f"http://127.0.0.1:{port}/")
    assert (error.kind, error.passes) == ("no-connection", True)


def test_limits_are_as_documented():
    """Nothing private, no downgrade, usual ports, unless asked for."""
    usual = Limits()
    assert not usual.allow_private and not usual.allow_downgrade and 25 not in (usual.ports or ())
