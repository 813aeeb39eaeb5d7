"""A record → the panel beside its text: a card for each thing found, under foldable headings."""

from __future__ import annotations

from collections.abc import Iterable

from communique.records import Actor, Event, Place, Post, Record, Span, Statement, Time
from communique.views import outline
from communique.views.markup import Markup, element, link, raw


def panel(record: Record, section: int) -> Markup:
    """All cards of a record. What is most asked for comes first and stands open."""
    events = [_event(record, event, section) for event in record.events]
    voices = [_voice(record, name, said, section) for name, said in outline.by_speaker(record)]
    agenda = [_ahead(record, event, section) for event in outline.agenda(record)]
    repairs = outline.repairs(record)
    parts = [
        _group("Events", events, len(events), opened=True),
        _group("Statements", voices, len(record.statements), opened=True),
        _group("What lies ahead", agenda, len(agenda), opened=True),
        _group("Actors", [_actor(a, section) for a in record.actors], len(record.actors)),
        _group("Times", [_time(n, t, section) for n, t in enumerate(record.times)], len(record.times)),
        _group("Places", [_place(n, p, section) for n, p in enumerate(record.places)], len(record.places)),
        _group("Posts in the page", [_post(p) for p in record.posts], len(record.posts), opened=True),
        _group("Repairs", [element("li", repair) for repair in repairs], len(repairs)),
        _group("Left out", _dropped(record, section), len(record.dropped))]
    return raw("".join(part.text for part in parts))


def _group(title: str, cards: Iterable[Markup], number: int, *, opened: bool = False) -> Markup:
    if not number:
        return raw("")
    heading = element("summary", element("h2", title), element("span", str(number), class_="count"))
    return element("details", heading, element("ul", *cards), **({"open": ""} if opened else {}))


def _event(record: Record, event: Event, section: int) -> Markup:
    quad = f"quad{event.quad or 0}"
    claim = _claim(record, event, section)
    about = [_fact("when", outline.when(event)), _fact("where", outline.where(record, event)),
             _fact("announced", outline.days(event.announced, event.announced)),
             _fact("within", event.mechanism.name if event.mechanism else ""),
             _fact("forum", outline.names(record, event.forums)),
             *(_fact(q.what, f"{q.value:g}") for q in event.quantities), claim,
             _fact("same act", ", ".join(event.same_as))]
    why = "; ".join(event.reasons)
    return element(
        "li", element("div", element("span", outline.what(event), class_=f"chip {quad}"),
                      element("span", event.status, class_=f"status {event.status}"),
                      _back(record, event.trigger, section), _confidence(event.confidence), class_="row"),
        element("p", outline.sides(record, event), class_="sides"), element("p", *about, class_="facts"),
        element("details", element("summary", outline.codes(event)), element(
            "p", ", ".join(event.contexts)), element("p", why, class_="why"), class_="more"),
        id=f"r{section}-{event.id}", class_="card", tabindex="0", data_ids=_together(section, event))


def _together(section: int, event: Event) -> str:
    """The cards that light up with an event: its own and those of the actors on its sides."""
    return " ".join(f"r{section}-{i}" for i in (event.id, *event.sources, *event.targets))


def _claim(record: Record, event: Event, section: int) -> Markup:
    by = next((s for s in record.statements if s.id == event.reported_by), None)
    if by is None:
        return raw("")
    return element("span", "a claim of ", element("a", outline.speaker(record, by), href=f"#r{section}-{by.id}"))


def _voice(record: Record, name: str, statements: list[Statement], section: int) -> Markup:
    return element("li", element("h3", name), element("ul", *(_statement(record, s, section) for s in statements)))


def _statement(record: Record, statement: Statement, section: int) -> Markup:
    said = outline.said(record, statement)
    told = element("q" if statement.kind == "direct" else "span", said, class_="said")
    about = [_fact("to", outline.names(record, [statement.addressee] if statement.addressee else [])),
             _fact("through", outline.names(record, [statement.via] if statement.via else [])),
             _fact("", statement.occasion or ""), _fact("on", outline.days(statement.said_at, statement.said_at)),
             _fact("topics", ", ".join(statement.topics)), _fact("", "in a post" if statement.post is not None else "")]
    rests_on = statement.cue_span or next(iter(statement.content), None)
    back = _back(record, rests_on, section) if rests_on and statement.post is None else raw("")
    return element(
        "li", element("div", element("span", statement.stance, class_="chip stance"),
                      element("span", statement.kind, class_="status"), back, _confidence(statement.confidence),
                      class_="row"),
        element("p", told), element("p", *about, class_="facts"),
        element("details", element("summary", "why"), element("p", "; ".join(statement.reasons), class_="why"),
                class_="more"),
        id=f"r{section}-{statement.id}", class_="card", tabindex="0", data_ids=f"r{section}-{statement.id}")


def _ahead(record: Record, event: Event, section: int) -> Markup:
    day = outline.when(event) or "no date given"
    place = outline.where(record, event)
    return element("li", element("b", day), " ", element("a", outline.what(event), href=f"#r{section}-{event.id}"),
                   f" {outline.sides(record, event)}", f" in {place}" if place else "",
                   f" ({event.mechanism.name})" if event.mechanism else "", class_="ahead")


def _actor(actor: Actor, section: int) -> Markup:
    code = "/".join(part for part in (actor.code, actor.sector) if part)
    item = actor.wikidata or ""
    wikidata = link(f"https://www.wikidata.org/wiki/{item}", item) if item[1:].isdecimal() else _fact("", item)
    return element(
        "li", element("b", actor.name), " ", element("span", code, class_="chip") if code else "",
        element("p", _fact("", actor.kind), _fact("", actor.office or ""), _fact("key", actor.ref or ""), wikidata,
                class_="facts"),
        element("p", "; ".join(actor.reasons), class_="why"),
        id=f"r{section}-{actor.id}", class_="card", tabindex="0", data_ids=f"r{section}-{actor.id}")


def _time(number: int, time: Time, section: int) -> Markup:
    shown = outline.days(time.start, time.end) or time.value or "no value"
    return element("li", element("b", time.text), f" {shown} ", _fact("", time.bound or ""), id=f"r{section}-t{number}",
                   class_="card", tabindex="0", data_ids=f"r{section}-t{number}")


def _place(number: int, place: Place, section: int) -> Markup:
    about = ", ".join(part for part in (place.admin1, place.country, place.feature) if part)
    point = f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return element("li", element("b", place.name), f" {about} ", _fact("", point), id=f"r{section}-p{number}",
                   class_="card", tabindex="0", data_ids=f"r{section}-p{number}")


def _post(post: Post) -> Markup:
    handle = f"@{post.handle.lstrip('@')}" if post.handle else ""
    about = " · ".join(part for part in (handle, post.platform, outline.days(post.date, post.date)) if part)
    links = [element("p", link(address, address)) for address in post.links]
    return element("li", element("b", post.author or handle or "?"), " ", element("span", about, class_="facts"),
                   element("p", post.text), *links, class_="card post")


def _dropped(record: Record, section: int) -> list[Markup]:
    return [element("li", element("span", drop.what, class_="chip"), f" {drop.reason} ",
                    element("span", f"“{outline.words(record, drop.span)[:160]}”", class_="facts") if drop.span else "")
            for drop in record.dropped]


def _back(record: Record, span: Span, section: int) -> Markup:
    """The words of the text that a card rests on, leading back to them."""
    return element("a", f"“{outline.words(record, span)}”", href=f"#r{section}-at-{span[0]}", class_="back")


def _fact(label: str, value: str) -> Markup:
    if not value:
        return raw("")
    return element("span", element("i", label) if label else "", " " if label else "", value)


def _confidence(value: float) -> Markup:
    return element("meter", f"{value:.2f}", min="0", max="1", value=f"{value:.2f}", title=f"confidence {value:.2f}")
