"""The page that shows records."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from full_record import ACTORS, RECORD, TEXT
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import Coder, Post, Record
from communique.views import notebook, page
from communique.views.marks import marked_text
from communique.views.markup import link


class Reader(HTMLParser):
    """What a browser would see: elements, their attributes, and the words between."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        self.words.append(data)


def test_every_thing_in_the_record_has_its_card():
    """Events, statements and actors, times and places can each be gone to by their id."""
    ids = [a["id"] for _, a in Reader(page([RECORD])).elements if "id" in a]
    assert len(ids) == len(set(ids))
    for card in ("e1", "e7", "s1", "s4", "a6", "t5", "p2"):
        assert f"r0-{card}" in ids


def test_every_link_inside_the_page_arrives_somewhere():
    """Marks lead to cards, cards lead back to words, headings lead to sections."""
    elements = Reader(page([RECORD, replace(RECORD, id="b")])).elements
    ids = {a["id"] for _, a in elements if "id" in a}
    links = [a["href"] for _, a in elements if (a.get("href") or "").startswith("#")]
    assert len(links) > 60
    assert [at for at in links if at[1:] not in ids] == []


def test_the_marked_text_is_the_text():
    """Marking adds and loses no character of the running text."""
    words = "".join(Reader(marked_text(RECORD, 0).text).words)
    assert words == TEXT.replace("\n\n", "")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_marks_anywhere_leave_the_text_alone(spans):
    """Marks that are empty, overlap, cross paragraphs or lie between them neither move nor lose a letter."""
    text = "One. Two.\n\nThree, four.\n\n\n\nFive six seven.\n"
    actor = replace(ACTORS[0], mentions=tuple((min(s), max(s)) for s in spans))
    record = replace(RECORD, text=text, actors=(actor,), times=(), places=(), events=(), statements=())
    words = "".join(Reader(marked_text(record, 0).text).words)
    assert "".join(words.split()) == "".join(text.split())


def test_overlapping_marks_keep_all_their_cards():
    """A month inside a denied event inside a statement belongs to all of them."""
    marked = Reader(marked_text(RECORD, 0).text).elements
    pieces = [a for _, a in marked if "r0-t2" in (a.get("data-ids") or "").split()]
    assert pieces[0]["data-ids"].split() == ["r0-s2", "r0-t2"]
    assert pieces[0]["href"] == "#r0-t2"


def test_the_page_needs_and_lets_in_nothing_from_elsewhere():
    """No address is loaded; the policy allows exactly the style and the script that stand in the page."""
    text = page([RECORD])
    found = Reader(text)
    assert not [a for tag, a in found.elements if "src" in a or tag in ("link", "img", "base", "object", "embed")]
    policy = next(a["content"] for _, a in found.elements if a.get("http-equiv") == "Content-Security-Policy")
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S).group(1)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "@import" not in text and "url(" not in text


def test_links_that_are_not_of_the_web_are_only_words():
    """A post's `javascript:` address can be read and not followed."""
    assert "href" not in link("javascript:alert(1)", "x").text
    assert "href" not in link("http://[broken", "x").text
    assert 'href="https://example.org/"' in link("https://example.org/", "x").text


HOSTILE = st.text(st.sampled_from("<>\"'&/=ab \x00\x1b\u202e\ud800é\n"), max_size=40) | st.sampled_from(
    ["</script><script>alert(1)</script>", '" onmouseover="alert(1)', "<!--", "]]>", "&#60;img src=x&#62;", "</title>"])


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_hostile_words_stay_words(one: str, two: str):
    """Whatever a report says, the page has the same elements and no attribute that runs something."""
    actor = replace(ACTORS[0], name=one, ref=two, wikidata=two, reasons=(one,), mentions=((0, 1),))
    post = Post(one, two, one, "2024-03-04", two, (one, f"javascript:{two}"))
    record = Record(two, "2024-03-05", one, two, one, two, "en", Coder(one, two, one), text="a" + one + two + "\n\nb",
                    posts=(post,), actors=(actor,), events=RECORD.events[:0], statements=RECORD.statements[3:])
    calm_actor = replace(ACTORS[0], mentions=((0, 1),))
    calm = replace(record, id="i", title="t", text="a\n\nb", publisher="p", byline="b", url=None, coder=RECORD.coder,
                   posts=(Post("p", "a", "h", None, "t", ("u", "v")),), actors=(calm_actor,))
    allowed = {tag for tag, _ in Reader(page([calm])).elements}
    text = page([record])
    for tag, attributes in Reader(text).elements:
        assert tag in allowed
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert "javascript:" not in (attributes.get("href") or "")
    assert "\x00" not in text and "\u202e" not in text
    text.encode()  # half a surrogate pair could not be written


def test_a_notebook_gets_the_page_in_a_frame_of_its_own():
    """`_repr_html_` gives one sandboxed frame that may not reach the notebook."""
    elements = Reader(RECORD._repr_html_()).elements
    assert [tag for tag, _ in elements] == ["iframe"]
    assert elements[0][1]["sandbox"] == "allow-scripts"
    assert elements[0][1]["srcdoc"] == page([RECORD])
    assert notebook(RECORD) == RECORD._repr_html_()


def test_nothing_found_makes_a_page_too():
    """A record without events, statements or text gives a page that can be read."""
    bare = Record("x", None, None, None, None, None, None, RECORD.coder, text="")
    shown = "".join(Reader(page([bare])).words)
    assert "no date" in shown and "0 events" in shown
