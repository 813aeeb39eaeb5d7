"""Which addresses may be asked: the form of a URL, and the numbers its name leads to.

A URL that two programs could read in two ways is refused: what we check must be what is asked. Names are checked once
they are resolved (`is_public`), since any name may lead anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from communique.errors import FetchError
from communique.fetch.limits import Limits

LONGEST = 4000  # characters of a URL
_USUAL = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z")  # a last label like this makes an address of a name
_SAFE = "/?:@!$&'()*+,;=-._~%[]|"
_NAT64 = IPv6Network("64:ff9b::/96")
_REFUSED = tuple(map(IPv6Network, (
    "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10")))

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart. `host` is ASCII, in lower case, without a dot at its end and without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and, where it is not the usual one, port.

        >>> target_of("HTTPS://News.Example.org.:443/a b#c").origin
        'https://news.example.org'
        """
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """What goes into the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL as it is asked."""
        return self.origin + self.path

    def number(self) -> Address | None:
        """The address that stands in place of a name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


def target_of(url: str, base: str | None = None, limits: Limits = Limits()) -> Target:  # noqa: B008 - frozen
    """Takes a URL apart, one relative to `base` too. Raises FetchError (bad-address) where it may not be asked.

    >>> target_of("/2024/tromsø", "https://example.org/feed.xml").url
    'https://example.org/2024/troms%C3%B8'
    """
    text = url.strip(" \t\r\n")
    if not text or len(text) > LONGEST or re.search(r"[\x00-\x1f\x7f\\]", text):
        raise _bad(text, "is empty, too long, or holds characters that no address has")
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
    except ValueError as error:
        raise _bad(text, f"cannot be read ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in _USUAL:
        raise _bad(text, "is neither http nor https")
    if "@" in parts.netloc:
        raise _bad(text, "holds a user's name")
    port = _USUAL[scheme] if port is None else port
    if limits.ports is not None and port not in limits.ports:
        raise _bad(text, f"has port {port}; {', '.join(map(str, sorted(limits.ports)))} are allowed")
    path = quote(parts.path or "/", safe=_SAFE, errors="replace")
    query = f"?{quote(parts.query, safe=_SAFE, errors='replace')}" if parts.query else ""
    return Target(scheme, _host(parts.hostname or "", text), port, _whole(path) + query)


def _whole(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _host(name: str, url: str) -> str:
    """A host as it is looked up: letters beyond ASCII by IDNA, without the dot at the end."""
    if ":" in name:
        return _six(name, url)
    try:
        host = name.encode("idna").decode("ascii").lower() if not name.isascii() else name.lower()
    except UnicodeError as error:
        raise _bad(url, f"has no host that can be looked up ({error})") from error
    host = host.removesuffix(".")
    labels = host.split(".")
    if not host or len(host) > 253 or not all(_LABEL.match(label) for label in labels):
        raise _bad(url, "has no host that can be looked up")
    if _NUMBER.match(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise _bad(url, "has an address in an unusual form") from error
    return host


def _six(name: str, url: str) -> str:
    try:
        found = IPv6Address(name)
    except ValueError as error:
        raise _bad(url, "has an address that is none") from error
    if found.scope_id is not None:
        raise _bad(url, "names a network card")
    return str(found)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet; also of those that stand for another.

    >>> [is_public(ip_address(a)) for a in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None:
            return is_public(address.sixtofour)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if any(address in network for network in _REFUSED) or address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
        or address.is_link_local or address.is_private)


def may_be_asked(address: Address, limits: Limits) -> bool:
    """Whether a connection may go there. Private ones where they are allowed; no group and no nobody ever."""
    if limits.allow_private:
        return not (address.is_multicast or address.is_unspecified)
    return is_public(address)


def _bad(url: str, what: str) -> FetchError:
    shown = "".join(c if c.isprintable() else "?" for c in url[:200])
    return FetchError(f"{shown or 'the address'} {what}", kind="bad-address")
