"""Who speaks is found without comparing each speaker with every other."""

from __future__ import annotations

import communique
from communique.records import Report
from communique.statements.quotes import tellings
from communique.statements.sayings import sayings
from communique.statements.speakers import Speaker, Speakers
from communique.statements.voices import Voices
from communique.statements.who import who_speaks


class _Counting(Speakers):
    """Speakers that count how often one is asked for."""

    asked = 0

    def at(self, head: int | None) -> Speaker:
        self.asked += 1
        return super().at(head)


def _asked(reader: communique.Reader, times: int) -> int:
    text = "Peru's president, Luis Soto, spoke. " + "He said it was so, and " * times + "Soto said no."
    reading = reader.reading(Report(id="x", text=text, date="2024-03-05"))
    cues = reader.knowledge.cues
    found = tellings(reading.document, list(sayings(reading.document, cues)), cues)
    speakers = _Counting(reading, cues)
    assert len(found) >= times
    who_speaks(reading, found, speakers, Voices(reading, cues))
    return speakers.asked


def test_many_speakers_in_a_sentence_cost_in_proportion() -> None:
    """Twice as many "he said" in one sentence ask for twice as many speakers, not four times."""
    reader = communique.load()
    assert _asked(reader, 80) < 2.5 * _asked(reader, 40)
