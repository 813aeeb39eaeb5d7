"""How a sentence was coded: what is explained is what the pipeline does."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.console import Console

from communique import Reader, Report
from communique.events import match as matching
from communique.explain import Explanation, explain, page, show
from communique.explain.model import Explained, Predicate

GOLDEN = Path(__file__).parent.parent / "golden"
CASES: list[dict[str, Any]] = [
    case for path in sorted(GOLDEN.glob("*.yaml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []]
DAY = "2024-03-05"


def explained(reader: Reader, text: str) -> Explanation:
    return explain(reader, Report("x", text, DAY))


def predicate(found: Explanation, lemma: str) -> Predicate:
    return next(p for line in found.lines for p in line.predicates if p.lemma == lemma)


def acts(found: Explanation) -> list[Explained]:
    return [act for line in found.lines for p in line.predicates for act in p.acts]


def printed(found: Explanation) -> str:
    out = io.StringIO()
    show(found, Console(file=out, width=160, force_terminal=False))
    return out.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_is_explained_is_what_is_read(case: dict[str, Any], reader: Reader) -> None:
    """The record is the pipeline's; every event has its act, with its code and last status, and none is made up."""
    day = str(case["date"]) if case.get("date") else None
    report = Report(case["label"], case["text"], day, case.get("title"))
    found = explain(reader, report)
    assert found.record.to_dict() == reader.read_report(report).to_dict()
    by_event: dict[str, list[Explained]] = {}
    for act in acts(found):
        assert (act.event is None) == (act.dropped is not None)
        by_event.setdefault(act.event or "", []).append(act)
    dropped = by_event.pop("", [])
    assert sorted(by_event) == sorted(found.events)
    assert len(dropped) == sum(d.what == "event" for d in found.record.dropped)
    for name, told in by_event.items():
        event = found.events[name]
        assert {(a.type, a.cameo, a.statuses[-1][0]) for a in told} == {(event.type, event.cameo, event.status)}
        assert sum(not a.joined for a in told) == 1
        names = {actor.id: actor.name for actor in found.record.actors}
        own = next(a for a in told if not a.joined)
        said = {s.actor for a in told for s in a.sides} - {None}
        assert {names[i] for i in (*event.sources, *event.targets)} <= said, own


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case["label"])
def test_one_entry_is_chosen_and_no_other_stands_before_it(case: dict[str, Any], reader: Reader) -> None:
    """The chosen entry is the first that fits, and the act's reason names it; what fails names a condition."""
    for line in explain(reader, Report("x", case["text"], DAY)).lines:
        for p in line.predicates:
            fitting = [x for x in p.patterns if x.verdict != "fails"]
            assert [x.verdict for x in fitting] == ["chosen", *["fits"] * len(fitting)][: len(fitting)]
            assert all(bool(x.failures) == (x.verdict == "fails") for x in p.patterns)
            for act in p.acts:
                rules = [r for r in act.reasons if r.startswith("rule:")]
                learned = act.reasons[0].startswith("second:")  # no entry fits, and the learned coder spoke
                if learned:
                    assert not fitting or fitting[0].does
                else:
                    assert "asked-for" in act.reasons or any(fitting[0].id in r for r in rules)


def test_each_kind_of_condition_is_named_with_what_is_there_instead(reader: Reader) -> None:
    """Object, needs, lacks and phrase: which fails, what it asks for, and the words at which it looked."""
    found = explained(reader, "The club expelled the striker from its camp, and Kenya expelled a diplomat.")
    failures = [(f.condition, f.asked, f.here) for x in predicate(found, "expel").patterns for f in x.failures]
    assert any(c == "object" and "diplomat" in asked and here == ("the striker",) for c, asked, here in failures)
    met = predicate(explained(reader, "The factory in Kenya met its target."), "meet")
    lacks = [f for x in met.patterns for f in x.failures if f.condition == "lacks"]
    assert any(f.role == "patient" and f.asked == ("target",) and f.here == ("its target",) for f in lacks)
    assert "rules out target, here “its target”" in printed(explained(reader, "The factory in Kenya met its target."))


def test_the_pipeline_asks_the_conditions_that_are_explained(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `unmet` finds fault with the chosen entry, the pipeline takes the next one, or none."""
    text = "Chad expelled two French diplomats."
    chosen = next(x for x in predicate(explained(reader, text), "expel").patterns if x.verdict == "chosen")
    honest = matching.unmet

    def strict(scene: Any, p: Any, entry: Any) -> Any:
        yield from honest(scene, p, entry)
        if entry.id == chosen.id:
            yield matching.Unmet("phrase", None, ("never",))

    monkeypatch.setattr(matching, "unmet", strict)
    reasons = [r for e in reader.read(text, date=DAY).events for r in e.reasons]
    assert f"rule:{chosen.id}" not in reasons


def test_an_operator_shows_the_cell_of_the_table(reader: Reader) -> None:
    """Outer operator, inner act and the code that the table of composition has for them."""
    found = explained(reader, "France urged Chad to release the prisoners.")
    (act,) = acts(found)
    (step,) = act.compositions
    assert (step.operation, step.act, step.row, step.code) == ("appeal", "0841", "084", "0253")
    assert act.cameo == "0253" and "composition.tsv, row 084" in printed(found)
    assert "part of P1" in (predicate(found, "release").silent or "")


def test_what_is_dropped_says_why(reader: Reader) -> None:
    """An act without actors, one with one side only, and a report of another sphere."""
    alone = acts(explained(reader, "There were talks on Monday in the valley."))
    assert [a.dropped for a in alone] == ["no actor was found on either side"]
    sport = explained(reader, "The president of Kenya met the captain of the national football team of Uganda after "
                              "the league match, where the striker scored a goal.")
    assert acts(sport) and all("one of sport" in (a.dropped or "") for a in acts(sport))


def test_two_tellings_are_one_event(reader: Reader) -> None:
    """The second telling says that it was joined to the first."""
    told = acts(explained(reader, "France and Chad met in Paris on Monday.\n\nThe meeting between France and Chad "
                                  "took place in Paris on Monday."))
    assert [(a.event, a.joined) for a in told] == [("e1", False), ("e1", True)]


@pytest.mark.parametrize(("text", "status", "why"), [
    ("Kenya did not attack Uganda.", "denied", "negated by “not”"),
    ("Kenya will meet Uganda in Busia.", "scheduled", "lying ahead (will)"),
    ("Kenya may attack Uganda.", "hypothetical", "possible or wanted (may)"),
    ("Kenya is attacking Uganda.", "ongoing", "under way"),
    ("Kenya attacked Uganda.", "happened", "told as real"),
    ("Kenya attacked Uganda in March 2019.", "background", "before publication")])
def test_a_status_comes_with_its_reason(text: str, status: str, why: str, reader: Reader) -> None:
    """The words or the date that decided it."""
    (act,) = acts(explained(reader, text))
    assert act.statuses[-1][0] == status and why in act.statuses[-1][1]


def test_words_in_no_entry_are_named_and_the_way_to_add_them(reader: Reader) -> None:
    """A user sees that the lexicon does not know the verb, and where it is told how to add it."""
    found = explained(reader, "Kenya frobnicated Uganda on Monday.")
    assert [u.kind for u in found.lines[0].unknown if u.predicate] == ["verb"]
    shown = printed(found)
    assert "In no entry, though they might be acts" in shown and "docs/howto-add-a-verb.md" in shown


def test_where_a_side_was_found_and_where_not(reader: Reader) -> None:
    """A side names its role; an empty one the roles that were looked at."""
    (act,) = acts(explained(reader, "Kenya threatened force."))
    source, target = act.sides
    assert (source.actor, source.how) == ("Kenya", "agent of P1")
    assert target.actor is None and target.how.startswith("looked for in")


def test_hostile_text_is_only_text(reader: Reader) -> None:
    """Markup of the terminal and of pages stays words, and control characters do not reach the terminal."""
    found = explained(reader, "Kenya [bold red]attacked[/] Uganda <script>alert(1)</script>\x1b[31m & “[link=x]y”.")
    shown = printed(found)
    assert "\x1b" not in shown and "[bold" in shown
    html = page(found)
    assert "<script" not in html and "&lt;script&gt;" in html and "default-src &#x27;none&#x27;" in html


def test_a_report_that_is_not_read_says_so(reader: Reader) -> None:
    """Text in another language gives no sentences, and the reason."""
    found = explained(reader, "Der Außenminister von Kenia traf sich am Montag in Kampala mit seinem Kollegen.")
    assert found.lines == () and found.skipped and "Nothing was coded" in printed(found)
