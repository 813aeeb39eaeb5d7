"""Networks, maps and calendars, read back by others."""

from __future__ import annotations

import datetime
import json

import icalendar
import networkx
import pytest
from exporting import exported, stored
from full_record import RECORD
from hostile_records import WORDS, all_hostile
from lxml import etree
from small_records import actor, event, meeting, record

KML = {"k": "http://www.opengis.net/kml/2.2"}
GEXF = {"g": "http://gexf.net/1.3"}


@pytest.fixture
def full(tmp_path):
    return stored(tmp_path, RECORD.to_dict(), *(
        meeting(f"r{n}", "CHN", "RUS", day) for n, day in enumerate(("2024-03-04", "2024-03-04", "2024-06-01"))))


@pytest.mark.parametrize(("format", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_a_network_has_parties_and_what_they_do(full, format, read):
    """A node a party, an edge for each type from one to another, its weight the number of events."""
    path, tally = exported(full, format)
    graph = read(path)
    assert graph.is_directed() and graph.number_of_edges() == tally.rows
    assert {id: data["label"] for id, data in graph.nodes(data=True)} == {
        "CHN": "China", "RUS": "Russia", "KEN": "Kenya", "UGA": "Uganda"}
    edges = {(a, b, data["type"]): data for a, b, data in graph.edges(data=True)}
    for pair in (("CHN", "RUS"), ("RUS", "CHN")):
        data = edges[(*pair, "CONSULT")]
        assert (data["weight"], data["events"], data["url"]) == (3, 3, "https://news.example/r2")
        assert data["sentence"].endswith("2024-06-01.")
    assert ("UGA", "KEN", "REQUEST") in edges and ("KEN", "UGA", "REQUEST") not in edges
    assert tally.left_out["with one side only, which makes no edge"] == 2


def test_a_dynamic_network_has_the_days_of_its_events(full):
    """Two meetings in March and one in June are two spells."""
    tree = etree.parse(exported(full, "gexf")[0])
    graph = tree.find("g:graph", GEXF)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edge = next(e for e in tree.iterfind(".//g:edge", GEXF) if e.get("source") == "CHN")
    assert [(s.get("start"), s.get("end")) for s in edge.iterfind(".//g:spell", GEXF)] == [
        ("2024-03-04", "2024-03-04"), ("2024-06-01", "2024-06-01")]
    node = next(n for n in tree.iterfind(".//g:node", GEXF) if n.get("id") == "CHN")
    assert [(s.get("start"), s.get("end")) for s in node.iterfind(".//g:spell", GEXF)] == [("2024-03-04", "2024-06-01")]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_what_did_not_happen_is_no_edge(full, format):
    """A denied attack and a planned signing are left out and told, unless their status is asked for."""
    path, tally = exported(full, format)
    assert b"ASSAULT" not in path.read_bytes()
    assert tally.left_out["ahead, denied, cancelled or history (--status takes them in)"] == 2
    path, tally = exported(full, format, status="denied")
    assert b"ASSAULT" in path.read_bytes() and tally.rows == 1


def test_spells_that_overlap_are_one(tmp_path):
    """A visit of three days and a meeting within it are on at the same time."""
    text = "China visited Russia and met."
    given = record("r1", text, "2024-03-09", [actor("a1", "CHN"), actor("a2", "RUS")], [
        event("e1", text, "visited", ["a1"], ["a2"], start="2024-03-04", end="2024-03-06"),
        event("e2", text, "met", ["a1"], ["a2"], start="2024-03-05", end="2024-03-05")])
    tree = etree.parse(exported(stored(tmp_path, given), "gexf")[0])
    spells = [(s.get("start"), s.get("end")) for s in tree.iterfind(".//g:edge//g:spell", GEXF)]
    assert spells == [("2024-03-04", "2024-03-06")]


def test_geojson_has_a_point_for_each_event_that_has_a_place(full):
    """Longitude first; everything known as properties; what has no point is told."""
    path, tally = exported(full, "geojson")
    read = json.loads(path.read_text("utf-8"))
    assert read["type"] == "FeatureCollection" and len(read["features"]) == tally.rows == 4
    busia = next(f for f in read["features"] if f["properties"]["type"] == "COERCE")
    assert busia["geometry"] == {"type": "Point", "coordinates": [34.11, 0.46]}
    assert busia["properties"]["url"] == "https://example.org/kampala"
    assert busia["properties"]["sentence"].startswith("Five traders")
    assert tally.left_out["without a point on the map"] == 6


def test_kml_has_a_placemark_for_each(full):
    """Name, days, point and evidence of each event."""
    path, tally = exported(full, "kml")
    marks = etree.parse(path).findall(".//k:Placemark", KML)
    assert len(marks) == tally.rows == 4
    busia = next(m for m in marks if "COERCE" in m.findtext("k:name", None, KML))
    assert busia.findtext("k:Point/k:coordinates", None, KML) == "34.11,0.46"
    assert busia.findtext("k:TimeSpan/k:begin", None, KML) == "2024-02-26"
    assert busia.findtext("k:TimeSpan/k:end", None, KML) == "2024-03-03"
    data = {d.get("name"): d.findtext("k:value", None, KML) for d in busia.iterfind(".//k:Data", KML)}
    assert (data["place"], data["url"]) == ("Busia", "https://example.org/kampala")


def test_the_calendar_has_what_is_scheduled(full):
    """One entry, on its day, with place, address and the sentence it comes from."""
    path, tally = exported(full, "ical")
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    entries = calendar.walk("VEVENT")
    assert len(entries) == tally.rows == 1
    entry = entries[0]
    assert entry.decoded("dtstart") == datetime.date(2024, 5, 14)
    assert entry.decoded("dtend") == datetime.date(2024, 5, 15)
    assert entry["summary"] == "Achieng Mwangi – Okello Tumusiime: CONSULT"
    assert entry["description"].startswith("The ministers will sign a transport accord in Mombasa on May 14, within")
    assert (entry["location"], entry["url"]) == ("Mombasa, Mombasa, KEN", "https://example.org/kampala")
    assert entry.decoded("dtstamp").date() == datetime.date(2024, 3, 5)


def test_the_calendar_keeps_its_lines_short(full):
    """No line has more than 75 octets, all end in CR LF, and no character is cut in two."""
    raw = exported(full, "ical")[0].read_bytes()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b"" and max(map(len, lines)) <= 75 and b"\n" not in raw.replace(b"\r\n", b"")
    for line in lines:
        line.decode("utf-8")


def test_an_event_that_came_true_is_on_no_agenda(tmp_path):
    """"Would meet" beside "met" in the same report is past; a plan without a day cannot be in a calendar."""
    text = "China would meet Russia; they met; they plan a visit."
    given = record("r1", text, "2024-03-09", [actor("a1", "CHN"), actor("a2", "RUS")], [
        event("e1", text, "would meet", ["a1"], ["a2"], start="2024-03-08", status="scheduled", same_as=["e2"]),
        event("e2", text, "met", ["a1"], ["a2"], start="2024-03-08", same_as=["e1"]),
        event("e3", text, "visit", ["a1"], ["a2"], status="scheduled")])
    path, tally = exported(stored(tmp_path, given), "ical")
    assert icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT") == []
    assert tally.rows == 0 and sum(tally.left_out.values()) == 2


def test_hostile_words_do_not_break_a_network(tmp_path):
    """Names and addresses of any letters are read back by networkx."""
    path = stored(tmp_path, *all_hostile())
    for format, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        out, tally = exported(path, format)
        assert read(out).number_of_edges() == tally.rows == 2


def test_hostile_words_do_not_break_a_map(tmp_path):
    """Every event is in the file, its words escaped; nothing in a description is live HTML."""
    path = stored(tmp_path, *all_hostile())
    out, tally = exported(path, "kml")
    marks = etree.parse(out).findall(".//k:Placemark", KML)
    assert len(marks) == tally.rows == 2 * len(WORDS)
    assert not any("<b>" in mark.findtext("k:description", "", KML) for mark in marks)
    features = json.loads(exported(path, "geojson")[0].read_bytes())["features"]
    assert sorted(f["properties"]["title"] or "" for f in features) == sorted(word for word in WORDS for _ in range(2))


def test_hostile_words_do_not_break_a_calendar(tmp_path):
    """No word ends an entry or begins another; the words come back as they were."""
    path, tally = exported(stored(tmp_path, *all_hostile()), "ical")
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert len(calendar.walk("VEVENT")) == tally.rows == len(WORDS)
    assert calendar.walk("VALARM") == []
    told = [str(entry["description"]) for entry in calendar.walk("VEVENT")]
    assert any("\\n,;:\\" in words for words in told) and any("😀" * 40 in words for words in told)
