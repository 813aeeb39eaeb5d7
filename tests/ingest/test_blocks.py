"""Page furniture that only the page shows, bodies in pieces, headlines told twice, the quick extractor."""

from __future__ import annotations

import pytest

from communique.ingest.items import Item
from communique.ingest.read_item import read_item
from communique.records import Report

PARAGRAPHS = (
    "Engineers of Benin and Niger met in Malanville on Thursday to look at the bridge over the river, of which two "
    "pillars were washed away in the rains of last September.",
    "Benin will pay for the new pillars and Niger for the road on its side, the minister of works of Benin said, when "
    "both parliaments have agreed to the loan of a bank in Abidjan.",
    "Both sides will meet again in Gaya in the second week of May, the spokesman said, when the engineers have counted "
    "what is left of the stone and told the ministers what it will cost.")
FURNITURE = {
    '<div class="story-newsletter"><p>Get what matters to your inbox every day.</p></div>': "page-newsletter",
    '<aside class="RelatedStories"><h3>More</h3><a href="/1">Togo closes its port</a></aside>': "page-related",
    '<p><strong><a href="/2">WHO PAYS FOR THE BRIDGE OVER THE VOLTA?</a></strong></p>': "page-link",
    "<ul>" + "".join(f'<li><a href="/{n}">Ministers of Ghana meet {n}</a> They met.</li>' for n in "abc") + "</ul>":
        "page-links",
    '<div id="onetrust-banner">We value your privacy and that of our partners.</div>': "page-cookies",
    '<div class="comments-section"><p>14 comments</p><p>Well said.</p></div>': "page-comments"}
KEPT = ("<ul><li>Ghana pays for the eastern end of the bridge.</li><li>Togo pays for the western end of it.</li>"
        "<li>Both pay for the road.</li></ul>",
        '<p>The ministry <a href="/3">published the text of the agreement</a> on Friday evening.</p>',
        f'<div class="story-trending"><p>{PARAGRAPHS[1]} {PARAGRAPHS[2]}</p></div>',
        '<blockquote><p>We will not wait for another flood to come and take the rest of it.</p></blockquote>')


def read(*parts: str, form: str = "html", head: str = "") -> Report:
    """The report on a page with these parts in its article."""
    page = f"<html><head>{head}</head><body><article><h1>A bridge for two</h1>{''.join(parts)}</article></body></html>"
    return read_item(Item("p", form, page.encode()))


def paragraphs() -> list[str]:
    """The article's own."""
    return [f"<p>{words}</p>" for words in PARAGRAPHS]


@pytest.mark.parametrize(("block", "kind"), list(FURNITURE.items()), ids=list(FURNITURE.values()))
def test_furniture_goes_and_is_told_of(block: str, kind: str) -> None:
    """Its words are not in the text; what was taken is a repair."""
    one, *others = paragraphs()
    report = read(one, block, *others)
    assert report.text == "\n\n".join(PARAGRAPHS)
    assert [(r.kind, r.count) for r in report.repairs] == [(kind, 1)]


@pytest.mark.parametrize("block", KEPT)
def test_words_of_the_report_stay(block: str) -> None:
    """Lists that are no links, links within a sentence, long blocks whatever their name, quotations."""
    one, *others = paragraphs()
    report = read(one, block, *others)
    assert report.repairs == () and len(report.text.split()) > len(" ".join(PARAGRAPHS).split())


def test_a_body_in_pieces_is_one() -> None:
    """Advertisements cut it; comments, which lie in blocks of one class too, are none of it."""
    pieces = [f'<div class="body-chunk">{words}{words}</div><div class="banner"></div>' for words in paragraphs()]
    text = read(*pieces).text
    assert all(words in text for words in PARAGRAPHS)


def test_the_headline_is_no_line_of_the_text() -> None:
    """It is the title, also where the page repeats it above the article."""
    report = read("<p>A BRIDGE FOR TWO</p>", *paragraphs(), head="<title>A bridge for two | Ho News</title>")
    assert report.text.startswith(PARAGRAPHS[0]) and report.title == "A bridge for two"


HEAD = ('<title>x</title><meta property="og:title" content="A bridge for two"><meta property="og:site_name" '
        'content="Ho News"><meta name="author" content="Ama Owusu"><link rel="canonical" href="https://ho.example/1">')


@pytest.mark.parametrize("day", [
    '<meta property="article:published_time" content="2024-03-01T08:00:00Z">',
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-01"}</script>',
    '<meta name="date" content="0001-01-01"><time itemprop="datePublished" datetime="2024-03-01T08:00"></time>'])
def test_the_quick_extractor_reads_the_head(day: str) -> None:
    """Title, day, site, author and address are those that the page declares; a day of the year 1 is none."""
    pytest.importorskip("resiliparse")
    report = read(*paragraphs(), form="html-bulk", head=HEAD + day)
    assert all(words in report.text for words in PARAGRAPHS)
    assert (report.title, report.date, report.publisher, report.byline, report.url) == (
        "A bridge for two", "2024-03-01", "Ho News", "Ama Owusu", "https://ho.example/1")
