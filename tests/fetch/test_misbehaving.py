"""A server that misbehaves in every way costs a short while and bounded memory, and the error says what it did."""

from __future__ import annotations

import gzip
import random
import time
import tracemalloc
import zlib
from collections import Counter

import pytest
from misbehaving import Server, dripping, endless, in_turn, packed, page, redirect, reset, silent

from communique.errors import FetchError

WORDS = "Fiji and Tonga met in Suva."
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"\0" * 30_000_000)

BAD = {
    "never answers": (silent, "timeout"),
    "drips its headers": (dripping(page(WORDS)), "timeout"),
    "drips its body": (dripping(CHUNKED + b"1\r\na\r\n" * 99, 0.01), "timeout"),
    "stops half-way": (page(WORDS, length=5000), "cut-off"),
    "stops within a chunk": (CHUNKED + b"ff\r\nabc", "cut-off"),
    "stops between chunks": (CHUNKED + b"3\r\nabc\r\n", "cut-off"),
    "resets": (reset, "no-connection"),
    "says nothing and hangs up": (b"", "no-connection"),
    "endless chunks": (endless(CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n"), "too-large"),
    "an endless size of a chunk": (endless(CHUNKED, b"0" * 4096), "bad-http"),
    "an endless end of chunks": (endless(CHUNKED + b"0\r\n", b"A: b\r\n" * 99), "too-large"),
    "a chunk of no size": (CHUNKED + b"zz\r\nabc\r\n", "bad-http"),
    "a chunk below nothing": (endless(CHUNKED + b"-5\r\n", b"x" * 4096), "bad-http|too-large"),
    "no length and no end": (endless(HEAD + b"\r\n", b"x" * 65536), "too-large"),
    "a length beyond all": (page(WORDS, length=10**9), "too-large"),
    "a length with 5,000 digits": (HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nabc", "too-large"),
    "two lengths": (page(WORDS, "Content-Length: 5"), "bad-http"),
    "endless headers": (endless(HEAD, b"A: " + b"b" * 500 + b"\r\n"), "bad-headers"),
    "a header without end": (endless(HEAD + b"A: ", b"b" * 4096), "bad-headers"),
    "thousands of small headers": (HEAD + b"A: b\r\n" * 500 + b"\r\n", "bad-http"),
    "endless 100": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "bad-headers"),
    "a gzip bomb": (page(BOMB, "Content-Encoding: gzip"), "bomb|too-large"),
    "a deflate bomb": (page(zlib.compress(b"\0" * 30_000_000), "Content-Encoding: deflate"), "bomb|too-large"),
    "a gzip larger than allowed": (packed(bytes(range(256)) * 4000), "bomb|too-large"),
    "broken gzip": (page(gzip.compress(WORDS.encode())[:-8] + b"\xff" * 8, "Content-Encoding: gzip"), "bad-encoding"),
    "gzip that is none": (page(WORDS, "Content-Encoding: gzip"), "bad-encoding"),
    "gzip that is cut off": (page(gzip.compress(WORDS.encode() * 99)[:-9], "Content-Encoding: gzip"), "cut-off"),
    "packed as was not asked": (page(b"\x0b\x02\x80", "Content-Encoding: br"), "bad-encoding"),
    "packed twice": (page(b"x", "Content-Encoding: gzip, gzip"), "bad-encoding"),
    "a picture": (page(b"\xff\xd8\xff", type="image/jpeg"), "bad-type"),
    "anything": (page(b"MZ", type="application/octet-stream"), "bad-type"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "bad-http"),
    "a status that is none": (b"HTTP/1.1 abc Fine\r\n\r\n", "bad-http"),
    "gone": (page("", status="410 Gone"), "http-410"),
    "nothing": (page("", status="204 No Content"), "http-204"),
    "a part": (page(WORDS, status="206 Partial Content"), "http-206"),
    "unchanged, though it was not asked": (page("", status="304 Not Modified"), "http-304"),
    "leads nowhere": (page("", status="302 Found"), "bad-redirect"),
    "leads to itself": (redirect("/x"), "redirect-loop"),
    "leads to a file": (redirect("file:///etc/passwd"), "bad-address"),
    "leads to ftp": (redirect("ftp://example.org/a"), "bad-address"),
    "leads to a script": (redirect("javascript:alert(1)"), "bad-address"),
    "leads to a user": (redirect("http://a:b@127.0.0.1/"), "bad-address"),
    "leads to a strange form": (redirect("http://0x7f.1/"), "bad-address"),
    "leads to an address without an end": (redirect("http://[::1"), "bad-address"),
}


@pytest.mark.parametrize(("answer", "kind"), BAD.values(), ids=BAD.keys())
def test_a_server_that_misbehaves(answer, kind, client, refused, hasty):
    """Each in its time, and with its name."""
    with Server({"/x": answer}) as server:
        began = time.monotonic()
        error = refused(client(hasty if kind == "timeout" else None), server.url("/x"))
        assert error.kind in kind.split("|"), str(error)
        assert time.monotonic() - began < 4


@pytest.mark.parametrize("name", ["a gzip bomb", "endless chunks", "an endless end of chunks", "no length and no end"])
def test_what_has_no_end_takes_little_memory(name, client, refused):
    """A few times the limit at most."""
    with Server({"/x": BAD[name][0]}) as server:
        one = client()
        tracemalloc.start()
        refused(one, server.url("/x"))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 4_000_000


def test_a_bomb_is_told_by_its_ratio(client, refused):
    """Long before the largest size is reached."""
    with Server({"/x": BAD["a gzip bomb"][0]}) as server:
        assert refused(client({"size": 10**9}), server.url("/x")).kind == "bomb"


@pytest.mark.parametrize("whole", [
    CHUNKED + b"1b\r\n" + WORDS.encode() + b"\r\n0\r\n\r\n", page(WORDS, "ETag: a"), packed(WORDS.encode()),
    redirect("/y")], ids=["chunked", "plain", "packed", "redirect"])
def test_answers_with_bytes_changed(whole, client):
    """Bytes of an answer changed, left out, doubled by chance: something is read, or the error is one of ours."""
    chance = random.Random(7)
    changed = [_changed(whole, chance) for _ in range(120)]
    with Server({"/x": lambda connection, times: connection.sendall(changed[times - 1]), "/y": page(WORDS)}) as server:
        one, kinds = client(), Counter[str]()
        for _ in changed:
            try:
                kinds["read"] += bool(one.get(server.url("/x")).url)
            except FetchError as error:
                kinds[error.kind] += 1
        assert kinds.total() == len(changed) and len(kinds) > 2
        assert server.paths().count("/x") == len(changed)


def _changed(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place, what = chance.randrange(len(out)), chance.random()
        if what < 0.5:
            out[place] = chance.choice(b"\0\r\n :;-,0159\xff\x80gz") if what < 0.3 else chance.randrange(256)
        elif what < 0.75:
            del out[place:place + chance.randint(1, 20)]
        else:
            out[place:place] = out[place:place + chance.randint(1, 200)] * chance.randint(1, 30)
        out = out or bytearray(b"\n")
    return bytes(out)


def test_redirects_that_lead_on_and_on(client, refused):
    """Bounded, also where each is another."""
    with Server({f"/{n}": redirect(f"/{n + 1}") for n in range(9)}) as server:
        assert refused(client(), server.url("/0")).kind == "too-many-redirects"
        assert server.paths() == ["/0", "/1", "/2", "/3", "/4"]


@pytest.mark.parametrize("answer", [
    page(WORDS), packed(WORDS.encode()), page(zlib.compress(WORDS.encode()), "Content-Encoding: deflate"),
    page(zlib.compress(WORDS.encode())[2:-4], "Content-Encoding: deflate"), page(WORDS, "Content-Encoding: identity"),
    CHUNKED + b"1b;x=y\r\n" + WORDS.encode() + b"\r\n0\r\nA: b\r\n\r\n", HEAD + b"\r\n" + WORDS.encode(),
    page(WORDS, "Bad header", "X-\xff: \xe9\xff", "Set-Cookie: a=b"), page(WORDS, type=""),
    page(WORDS + "more", length=len(WORDS)), b"HTTP/1.0 200\r\n\r\n" + WORDS.encode(),
    page(gzip.compress(WORDS.encode()) + b"rest", "Content-Encoding: gzip")])
def test_what_is_odd_and_can_be_read(answer, client):
    """All forms of a body; header bytes that are no letters do no harm."""
    with Server({"/x": answer}) as server:
        assert client().get(server.url("/x")).body == WORDS.encode()


def test_headers_that_stand_twice(client):
    """The first counts; what is too long to be kept is cut."""
    answer = redirect("/y").replace(b"\r\n\r\n", b"\r\nLocation: /z\r\n\r\n")
    with Server({"/x": answer, "/y": page(WORDS, "Content-Type: image/png", "ETag: " + "e" * 5000)}) as server:
        found = client().get(server.url("/x"))
    assert found.url == server.url("/y") and found.type == "text/html" and len(found.etag) == 1000


def test_what_the_server_says_of_type_and_encoding(client):
    """The encoding is handed on as it was named, whether it is true or not."""
    with Server({"/x": page("é".encode("cp1252"), 'ETag: "a1"', type='Text/HTML; Charset="utf-8"')}) as server:
        found = client().get(server.url("/x#part"))
    assert (found.type, found.charset, found.etag, found.body) == ("text/html", "utf-8", '"a1"', b"\xe9")


def test_a_path_with_letters_beyond_ascii(client):
    """Also in a redirect that writes them raw, and one that is relative."""
    with Server({"/a%20b": redirect("c/é".encode().decode("latin-1")), "/c/%C3%A9": page(WORDS)}) as server:
        assert client().get(server.url("/a b")).url == server.url("/c/%C3%A9")


def test_tried_again_where_it_may_pass(client, clock):
    """500 then 200: had at the second time, after a while."""
    with Server({"/x": in_turn(page("", status="500 Oops"), page(WORDS))}) as server:
        assert client(clock=clock, tries=3).get(server.url("/x")).body == WORDS.encode()
        assert clock.slept == [2.0] and len(server.asked) == 2


def test_back_off_grows_and_ends(client, clock, refused):
    """Each wait is twice the last."""
    with Server({"/x": page("", status="503 Busy")}) as server:
        assert refused(client(clock=clock, tries=4), server.url("/x")).passes
        assert clock.slept == [2.0, 4.0, 8.0]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "451 Unavailable For Legal Reasons", "501 No"])
def test_not_tried_again_where_it_will_not_pass(status, client, clock, refused):
    """One request."""
    with Server({"/x": page("", status=status)}) as server:
        assert not refused(client(clock=clock, tries=4), server.url("/x")).passes
        assert len(server.asked) == 1 and clock.slept == []


def test_too_many_requests(client, clock, refused):
    """A short Retry-After is waited for; a long one is told, bounded, and the whole host is left alone."""
    with Server({"/x": in_turn(page("", "Retry-After: 30", status="429 Slow"), page(WORDS)),
                 "/y": page("", "Retry-After: 999999999", status="429 Slow"), "/z": page(WORDS)}) as server:
        one = client(clock=clock, tries=3)
        assert one.get(server.url("/x")).body and clock.slept == [30.0]
        assert refused(one, server.url("/y")).after == 24 * 3600
        error = refused(one, server.url("/z"))
        assert (error.kind, error.passes, round(error.after)) == ("not-yet", True, 24 * 3600)
        assert server.paths() == ["/x", "/x", "/y"]


def test_unchanged(client):
    """ETag and date of the last time are sent, and what is unchanged has no body."""
    with Server({"/x": page("", status="304 Not Modified")}) as server:
        found = client().get(server.url("/x"), etag='W/"a"', modified="Mon, 04 Mar 2024 10:00:00 GMT")
        assert found.unchanged and found.body == b"" and found.etag == 'W/"a"'
        assert 'If-None-Match: W/"a"' in server.asked[0] and "If-Modified-Since: Mon, 04" in server.asked[0]


def test_headers_of_a_former_time_cannot_smuggle(client):
    """An ETag with a line break in it is not sent."""
    with Server({"/x": page(WORDS)}) as server:
        assert client().get(server.url("/x"), etag='"a"\r\nX-Evil: 1').body
        assert "Evil" not in server.asked[0] and "If-None-Match" not in server.asked[0]


def test_who_we_are(client):
    """Name and contact; no cookies come back."""
    with Server({"/x": page(WORDS, "Set-Cookie: a=b")}) as server:
        one = client(contact="mailto:desk@example.org")
        one.get(server.url("/x"))
        one.get(server.url("/x"))
        assert "User-Agent: Communique/" in server.asked[1] and "; mailto:desk@example.org)" in server.asked[1]
        assert "ookie" not in server.asked[1]


def test_no_proxy_of_the_environment(client, monkeypatch):
    """Whatever stands there, we connect ourselves."""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Server({"/x": page(WORDS)}) as server:
        assert client().get(server.url("/x")).body
