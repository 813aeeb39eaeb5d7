"""The formats of the field, column by column against their own lists."""

from __future__ import annotations

import csv
import json

import pandas
import pytest
from exporting import exported, stored
from field_columns import GDELT, ICEWS, LISTS, PHOENIX, PLOVER, POLECAT
from full_record import RECORD, TEXT
from hostile_records import WORDS, all_hostile
from small_records import actor, event, meeting, record

HEADED = ("icews", "polecat")



def rows_of(record, format, **wanted):
    """The rows of a tab-separated file, as pandas reads them, by the names of the published lists."""
    path, tally = exported(record, format, **wanted)
    names = None if format in HEADED else LISTS[format]
    read = pandas.read_csv(path, sep="\t", dtype=str, keep_default_na=False, names=names, encoding="utf-8")
    assert len(read) == tally.rows
    return read


@pytest.fixture
def full(tmp_path):
    return stored(tmp_path, RECORD.to_dict(), meeting("r1", "CHN", "RUS", "2024-03-04"))


@pytest.mark.parametrize(("format", "number"), [
    ("gdelt", 61), ("gdelt-mentions", 16), ("icews", 20), ("polecat", 40), ("phoenix", 26)])
def test_the_columns_are_exactly_those_of_the_format(full, format, number):
    """Scripts that read columns by their place find what they look for."""
    assert len(LISTS[format]) == number
    lines = exported(full, format)[0].read_text("utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {number - 1}
    if format in HEADED:
        assert lines[0].split("\t") == LISTS[format]


def test_a_visit_has_a_guest_and_a_host(full):
    """042 from the guest to the host state, 043 back."""
    rows = rows_of(full, "gdelt")
    visit = rows[rows.EventCode.isin(["042", "043"])]
    assert visit[["Actor1Code", "EventCode", "Actor2Code"]].to_numpy().tolist() == [
        ["KENGOV", "042", "UGA"], ["UGA", "043", "KENGOV"]]


@pytest.mark.parametrize(("format", "one", "other", "code"), [
    ("gdelt", "Actor1Name", "Actor2Name", "EventCode"), ("icews", "Source Name", "Target Name", "CAMEO Code"),
    ("phoenix", "SourceActorEntity", "TargetActorEntity", "EventCode"),
    ("polecat", "Actor Name", "Recipient Name", "Event Type")])
def test_what_each_does_to_the_other_is_told_both_ways(full, format, one, other, code):
    """A meeting of China and Russia is a row for each."""
    rows = rows_of(full, format, actor="China")
    pairs = rows[[one, code, other]].to_numpy().tolist()
    assert len(pairs) == 2 and pairs[0] == pairs[1][::-1]
    assert pairs[0][1] == ("CONSULT" if format == "polecat" else "040")


def test_each_source_meets_each_target(tmp_path):
    """Two attackers of two states make four rows, each with its own number, and the same numbers again next time."""
    text = "China and Russia attacked Ukraine and France."
    sides = [actor(f"a{n}", code) for n, code in enumerate(("CHN", "RUS", "UKR", "FRA"))]
    given = record("r1", text, "2024-03-05", sides,
                   [event("e1", text, "attacked", ["a0", "a1"], ["a2", "a3"], type="ASSAULT", cameo="190", quad=4)])
    rows = rows_of(stored(tmp_path, given), "gdelt")
    assert rows[["Actor1Code", "Actor2Code"]].to_numpy().tolist() == [
        ["CHN", "UKR"], ["CHN", "FRA"], ["RUS", "UKR"], ["RUS", "FRA"]]
    (tmp_path / "again").mkdir()
    more = stored(tmp_path / "again", meeting("r0", "CHN", "RUS", "2024-03-04"), given)
    again = rows_of(more, "gdelt", type="ASSAULT")
    assert rows.GLOBALEVENTID.is_unique and again.GLOBALEVENTID.tolist() == rows.GLOBALEVENTID.tolist()


def test_gdelt_row(full):
    """Dates, codes, place and address stand where GDELT has them."""
    row = rows_of(full, "gdelt", type="COERCE").iloc[0]
    assert {name: row[name] for name in GDELT[1:] if row[name]} == {
        "SQLDATE": "20240226", "MonthYear": "202402", "Year": "2024", "FractionDate": "2024.1534",
        "Actor1Code": "KENCOP", "Actor1Name": "KENYAN POLICE", "Actor1CountryCode": "KEN", "Actor1Type1Code": "COP",
        "EventCode": "175", "EventBaseCode": "175", "EventRootCode": "17", "QuadClass": "4", "GoldsteinScale": "-9.0",
        "NumMentions": "1", "NumSources": "1", "NumArticles": "1", "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Busia, Kenya", "ActionGeo_CountryCode": "KE",
        "ActionGeo_ADM1Code": row.ActionGeo_ADM1Code,
        "ActionGeo_Lat": "0.46", "ActionGeo_Long": "34.11", "DATEADDED": "20240305000000",
        "SOURCEURL": "https://example.org/kampala"}


def test_gdelt_mentions_belong_to_its_events(full):
    """Every row of one file has its row in the other, with the place of its words in the text."""
    events, mentions = rows_of(full, "gdelt"), rows_of(full, "gdelt-mentions")
    assert mentions.GLOBALEVENTID.tolist() == events.GLOBALEVENTID.tolist()
    row = mentions[mentions.Extras.str.contains("Achieng Mwangi met")].iloc[0]
    assert TEXT[int(row.ActionCharOffset):].startswith("met")
    assert TEXT[int(row.Actor1CharOffset):].startswith("Kenyan Foreign Minister")
    assert (row.MentionIdentifier, row.Confidence) == ("https://example.org/kampala", "90")


def test_bodies_and_states_in_cameo(tmp_path):
    """Romania is ROM in CAMEO; a body of states has no country; the state itself has no role."""
    text = "Romania sent troops to NATO."
    given = record("r1", text, "2024-03-05", [
        actor("a1", "ROU", "Romanian troops", kind="group", sector="MIL"),
        actor("a2", "IGO", "NATO", ref="nato", kind="organisation")], [event("e1", text, "sent", ["a1"], ["a2"])])
    row = rows_of(stored(tmp_path, given), "gdelt").iloc[0]
    assert (row.Actor1Code, row.Actor1CountryCode, row.Actor1Type1Code) == ("ROMMIL", "ROM", "MIL")
    assert (row.Actor2Code, row.Actor2CountryCode, row.Actor2Type1Code) == ("IGO", "", "IGO")


def test_icews_row(full):
    """Names of sectors, countries and acts, as ICEWS has them."""
    row = rows_of(full, "icews", type="REQUEST").iloc[0]
    assert {name: row[name] for name in ICEWS[1:] if row[name]} == {
        "Event Date": "2024-03-05", "Source Name": "Okello Tumusiime", "Source Sectors": "Government",
        "Source Country": "Uganda", "Event Text": row["Event Text"], "CAMEO Code": "0254", "Intensity": "-0.3",
        "Target Name": "Kenya", "Target Country": "Kenya", "Story ID": "example-1", "Publisher": "Lake Wire"}
    assert "sanctions" in row["Event Text"]


def test_polecat_row(full):
    """PLOVER's own names, COW numbers, the words of the text, and everybody in the story."""
    row = rows_of(full, "polecat", type="COERCE").iloc[0]
    assert {name: row[name] for name in POLECAT[1:] if row[name]} == {
        "Event Date": "2024-02-26", "Event Type": "COERCE", "Event Mode": "restrict", "Intensity": "3.0",
        "Quad Code": "MATERIAL CONFLICT", "Contexts": "domestic", "Actor Name": "Kenyan police", "Actor Country": "KEN",
        "Actor COW": "501", "Primary Actor Sector": "COP", "Actor Sectors": "COP", "Actor Name Raw": "Kenyan police",
        "Placename": "Busia", "City": "Busia", "Province": "Busia", "Country": "Kenya", "Latitude": "0.46",
        "Longitude": "34.11", "GeoNames ID": "198476", "Feature Type": "city", "Source": "Lake Wire",
        "Publication Date": "2024-03-05", "Story People": "Achieng Mwangi;Okello Tumusiime",
        "Story Organizations": "Kenyan police;East African Community", "Story Locations": "Busia;Kampala;Mombasa",
        "Language": "en", "Version": "Communique 0.1.0"}
    met = rows_of(full, "polecat", actor="Uganda", mode=None).query("`Actor Name` == 'Okello Tumusiime'").iloc[0]
    assert met["Actor Name Raw"] == "her Ugandan counterpart Okello Tumusiime"


def test_phoenix_row(full):
    """Whole code, entity and role of both sides; the address and the outlet."""
    row = rows_of(full, "phoenix", type="COERCE").iloc[0]
    assert {name: row[name] for name in PHOENIX[1:] if row[name]} == {
        "Date": "20240226", "Year": "2024", "Month": "02", "Day": "26", "SourceActorFull": "KENCOP",
        "SourceActorEntity": "KEN", "SourceActorRole": "COP", "EventCode": "175", "EventRootCode": "17",
        "QuadClass": "4", "GoldsteinScore": "-9.0", "Issues": "domestic", "ActionLat": "0.46", "ActionLong": "34.11",
        "LocationName": "Busia", "GeoCountryName": "Kenya", "GeoStateName": "Busia", "SentenceID": row.SentenceID,
        "URLs": "https://example.org/kampala", "NewsSources": "Lake Wire"}


def test_plover_json(full):
    """The fields in their order; where each does it to the other, all stand under `actor`."""
    path, tally = exported(full, "plover")
    events = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(events) == tally.rows
    assert [list(one) for one in events] == [PLOVER] * len(events)
    met = next(one for one in events if one["id"] == "example-1:e1")
    assert [list(side) for side in met["actor"]] == [
        ["code", "sector", "entity_text", "identifier_id", "identifier_text"]] * 2
    assert (met["event"], met["recipient"], met["event_text"]) == (["CONSULT"], [], ["met"])
    assert met["text"] == TEXT[met["text_info"]["start"]:met["text_info"]["end"]]
    assert list(met["text_info"]) == ["sequence", "start", "end", "text_story"]
    assert list(met["cite_info"]) == ["corpus", "citation", "url", "title", "language"]
    urged = next(one for one in events if one["id"] == "example-1:e4")
    assert [side["identifier_text"] for side in urged["recipient"]] == ["Kenya"]


def test_what_lies_ahead_is_coded_as_the_intent_on_the_day_it_was_made_known(full):
    """ "Will sign on May 14", told on March 5, is an agreement of March 5."""
    row = rows_of(full, "polecat", status="scheduled").iloc[0]
    assert (row["Event Type"], row["Event Date"]) == ("AGREE", "2024-03-05")


@pytest.mark.parametrize("format", ["gdelt", "icews", "phoenix", "polecat", "plover"])
def test_what_was_denied_is_no_event_of_a_format_that_cannot_say_so(full, format):
    """A denied attack is left out and told; who asks for denied events gets them."""
    path, tally = exported(full, format)
    assert "crossed the border" not in path.read_text("utf-8") and sum(tally.left_out.values()) == 1
    assert "--status" in next(iter(tally.left_out))
    assert exported(full, format, status="denied")[1].rows == 1


@pytest.mark.parametrize("format", list(LISTS))
def test_hostile_words_keep_to_their_cells(tmp_path, format):
    """No word breaks a row, starts a quotation or a formula; each row is there, by pandas and by Python's reader."""
    path = stored(tmp_path, *all_hostile())
    rows = rows_of(path, format)
    assert len(rows) == 3 * len(WORDS)  # a meeting both ways, and a plan
    numbers = ("Intensity", "GoldsteinScale", "GoldsteinScore", "Longitude", "ActionGeo_Long", "ActionLong")
    for name in rows.columns:
        if name not in numbers:
            assert not rows[name].str.match(r"\s*[=+\-@＝\"]").any(), name
    out = path.parent / f"out.{format}"
    with out.open(encoding="utf-8", newline="") as lines:
        assert {len(row) for row in csv.reader(lines, delimiter="\t")} == {len(LISTS[format])}


def test_plover_json_holds_hostile_words(tmp_path):
    """Every line is JSON, one an event."""
    path, tally = exported(stored(tmp_path, *all_hostile()), "plover")
    lines = path.read_bytes().split(b"\n")[:-1]
    assert len([json.loads(line) for line in lines]) == tally.rows == 2 * len(WORDS)
