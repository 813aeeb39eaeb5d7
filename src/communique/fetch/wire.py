"""One request over one connection, to an address that was checked.

The name is never looked up again: the connection gets a socket that is already open, while TLS and the Host header
have the name. All bytes come through a meter that knows how many there may be and until when, so that neither a
server that drips nor one that never ends its headers holds us.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, IncompleteRead
from urllib3.response import HTTPResponse

from communique.errors import FetchError
from communique.fetch.address import Address, Target
from communique.fetch.limits import LATER_BY_NAME, NAMES, TYPES, Limits
from communique.fetch.unpack import body_of

BLOCK = 1 << 16
BUFFER = 8192
GOOD = (200, 203)
TRIED = 4  # addresses of one name
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers by their name in lower case, and the body where the status is good."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: where, with which headers. `any_type`: whatever the server calls it; `cut`: a body that is too
    large is cut instead of refused."""

    target: Target
    headers: Mapping[str, str]
    any_type: bool = False
    cut: bool = False


def context_of(limits: Limits) -> ssl.SSLContext:
    """What is trusted: the roots of the system, those of certifi, and the file of the limits."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if limits.roots:
        context.load_verify_locations(limits.roots)
    return context


def send(ask: Ask, addresses: Sequence[Address], limits: Limits, context: ssl.SSLContext, clock: Clock) -> Reply:
    """The answer of the first of these addresses that takes a connection. Raises FetchError."""
    meter = Meter(limits, clock, ask.target.url)
    with _told(ask.target.url), closing(_connection(ask.target, addresses, meter, context)) as connection:
        connection.connect()
        connection.request("GET", ask.target.path, preload_content=False, decode_content=False, headers={
            "Host": ask.target.authority, "Accept-Encoding": "gzip, deflate", "Connection": "close", **ask.headers})
        with closing(connection.getresponse()) as response:
            meter.begin_body()
            headers = {name.lower(): response.headers.getlist(name)[0] for name in response.headers}
            packed = ", ".join(response.headers.getlist("content-encoding"))
            if response.status not in GOOD:
                return Reply(response.status, headers)
            if not ask.any_type:
                check_type(headers.get("content-type", ""), ask.target)
            _check_length(headers, limits, ask)
            body = body_of(_blocks(response), packed, limits, ask.target.url, cut=ask.cut)
            return Reply(response.status, headers, body)


class Meter:
    """How many bytes may still come, and until when."""

    def __init__(self, limits: Limits, clock: Clock, url: str) -> None:
        self.limits, self.clock, self.url = limits, clock, url
        self.until = clock() + limits.whole
        self.got, self.most, self.what = 0, limits.headers + BUFFER, "headers"

    def seconds(self, most: float) -> float:
        """How long the next step may take. Raises FetchError where no time is left."""
        left = self.until - self.clock()
        if left <= 0:
            raise FetchError(f"{self.url} took more than {self.limits.whole:g} s", kind="timeout", passes=True)
        return min(most, left)

    def begin_body(self) -> None:
        """The headers are through. Of a body that is longer, one block more is read, which the limits then refuse."""
        self.most, self.what = self.got + self.limits.packed + BLOCK, "body"

    def count(self, number: int) -> None:
        """So many bytes came. Raises FetchError where they are too many."""
        self.got += number
        if self.got > self.most:
            kind = "too-large" if self.what == "body" else "bad-headers"
            raise FetchError(f"{self.url} has a {self.what} without end", kind=kind)


class Metered(io.RawIOBase):
    """A socket's bytes through a meter."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, meter: Meter) -> None:
        super().__init__()
        self.raw, self.sock, self.meter = raw, sock, meter

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Some bytes. Raises FetchError when there were too many, or they took too long."""
        self.sock.settimeout(self.meter.seconds(self.meter.limits.read))
        number = self.raw.readinto(buffer)
        self.meter.count(number or 0)
        return int(number or 0)

    def close(self) -> None:
        """Closes the socket's file."""
        self.raw.close()
        super().close()


def _connection(target: Target, addresses: Sequence[Address], meter: Meter, context: ssl.SSLContext) -> HTTPConnection:
    """A connection that will use a socket of ours, and whose answers come through the meter."""
    made: HTTPConnection
    if target.scheme == "https":
        made = HTTPSConnection(target.host, target.port, ssl_context=context, timeout=meter.limits.connect)
    else:
        made = HTTPConnection(target.host, target.port, timeout=meter.limits.connect)

    def respond(sock: socket.socket, *how: Any, **more: Any) -> http.client.HTTPResponse:
        response = http.client.HTTPResponse(sock, *how, **more)
        raw = response.fp.detach()
        response.fp = io.BufferedReader(Metered(raw, sock, meter), BUFFER)
        return response

    made._new_conn = lambda: _open(target, addresses, meter)  # type: ignore[method-assign]
    made.response_class = respond  # type: ignore[assignment]
    return made


def _open(target: Target, addresses: Sequence[Address], meter: Meter) -> socket.socket:
    """A socket that is connected to the first of these addresses that answers."""
    failed: OSError | None = None
    for address in addresses[:TRIED]:
        sock = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        try:
            sock.settimeout(meter.seconds(meter.limits.connect))
            sock.connect((str(address), target.port))
            sock.settimeout(meter.seconds(meter.limits.connect))  # for TLS
            return sock
        except OSError as error:
            sock.close()
            failed = error
    raise failed or OSError("no address")


def _blocks(response: HTTPResponse) -> Iterator[bytes]:
    yield from response.stream(BLOCK, decode_content=False)


def check_type(given: str, target: Target) -> None:
    """Raises FetchError where what a server sends is no text by its own account."""
    kind = given.partition(";")[0].strip().lower()
    is_text = not kind or kind.startswith(TYPES) or kind.endswith(("+xml", "+json"))
    if is_text and (kind not in LATER_BY_NAME or target.path.partition("?")[0].lower().endswith(NAMES)):
        return
    raise FetchError(f"{target.url} is {kind[:80]}, not text", kind="bad-type")


def _check_length(headers: Mapping[str, str], limits: Limits, ask: Ask) -> None:
    told = headers.get("content-length", "").strip()
    if told.isdecimal() and (len(told) > 15 or int(told) > limits.packed) and not ask.cut:
        raise FetchError(f"{ask.target.url} has {told[:15]} bytes, more than {limits.packed}", kind="too-large")


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What goes wrong on the wire, as a FetchError."""
    try:
        yield
    except FetchError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"{url}: its certificate is not trusted ({error.verify_message})", kind="certificate") \
            from error
    except TimeoutError as error:
        raise FetchError(f"{url} did not answer in time", kind="timeout", passes=True) from error
    except ssl.SSLError as error:
        raise FetchError(f"{url}: no secure connection ({error.reason or error})", kind="tls") from error
    except OSError as error:
        raise FetchError(f"{url}: {error.strerror or error}", kind="no-connection", passes=True) from error
    except IncompleteRead as error:
        raise FetchError(f"{url} is cut off", kind="cut-off", passes=True) from error
    except (HTTPError, http.client.HTTPException, ValueError) as error:
        raise _broken(url, error) from error


def _broken(url: str, error: Exception) -> FetchError:
    """What urllib3 wraps is looked into."""
    inner = next((one for one in (error.__cause__, *error.args) if isinstance(one, OSError)), None)
    if isinstance(inner, TimeoutError) or "timed out" in str(error).lower():
        return FetchError(f"{url} did not answer in time", kind="timeout", passes=True)
    if inner is not None or "ended prematurely" in str(error) or "IncompleteRead" in str(error):
        return FetchError(f"{url} is cut off", kind="cut-off", passes=True)
    shown = "".join(c if c.isprintable() else "?" for c in str(error)[:160])
    return FetchError(f"{url} answers what is no HTTP ({shown})", kind="bad-http")
