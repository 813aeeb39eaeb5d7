"""One visit: what is new, what is left alone, what has to wait."""

from __future__ import annotations

import pytest

from communique.errors import FetchError
from communique.fetch import Fetched
from communique.watch import Watched
from communique.watch.poll import TRIES, Asked, Later, Poll

HOME = "https://council.example.org/news"
LIST = Watched("Council", HOME, 600.0, "page", links="/news/*", publisher="The Council", language="en")
ONE = Watched("Council", HOME, 600.0, "page")


class Web:
    """Pages by address; an error is raised. `asked` in their order."""

    def __init__(self, pages):
        self.pages, self.asked = pages, []

    def __call__(self, url, etag, modified):
        self.asked.append(url)
        found = self.pages.get(url, FetchError(url, kind="http-404"))
        if isinstance(found, Exception):
            raise found
        return Fetched(url, found.encode(), "text/html", "utf-8", etag='"1"', unchanged=bool(etag))


class Ledger(dict):
    """What is done, by item."""

    def __call__(self, item, digest):
        return item in self and digest in (None, self[item])


def news(*names, more=""):
    return "<html><body>" + "".join(f"<a href='/news/{name}'>x</a>" for name in names) + more + "</body></html>"


def urls(*names):
    return [f"{HOME}/{name}" for name in names]


def visit(web, source=LIST, ledger=None, **how):
    poll = Poll(Asked(source, at=1000.0, **how), web, ledger if ledger is not None else Ledger())
    return list(poll.items()), poll.outcome


def busy(url="x", kind="http-503", after=None):
    return FetchError(f"{url} is busy", kind=kind, passes=True, after=after)


def site(*names, **pages):
    return Web({HOME: news(*names)} | {f"{HOME}/{name}": f"<p>{name}" for name in names}
               | {f"{HOME}/{name}": page for name, page in pages.items()})


def test_each_link_that_fits_is_an_article_once():
    """Not other links, not the page itself, not a fragment of one that was had; publisher and language are told."""
    more = "<a href='/news/a#top'>x</a><a href='/about'>x</a><a href='#'>x</a><a href='mailto:x@example.org'>x</a>" \
           "<a href='//other.example.org/news/z'>x</a><a href='http://[bad'>x</a><a>x</a>"
    web = Web({HOME: news("a", "b", more=more), **dict.fromkeys(urls("a", "b"), "<p>words")})
    items, outcome = visit(web)
    assert [item.key for item in items] == urls("a", "b") and web.asked == [HOME, *urls("a", "b")]
    assert items[0].told == {"url": urls("a")[0], "publisher": "The Council", "language": "en"}
    assert (outcome.taken, outcome.etag, outcome.error) == (2, '"1"', None)


def test_what_the_ledger_has_is_not_fetched():
    web = site("a", "b")
    items, outcome = visit(web, ledger=Ledger(dict.fromkeys(urls("a"))))
    assert [item.key for item in items] == urls("b") and urls("a")[0] not in web.asked
    assert (outcome.known, outcome.taken) == (1, 1)


def test_a_source_that_is_as_it_was():
    items, outcome = visit(site("a"), etag='"1"')
    assert (items, outcome.unchanged, outcome.etag, outcome.error) == ([], True, '"1"', None)


def test_a_source_that_cannot_be_had():
    _, outcome = visit(Web({HOME: busy(after=77.0)}))
    assert (outcome.error, outcome.after) == ("x is busy", 77.0) and outcome.failures == [("http-503", "x is busy")]


def test_a_page_without_the_links_it_should_have_is_a_failure():
    """A page of another kind with status 200: an error page, a wall."""
    _, outcome = visit(Web({HOME: "<html><body>We are down for maintenance.</body></html>"}))
    assert outcome.failures[0][0] == "no-links"
    assert visit(Web({HOME: ""}))[1].failures[0][0] in ("bad-page", "no-links")


def test_an_article_that_is_busy_waits_and_does_not_stop_the_others():
    items, outcome = visit(site("a", "b", a=busy()))
    assert [item.key for item in items] == urls("b")
    (late,) = outcome.later
    assert (late.item, late.tries, late.next_at) == (urls("a")[0], 1, 1600.0)


def test_an_article_that_is_gone_is_set_aside():
    items, outcome = visit(Web({HOME: news("a")}))
    assert [item.fault.kind for item in items] == ["http-404"] and outcome.taken == 0 and outcome.later == []


def test_what_waits_is_tried_when_it_is_due_even_where_it_is_listed_no_more():
    late = Later(urls("a")[0], urls("a")[0], {"title": "T"}, 2, 900.0)
    web = site("b", a="<p>a")
    items, outcome = visit(web, later=(late,))
    assert [item.key for item in items] == urls("a", "b") and outcome.settled == urls("a")
    assert items[0].told["title"] == "T"


def test_what_waits_is_not_tried_before():
    """Neither by itself nor because it is listed."""
    late = Later(urls("a")[0], urls("a")[0], {}, 2, 1001.0)
    web = site("a", "b")
    items, outcome = visit(web, later=(late,))
    assert [item.key for item in items] == urls("b") and urls("a")[0] not in web.asked and outcome.settled == []


def test_what_was_had_meanwhile_need_not_wait():
    late = Later(urls("a")[0], urls("a")[0], {}, 2, 900.0)
    _, outcome = visit(site("a"), ledger=Ledger(dict.fromkeys(urls("a"))), later=(late,))
    assert outcome.settled == urls("a")


def test_after_some_tries_it_is_set_aside_as_what_it_is():
    late = Later(urls("a")[0], urls("a")[0], {}, TRIES - 1, 900.0)
    items, outcome = visit(site("b", a=busy()), later=(late,))
    assert [item.fault.kind for item in items if item.fault] == ["http-503"]
    assert outcome.settled == urls("a") and outcome.later == []


def test_three_that_are_busy_in_a_row_end_the_visit():
    """The others are listed the next time: without the mark by which the source would be as it was."""
    web = site(*"abcdef", a=busy(), b=busy(), c=busy())
    items, outcome = visit(web)
    assert items == [] and web.asked == [HOME, *urls("a", "b", "c")]
    assert outcome.more and outcome.etag == "" and len(outcome.later) == 3


def test_no_more_than_so_many_at_one_visit():
    web = site(*"abcdef")
    items, outcome = visit(web, Watched("C", HOME, 600.0, "page", links="/news/*", most=2))
    assert len(items) == 2 and len(web.asked) == 3 and outcome.more and outcome.etag == ""


def test_a_page_by_itself_is_a_report_whenever_it_has_changed():
    web = Web({HOME: "<p>one"})
    (item,), _ = visit(web, ONE)
    assert visit(web, ONE, Ledger({HOME: item.digest()}))[0] == []
    web.pages[HOME] = "<p>two"
    assert len(visit(web, ONE, Ledger({HOME: item.digest()}))[0]) == 1


def test_a_stop_ends_a_visit_and_nothing_is_noted():
    """Also one that ends a wait of the client, which looks like a failure."""
    web = site("a", "b")
    poll = Poll(Asked(LIST), web, Ledger(), lambda: len(web.asked) >= 2)
    assert [item.key for item in poll.items()] == urls("a") and poll.outcome.stopped
    web = site("a", "b", a=busy(kind="stopped"))
    poll = Poll(Asked(LIST), web, Ledger(), lambda: len(web.asked) >= 2)
    assert list(poll.items()) == [] and poll.outcome.stopped and poll.outcome.later == []


@pytest.mark.parametrize(("charset", "body"), [
    ("utf-16", "<p>Zürich".encode("utf-16")), ("no-such", "<p>Zürich".encode())])
def test_a_page_in_the_encoding_its_server_names(charset, body):
    """Or in its own, where the server names none that exists."""
    found = Fetched(HOME, body, "text/html", charset)
    (item,), _ = visit(lambda *_: found, ONE)
    assert item.body.decode() == "<p>Zürich"
