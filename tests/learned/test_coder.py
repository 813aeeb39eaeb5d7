"""The learned coder: what it is given, what it says, and that it only has a say where it is wanted."""

from __future__ import annotations

import json
import shutil

import pytest

import communique
from communique.errors import ModelError
from communique.learned import SentenceCoder, available, load_coder
from communique.learned.coder import FOLDER
from communique.learned.encode import LENGTH, encode
from communique.records import GivenPair, Report

pytestmark = pytest.mark.skipif(not available(), reason="the extra 'accurate' is not installed")
PLAIN = [
    ("Kenya's foreign minister met his Ugandan counterpart in Kampala.", "Kenya's foreign minister",
     "his Ugandan counterpart", "CONSULT"),
    ("Gunmen killed four soldiers in an ambush near Gao.", "Gunmen", "four soldiers", "ASSAULT"),
    ("Spain on Friday sent two field hospitals and 40 doctors to Haiti.", "Spain", "Haiti", "AID"),
    ("Police in Minsk detained the editor of an online newspaper.", "Police in Minsk", "the editor", "COERCE"),
    ("Villagers urged the governor to rebuild the bridge.", "Villagers", "the governor", "REQUEST"),
    ("Thousands marched through Lima against the new president.", "Thousands", "the new president", "PROTEST"),
    ("The army freed eleven prisoners who had been held since May.", "The army", "eleven prisoners", "RETREAT"),
    ("Juventus beat Ajax on penalties after a goalless final.", "Juventus", "Ajax", "NONE"),
]


@pytest.fixture(scope="module")
def coder() -> SentenceCoder:
    return load_coder()


def span(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


@pytest.mark.parametrize(("text", "source", "target", "wanted"), PLAIN, ids=[row[3] for row in PLAIN])
def test_plain_sentences_come_out_right(coder: SentenceCoder, text: str, source: str, target: str, wanted: str) -> None:
    told = coder.opinion(text, span(text, source), span(text, target))
    assert max(told, key=lambda name: told[name]) == wanted
    assert sum(told.values()) == pytest.approx(1, abs=0.01)


def test_the_marks_stand_around_the_phrases_in_either_order_and_nested() -> None:
    words: dict[str, int] = {}

    def number(word: str) -> int:
        return words.setdefault(word, len(words) + 1)

    def shown(text: str, source: tuple[int, int], target: tuple[int, int] | None) -> str:
        ids = encode(text, source, target, lambda t: [number(w) for w in t.split()], number).ids
        return " ".join(list(words)[i - 1] for i in ids)

    assert shown("A met B", (0, 1), (6, 7)) == "[CLS] [unused1] A [unused2] met [unused3] B [unused4] [SEP]"
    assert shown("A met B", (6, 7), (0, 1)) == "[CLS] [unused3] A [unused4] met [unused1] B [unused2] [SEP]"
    assert shown("A of B", (0, 6), (5, 6)) == "[CLS] [unused1] A of [unused3] B [unused2] [unused4] [SEP]"
    assert shown("A left", (0, 1), None) == "[CLS] [unused1] A [unused2] left [SEP]"


def test_a_long_sentence_is_cut_around_its_phrases(coder: SentenceCoder) -> None:
    text = "and so on " * 300 + "Togo thanked Benin " + "and so forth " * 300
    encoded = encode(text, span(text, "Togo"), span(text, "Benin"), coder._pieces, coder.tokenizer.token_to_id)
    assert len(encoded.ids) == LENGTH
    assert 0 < encoded.source < encoded.target < LENGTH


def test_an_answer_does_not_depend_on_what_was_asked_before(coder: SentenceCoder) -> None:
    text, source, target, _ = PLAIN[0]
    first = coder.opinion(text, span(text, source), span(text, target))
    for row in PLAIN:
        coder.opinion(row[0], span(row[0], row[1]), span(row[0], row[2]))
    assert coder.opinion(text, span(text, source), span(text, target)) == first


def test_a_changed_file_is_refused(tmp_path) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    card = json.loads((tmp_path / "model" / "card.json").read_text("utf-8"))
    (tmp_path / "model" / "card.json").write_text(json.dumps(card | {"sha256": {"coder.onnx": "0" * 64}}), "utf-8")
    with pytest.raises(ModelError, match=r"coder\.onnx is not the file"):
        load_coder(tmp_path / "model")


def test_without_it_the_rules_work_alone_and_the_record_says_so() -> None:
    text = "Chad thanked Niger on Monday."
    pair = GivenPair("p", "Chad", "Niger")
    for rules_only in (False, True):
        record = communique.load(rules_only=rules_only).read_report(Report("x", text, "2024-03-05", pairs=(pair,)))
        assert ("sentence-coder" in record.coder.model) != rules_only
        assert any(r.startswith("second:") for e in record.events for r in e.reasons) != rules_only
        assert record.pairs is not None
        assert record.pairs[0].type == "SUPPORT"


def test_a_pair_the_rules_know_nothing_of_is_told_by_it() -> None:
    text = "Fishermen in Sidon torched tyres outside the customs office to make the government cut fuel prices."
    pair = GivenPair("p", "Fishermen in Sidon", "the government")
    report = Report("x", text, "2024-03-05", pairs=(pair,))
    told = communique.load().read_report(report).pairs
    assert told is not None
    assert told[0].type == "PROTEST"


OPEN = [
    ("Madagascar has lifted the night curfew in the south.", "Madagascar", "someone", "CONCEDE"),
    ("Nurses in Tunis went on strike for better pay.", "Nurses in Tunis", "a recipient", "PROTEST"),
    ("Two weekly papers were raided on Monday in Baku.", "An actor", "Two weekly papers", "COERCE"),
]


@pytest.mark.parametrize(("text", "source", "target", "wanted"), OPEN, ids=[row[3] for row in OPEN])
def test_a_side_of_a_pair_that_the_text_does_not_tell_is_open(text, source, target, wanted) -> None:
    report = Report("x", text, "2024-03-05", pairs=(GivenPair("p", source, target), GivenPair("q", "she", "him")))
    for rules_only in (False, True) if wanted == "PROTEST" else (False,):
        told = communique.load(rules_only=rules_only).read_report(report).pairs
        assert told is not None
        assert [pair.type for pair in told] == [wanted, None]


@pytest.mark.parametrize(("text", "speaks"), [
    ("Rwandan troops clobbered Ugandan forces on Monday.", True),
    ("Rwandan troops did not clobber Ugandan forces on Monday.", False),
    ("Rwandan troops may clobber Ugandan forces.", False),
    ("Kigali was urged not to let Rwandan troops clobber Ugandan forces.", False),
    ("The baker clobbered the dough on Monday.", False),
    ("The Rwandan team clobbered the Congolese champions 4-0 in the final of the cup.", False),
])
def test_it_speaks_by_itself_of_facts_between_public_actors_only(text: str, speaks: bool) -> None:
    """A verb that no entry knows: told as done it is an act, denied, possible, urged or private it is none."""
    reader = communique.load()
    assert not any(reader.knowledge.lexicon.of("verb", word) for word in ("clobber",))
    told = [e.type for e in reader.read(text, date="2024-03-05").events if e.reasons[0].startswith("second:")]
    assert told == (["ASSAULT"] if speaks else [])
