"""The list of what is watched: what programs may do with it, and what it keeps."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from communique.errors import WatchError
from communique.watch import Sources, Watched
from communique.watch.poll import Later, Outcome

A = Watched("Ministry", "https://mfa.example.org/feed", 600.0)
B = Watched("Council", "https://council.example.org/feed", 3600.0, country="FJI")


@pytest.fixture
def sources(tmp_path):
    with Sources(tmp_path / "r.db") as found:
        found.take_over([A, B])
        yield found


def save(sources, name, outcome, now=1000.0):
    return sources.save(sources.asked(sources.get(name), now), outcome, now, lambda: 0.0)


def test_a_file_is_taken_over_and_what_was_known_stays(sources):
    """Etag, counts and a pause outlive a change of the interval; another address starts anew; what is gone goes."""
    save(sources, "Ministry", Outcome(etag='"1"', taken=3))
    sources.pause("Ministry")
    sources.take_over([replace(A, every=60.0)])
    (state,) = sources.states()
    assert (state.source.every, state.etag, state.articles, state.paused) == (60.0, '"1"', 3, True)
    sources.take_over([replace(A, url="https://mfa.example.org/new")])
    assert (sources.get("Ministry").etag, sources.get("Ministry").next_at) == ("", 0)


def test_a_program_adds_pauses_resumes_and_removes(sources):
    own = Watched("Own", "https://own.example.org/feed")
    sources.add(own)
    sources.take_over([A])  # a file that does not know of it
    assert [(state.source.name, state.own) for state in sources.states()] == [("Ministry", False), ("Own", True)]
    sources.pause("Own")
    assert [state.source.name for state in sources.due(10.0)] == ["Ministry"]
    sources.resume("Own")
    assert len(sources.due(10.0)) == 2
    sources.remove("Own")
    assert [state.source for state in sources.states()] == [A]


@pytest.mark.parametrize(("what", "said"), [
    (lambda s: s.add(A), "already"), (lambda s: s.add(replace(A, name="C", url="file:///etc/passwd")), "neither"),
    (lambda s: s.pause("Minstry"), "did you mean Ministry"), (lambda s: s.remove("Ministry"), "stands in a file"),
    (lambda s: s.get("x"), "known are")])
def test_what_cannot_be_done_is_told(sources, what, said):
    with pytest.raises(WatchError, match=said):
        what(sources)


def test_failures_wait_longer_and_longer_up_to_a_day(sources):
    """Twice the interval, four times … and as before after the first visit that is good."""
    waits = [save(sources, "Ministry", Outcome(error="no", failures=[("timeout", "no")])) - 1000 for _ in range(10)]
    assert waits[:3] == [1200, 2400, 4800] and waits[-1] == 86400
    state = sources.get("Ministry")
    assert (state.failures, state.error, state.good_at) == (10, "no", None)
    assert [(one.source, one.kind) for one in sources.errors(most=2)] == [("Ministry", "timeout")] * 2
    assert save(sources, "Ministry", Outcome()) == 1600 and sources.get("Ministry").failures == 0


def test_a_server_that_says_when_is_not_asked_before(sources):
    assert save(sources, "Ministry", Outcome(error="429", after=9000.0)) == 10_000


def test_what_failed_keeps_the_marks_of_the_last_good_visit(sources):
    save(sources, "Ministry", Outcome(etag='"1"'))
    save(sources, "Ministry", Outcome(error="no"))
    assert sources.get("Ministry").etag == '"1"'


def test_only_so_many_failures_are_kept(sources):
    for n in range(60):
        save(sources, "Ministry", Outcome(error=str(n), failures=[("timeout", str(n))]))
    assert len(sources.errors("Ministry", most=1000)) == 50 and sources.errors()[0].message == "59"


def test_articles_that_wait(sources):
    """They come back with the next visit, until they are settled."""
    late = Later("https://x.example.org/a", "https://x.example.org/a", {"title": "T"}, 1, 2000.0)
    save(sources, "Council", Outcome(later=[late]))
    assert sources.asked(sources.get("Council"), 5.0).later == (late,) and sources.get("Council").waiting == 1
    save(sources, "Council", Outcome(settled=[late.item]))
    assert sources.asked(sources.get("Council"), 5.0).later == ()


def test_a_clock_that_was_wrong_does_not_stop_a_source_for_years(sources):
    save(sources, "Ministry", Outcome(), now=4e9)
    assert "Ministry" in [state.source.name for state in sources.due(1e9)]


def test_a_source_that_is_removed_while_it_is_visited(sources):
    asked = sources.asked(sources.get("Council"), 5.0)
    sources.take_over([A])
    sources.save(asked, Outcome(failures=[("timeout", "no")]), 5.0, lambda: 0.0)
    assert [state.source.name for state in sources.states()] == ["Ministry"] and sources.errors() == []


def test_a_file_that_is_no_list_of_sources(tmp_path):
    (tmp_path / "r.db.watch").write_bytes(b"no database at all, whatever it is called" * 100)
    with pytest.raises(WatchError, match="no list of sources"):
        Sources(tmp_path / "r.db")
    with pytest.raises(WatchError, match="no folder"):
        Sources(tmp_path / "none" / "r.db")


def test_a_list_of_a_later_version_is_left_alone(tmp_path, sources):
    with sqlite3.connect(sources.path) as db:
        db.execute("PRAGMA user_version = 9")
    db.close()
    with pytest.raises(WatchError, match="newer"):
        Sources(tmp_path / "r.db")


def test_only_one_program_watches_a_record(tmp_path, sources):
    """Else all would be asked twice. Others may still change the list."""
    with sources.alone(), Sources(tmp_path / "r.db") as other:
        other.pause("Council")
        with pytest.raises(WatchError, match="another program"), other.alone():
            pass
    with sources.alone():
        assert sources.get("Council").paused
