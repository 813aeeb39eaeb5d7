"""What surrounds an act: forums, mechanisms, quantities."""

from __future__ import annotations

import pytest

from communique import Reader
from communique.records import Event, Record

FORUMS = [
    ("Brazil's foreign minister met his Indian counterpart at the G20 summit in Johannesburg.", "met", ["G20 summit"]),
    ("Gambia took Myanmar to the International Court of Justice.", "took", ["International Court of Justice"]),
    ("A SADC summit opened in Windhoek on Monday.", "summit", ["SADC summit"]),
    ("Uruguay signed a trade agreement with Mercosur on Monday.", "signed", []),
    ("The president of Iran appealed to the leaders of the G7 on Monday for help.", "appealed", []),
]
MECHANISMS = [
    ("Ministers of Laos and Thailand met in Vientiane under the Joint Boundary Commission on Monday.", "met",
     "Joint Boundary Commission"),
    ("Vietnam and Cambodia held the twelfth round of their border consultations in Hue on Monday.", "held",
     "border consultations"),
    ("Ministers of Laos and Thailand met in Vientiane under heavy guard on Monday.", "met", None),
    ("Vietnam and Cambodia held consultations on Monday.", "held", None),
]
QUANTITIES = [
    ("Police in Lagos arrested at least two dozen protesters on Tuesday.", "arrested", [("arrested", 24)]),
    ("Two gunmen killed five people in Quetta.", "killed", [("killed", 5)]),
    ("Some 1.5 million people marched in Seoul on Saturday against the president.", "marched",
     [("protesters", 1_500_000)]),
    ("Ghana sent 300 soldiers to Bamako on Monday.", "sent", [("deployed", 300)]),
    ("Militants attacked an army base in Borno state on Sunday, killing 14 soldiers.", "attacked", [("killed", 14)]),
    ("Hundreds of people were arrested in Harare on Monday.", "arrested", []),
    ("Police in Harare arrested an opposition leader on 12 March.", "arrested", []),
]


@pytest.mark.parametrize(("text", "trigger", "names"), FORUMS, ids=[row[0][:50] for row in FORUMS])
def test_a_forum_is_where_an_act_takes_place_or_is_brought(
        reader: Reader, text: str, trigger: str, names: list[str]) -> None:
    """A body is a forum where the act takes place in it or is brought before it, not where it is a side."""
    record = reader.read(text, date="2024-03-05")
    actors = {a.id: a.name for a in record.actors}
    assert [actors[f] for f in act(record, trigger).forums] == names


@pytest.mark.parametrize(("text", "trigger", "name"), MECHANISMS, ids=[row[0][:50] for row in MECHANISMS])
def test_a_mechanism_is_named_behind_its_frame(reader: Reader, text: str, trigger: str, name: str | None) -> None:
    """A standing arrangement has a name and a frame; talks by themselves are none."""
    record = reader.read(text, date="2024-03-05")
    found = act(record, trigger).mechanism
    assert (found.name if found else None) == name
    assert found is None or record.text[found.span[0] : found.span[1]] == name


@pytest.mark.parametrize(("text", "trigger", "counted"), QUANTITIES, ids=[row[0][:50] for row in QUANTITIES])
def test_what_is_counted_is_counted_once(
        reader: Reader, text: str, trigger: str, counted: list[tuple[str, float]]) -> None:
    """Numbers of those an act falls on; not those of the doers, not days, and nothing for "hundreds"."""
    record = reader.read(text, date="2024-03-15")
    assert [(q.what, q.value) for q in act(record, trigger).quantities] == counted


def act(record: Record, trigger: str) -> Event:
    """The event whose trigger begins with these words."""
    found = [e for e in record.events if record.text[e.trigger[0] : e.trigger[1]].startswith(trigger)]
    assert found, [record.text[e.trigger[0] : e.trigger[1]] for e in record.events]
    return found[0]
