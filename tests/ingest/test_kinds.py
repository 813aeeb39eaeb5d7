"""Each kind of source: how it is told, which items it gives, what is known of them. The samples are invented news."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from made_sources import PAGE, samples

from communique.errors import ReportError
from communique.ingest.fields import plan
from communique.ingest.items import Item
from communique.ingest.kinds import KINDS, kind_of
from communique.ingest.options import Fetched, Options
from communique.ingest.read_item import read_item
from communique.ingest.source import Source
from communique.ingest.sources import items

PACT = {"date": "2024-03-05", "title": "Solomon Islands & Fiji sign pact", "publisher": "Honiara Herald",
        "byline": "Ana Sade", "language": "en", "url": "https://example.org/pact"}
ENVOYS = {"date": "2024-03-07", "title": "Nauru and Palau swap envoys", "publisher": "Yaren Wire",
          "byline": "Dora Ekwe", "language": "en"}
FORUM = {"date": "2024-03-05", "title": "Fiji hosts forum on fishing", "publisher": "Suva Ledger",
         "byline": "Mere Tavola", "language": "en"}
FORUM_TEXT = ("SUVA, Fiji — Fiji's foreign minister opened a forum on fishing in Suva on Tuesday.\n\n"
              "Delegates of nine states will meet until Friday.")
# sample → kind; of each item the key ("*": the name), its text or the kind of its fault, and what is known of it
EXPECTED: dict[str, tuple[str, list[tuple[str, str, dict[str, str]]]]] = {
    "rows.csv": ("table", [
        ("vol-1", "Fiji's prime minister met his Tongan counterpart in Suva on Monday.\n\n"
                  'They agreed to lay a new cable, "before the next cyclone season".',
         {"date": "2024-03-25", "title": "Fiji and Tonga open talks on cable", "url": "https://example.org/cable",
          "publisher": "Suva Ledger", "byline": "Mere Tavola", "language": "en"}),
        ("vol-2", "Tonga recalled its envoy to Apia on Tuesday.", {"date": "2024-04-03", "language": "en"}),
        ("*:3", "empty", {})]),
    "lists.csv": ("table", [
        ("*#811", "not-fetched", {"url": "https://example.org/accord", "date": "2024-03-05", "publisher": "Apia Post"}),
        ("*#812", "not-fetched", {"title": "Kiribati hosts forum"})]),
    "gdelt.csv": ("table", [
        ("https://example.org/tarawa",
         "Samoa's foreign minister arrived in Tarawa on Wednesday for talks about fishing rights.",
         {"date": "2024-03-06", "publisher": "example.org"})]),
    "rows.parquet": ("parquet", [
        ("*#1", "Fiji met Tonga.", {"date": "2024-03-05", "byline": "Ana Sade, Tom Reed"}),
        ("*#2", "Samoa met Tuvalu.", {"date": "2024-03-06"}), ("*#3", "empty", {})]),
    "articles.json": ("json", [
        ("https://example.org/accord", "Samoa signed a fishing accord with Tuvalu on Tuesday.",
         {"date": "2024-03-05", "publisher": "Apia Post", "byline": "Tala Iosefa"}),
        ("https://example.org/empty", "not-fetched", {})]),
    "fundus.json": ("json", [
        ("https://example.org/vila",
         "Port Vila acts.\n\nVanuatu expelled the envoy of Nauru on Monday.\n\nNauru protested.",
         {"date": "2024-03-04", "byline": "Lea Kalo, Tom Reed", "publisher": "Vila Voice", "language": "en"})]),
    "jsonfeed.json": ("json", [
        ("https://example.org/port", "Vanuatu reopened its port to ships from Nauru on Friday.\n\nNauru thanked it.",
         {"date": "2024-03-08", "publisher": "Vila Voice", "language": "en", "byline": "Lea Kalo"}),
        ("teaser", "not-fetched", {"url": "https://example.org/teaser"})]),
    "lines.jsonl": ("jsonl", [
        ("ours", "Palau thanked Japan on Monday.", {"date": "2024-03-04"}),
        ("https://example.org/pact", "Palau's parliament ratified the pact on Tuesday.",
         {"date": "2024-03-05", "title": "Palau votes"}),
        ("*:3", "bad-json", {})]),
    "rss.xml": ("feed", [
        ("https://example.org/pact",
         "Solomon Islands and Fiji signed a policing pact in Honiara on Tuesday, after a year of talks that had twice "
         "been broken off.\n\nThe ministers of both shook hands before a crowd and said that patrols would begin in "
         "June, with four boats and some sixty officers.", PACT),
        ("https://example.org/teaser", "not-fetched", {"date": "2024-03-06"})]),
    "rdf.xml": ("feed", [("https://example.org/one", "not-fetched", {"date": "2024-03-10", "title": "Tonga pays"})]),
    "sitemap.xml": ("sitemap", [
        ("https://example.org/accord", "not-fetched",
         {"date": "2024-03-05", "title": "Samoa signs accord", "publisher": "Apia Post", "language": "en"}),
        ("https://example.org/forum", "not-fetched", {})]),
    "sitemapindex.xml": ("sitemap", [("https://example.org/sitemap.xml", "not-fetched", {})]),
    "addresses.txt": ("addresses", [("https://example.org/accord", "not-fetched", {}),
                                    ("https://example.org/forum", "not-fetched", {})]),
    "nexis.txt": ("clippings", [
        ("*:1", FORUM_TEXT, FORUM),
        ("*:2", "Tonga paid its dues to the forum on Wednesday, its treasury said.", {"date": "2024-03-06"})]),
    "factiva.html": ("factiva", [
        ("YARWIR0020240307ek370002p",
         "Nauru and Palau exchanged envoys on Thursday.\n\nIN Melekeok, the new envoy presented her letters.\n\n"
         "She will stay four years.", ENVOYS),
        ("YARWIR0020240308ek380001b", "Palau opened its port to ships of Nauru on Friday, the harbour master said.",
         {"date": "2024-03-08", "publisher": "Yaren Wire", "title": "Palau opens port", "language": "en"})]),
    "factiva.txt": ("clippings", [
        ("YARWIR0020240307ek370002p",
         "Nauru and Palau exchanged envoys on Thursday.\n\nThe new envoy presented her letters in Melekeok.\n\n"
         "BY noon she had left.", ENVOYS),
        ("YARWIR0020240308ek380001b", "Palau opened its port to ships of Nauru on Friday.", {"date": "2024-03-08"})]),
    "plain.docx": ("docx", [("*", "Fiji met Tonga.\n\nThey talked.", {})]),
    "letter.eml": ("mail", [("*", "The ministry welcomes the signing of the cable accord with Tonga.\n",
                             {"date": "2024-03-11", "title": "Statement on the cable"})]),
    "pages.wet": ("warc", [("https://example.org/wet", "Fiji met Tonga in Suva.", {"url": "https://example.org/wet"})]),
    "text.txt": ("text", [("*", "Fiji met Tonga in Suva on Monday.", {})]),
}
EXPECTED |= {"nexis.docx": ("docx", EXPECTED["nexis.txt"][1]), "nexis.rtf": ("rtf", EXPECTED["nexis.txt"][1]),
             "factiva.rtf": ("rtf", EXPECTED["factiva.txt"][1])}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return samples()


def told(item: Item) -> tuple[str, dict[str, str | None]]:
    """The text of an item, or the kind of its fault, and what is known of it."""
    try:
        report = read_item(item)
    except ReportError as error:
        return error.kind, dict(item.told)
    names = ("date", "title", "url", "publisher", "byline", "language")
    return report.text, {name: getattr(report, name) for name in names}


@pytest.mark.parametrize("name", list(EXPECTED))
def test_what_each_kind_gives(name: str, made: dict[str, bytes]) -> None:
    """The kind is told by what is in it, under a name that says nothing too; keys are the same each time."""
    kind, wanted = EXPECTED[name]
    source = Source(name, data=made[name])
    assert kind_of(source).name == kind
    if kind not in ("mail", "table", "text", "warc"):
        assert kind_of(Source("x", data=made[name])).name == kind
    found = list(kind_of(source).items(source, Options()))
    assert [item.key for item in found] == [key.replace("*", name) for key, _, _ in wanted]
    for item, (key, text, known) in zip(found, wanted, strict=True):
        assert told(item)[0] == text, key
        assert known.items() <= told(item)[1].items(), key


def test_an_atom_entry_has_the_day_that_its_feed_wrote(made: dict[str, bytes]) -> None:
    """Its own zone counts, not that of the reader; published goes before updated."""
    source = Source("a", data=made["atom.xml"])
    found = list(kind_of(source).items(source, Options()))
    assert [(item.key, read_item(item).date) for item in found] == [("https://example.org/mission", "2024-03-07")]


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_pages_of_an_archive(name: str, made: dict[str, bytes], tmp_path: Path) -> None:
    """Only what was served whole as a page, in the encoding its server named, unpacked; with no date of capture."""
    (tmp_path / name).write_bytes(made[name])
    found = [read_item(item) for item in items([str(tmp_path / name)], Options())]
    assert [(report.id, report.date) for report in found] == [
        ("https://example.org/1", None), ("https://example.org/2", None)]
    assert all(report.text.startswith("Fiji and São Tomé went on") for report in found)


def test_a_saved_page(made: dict[str, bytes]) -> None:
    """Its address is that it was saved from; the day of saving is no date of publication."""
    source = Source("saved.mht", data=made["saved.mht"])
    report = read_item(*kind_of(source).items(source, Options()))
    assert (report.url, report.date, report.title) == ("https://example.org/majuro", None, "Talks go on")
    assert report.text.startswith("The Marshall Islands and Kiribati")


def test_archives_give_what_is_in_them(made: dict[str, bytes], tmp_path: Path) -> None:
    """By name, under their own name; a zip in a zip too; the same from a pipe as from a file."""
    (tmp_path / "all.zip").write_bytes(made["all.zip"])
    found = list(items([str(tmp_path / "all.zip")], Options()))
    name = (tmp_path / "all.zip").as_posix()
    assert [item.key.removeprefix(name) for item in found] == [
        "/a.txt", "vol-1", "vol-2", "/b/rows.csv:3", "/c.zip/nexis.txt:1", "/c.zip/nexis.txt:2"]


@pytest.mark.parametrize("name", ["rows.csv.gz", "rows.csv", "all.zip", "nexis.docx", "rows.parquet", "lines.jsonl"])
def test_standard_input_is_told_like_a_file(
        name: str, made: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same texts, whatever it is."""
    (tmp_path / name).write_bytes(made[name])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(made[name])))
    assert [told(item)[0] for item in items(["-"], Options())] == [
        told(item)[0] for item in items([str(tmp_path / name)], Options())]


def fetch(address: str) -> Fetched:
    """A web of four addresses."""
    web = {"https://example.org/": ("text/html", PAGE.encode("cp1252")),
           "https://example.org/feed": ("text/xml", samples()["rss.xml"]),
           "https://example.org/sitemap.xml": ("text/xml", samples()["sitemap.xml"])}
    if address not in web and address.endswith("gone"):
        raise ReportError("it is gone", kind="http-404")
    type, body = web.get(address, web["https://example.org/"])
    return Fetched(address, body, type, "windows-1252" if type == "text/html" else "")


@pytest.mark.parametrize(("name", "ids"), [
    ("https://example.org/", ["https://example.org/"]),
    ("https://example.org/feed", ["https://example.org/pact", "https://example.org/teaser"]),
    ("https://example.org/sitemap.xml", ["https://example.org/accord", "https://example.org/forum"])])
def test_addresses_are_fetched_where_that_is_allowed(name: str, ids: list[str]) -> None:
    """A page, a feed with what it does not hold itself, a sitemap; without a way to fetch them a fault that says so."""
    found = list(items([name], Options(fetch=fetch)))
    assert [read_item(item).id for item in found] == ids
    assert read_item(found[-1]).text.startswith("Fiji and São Tomé")
    assert [item.fault.kind for item in items([name], Options()) if item.fault] == ["not-fetched"]


def test_lists_are_fetched_and_what_fails_keeps_its_place(made: dict[str, bytes]) -> None:
    """The table tells date and publisher, the page its text; a failed address is set aside with its reason."""
    rows = made["lists.csv"].replace(b"https://example.org/forum", b"https://example.org/gone")
    source = Source("lists.csv", data=rows)
    first, second = kind_of(source).items(source, Options(fetch=fetch))
    report = read_item(first)
    assert (report.id, report.date, report.publisher) == ("lists.csv#811", "2024-03-05", "Apia Post")
    assert second.fault is not None and second.fault.kind == "http-404"


def test_an_index_is_followed(made: dict[str, bytes]) -> None:
    """Into the sitemaps it names, not round in circles."""
    source = Source("i.xml", data=made["sitemapindex.xml"])
    assert [item.key for item in kind_of(source).items(source, Options(fetch=fetch))] == [
        "https://example.org/accord", "https://example.org/forum"]

    def circle(address: str) -> Fetched:
        return Fetched(address, made["sitemapindex.xml"], "text/xml")

    (last,) = kind_of(source).items(source, Options(fetch=circle))
    assert last.fault is not None and last.fault.kind == "too-deep"


@pytest.mark.parametrize("encode", [
    lambda text: b"\xef\xbb\xbf" + text.encode(), lambda text: text.encode("utf-16"),
    lambda text: text.encode("cp1252"),
    lambda text: text.replace(",", ";").encode(), lambda text: text.replace(",", "\t").encode(),
    lambda text: text.replace("\n", "\r\n").encode()])
def test_tables_of_all_encodings_and_delimiters(encode: object) -> None:
    """Marks, UTF-16, Windows-1252, semicolons, tabs: the same rows."""
    text = 'Titre,Text,Source\nSão Tomé,"Côte d’Ivoire\nmet Tomé",Diário\n'
    source = Source("t.csv", data=encode(text))  # type: ignore[operator]
    report = read_item(*kind_of(source).items(source, Options()))
    assert (report.title, report.publisher) == ("São Tomé", "Diário")
    assert report.text.split() == ["Côte", "d’Ivoire", "met", "Tomé"]


def test_columns_are_as_the_user_says() -> None:
    """A name that is not there is told with those that are; so is a table of which none is known."""
    source = Source("t.csv", data=b"a,b,text\nFiji met Tonga.,2024-03-05,no\n")
    report = read_item(*kind_of(source).items(source, Options(columns={"text": "a", "date": "b"})))
    assert (report.text, report.date) == ("Fiji met Tonga.", "2024-03-05")
    for columns, data in (({"text": "c"}, b"a,b\n1,2\n"), ({}, b"a,b\n1,2\n")):
        odd = Source("t.csv", data=data)
        with pytest.raises(ReportError, match=r"(?:i|I)ts columns: a, b") as caught:
            list(kind_of(odd).items(odd, Options(columns=columns)))
        assert caught.value.kind == "no-column"


def test_no_row_is_lost_to_an_id_that_comes_again() -> None:
    """Ids that only count are a file's own; of two that are the same the second row is known by its number."""
    source = Source("t.csv", data=b"id,text\n1,One.\nx,Two.\nx,Three.\n")
    assert [item.key for item in kind_of(source).items(source, Options())] == ["t.csv#1", "x", "t.csv:3"]


def test_names_of_columns() -> None:
    """Spaces, capitals and lines do not matter; the name of a field goes before others; strange names are none."""
    found = plan(["Publish_Date", "content", "TEXT", "Media Name", "score", ""], Options())
    assert found == {"date": ("Publish_Date",), "text": ("TEXT", "content"), "publisher": ("Media Name",)}


def test_a_kind_can_be_asked_for() -> None:
    """Against the name; one that is none is told with those that are."""
    source = Source("odd.csv", data=b"https://example.org/a\n")
    assert kind_of(source, "addresses").name == "addresses"
    with pytest.raises(ReportError, match="is no kind") as caught:
        kind_of(source, "odd")
    assert all(kind.name in str(caught.value) for kind in KINDS)


def test_an_extra_that_is_missing_is_named(
        made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "rows.parquet").write_bytes(made["rows.parquet"])
    (item,) = items([str(tmp_path / "rows.parquet")], Options())
    assert item.fault is not None and item.fault.kind == "no-extra"
    assert "pip install 'communique[frames]'" in item.fault.message
