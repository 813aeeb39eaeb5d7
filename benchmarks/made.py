"""News made up by the thousand, to measure taking it in: political reports, pages without politics, copies and pages.

Everything is drawn from a seed, so that the same number gives the same words. Sentences are our own, with names that do
not exist; two reports share few of them, and never the same fillings.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

STATES = ("Kenya", "Uganda", "Ghana", "Peru", "Chile", "Nepal", "Fiji", "Oman", "Qatar", "Serbia", "Albania", "Georgia",
          "Armenia", "Vietnam", "Laos", "Norway", "Portugal", "Greece", "Zambia", "Rwanda", "Mali", "Niger", "Cuba")
CITIES = ("Nairobi", "Lima", "Hanoi", "Muscat", "Skopje", "Suva", "Abuja", "Quito", "Tunis", "Riga", "Doha", "Oslo")
MATTERS = ("the border crossing", "fishing rights", "a water treaty", "wheat exports", "the rail line",
           "gas deliveries", "the visa rules", "a prisoner exchange", "the refugee camps",
           "cotton tariffs", "the northern pass")
OFFICES = ("foreign minister", "president", "defence minister", "prime minister", "interior minister", "trade minister")
ACTS = (
    "The {office} of {a} met the {office2} of {b} in {city} on {day} to discuss {matter}.",
    "{a} accused {b} of breaking the agreement on {matter}, {name} told reporters in {city}.",
    "{b} rejected the charge and summoned the ambassador of {a} over {matter} late on {day}.",
    "Police in {city} arrested {n} protesters who had demanded that {a} give up {matter}.",
    "{a} and {b} signed a memorandum on {matter} worth {n} million dollars, officials of both sides said.",
    "Parliament in {city} voted by {n} to {m} to condemn what {b} had done about {matter}.",
    "{a} will send {n} tonnes of aid to {b} once {matter} has been settled, its {office} said on {day}.",
    "\"We shall not wait for {b} any longer,\" {office} {name} of {a} said of {matter} in {city}.",
    "Troops of {a} shelled a post of {b} near {city} before dawn, killing {n} soldiers, the army said.",
    "{a} imposed sanctions on {n} officials of {b} whom it blames for {matter}.",
    "The {office} of {b}, {name}, is to visit {city} on {day} for talks with {a} about {matter}.",
    "Envoys of {a} called on {b} to withdraw from {city}, which {n} people have left in the row over {matter}.",
    "A spokesman for {a} denied that {name} had asked {b} for {n} more observers at {city}.",
    "{b} expelled {n} diplomats of {a} in answer to the quarrel over {matter}.")
FILLERS = (
    "The dispute goes back to {year}, when {name} drew a line across the {word} valley that neither side ever liked.",
    "Traders along the {word} road say that prices in {city} have gone up by {n} per cent since the spring.",
    "Few in the town of {word} remember a quieter week, said {name}, who has kept a shop there for {n} years.",
    "It was the {nth} such round since {year}, and {name} of the {word} institute expects {n} more before the rains.",
    "About {n} families live on either bank of the {word}, and most of them have cousins on the other side.",
    "The figures, which {name} put together from {n} village books, could not be checked from {city}.")
QUIET = (
    "{name} scored in the {nth} minute as {word} beat {word2} before a crowd of {n} hundred on {day}.",
    "Stir {n} grams of flour into the {word} sauce, and let it stand for {m} minutes before the lemon goes in.",
    "The {word} orchestra opens its season in {city} with {n} evenings of chamber music, led by {name}.",
    "Shares of {word} rose {n} cents after the maker of {word2} pumps beat what {name} had forecast.",
    "A cold front from the {word} hills brings {n} millimetres of rain by {day}, with sun over {city} at the weekend.",
    "The {word} museum has bought a vase of {year}, one of {n} known, from the estate of {name}.",
    "Gardeners should cut the {word} rose back to {n} buds now, says {name}, whose own grows {m} feet tall.",
    "{name} plays a baker in the new series from {word}, of which {n} parts were filmed around {city}.",
    "Season tickets for the {word} line cost {n} from {day}, and the {nth} train of the morning no longer runs.",
    "Readers sent {n} photographs of their cats to {word}, and {name} of {city} won the {word2} prize.")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SYLLABLES = ("ba", "ko", "ri", "ne", "su", "ta", "lo", "mi", "ve", "du", "sha", "pel", "gor", "win", "zan", "tre")


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up report: `of` is the number of the one it is a copy of."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    date: str
    publisher: str
    political: bool
    of: int | None = None

    def text(self) -> str:
        """Its paragraphs."""
        return "\n\n".join(self.paragraphs)

    def line(self) -> bytes:
        """It as a line of JSON."""
        return json.dumps({"id": self.id, "text": self.text(), "title": self.title, "date": self.date,
                           "publisher": self.publisher}).encode()

    def page(self) -> bytes:
        """It as a web page, with what usually stands around an article."""
        body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in self.paragraphs)
        links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(25))
        return PAGE.format(title=html.escape(self.title), date=self.date, publisher=self.publisher, body=body,
                           links=links, id=self.id).encode()


PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{publisher}">
<meta property="article:published_time" content="{date}T09:00:00Z">
<link rel="canonical" href="https://news.example/{id}">
<style>p {{ margin: 1em }}</style><script>var page = "{id}";</script></head><body><nav><ul>{links}</ul></nav>
<main><article><h1>{title}</h1>{body}</article><aside><h2>Most read</h2><ul>{links}</ul></aside></main>
<footer><p>All rights reserved. Contact us, imprint, privacy.</p><ul>{links}</ul></footer></body></html>"""


def mix(number: int, *, copies: float = 0.4, quiet: float = 0.3, seed: int = 1) -> Iterator[Made]:
    """So many reports: a share of copies of earlier ones (of the last 200), of the others a share without politics."""
    drawn = Random(seed)
    firsts: list[tuple[int, Made]] = []
    for n in range(number):
        if firsts and drawn.random() < copies:
            at, first = drawn.choice(firsts[-200:])
            yield copied(first, at, n, Random(f"{seed} {n}"))
        else:
            made = fresh(n, drawn.random() >= quiet, Random(f"{seed} {n}"))
            firsts.append((n, made))
            if len(firsts) > 400:
                del firsts[:200]
            yield made


def fresh(n: int, political: bool, drawn: Random) -> Made:
    """A report that is no copy."""
    paragraphs = []
    for _ in range(drawn.randint(5, 9)):
        kinds = (ACTS, FILLERS) if political else (QUIET, QUIET)
        chosen = [drawn.choice(kinds[0]), *drawn.sample(kinds[1], 2), drawn.choice(kinds[0])]
        paragraphs.append(" ".join(_filled(one, drawn) for one in chosen[:drawn.randint(2, 4)]))
    if political:
        paragraphs[0] = _filled(drawn.choice(ACTS), drawn)
    day = date(2024, 1, 1) + timedelta(days=n // 40 % 1000)
    return Made(f"r{n:07}", _title(drawn), tuple(paragraphs), day.isoformat(), f"{_word(drawn)} Daily", political)


def copied(first: Made, of: int, n: int, drawn: Random) -> Made:
    """The report as another paper prints it: other headline, dateline, cut, a few words edited, a sentence added."""
    paragraphs = list(first.paragraphs)
    if drawn.random() < 0.5:
        paragraphs[0] = f"{drawn.choice(CITIES).upper()}, March {drawn.randint(1, 30)} (Reuters) - {paragraphs[0]}"
    if drawn.random() < 0.5:
        paragraphs = paragraphs[:max(3, len(paragraphs) - drawn.randint(1, 4))]
    if drawn.random() < 0.5:
        at = drawn.randrange(len(paragraphs))
        words = paragraphs[at].split()
        words[drawn.randrange(len(words))] = _word(drawn)
        paragraphs[at] = " ".join(words)
    if drawn.random() < 0.3:
        paragraphs.append(_filled(drawn.choice(FILLERS), drawn))
    day = date.fromisoformat(first.date) + timedelta(days=drawn.randint(0, 1))
    return replace(first, id=f"r{n:07}", title=_title(drawn), paragraphs=tuple(paragraphs), date=day.isoformat(),
                   publisher=f"{_word(drawn)} Post", of=of)


def _title(drawn: Random) -> str:
    return f"{_word(drawn)} and {_word(drawn)} look to {drawn.choice(CITIES)}"


def _filled(sentence: str, drawn: Random) -> str:
    a, b = drawn.sample(STATES, 2)
    office, office2 = drawn.sample(OFFICES, 2)
    return sentence.format(
        a=a, b=b, office=office, office2=office2, city=drawn.choice(CITIES), matter=drawn.choice(MATTERS),
        day=drawn.choice(DAYS), n=drawn.randint(3, 900), m=drawn.randint(3, 60), year=drawn.randint(1890, 2020),
        nth=f"{drawn.randint(4, 20)}th", name=f"{_word(drawn)} {_word(drawn)}", word=_word(drawn), word2=_word(drawn))


def _word(drawn: Random) -> str:
    return "".join(drawn.choice(SYLLABLES) for _ in range(drawn.randint(2, 4))).title()
