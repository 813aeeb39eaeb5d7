"""What a source holds, one by one: things that may be reports. Making an item costs no extraction and no parsing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

FORMS = ("text", "html", "html-bulk", "report")
TOLD = ("id", "date", "title", "url", "publisher", "byline", "language")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an item is no report: what kind of mistake it is, and where."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a source that may be a report.

    `key` is what the ledger knows it by: the same whenever this source is read, and no other item's. `form` says how
    `body` is read: the words themselves (text), a web page (html; html-bulk by the quick extractor), or a JSON object
    with the fields of a Report (report). `told` is what the container says of it, under the names of TOLD; what the
    page itself says of title, byline and language comes first, and what the container says of address and publisher.
    `fault`: it is none.
    """

    key: str
    form: str = "text"
    body: bytes = b""
    told: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None

    def digest(self) -> str:
        """A hash of all that its report is made of.

        >>> Item("a", body=b"words").digest() == Item("b", body=b"words").digest()
        True
        """
        told = json.dumps([self.form, sorted(self.told.items())], ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(told + b"\0" + self.body, digest_size=16).hexdigest()
