"""The lexicon's entries: each codes its own examples, and nouns of two words are their last word with a modifier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from communique.analyse import Parser, load_parser
from communique.knowledge import Knowledge, files, load_files
from communique.knowledge.files import Files
from communique.knowledge.lexicon import Lexicon
from communique.knowledge.lexicon import load as load_lexicon
from communique.selfcheck.check import sentences

ACTS = ("consult", "support", "cooperate", "concede_retreat", "agree", "request", "accuse", "reject", "threaten",
        "protest", "mobilize", "sanction", "coerce", "assault")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_files(files(None))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def lexicon(folder: Path, text: str) -> tuple[Lexicon, Files]:
    """The lexicon read from one file with this text, and the files with their problems."""
    (folder / "lexicon.yaml").write_text(text, encoding="utf-8")
    source = Files((folder,))
    return load_lexicon(source, load_files(files(None)).ontology), source


def test_every_sentence_comes_out_as_it_says(knowledge: Knowledge, parser: Parser) -> None:
    """A `yes` sentence gives an event by its own entry, a `no` sentence gives none by it."""
    wrong = [f"{problem.where} {problem.message}" for problem in sentences(knowledge, parser)]
    assert wrong == []


def test_every_entry_has_an_example(knowledge: Knowledge) -> None:
    """An entry that no sentence shows cannot be checked; the parts of one row share its examples."""
    shown = {entry.where for entry in knowledge.lexicon.entries if entry.yes}
    assert [e.where for e in knowledge.lexicon.entries if e.where not in shown] == []


@pytest.mark.parametrize("name", ACTS)
def test_near_misses_of_each_file(knowledge: Knowledge, name: str) -> None:
    """Every file of acts holds near misses, so that a word's other senses in sport, trade and law stay out."""
    entries = [e for e in knowledge.lexicon.entries if e.where.startswith(f"lexicon/{name}.yaml")]
    assert len(entries) >= 20
    assert any(e.no for e in entries)


def test_a_broken_entry_is_found_out(knowledge: Knowledge, parser: Parser) -> None:
    """The check of the sentences fails for an entry with a wrong `yes` and for one with a wrong `no`."""
    first = next(e for e in knowledge.lexicon.entries if e.id == "verb:meet")
    bad = replace(first, yes=("The factory in Oslo makes paper.",),
                  no=("The Kenyan premier met the Ugandan premier on Monday.",))
    broken = replace(knowledge, lexicon=replace(knowledge.lexicon, entries=(bad,)))
    messages = [problem.message for problem in sentences(broken, parser)]
    assert len(messages) == 2
    assert "does not code" in messages[0] and "which it must not" in messages[1]


def test_a_noun_of_two_words_is_the_last_with_a_modifier(tmp_path: Path) -> None:
    """"phone call" is found as the noun "call" with the modifier "phone", beside the plain nouns of its row."""
    found, source = lexicon(tmp_path, '- noun: [telegram, phone call, video-call]\n  cameo: "041"\n')
    assert source.problems == []
    plain, compound = found.entries
    assert plain.words == ("telegram",) and plain.needs == {}
    assert compound.words == ("call",) and compound.needs == {"modifier": ("phone", "video")}
    assert compound.id == plain.id


def test_two_modifiers_for_one_noun_are_refused(tmp_path: Path) -> None:
    """A noun of two words takes its modifier from the first; another one in `needs` would contradict it."""
    _, source = lexicon(tmp_path, '- noun: phone call\n  needs: {modifier: [long]}\n  cameo: "041"\n')
    assert ["another 'modifier'" in problem.message for problem in source.problems] == [True]


def test_positive_conditions_weigh_more_than_exclusions(tmp_path: Path) -> None:
    """Of two entries that fit, the one that asks for something comes before the one that only rules something out."""
    found, _ = lexicon(tmp_path, '- noun: attack\n  lacks: {modifier: [heart], of: [flu]}\n  cameo: "190"\n'
                                 '- noun: drone attack\n  cameo: "1952"\n')
    assert [entry.cameo for entry in found.of("noun", "attack")] == ["1952", "190"]
