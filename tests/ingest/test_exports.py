"""Downloads of Nexis and Factiva in all their forms, office documents that are neither. All news here is invented."""

from __future__ import annotations

import gzip
import io
import zipfile
from itertools import starmap
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from docx import Document
from fastwarc.warc import ArchiveIterator, WarcRecordType
from made_sources import samples
from striprtf.striprtf import rtf_to_text

from communique.errors import ReportError
from communique.ingest.items import Item
from communique.ingest.kinds import kind_of
from communique.ingest.options import Options
from communique.ingest.read_item import read_item
from communique.ingest.rtf import lines_of
from communique.ingest.source import Source
from communique.ingest.sources import items
from communique.ingest.warc import records
from communique.records import Report

FIRST = "Fiji’s foreign minister met her Tongan counterpart in Suva on Monday."
SECOND = "The two agreed to patrol the waters between them together."
THIRD = "Samoa recalled its envoy to Vanuatu on Tuesday."

COVER = ["Date and Time: Friday, March 8, 2024 10:00:00 AM GMT", "Job Number: 217000001", "Documents (2)",
         "1. Ministers meet in Suva", "Client/Matter: -None-", "Search Terms: envoy", "Search Type: Natural Language",
         "Narrowed by:", "Content Type", "Narrowed by", "News", "Timeline: Mar 01, 2024 to Mar 08, 2024",
         "2. Apia recalls envoy"]
NEXIS = ["Ministers meet in Suva", "The Suva Courier (Fiji)", "March 5, 2024 Tuesday", "Final Edition",
         "Copyright 2024 Suva Courier Ltd. All Rights Reserved", "Section: NEWS; Pg. 4", "Length: 212 words",
         "Byline: By Ana Vuki", "Dateline: SUVA", "Body", FIRST, SECOND, "Graphic", "Ministers shaking hands",
         "Classification", "Language: ENGLISH; ENGLISCH", "Publication-Type: Newspaper", "Load-Date: March 6, 2024",
         "End of Document"]
OTHER = ["Apia recalls envoy", "Samoa Daily Wire", "Copyright 2024 Samoa Daily Wire", "Length: 90 words", "Body", THIRD,
         "Load-Date: March 7, 2024", "End of Document"]

HEAD = ("Ministers meet in Suva", "The Suva Courier (Fiji)", "2024-03-05")
OLD = f"""
                               1 of 2 DOCUMENTS

                            The Suva Courier (Fiji)

                             March 5, 2024 Tuesday
                                 Final Edition

Ministers meet in Suva

BYLINE: Ana Vuki

SECTION: NEWS; Pg. 4

LENGTH: 212 words

DATELINE: SUVA

{FIRST.replace(" in Suva", chr(10) + "in Suva")}

{SECOND}

LOAD-DATE: March 6, 2024

LANGUAGE: ENGLISH

              Copyright 2024 Suva Courier Ltd.

                               2 of 2 DOCUMENTS

                                Samoa Daily Wire

                                 6 March 2024

HEADLINE: Apia recalls envoy

LENGTH: 90 words

{THIRD}

LANGUAGE: ENGLISH
"""

CODED = [("SE", "News"), ("HD", "Ministers meet in Suva"), ("BY", "By Ana Vuki"), ("WC", "212 words"),
         ("PD", "5 March 2024"), ("SN", "The Suva Courier"), ("SC", "SUVCOU"), ("LA", "English"),
         ("CY", "© 2024 Suva Courier Ltd."), ("LP", FIRST), ("TD", SECOND), ("NS", "gdip : Diplomacy"),
         ("AN", "Document SUVCOU0020240305ek350001a")]
CODED_OTHER = [("HD", "Apia recalls envoy"), ("WC", "90 words"), ("PD", "6 March 2024"), ("SN", "Samoa Daily Wire"),
               ("LA", "English"), ("LP", THIRD), ("AN", "Document SAMDAW0020240306ek360001b")]
PLAIN = ["Ministers meet in Suva", "By Ana Vuki", "212 words", "5 March 2024", "10:15", "The Suva Courier", "SUVCOU",
         "English", "© 2024 Suva Courier Ltd.", FIRST, SECOND, "Document SUVCOU0020240305ek350001a",
         "Apia recalls envoy", "90 words", "6 March 2024", "Samoa Daily Wire", "SAMDAW", "English",
         "Copyright 2024, Samoa Daily Wire", THIRD, "Document SAMDAW0020240306ek360001b"]


def docx(lines: list[str]) -> bytes:
    """A document as a word processor writes it."""
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def rtf(lines: list[str]) -> bytes:
    """A document with fonts, a header, a picture and characters of all kinds."""
    def said(words: str) -> str:
        return "".join(c if c < "\x80" else "\\'a9" if c == "©" else f"\\u{ord(c)}?" for c in words)

    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\colortbl;\red0;}"
    pages = r"{\header Page 1 of 3\par}{\*\generator Press}{\pict\pngblip 89504e47}"
    return (head + pages + "".join(f"{{\\b\\f0 {said(line)}}}\\par\n" for line in lines) + "}").encode("ascii")


def tables(*documents: list[tuple[str, str]]) -> bytes:
    """Factiva's page with indexing."""
    def cell(code: str, words: str) -> str:
        words = f'<p class="articleParagraph enarticleParagraph">{words}</p>' if code in ("LP", "TD") else words
        return f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{words}</td></tr>\n'

    body = "".join("<div class='article enArticle'><table>" + "".join(starmap(cell, fields)) + "</table></div>"
                   for fields in documents)
    return f"<html><head><title>Factiva</title><style>p{{margin:0}}</style></head><body>{body}</body></html>".encode()


def plain_page(lines: list[str]) -> bytes:
    """Factiva's page without indexing."""
    return ("<html><head><title>Factiva</title></head><body><div class='article enArticle'>"
            + "".join(f"<div>{line}</div>" for line in lines) + "</div></body></html>").encode()


def coded_text(*documents: list[tuple[str, str]]) -> list[str]:
    return [f"{code}\t{words}" for fields in documents for code, words in fields]


def reports(tmp_path: Path, name: str, data: bytes, options: Options | None = None) -> list[Report]:
    path = tmp_path / name
    path.write_bytes(data)
    found = list(items([str(path)], options or Options()))
    return [read_item(item) for item in found]


@pytest.mark.parametrize(("name", "data"), [
    ("all.DOCX", docx(COVER + NEXIS + OTHER)), ("all.rtf", rtf(COVER + NEXIS + OTHER)),
    ("two.docx", docx(NEXIS + OTHER)), ("all.txt", "\n".join(NEXIS + OTHER).encode())])
def test_nexis_uni(tmp_path: Path, name: str, data: bytes) -> None:
    """Two documents, with a list of contents before them or without one; a day of loading where no other is told."""
    first, second = reports(tmp_path, name, data)
    assert (first.title, first.publisher, first.date) == HEAD
    assert (first.byline, first.language) == ("Ana Vuki", "en")
    assert first.text == f"SUVA — {FIRST}\n\n{SECOND}"
    assert (second.title, second.publisher, second.date) == ("Apia recalls envoy", "Samoa Daily Wire", "2024-03-07")
    assert second.text == THIRD


def test_nexis_of_one_document(tmp_path: Path) -> None:
    """The single download has no list and may have no end."""
    [one] = reports(tmp_path, "one.docx", docx(NEXIS[:-1]))
    assert (one.title, one.publisher, one.date) == HEAD


def test_the_older_form_of_nexis(tmp_path: Path) -> None:
    """Numbered documents, wrapped lines, the publisher first."""
    first, second = reports(tmp_path, "old.TXT", OLD.encode())
    assert (first.title, first.publisher, first.date) == HEAD
    assert first.text == f"SUVA — {FIRST}\n\n{SECOND}"
    assert (second.title, second.publisher, second.date) == ("Apia recalls envoy", "Samoa Daily Wire", "2024-03-06")
    assert second.text == THIRD


@pytest.mark.parametrize(("name", "data"), [
    ("tables.html", tables(CODED, CODED_OTHER)), ("plain.htm", plain_page(PLAIN)),
    ("coded.rtf", rtf(coded_text(CODED, CODED_OTHER)).replace(b"\t", rb"\tab ")), ("plain.rtf", rtf(PLAIN)),
    ("coded.txt", "\n".join(coded_text(CODED, CODED_OTHER)).encode()), ("plain.txt", "\n".join(PLAIN).encode())])
def test_factiva(tmp_path: Path, name: str, data: bytes) -> None:
    """Two documents as page, RTF and text, with the codes of their fields or without."""
    first, second = reports(tmp_path, name, data)
    assert (first.title, first.byline, first.date) == ("Ministers meet in Suva", "Ana Vuki", "2024-03-05")
    assert (first.publisher, first.language, first.text) == ("The Suva Courier", "en", f"{FIRST}\n\n{SECOND}")
    assert (second.title, second.byline, second.date) == ("Apia recalls envoy", None, "2024-03-06")
    assert (second.publisher, second.text) == ("Samoa Daily Wire", THIRD)


@pytest.mark.parametrize(("name", "data"), [("a.docx", docx([FIRST, "", SECOND])), ("a.rtf", rtf([FIRST, SECOND]))])
def test_an_office_document_is_one_report(tmp_path: Path, name: str, data: bytes) -> None:
    """Its paragraphs, and the date that the user gives."""
    path = tmp_path / name
    path.write_bytes(data)
    [item] = items([str(path)], Options(date="2024-03-05"))
    report = read_item(item)
    assert (report.id, report.text, report.date) == (path.as_posix(), f"{FIRST}\n\n{SECOND}", "2024-03-05")


def test_a_news_page_or_text_about_them_is_none() -> None:
    """A page that speaks of Factiva, a text with a line "Body", stay what they are."""
    page = b"<html><head><title>Factiva sold to Suva Courier</title></head><body><p>Factiva was sold.</p></body></html>"
    assert kind_of(Source("a.html", data=page.replace(b"<title>Factiva", b"<title>Why Factiva"))).name == "page"
    assert kind_of(Source("a.txt", data=b"Body\n\nA body was found near Suva.\nIN\n")).name == "text"


def test_rtf_is_read_as_others_read_it() -> None:
    """The words are those that another reader finds, code pages and all."""
    data = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}\uc1 " \
        rb"{\f0 S\'e3o Tom\u233? \{met\}}\par{\f1 \'cc\'ee\'f1\'ea\'e2\'e0}\line\emdash done}"
    assert lines_of(data) == rtf_to_text(data.decode("ascii")).split("\n") == ["São Tomé {met}", "Москва", "—done"]


def test_pictures_links_and_what_follows_stay_out_of_rtf() -> None:
    """Binary data with braces in it, the address of a link, what stands after the last brace."""
    data = b"{\\rtf1 {\\pict\\bin6 }}}{{{}{\\field{\\*\\fldinst{HYPERLINK \"x.org\"}}{\\fldrslt Suva}} met.}junk}"
    assert lines_of(data) == ["Suva met."]


def _fault(item: Item) -> str:
    with pytest.raises(ReportError) as caught:
        read_item(item)
    return caught.value.kind


def _zip(document: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return out.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LOL = (b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(97, 106)) + b"]>")


@pytest.mark.parametrize(("data", "kind"), [
    (docx(NEXIS)[:-900], "bad-archive"), (_zip(b"<w:p><w:t>Fiji"), "bad-xml"), (_zip(b" " * 90_000_000), "bomb"),
    (_zip(b"<a><b>" * 9000), "bad-xml"), (_zip(b"")[:60], "bad-archive"), (b"{\\rtf1 " + b"{" * 99_999, "empty"),
    (_zip(LOL + b"<w:p %s>&j;</w:p>" % W), "entities")])
def test_broken_documents_are_set_aside(tmp_path: Path, data: bytes, kind: str) -> None:
    """Cut off, no XML, nested too deep, a bomb of zip or of entities: a fault that says so."""
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    [item] = items([str(path)], Options())
    assert _fault(item) == kind


def test_web_archives_hold_what_another_reader_finds() -> None:
    """The records of a packed archive: addresses and bodies as fastwarc has them."""
    data = samples()["pages.warc.gz"]
    ours = [(one.headers["warc-target-uri"], one.body) for one in records(
        cast(BinaryIO, gzip.GzipFile(fileobj=io.BytesIO(data))), frozenset(["response"]), 1 << 20, "a.warc")]
    found = ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=False)
    theirs = [(one.headers["WARC-Target-URI"], one.reader.read()) for one in found]
    assert ours == theirs and len(ours) == 4
