"""Visits of several sources, by real workers into a real record (rules only, to be quick)."""

from __future__ import annotations

import threading
import time

import pytest
from misbehaving import Server, in_turn, page, redirect, reset, silent
from watched import article, front, site

from communique.fetch import Client, Limits, Manners
from communique.intake import Intake, Plan
from communique.store import View, Writer
from communique.stream import Settings
from communique.watch import Sources, Watched, Watcher


class Desk:
    """A record that is watched."""

    def __init__(self, folder, intake):
        self.record, self.intake = folder / "record.db", intake
        self.sources = Sources(self.record, limits=Limits(allow_private=True, ports=None))
        self.client = Client(Limits(allow_private=True, ports=None, connect=0.5, read=0.3, whole=0.6),
                             Manners(delay=0.0, tries=1, patience=0.5))
        self.now = 1_700_000_000.0

    def watcher(self, **how):
        return Watcher(self.sources, self.intake, lambda url, etag, modified: self.client.get(
            url, etag=etag, modified=modified), clock=lambda: self.now, chance=lambda: 0.0, **how)

    def watch(self, server, *paths, **more):
        self.sources.take_over([Watched(path, server.url(path), 600.0, "page", links="/news/*", **more)
                                for path in paths])

    def once(self, minutes=0.0):
        self.now += 60 * minutes
        return {done.source: done for done in self.watcher().run(once=True)}

    def urls(self):
        with View(self.record) as view:
            return sorted(row["item"].rpartition("/")[2] for row in view.ledger() if row["state"] in ("coded", "copy"))


PLAN = Plan(Settings(rules_only=True))


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """A run whose worker has started, which takes a while."""
    with Writer(tmp_path_factory.mktemp("started") / "r.db") as writer, Intake(writer, PLAN) as intake:
        yield intake


@pytest.fixture
def desk(tmp_path, started):
    with Writer(tmp_path / "record.db") as writer:
        intake = Intake(writer, PLAN)
        intake.crew, intake.coder = started.crew, started.coder
        made = Desk(tmp_path, intake)
        yield made
        made.sources.close()


def test_what_is_new_is_taken_in_and_what_is_known_not_fetched(desk):
    """The second visit fetches the front page and the new article only; the third comes too soon."""
    with Server(site(range(3))) as server:
        desk.watch(server, "/")
        assert (desk.once()["/"].coded, desk.urls()) == (3, ["0", "1", "2"])
        server.answers |= site(range(1, 5))
        server.asked.clear()
        done = desk.once(minutes=10)["/"]
        assert (done.coded, done.known, done.events > 0) == (2, 2, True)
        assert server.paths() == ["/", "/news/3", "/news/4"]
        assert desk.once(minutes=1) == {}


def test_a_source_that_is_as_it_was_costs_one_request(desk):
    front_page = page(front(0), 'ETag: "1"', "Last-Modified: Mon, 04 Mar 2024 10:00:00 GMT")
    with Server(site(range(1)) | {"/": in_turn(front_page, page(status="304 Not Modified"))}) as server:
        desk.watch(server, "/")
        desk.once()
        assert desk.once(minutes=10)["/"].unchanged
        assert 'If-None-Match: "1"' in server.asked[-1] and "If-Modified-Since: Mon, 04" in server.asked[-1]


def test_the_failure_of_one_source_stops_no_other(desk):
    """Whatever it is: silence, a reset, 500, 404, a page without links, a circle."""
    bad = {"/silent": silent, "/reset": reset, "/500": page("", status="500 Oops"), "/empty": page(""),
           "/error": page("<html><body>Sorry</body></html>"), "/circle": redirect("/circle"),
           "/binary": page(b"\0\1", type="image/png"), "/file": redirect("file:///etc/passwd")}
    with Server(site(range(2)) | bad) as server:
        desk.watch(server, *bad, "/none", "/")
        rounds = desk.once()
        assert rounds["/"].coded == 2 and all(rounds[path].error for path in (*bad, "/none"))
        assert {one.source for one in desk.sources.errors(most=50)} == {*bad, "/none"}


def test_an_article_that_is_busy_comes_later(desk):
    with Server(site(range(2)) | {"/news/1": in_turn(page("", status="503 Busy"), page(article(1)))}) as server:
        desk.watch(server, "/")
        done = desk.once()["/"]
        assert (done.coded, done.later, desk.sources.get("/").waiting) == (1, 1, 1)
        server.answers["/"] = page(front(0))  # it is listed no more
        assert desk.once(minutes=10)["/"].coded == 1
        assert desk.urls() == ["0", "1"] and desk.sources.get("/").waiting == 0


def test_one_article_under_two_addresses_is_one_report(desk):
    """By a redirect; the same words elsewhere are a near copy."""
    with Server({"/": page(front(0, 1, 2)), "/news/0": page(article(0)), "/news/2": page(article(0)),
                 "/news/1": redirect("/news/0")}) as server:
        desk.watch(server, "/")
        done = desk.once()["/"]
        with View(desk.record) as view:
            reports = {row["report"] for row in view.ledger()}
        assert len(reports) == 2 and done.copies == 1


def test_what_is_new_is_joined_with_what_is_there(desk):
    """At the start, for what was left by a kill, and after each visit that brought events."""
    calls = []
    with Server(site(range(2))) as server:
        desk.watch(server, "/")
        for _ in range(2):
            desk.now += 600
            desk.watcher(join=lambda: calls.append(len(desk.urls()))).run(once=True)
    assert calls == [0, 2, 2]


def test_more_than_one_visit_takes_follows_at_the_next(desk):
    with Server(site(range(5))) as server:
        desk.watch(server, "/", most=2)
        assert [desk.once(minutes=10)["/"].coded for _ in range(4)] == [2, 2, 1, 0]


def test_it_runs_until_it_is_stopped_and_sees_what_a_program_adds(desk):
    """Another program adds a source, which is visited at once; a stop ends it."""
    stop = threading.Event()
    with Server(site(range(2))) as server:
        def told(done):
            stop.set()
        threading.Timer(5, stop.set).start()
        with Sources(desk.record, limits=desk.sources.limits) as other:
            other.add(Watched("Own", server.url("/"), 600.0, "page", links="/news/*"))
        desk.watcher(told=told).run(stop.is_set)
        assert desk.urls() == ["0", "1"]


def test_a_feed_from_its_server_to_the_record(desk):
    """Linked articles, an entry that is whole, one without a link; the second visit has nothing new."""
    whole = "The ministers of Laos and Malta met in Valletta on Tuesday and signed a treaty on fish. " * 12
    entries = ("<item><title>A</title><link>{0}/news/0</link><description>Short.</description></item>"
               f"<item><title>B</title><link>{{0}}/news/1</link><description>{whole}</description></item>"
               "<item><title>C</title><description>No words of its own.</description></item>")
    with Server(site(range(1))) as server:
        body = f"<rss version='2.0'><channel><title>T</title>{entries.format(server.url(''))}</channel></rss>"
        server.answers["/feed"] = page(body, 'ETag: "1"', type="application/rss+xml")
        desk.sources.take_over([Watched("F", server.url("/feed"), 600.0, publisher="The Ministry")])
        done = desk.once()["F"]
        assert (done.coded, done.aside, done.error) == (2, 1, None)
        assert [path for path in server.paths() if "news" in path] == ["/news/0"]
        done = desk.once(minutes=10)["F"]
        assert (done.coded, done.aside, done.known) == (0, 0, 3)
        with View(desk.record) as view:
            assert {view.report(row["report"])["publisher"] for row in view.ledger(state="coded")} == {"The Ministry"}


def test_a_stop_does_not_wait_for_a_server(desk):
    """A visit that hangs is left, and made again the next time."""
    stop = threading.Event()
    with Server({"/": silent}) as server:
        desk.client.limits = Limits(allow_private=True, ports=None, read=30.0)
        desk.watch(server, "/")
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        desk.watcher().run(stop.is_set)
        assert time.monotonic() - began < 3 and desk.sources.get("/").asked_at is None
