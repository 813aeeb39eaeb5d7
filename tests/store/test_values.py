"""A value that is none is an error that suggests the nearest; what is known by several names is found by each."""

from __future__ import annotations

import pytest
from drawn_records import drawn

import communique
from communique.errors import StoreError
from communique.store import EventFilter, StatementFilter, View, Writer


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("values") / "record.db"
    with Writer(path) as writer, writer.batch():
        for number in range(40):
            writer.put(drawn(number))
    return path


@pytest.mark.parametrize(("given", "says"), [
    ({"mode": "vist"}, "mode 'vist'. Did you mean 'visit'"), ({"context": "militry"}, "Did you mean 'military'"),
    ({"topic": "trad"}, "topic 'trad'. Did you mean 'Trade'"), ({"place": "Lisbonn"}, "Did you mean 'Lisbon'"),
    ({"place": "Portugall"}, "'Portugal'"), ({"outlet": "Wire 7"}, "outlet 'Wire 7'. Did you mean 'Wire "),
    ({"actor": "Moscow"}, "Did you mean 'Russia'"), ({"actor": "the Kremlin"}, "Did you mean 'Russia'"),
    ({"actor": "Omani"}, "Did you mean 'Oman'"), ({"actor": "Putin"}, "Did you mean 'Vladimir Putin'"),
    ({"members_of": "EUU"}, "Did you mean 'EU'"), ({"actor": ""}, "actor is empty"), ({"quad": 7}, "quad 7"),
    ({"quad": "0"}, "quad '0'"), ({"quad": "verbal conflicts"}, "'verbal conflict'"), ({"cameo": "x"}, "cameo 'x'"),
    ({"since": "2024-03", "until": "2024-02-28"}, "lies behind"), ({"min_confidence": 40}, "from 0 to 1"),
    ({"min_sources": 0}, "1 or more"), ({"with_": "CHN"}, "Give both")])
def test_a_value_that_is_none_is_told(path, given, says):
    """With the nearest that is one, and before anything is read."""
    with communique.open_record(path) as book:
        for ask in (book.events, book.dyads):
            with pytest.raises(StoreError) as told:
                ask(**given)
            assert says in str(told.value)


@pytest.mark.parametrize(("given", "says"), [
    ({"stance": "deny"}, "Did you mean 'denies'"), ({"kind": "drect"}, "Did you mean 'direct'"),
    ({"about": "grain exports"}, "Did you mean 'grain export'"), ({"speaker": "Chyna"}, "'China'")])
def test_so_it_is_with_statements(path, given, says):
    """Stances, kinds, topics, speakers."""
    with communique.open_record(path) as book, pytest.raises(StoreError) as told:
        book.statements(**given)
    assert says in str(told.value)


@pytest.mark.parametrize(("one", "other"), [
    ({"place": "Portugal"}, {"place": "PRT"}), ({"place": "lisbon"}, {"place": "Lisbon"}),
    ({"outlet": "wire 1"}, {"outlet": "Wire 1"}), ({"topic": "TRADE"}, {"topic": "trade"}),
    ({"topic": "Military"}, {"topic": "military"}), ({"context": "Military"}, {"context": "military"}),
    ({"mode": "Visit"}, {"mode": "visit"}), ({"quad": "Verbal cooperation"}, {"quad": 1}),
    ({"status": "Happened"}, {"status": "happened"}), ({"members_of": "European Union"}, {"members_of": "eu"})])
def test_several_names_find_the_same(path, one, other):
    """Countries of places by name or code, everything else in whatever case."""
    with View(path) as view:
        found = [row["id"] for row in view.events(EventFilter(**one))]
        assert found == [row["id"] for row in view.events(EventFilter(**other))] != []


def test_statements_about_somebody_are_found_by_any_name(path):
    """Topics have the name of a body; it may be asked for by its key or another name."""
    with View(path) as view:
        found = {name: view.count_statements(StatementFilter(about=name)) for name in (
            "NATO", "nato", "North Atlantic Treaty Organization")}
        assert len(set(found.values())) == 1
        assert found["nato"] > 0
        assert view.count_statements(StatementFilter(about="Bolivia")) == 0  # known, and nobody speaks of it


def test_what_is_known_and_not_here_is_no_mistake(path):
    """A town, an issue, a country without an event: nothing found, and no error."""
    with View(path) as view:
        for given in ({"place": "Plovdiv"}, {"place": "Bolivia"}, {"topic": "sanctions"}, {"actor": "Bolivia"}):
            assert list(view.events(EventFilter(**given))) == []
