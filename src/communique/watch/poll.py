"""A visit to a source: what it lists → the items that are new, fetched where they are links.

What can be told in which case:
- the source is as it was: nothing;
- an article is in the ledger: it is not fetched again;
- an article cannot be had for now (a timeout, 503, robots.txt out of reach): it is kept for a later visit, also where
  the source does not list it any more; after some tries it is set aside as what it is;
- three in a row cannot be had: the host is left alone, and the source is asked in full the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from communique.errors import CommuniqueError, FetchError
from communique.fetch import Fetched
from communique.ingest import packed
from communique.ingest.charsets import as_utf8
from communique.ingest.items import Fault, Item
from communique.ingest.kinds import kind_of
from communique.ingest.options import Options
from communique.ingest.source import Source, is_address
from communique.stream import safely
from communique.watch.links import listed
from communique.watch.watched import DAY, Watched

TRIES = 6  # at an article that cannot be had
IN_A_ROW = 3
HELD = "held"  # the kind of fault of what is left alone
Get = Callable[[str, str, str], Fetched]  # address, etag, modified
Known = Callable[[str, str | None], bool]  # item, digest (None: whichever): it is done


@dataclass(frozen=True, slots=True)
class Later:
    """An article that could not be had yet."""

    item: str
    url: str
    told: Mapping[str, str]
    tries: int
    next_at: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visit has to know; `at`: its time."""

    source: Watched
    etag: str = ""
    modified: str = ""
    later: tuple[Later, ...] = ()
    at: float = 0.0


@dataclass(slots=True)
class Outcome:
    """How a visit ended. `error`: the source itself could not be had or read. `settled`: articles that need not wait
    any more. `after`: seconds for which the source does not want to be asked. `taken`: articles that are new."""

    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    error: str | None = None
    after: float | None = None
    failures: list[tuple[str, str]] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    known: int = 0
    taken: int = 0
    more: bool = False  # not all of it was looked at
    whole: bool = True  # all lists within it could be had
    stopped: bool = False


class Poll:
    """One visit; `items` gives what is new, and `outcome` is whole when there are no more."""

    def __init__(self, asked: Asked, get: Get, known: Known, stop: Callable[[], bool] = lambda: False) -> None:
        self.asked, self.source = asked, asked.source
        self.get, self.known, self.stop = get, known, stop
        self.outcome = Outcome()
        self.waiting = {one.item for one in asked.later}
        self.put_off: dict[str, FetchError] = {}
        self.seen: set[str] = set()
        self.in_a_row = 0

    def items(self) -> Iterator[Item]:
        """What is new."""
        yield from self._again()
        try:
            yield from self._listed()
        except CommuniqueError as error:
            self.outcome.stopped = self.outcome.stopped or self.stop()  # a wait was ended
            self.outcome.error = str(error)
            self.outcome.after = getattr(error, "after", None)
            self.outcome.failures.append((error.kind, str(error)))
        if self.outcome.more or not self.outcome.whole:
            self.outcome.etag = self.outcome.modified = ""  # else what is left would not be listed again

    def _again(self) -> Iterator[Item]:
        """What could not be had at former visits, and is due."""
        for one in self.asked.later:
            if self._ends():
                return
            self.waiting.discard(one.item)
            if self.known(one.item, None):
                self.outcome.settled.append(one.item)
            elif one.next_at <= self.asked.at:
                yield from self._checked(self._page(one), one)
            self.waiting.add(one.item)

    def _page(self, one: Later) -> Item:
        try:
            return page_item(one.item, one.told, self._fetch(one.url))
        except FetchError as error:
            return Item(one.item, told=one.told, fault=Fault(error.kind, str(error)))

    def _listed(self) -> Iterator[Item]:
        """What the source lists now."""
        found = self.get(self.source.url, self.asked.etag, self.asked.modified)
        self.outcome.etag, self.outcome.modified = found.etag, found.modified
        self.outcome.unchanged = found.unchanged
        entries = iter(self._entries(found) if not found.unchanged else ())
        while not self._ends():
            item = safely(lambda: next(entries, None))
            if item is None:
                return
            yield from self._checked(self._told(item))

    def _ends(self) -> bool:
        out = self.outcome
        out.stopped = out.stopped or self.stop()
        out.more = out.more or self.in_a_row >= IN_A_ROW or out.taken >= self.source.most
        return out.stopped or out.more

    def _entries(self, found: Fetched) -> Iterable[Item]:
        source = self.source
        if source.kind == "page" and source.links is None:
            return [page_item(source.url, {}, found)]
        if source.kind == "page":
            return (self._page(Later(url, url, {}, 0, 0.0)) for url in listed(found, source.links or "*"))
        options = Options(kind=source.kind, fetch=self._fetch, words=not source.full)
        made = Source(source.url, data=found.body, type=found.type, charset=found.charset)
        return _items_of(made, options)

    def _fetch(self, url: str) -> Fetched:
        """An article, unless it is known, or waits, or the visit is over. Raises FetchError."""
        if self.known(url, None):
            self.outcome.known += 1
            raise FetchError(url, kind=HELD)
        if url in self.waiting or url in self.seen or self._ends():
            raise FetchError(url, kind=HELD)
        try:
            found = self.get(url, "", "")
        except FetchError as error:
            if error.passes:
                self.put_off[url] = error
            raise
        self.in_a_row = 0
        return found

    def _checked(self, item: Item, before: Later | None = None) -> Iterator[Item]:
        """An item, if it is new and may go on."""
        error = self.put_off.pop(before.url if before else item.key, None)
        if item.fault is not None and error is not None:
            if self.stop():
                self.outcome.stopped = True  # a wait was ended
                return
            self.in_a_row += 1
            item = replace(item, fault=Fault(error.kind, str(error)))
            tries = (before.tries if before else 0) + 1
            if self._is_list(item.key):
                self.outcome.whole = False
                self.outcome.failures.append((error.kind, str(error)))
                return
            if tries < TRIES:
                self._keep(item, before, tries, error)
                return
        if (item.fault is not None and item.fault.kind == HELD) or item.key in self.seen:
            return
        self.seen.add(item.key)
        if before is None and self.known(item.key, item.digest()):
            self.outcome.known += 1
            return
        if before is not None:
            self.outcome.settled.append(item.key)
        if item.fault is not None:
            self.outcome.failures.append((item.fault.kind, item.fault.message))
        self.outcome.taken += item.fault is None
        yield item

    def _is_list(self, url: str) -> bool:
        """Whether it is a sitemap within the sitemap, which is no article."""
        return self.source.kind == "sitemap" and url.partition("?")[0].lower().endswith((".xml", ".gz"))

    def _keep(self, item: Item, before: Later | None, tries: int, error: FetchError) -> None:
        url = before.url if before else item.key
        wait = max(min(self.source.every * 2 ** (tries - 1), DAY), error.after or 0.0)
        self.outcome.later.append(Later(item.key, url, item.told, tries, self.asked.at + wait))
        self.outcome.failures.append((error.kind, str(error)))
        self.waiting.add(item.key)

    def _told(self, item: Item) -> Item:
        """With what we know of the source, and a key that is this article's also tomorrow and beside other sources."""
        told = {name: word for name, word in item.told.items() if name != "date" or word <= self._tomorrow()}
        if self.source.publisher:
            told["publisher"] = self.source.publisher
        if self.source.language:
            told.setdefault("language", self.source.language)
        list_name, _, place = item.key.rpartition(":")
        if list_name.startswith(self.source.url) and place.isdecimal():  # its place in the list
            plain = Item("", item.form, item.body, {name: word for name, word in told.items() if name != "id"})
            key = f"{list_name}#{plain.digest()}"
        elif not is_address(item.key):
            key = f"{self.source.url}#{item.key}"
        else:
            return replace(item, told=told)
        return replace(item, key=key, told={**told, "id": key})

    def _tomorrow(self) -> str:
        """The last day that may be told: what comes from later is a mistake, and no day at all is better."""
        return datetime.fromtimestamp(self.asked.at + DAY, UTC).date().isoformat() + "T99"


def page_item(key: str, told: Mapping[str, str], found: Fetched) -> Item:
    """A page that was had, as an item."""
    form = "text" if found.type == "text/plain" else "html"
    return Item(key, form, as_utf8(found.body, found.charset), {"url": found.url, **told})


def _items_of(source: Source, options: Options) -> Iterator[Item]:
    """The items of a feed or a sitemap, packed or not."""
    for one in packed.unfolded(source, 0) if packed.is_gzip(source.head()) else [source]:
        if isinstance(one, Item):
            yield one
        else:
            yield from kind_of(one, options.kind).items(one, options)
