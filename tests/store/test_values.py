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


def test_frames_have_typed_columns_also_without_a_row(path):
    """A filter that finds nothing gives a frame that can be joined to others."""
    import polars
    import pyarrow

    with communique.open_record(path) as book:
        full, empty = book.events(actor="CHN"), book.events(actor="Bolivia")
        assert full.to_polars().schema == empty.to_polars().schema
        assert empty.to_polars().schema["confidence"] == polars.Float64
        assert empty.to_arrow().schema == full.to_arrow().schema
        assert empty.to_arrow().schema.field("reciprocal").type == pyarrow.bool_()
        assert list(empty.to_pandas().columns) == list(full.to_pandas().columns)


def test_a_result_and_a_record_say_what_they_are(path):
    """A notebook shows some columns and names the others; a record its reports and days."""
    with communique.open_record(path) as book:
        page = book.events(actor="CHN")._repr_html_()
        assert page.count("<th>") < 12
        assert "the first 20 shown" in page
        assert "In frames also: id, start" in page
        assert "40 reports" in repr(book)
        assert "0 rows" in book.events(actor="Bolivia")._repr_html_()
        for result in (book.statements(), book.agenda(), book.actors(), book.dyads()):
            assert "<td" in result._repr_html_()


def test_an_answer_is_asked_for_once_and_again_after_a_change(tmp_path, monkeypatch):
    """`list` asks for the length first: that must not count the dyads twice."""
    from communique.store import book as module

    asked, real = [], module.dyads_rows
    monkeypatch.setattr(module, "dyads_rows", lambda *words: asked.append(1) or real(*words))
    with Writer(tmp_path / "record.db") as writer:
        for number in range(10):
            writer.put(drawn(number))
        with communique.open_record(writer.path) as book:
            result = book.dyads()
            first = list(result)
            assert (len(result), list(result), len(asked)) == (len(first), first, 1)
            for number in range(10, 20):
                writer.put(drawn(number))
            assert len(list(result)) > len(first) > 0
            assert len(asked) == 2
