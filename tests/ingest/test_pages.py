"""Web pages: the article, what the page says of itself, and its embedded posts."""

from __future__ import annotations

import pytest

from communique.ingest import read_bytes

PARAGRAPHS = [
    "The ministers of Ghana and Togo met in Ho on Friday and spoke for three hours about the bridge over the Volta, "
    "which has been closed since the floods of last year.",
    "Ghana will pay for the eastern end of the bridge, its minister of works said, and Togo for the other one, as soon "
    "as both parliaments have agreed to the loan of an African bank.",
    "They will meet again in Aflao in the first week of May, the spokesman said, when the engineers have looked at the "
    "pillars and told both sides what is left of them.",
]
EMBEDS = {
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The bridge is <b>open</b> again<br>for all '
    '<a href="https://t.co/AAbb">https://t.co/AAbb</a></p>&mdash; Roads Ghana (@roadsgh) '
    '<a href="https://twitter.com/roadsgh/status/1049648215035924480?ref_src=x">October 9, 2018</a></blockquote>': (
        "x",
        "Roads Ghana",
        "roadsgh",
        "2018-10-09",
        "The bridge is open again for all",
        ("https://t.co/AAbb", "https://twitter.com/roadsgh/status/1049648215035924480"),
    ),
    '<blockquote class="twitter-tweet"><p>Closed.</p>&mdash; Roads Ghana (@roadsgh) '
    '<a href="https://twitter.com/roadsgh/status/1049648215035924480">9 de</a></blockquote>': (
        "x",
        None,
        None,
        "2018-10-09",
        "Closed. — Roads Ghana (@roadsgh) 9 de",
        ("https://twitter.com/roadsgh/status/1049648215035924480",),
    ),
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/abc/">'
    '<a href="#">View this post on Instagram</a>'
    "<p>A post shared by Roads Ghana (@roads.gh)</p></blockquote>": (
        "instagram",
        "Roads Ghana",
        "roads.gh",
        None,
        "",
        ("https://www.instagram.com/p/abc/",),
    ),
    '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/post/1">'
    "<p>The bridge is open.</p>&mdash; Roads "
    '(<a href="https://bsky.app/profile/x">@roads.bsky.social</a>) '
    '<a href="#">March 4, 2024 at 9:34 PM</a></blockquote>': (
        "bluesky",
        "Roads",
        "roads.bsky.social",
        "2024-03-04",
        "The bridge is open.",
        ("at://did:plc:abc/post/1",),
    ),
    '<script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="roadsgh/12"></script>': (
        "telegram",
        None,
        "roadsgh",
        None,
        "",
        ("https://t.me/roadsgh/12",),
    ),
    '<div class="fb-post" data-href="https://www.facebook.com/roads/posts/1"><blockquote class="fb-xfbml-parse-ignore">'
    '<p>Open for all.</p>Posted by <a href="#">Roads Ghana</a> on '
    '<a href="#">Monday, March 4, 2024</a></blockquote></div>': (
        "facebook",
        "Roads Ghana",
        None,
        "2024-03-04",
        "Open for all.",
        ("https://www.facebook.com/roads/posts/1",),
    ),
}


def page(embed: str = "") -> bytes:
    """A news page with an embed after its first paragraph."""
    body = "".join(f"<p>{p}</p>{embed if not n else ''}" for n, p in enumerate(PARAGRAPHS))
    return f"""<!DOCTYPE html><html lang="en"><head><title>A bridge for two | Volta Times</title>
    <meta property="og:title" content="A bridge for two"><meta property="og:site_name" content="Volta Times">
    <meta property="og:url" content="https://volta.example/bridge"><meta name="author" content="Ama Owusu">
    <meta property="article:published_time" content="2024-03-08T10:00:00Z"></head>
    <body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>A bridge for two</h1>{body}</article>
    <footer>© 2024 Volta Times</footer></body></html>""".encode()


def test_the_article_and_what_the_page_says_of_itself() -> None:
    """Paragraphs are set apart by blank lines; title, date, author, site and address come along."""
    report = read_bytes(page(), "bridge.html", "2024-03-09")
    assert [p for p in report.text.split("\n\n") if p in PARAGRAPHS] == PARAGRAPHS
    assert (report.id, report.title, report.date) == ("bridge", "A bridge for two", "2024-03-08")
    assert (report.byline, report.publisher, report.url) == ("Ama Owusu", "Volta Times", "https://volta.example/bridge")
    assert "Home" not in report.text


@pytest.mark.parametrize("embed", EMBEDS)
def test_an_embedded_post_is_taken_out_of_the_page(embed: str) -> None:
    """Each platform's embed gives a post, and none of its words stays in the article."""
    report = read_bytes(page(embed), "bridge.html")
    assert [(p.platform, p.author, p.handle, p.date, p.text, p.links) for p in report.posts] == [EMBEDS[embed]]
    assert [p for p in report.text.split("\n\n") if p in PARAGRAPHS] == PARAGRAPHS
    assert "@" not in report.text


def test_words_after_an_embed_stay() -> None:
    """Text that follows an embed without a tag of its own is the article's."""
    report = read_bytes(
        page().replace(b"<p>Ghana will pay", next(iter(EMBEDS)).encode() + b"<p>Ghana will pay"), "a.html"
    )
    assert len(report.posts) == 1
    assert "Ghana will pay" in report.text


def test_html_is_told_by_its_beginning() -> None:
    """Whatever the file is called."""
    assert read_bytes(page(), "bridge.txt").title == "A bridge for two"
