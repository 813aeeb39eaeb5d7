"""Where an act took place: each rule with a sentence that has the place and a near miss that has none."""

from __future__ import annotations

import pytest

from communique import Reader
from communique.records import Event, Record

PLACED = [
    # its own phrase
    ("The foreign minister of Norway held talks with his Chilean counterpart in Oslo on Monday.", "held talks", "Oslo"),
    ("In Lusaka, Zambia expelled a South African diplomat.", "expelled", "Lusaka"),
    ("Thousands marched through Nairobi on Tuesday against the government.", "marched", "Nairobi"),
    # its object, its topic, its gathering
    ("Kenya and Tanzania signed an agreement on trade in Arusha on Monday.", "signed", "Arusha"),
    ("Vietnam and Cambodia held a round of consultations on cooperation in Hue on Monday.", "held", "Hue"),
    ("The Philippine president thanked his Vietnamese counterpart at a dinner in Hanoi on Monday.", "thanked", "Hanoi"),
    ("Brazil's foreign minister met his Indian counterpart on the sidelines of the G20 summit in Johannesburg.",
     "met", "Johannesburg"),
    ("Demonstrators rallied against the coup in Yangon on Monday.", "rallied", "Yangon"),
    # kinds of place, and the finer of two
    ("Gunmen shot dead two policemen in the West Bank town of Jenin on Saturday.", "shot", "Jenin"),
    ("Rebels captured the town of Bor, north of Juba, on Friday.", "captured", "Bor"),
    ("Militants attacked an army base in Borno state on Sunday.", "attacked", "Borno"),
    # what is left
    ("Chad withdrew its ambassador from Niamey on Monday.", "withdrew", "Niamey"),
    ("France withdrew its troops from the Malian town of Gao on Monday.", "withdrew", "Gao"),
    ("Ghana sent 300 soldiers to Bamako on Monday.", "sent", "Bamako"),
    # other clauses
    ("Mexico's foreign minister flew to Bogota on Monday, where she met her Colombian counterpart.", "met", "Bogotá"),
    ("Police detained a journalist as he was leaving the airport in Minsk on Monday.", "detained", "Minsk"),
    ("In Lusaka, Zambia expelled a diplomat and Malawi recalled its ambassador.", "recalled", "Lusaka"),
    ("Police in Lagos arrested two dozen protesters on Tuesday.", "arrested", "Lagos"),
    # likely, though the parse does not say so
    ("A car bomb destroyed a Karachi restaurant on Monday.", "bomb destroyed", "Karachi"),
    ("Soldiers patrolled Juba's main hospital on Monday.", "patrolled", "Juba"),
    ("Kisumu residents marched against the new tax on Monday.", "marched", "Kisumu"),
    ("Gunmen killed four traders in separate attacks on lorries in Gao.", "killed", "Gao"),
    ("The army launched an offensive to capture the town of Bentiu.", "launched", "Bentiu"),
    ("Rebels have launched a new assault on Bunagana, killing six soldiers.", "killing", "Bunagana"),
    ("Three nurses were shot and killed after they crossed a river near Kindu.", "shot", "Kindu"),
    ("The navy launched airstrikes in the countryside of Marib on Monday.", "launched", "Marib"),
    # told before, or of the host
    ("Fires burned in Zinder on Sunday. Police shot two students there.", "shot", "Zinder"),
    ("Fires burned in Zinder on Sunday. Gunmen killed two guards in the city.", "killed", "Zinder"),
    ("Students rioted in Zinder on Sunday. Police arrested 30 of them.", "arrested", "Zinder"),
    ("The talks that Togo has offered to host in Kara would begin in May.", "talks", "Kara"),
    ("Pakistan is deploying soldiers along the highway and the Durand Line.", "deploying", "Durand Line"),
    ("According to a source in Damascus, rebels shelled an army base near Hama on Monday.", "shelled", "Hama"),
]

UNPLACED = [
    ("Peru and Ecuador signed an agreement on the conflict in Sudan on Monday.", "signed"),
    ("Japan held talks with India on the war in Ukraine.", "held talks"),
    ("Officials in Tokyo condemned North Korea on Monday.", "condemned"),
    ("The European Union thanked activists in Belarus on Monday.", "thanked"),
    ("The Islamic State of Iraq and Syria attacked Turkish soldiers on Monday.", "attacked"),
    ("The Tongan prime minister called on Suva to hold elections.", "called"),
    ("Qatar rejected Cairo's offer.", "rejected"),
    ("Sweden will reintroduce border checks on Monday, after two bombings in Hamburg.", "reintroduce"),
    ("Students protested against the bombing of the hospital in Kunduz.", "protested"),
    ("Police in Basra said that gunmen had killed a judge.", "killed"),
    ("A court was set up in Bangui, and the rebels undertook not to attack villages.", "undertook not to attack"),
]

MEETING = (
    "Uganda's foreign minister, Grace Okello, {met} her Kenyan counterpart, Wanjiru Mutua, {where} on Sunday.\n\n"
    "Okello thanked Kenya for its help."
)


@pytest.mark.parametrize(("text", "trigger", "place"), PLACED, ids=[row[0][:50] for row in PLACED])
def test_an_act_has_its_place(reader: Reader, text: str, trigger: str, place: str) -> None:
    """The place an act has by its own words or by those of the clause, object or gathering it belongs to."""
    record = reader.read(text, date="2024-03-05")
    assert place_of(record, act(record, trigger)) == place


@pytest.mark.parametrize(("text", "trigger"), UNPLACED, ids=[row[0][:50] for row in UNPLACED])
def test_the_place_of_something_else_is_not_the_acts(reader: Reader, text: str, trigger: str) -> None:
    """Where a war is, where a speaker sits, whom one calls on: none of these is the place of the act."""
    record = reader.read(text, date="2024-03-05")
    assert place_of(record, act(record, trigger)) is None


def test_what_is_said_at_a_meeting_is_said_where_it_is_held(reader: Reader) -> None:
    """A party's thanks after "met in Kampala" were given in Kampala, and the event says why."""
    record = reader.read(MEETING.format(met="met", where="in Kampala"), date="2024-03-05")
    event = act(record, "thanked")
    assert place_of(record, event) == "Kampala" and "place:meeting" in event.reasons


def test_a_telephone_call_lends_no_place(reader: Reader) -> None:
    """Somebody who telephones from a place has met nobody there."""
    record = reader.read(MEETING.format(met="spoke by telephone from Kampala with", where=""), date="2024-03-05")
    assert place_of(record, act(record, "thanked")) is None


def test_a_signature_in_the_first_paragraph_is_placed_by_the_dateline(reader: Reader) -> None:
    """What was signed is told from where it was signed, and only what the first paragraph tells."""
    text = "KATHMANDU, March 4 (Agency) - Nepal and Bhutan signed a transit agreement on Monday.\n\nIt covers tea."
    record = reader.read(text, date="2024-03-05")
    event = act(record, "signed")
    assert place_of(record, event) == "Kathmandu" and "place:dateline" in event.reasons


def test_an_accusation_is_not_placed_by_the_dateline(reader: Reader) -> None:
    """A dateline says where the report was written, which is not where a government speaks."""
    text = "KATHMANDU, March 4 (Agency) - Nepal accused Bhutan of shelling a village on Monday.\n\nBhutan was silent."
    record = reader.read(text, date="2024-03-05")
    assert place_of(record, act(record, "accused")) is None


def act(record: Record, trigger: str) -> Event:
    """The event whose trigger begins with these words."""
    found = [e for e in record.events if record.text[e.trigger[0] : e.trigger[1]].startswith(trigger)]
    assert found, [record.text[e.trigger[0] : e.trigger[1]] for e in record.events]
    return found[0]


def place_of(record: Record, event: Event) -> str | None:
    return None if event.place is None else record.places[event.place].name
