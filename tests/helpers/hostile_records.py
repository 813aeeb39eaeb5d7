"""Records whose every word is made to hurt the program that opens an export of them."""

from __future__ import annotations

from typing import Any

from small_records import actor, event, record

Json = dict[str, Any]
WORDS = (
    '=HYPERLINK("http://bad.example","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1",
    "a;=1+1", "a;  @x", 'a","=1+1', "a\n=1+1", '"Abu X', "a\tb", "a\r\nb", "<b>&amp;]]></b>", "<!ENTITY x>", "a\x00b",
    "a\x0bb\x1bc", "a\ufffeb", "a\u2028b", "\\n,;:\\", "END:VEVENT", "\r\nEND:VEVENT\r\nBEGIN:VALARM", "😀" * 40,
    "é" * 80, "_x0041_", "'quoted", "NULL", "{{x}}", "]]>", "--", "a|b", "اسم", "")


def hostile(id: str, word: str) -> Json:
    """A report of a scheduled and a past event in which every field of words holds `word`."""
    text = f"{word} met Russia {word}"
    sides = [actor("a1", "CHN", word or "nobody", office=word or None, ref=None), actor("a2", "RUS")]
    place = {"span": [0, 3], "name": word or "nowhere", "country": "KEN", "admin1": word or None, "feature": "city",
             "lat": 1.5, "lon": -9.25, "geonames": None}
    more = {"place": 0, "mechanism": {"name": word, "span": [0, 1]}, "granularity": word or None, "mode": word or None,
            "contexts": ["diplomatic"], "source_spans": [[0, len(word)]],
            "target_spans": [[len(word) + 5, len(word) + 11]]}
    events = [event("e1", text, "met", ["a1"], ["a2"], start="2024-03-04", reciprocal=True, **more),
              event("e2", text, "met", ["a1"], ["a2"], start="2024-05-04", status="scheduled", plover="AGREE",
                    cameo="036", **more)]
    return record(id, text, "2024-03-05", sides, events, title=word, publisher=word, byline=word, places=[place],
                  url=f"https://news.example/{word}")


def all_hostile() -> list[Json]:
    """One record for each of the words."""
    return [hostile(f"h{n}", word) for n, word in enumerate(WORDS)]
