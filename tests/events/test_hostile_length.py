"""A sentence of hundreds of acts or names costs in proportion to its length, not to its square."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique import Reader
from communique.actors.salience import Memory
from communique.events import merge as merging
from communique.events import protagonists, voice
from communique.events.scene import Scene
from communique.records import Actor, Event, Report

DAY = "2024-03-05"
Identities = merging.Identities


def acts(reader: Reader, number: int, kinds: int) -> list[Event]:
    """So many tellings of acts that are never the same: every one has a day of its own; of so many types."""
    first = reader.read("Kenya condemned Uganda.", date=DAY).events[0]
    return [replace(first, id=f"e{n}", trigger=(n, n + 1), sentence=(n, n + 1), type=f"TYPE{n % kinds}", reasons=(),
                    status=("happened", "denied")[n // kinds % 2], start=f"{1000 + n}-01-01", end=None)
            for n in range(number)]


def comparisons(reader: Reader, monkeypatch: pytest.MonkeyPatch, number: int, kinds: int) -> int:
    """How often two events are compared while these are merged."""
    seen: list[int] = []
    same = merging.same_act

    def counted(a: Event, b: Event, known: Identities) -> bool:
        seen.append(1)
        return same(a, b, known)

    events = acts(reader, number, kinds)
    known = Identities({a: "KEN" for e in events for a in (*e.sources, *e.targets)}, frozenset(), (), ())
    with monkeypatch.context() as patched:
        patched.setattr(merging, "same_act", counted)
        patched.setattr(merging, "MOST_COMPARED", 10, raising=False)
        assert len(merging.merge(events, known)) == number
    return len(seen)


@pytest.mark.parametrize("kinds", [1, 20])
def test_comparisons_grow_with_the_number_of_acts(reader: Reader, monkeypatch: pytest.MonkeyPatch, kinds: int) -> None:
    """Four times the acts, be they of one type or of many, are at most about four times the comparisons."""
    few, many = (comparisons(reader, monkeypatch, number, kinds) for number in (1000, 4000))
    assert 0 < many <= 5 * few


def test_tellings_that_are_alike_are_still_compared(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out is only what can be no match: the same act among many others is found, and so is its twin."""
    events = acts(reader, 50, 10)
    again = replace(events[7], id="again", trigger=(900, 901), sentence=(900, 910))
    twin = replace(events[8], id="twin", trigger=(920, 921), status="ongoing")
    known = Identities({}, frozenset(), (), ())
    merged = {e.id: e for e in merging.merge([*events, again, twin], known)}
    assert "again" not in merged and merged["e7"].also == ((900, 910),)
    assert merged["twin"].same_as == ("e8",) and merged["e8"].same_as == ("twin",)


def test_looking_for_who_is_meant_grows_with_the_number_of_names(
        reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each "he" looks at a bounded number of names before it, however many the sentence has."""
    plain, looked = Memory.scores, []

    def counted(self: Memory, at, fits, *rest, **more):  # type: ignore[no-untyped-def]
        def fit(actor: str) -> bool:
            looked.append(1)
            return bool(fits(actor))
        return plain(self, at, fit, *rest, **more)

    def asked(number: int) -> int:
        looked.clear()
        names = ", ".join(f"Minister Ana Example{n} of Peru said he met him" for n in range(number))
        reader.read(f"On Monday {names}.", date=DAY)
        return len(looked)

    monkeypatch.setattr(Memory, "scores", counted)
    monkeypatch.setattr("communique.actors.salience.MOST", 40, raising=False)
    assert 0 < asked(240) <= 2.6 * asked(120)


def reads(reader: Reader, monkeypatch: pytest.MonkeyPatch, number: int) -> int:
    """How often an actor is weighed as a foe while a report of so many aimless acts of a state is read."""
    seen: list[int] = []
    stands = protagonists._stands_against

    def counted(scene: Scene, actor: Actor) -> bool:
        seen.append(1)
        return stands(scene, actor)

    text = "The Coral Front met Kenya. The Coral Front left. " + "Kenya threatened with sanctions. " * number
    with monkeypatch.context() as patched:
        patched.setattr(protagonists, "_stands_against", counted)
        reader.read(text, date=DAY)
    return len(seen)


def test_foes_are_weighed_once_a_report(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom a state stands against is read once, whatever the number of its acts."""
    assert 0 < reads(reader, monkeypatch, 4) == reads(reader, monkeypatch, 40)


def test_a_voice_is_looked_for_in_its_own_sentence(reader: Reader) -> None:
    """However many statements a report has, no more are looked through for an act than its sentence holds."""
    text = "“Uganda shelled Busia,” said Kenya's foreign minister, Ana Example. " * 40
    scene = Scene.of(reader.reading(Report("hostile", text, DAY)), reader.knowledge)
    spoken = max(len(near) for near in scene.said.values())
    assert len(scene.reading.statements) >= 30 and spoken <= 2
    told = [voice.around(scene, q.head) for q in scene.propositions if q.lemma == "shell"]
    assert told and all(told) and len({s.id for s in told if s}) == len(told)
