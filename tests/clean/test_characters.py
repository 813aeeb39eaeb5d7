"""Characters mended or taken out, and ordinary typography left alone."""

from __future__ import annotations

import pytest

AFTER = {
    "Lom\u00c3\u00a9 and Cura\u00c3\u00a7ao agreed.": "Lomé and Curaçao agreed.",
    "Togoâ€™s envoy said â€œyesâ€\x9d on Monday.": "Togo’s envoy said “yes” on Monday.",
    "Togo\x92s envoy said \x93yes\x94.": "Togo’s envoy said “yes”.",
    "The ministers of Togo &amp; Benin met&nbsp;&ndash; at last.": "The ministers of Togo & Benin met – at last.",
    "The en\u00advoy of To\u200bgo\ufeff left.": "The envoy of Togo left.",
    "The \u202eenvoy\u202c left\x00 \x1b[31mLomé\x1b[0m.": "The envoy left Lomé.",
    "One.\r\n\r\nTwo.\rThree.": "One.\n\nTwo.\nThree.",
    "Jose\u0301 met the \ufb01rst envoy.": "José met the first envoy.",
    "Sixty\u00a0million\u2009francs.": "Sixty million francs.",
    "Togo\ufffds envoy wouldn\ufffdt say.": "Togo's envoy wouldn't say.",
    "\ufffdWe are ready,\ufffd he said.": '"We are ready," he said.',
    "He said \ufffdyes\ufffd and \ufffdno\ufffd.": 'He said "yes" and "no".',
    "They met in Lomé \ufffd\ufffd on Monday.": "They met in Lomé on Monday.",
    "Andr\ufffd\ufffds left.": "Andrs left.",
    "A flag \ud83c\uddf9 half.": "A flag 🇹 half.",
}
UNHARMED = (
    "“Quoted”, ‘single’, «French», „German“ – and a dash — stay…",
    "São Tomé, Đà Nẵng, Kyrgyzstan’s Naryn, Škoda, İzmir and Ürümqi.",
    "Família 👨‍👩‍👧 and flags 🇫🇯 stay as they are.",
    "AT&T; and R&D spent £5m, 3 < 4, 90 °C.",
    "The price: 5 €, ½ of it “Ã la carte”.",
    "One.\n\nTwo.\n\n\n\nThree, after a wide gap.",
)


@pytest.mark.parametrize("text", AFTER)
def test_strays_are_mended_and_recorded(cleaned, text: str) -> None:
    """Each kind of damage is mended, and a repair points at it."""
    reading = cleaned(text)
    assert reading.text == AFTER[text]
    assert reading.repairs


@pytest.mark.parametrize("text", UNHARMED)
def test_good_typography_is_left_alone(cleaned, text: str) -> None:
    """A text in which nothing is wrong comes out the same."""
    reading = cleaned(text)
    assert (reading.text, reading.repairs) == (text, ())


def test_mojibake_points_at_the_word_it_stood_in(cleaned) -> None:
    """Lengths change with mending, spans still lie in the source."""
    text = "Lom\u00c3\u00a9 talks.\n\nThen Togo&amp;Benin met \ufffd\ufffd again."
    found = {r.kind: text[slice(*r.source_span)] for r in cleaned(text).repairs}
    assert found == {"mojibake": "Lom\u00c3\u00a9", "entities": "&amp;", "lost-characters": "\ufffd\ufffd"}


def test_line_ends_are_one_repair_with_their_number(cleaned) -> None:
    """A thousand line ends of one kind do not make a thousand repairs."""
    repairs = cleaned("It rained.\r\n\r\n" * 500 + "It stopped.").repairs
    assert [(r.kind, r.count) for r in repairs] == [("line-endings", 1000)]


def test_very_many_repairs_of_a_kind_become_one(cleaned) -> None:
    """The record of a hostile page stays small, and no count is lost."""
    lost = [r for r in cleaned("a\ufffdb " * 5000).repairs if r.kind == "lost-characters"]
    assert [r.count for r in lost] == [5000]
