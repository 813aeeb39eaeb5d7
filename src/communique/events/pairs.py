"""Given pairs: the best type for what the first phrase does to the second.

CASE 1  an event with the one phrase among its sources and the other among its targets
CASE 2  an act between them in the parse, whoever its sides were found to be
CASE 3  neither: what the second coder says

A phrase that the text does not have ("an actor", "someone") leaves its side open: the event may have anybody there,
better nobody.

Where there is a second coder it arbitrates in the first two cases: what the rules say is evidence of that weight, and
the type with most evidence is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import exp, log

from communique.events.acts import act_of
from communique.events.match import match
from communique.events.scene import Act, Scene
from communique.events.second import asked
from communique.records import Event, GivenPair, PairCode, Span

WEIGHT = 3.0  # what the rules' type adds to the logarithm of its probability: e³ to one
LEAST = 1e-4


def code_pairs(scene: Scene, events: list[Event]) -> tuple[PairCode, ...]:
    """A code for every given pair, null where there is none."""
    return tuple(_code(scene, pair, events) for pair in scene.reading.report.pairs)


def _code(scene: Scene, pair: GivenPair, events: list[Event]) -> PairCode:
    source, target = _find(scene.reading.text, pair.source), _find(scene.reading.text, pair.target)
    ruled = _by_rules(scene, pair, source, target, events)
    view = asked(scene, source, target)
    return _arbitrated(scene, ruled, view) if view else ruled


def _arbitrated(scene: Scene, ruled: PairCode, view: Mapping[str, float]) -> PairCode:
    """The type with most evidence from both coders; null where both know of nothing."""
    scores = {name: log(p + LEAST) + (WEIGHT if name == ruled.plover else 0.0) for name, p in view.items()}
    best = max(scores, key=lambda name: scores[name])
    if ruled.plover is not None and best in ("NONE", ruled.plover):
        best = ruled.plover
    share = exp(scores[best]) / sum(exp(x) for x in scores.values()) if best in scores else ruled.confidence
    if best == "NONE":
        return PairCode(ruled.id, None, None, None, 0.0)
    if best == ruled.plover:
        return replace(ruled, confidence=round(share, 2))
    return PairCode(ruled.id, best, best, scene.knowledge.ontology.types[best].cameo, round(share, 2))


def _by_rules(scene: Scene, pair: GivenPair, source: Span | None, target: Span | None, events: list[Event]
              ) -> PairCode:
    """What the rules say."""
    fitting = [e for e in events if e.type and (source or target)
               and _touches(e.source_spans, source) and _touches(e.target_spans, target)]
    if fitting:
        event = min(fitting, key=lambda e: _beyond(e, source, target))  # the first of the equally good
        return PairCode(pair.id, event.type, event.plover, event.cameo, event.confidence)
    act = _between(scene, source, target)
    if act is None:
        return PairCode(pair.id, None, None, None, 0.0)
    plover = scene.knowledge.ontology.type_of(act.code) or act.type
    return PairCode(pair.id, act.type, plover, act.code, 0.4)


def _between(scene: Scene, source: Span | None, target: Span | None) -> Act | None:
    """The act whose clause holds most of the two phrases; of several the nearest to the target."""
    given = [x for x in (source, target) if x]
    if not given:
        return None
    entries = {p.index: entry for p in scene.propositions if (entry := match(scene, p))}
    ranked = []
    for index in entries:
        p = scene.propositions[index]
        first, last = scene.document.span(p.first, p.last)
        inside = sum(first <= s[0] and s[1] <= last for s in given)
        if inside:
            ranked.append((-inside, abs(scene.document.tokens[p.head].start - given[-1][0]), index))
    for _, _, index in sorted(ranked):
        acts = act_of(scene, scene.propositions[index], entries)
        if acts and acts[0].type:
            return acts[0]
    return None


def _find(text: str, phrase: str) -> Span | None:
    at = text.find(phrase)
    return (at, at + len(phrase)) if at >= 0 and phrase else None


def _beyond(event: Event, source: Span | None, target: Span | None) -> bool:
    """Whether an event has somebody on a side that the pair leaves open."""
    return (source is None and bool(event.sources)) or (target is None and bool(event.targets))


def _touches(spans: tuple[Span, ...], phrase: Span | None) -> bool:
    """Whether a side has the phrase; any has where no phrase is asked for."""
    return phrase is None or any(a < phrase[1] and phrase[0] < b for a, b in spans)
