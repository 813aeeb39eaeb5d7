"""What is not done, not yet done, no longer done, only planned or only asked is marked as such."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.stages import Proposition

Marks = Callable[[str, str], Proposition]


@pytest.mark.parametrize(("text", "lemma"), [
    ("Chad did not sign the treaty.", "sign"),
    ("Neither Chad nor Sudan attacked the camp.", "attack"),
    ("No Russian troops crossed the border.", "cross"),
    ("None of the ministers attended the talks.", "talk"),
    ("Nepal failed to sign the accord.", "sign"),
    ("France has yet to ratify the agreement.", "ratify"),
    ("The ministers stopped short of signing an agreement.", "sign"),
    ("Delegations from Bolivia and Chile met without signing a treaty.", "sign"),
    ("Japan is not expected to attend the summit.", "summit"),
    ("The minister did not manage to meet the king.", "meet"),
    ("Mali has no plans to visit Paris.", "visit"),
    ("The army did not attack or shell the village.", "shell"),
    ("Thailand no longer supports the junta.", "support"),
    ("A foiled attack by Hezbollah on an Israeli embassy was reported.", "attack"),
    ("No talks took place between Armenia and Azerbaijan.", "talk"),
    ("Denmark said that it had foiled an attack by Iran on an exiled leader.", "attack"),
    ("The refusal of Hungary to ratify the accession drew criticism.", "ratify")])
def test_negated(marks: Marks, text: str, lemma: str) -> None:
    """A negating word counts wherever it stands: on the verb, its subject, its governor, the noun's adjective."""
    assert marks(text, lemma).negation is not None


@pytest.mark.parametrize(("text", "lemma"), [
    ("Ethiopia not only condemned the attack but also expelled two diplomats.", "condemn"),
    ("Ethiopia not only condemned the attack but also expelled two diplomats.", "expel"),
    ("No fewer than 20 people were killed by Boko Haram in Borno.", "kill"),
    ("The envoy did not arrive until Tuesday.", "arrive"),
    ("Russia did not stop shelling Kharkiv.", "shell"),
    ("The failed talks with Kosovo were resumed.", "talk")])
def test_not_negated(marks: Marks, text: str, lemma: str) -> None:
    """ "not only", "no fewer than", "not until" and "did not stop" leave the act standing."""
    assert marks(text, lemma).negation is None


@pytest.mark.parametrize(("text", "lemma", "modality"), [
    ("Kenya will host the summit.", "summit", "will"),
    ("The king is to visit Oman.", "visit", "plan"),
    ("The president was to have met the king.", "meet", "missed"),
    ("Kenya to host Sudan talks", "talk", "plan"),
    ("The planned visit by Putin to Ankara drew criticism.", "visit", "plan"),
    ("Talks with the rebels are scheduled for May.", "talk", "plan"),
    ("Australia is considering imposing sanctions on Fiji.", "impose", "wish"),
    ("Will Serbia impose sanctions on Russia?", "impose", "may"),
    ("Did Israel attack Iran?", "attack", "may"),
    ("He asked whether Uganda had attacked the camp.", "attack", "may"),
    ("Why did Russia invade Ukraine?", "invade", None),
    ("Fiji held the planned talks with Tonga.", "talk", None),
    ("Ghana became the first African country to recognise the government.", "recognise", None),
    ("The army is said to have attacked a village.", "attack", None)])
def test_modality(marks: Marks, text: str, lemma: str, modality: str | None) -> None:
    """Plans, wishes and questions are told from acts; a why-question and "the first to" take the act for granted."""
    assert marks(text, lemma).modality == modality


@pytest.mark.parametrize(("text", "lemma", "phase"), [
    ("Malawi called off the talks with Zambia.", "talk", "cancel"),
    ("The cancelled talks with Zambia had been due in May.", "talk", "cancel"),
    ("The visit was postponed.", "visit", "postpone"),
    ("Talks between Eritrea and Ethiopia resumed.", "talk", "resume"),
    ("Georgia has halted talks with Russia.", "talk", "end"),
    ("Thailand no longer supports the junta.", "support", "end"),
    ("The army continued shelling the town.", "shell", "continue")])
def test_phase(marks: Marks, text: str, lemma: str, phase: str) -> None:
    """The verb or adjective that says an act begins, goes on, ends or is called off is read as its phase."""
    assert marks(text, lemma).phase == phase


@pytest.mark.parametrize(("text", "lemma"), [
    ("If Turkey attacks, Greece will respond.", "respond"),
    ("Had Serbia signed the treaty, the EU would have lifted sanctions.", "sign"),
    ("Had Serbia signed the treaty, the EU would have lifted sanctions.", "lift"),
    ("Were Turkey to attack the island, Greece would respond.", "respond")])
def test_conditional(marks: Marks, text: str, lemma: str) -> None:
    """Both halves of a condition are conditional, also where the verb stands before its subject instead of an "if"."""
    assert marks(text, lemma).conditional


@pytest.mark.parametrize(("text", "lemma", "passive", "tense"), [
    ("The Serbia–Kosovo summit opened in Ohrid.", "open", False, "past"),
    ("The town, which Russian troops captured in May, was shelled.", "capture", False, "past"),
    ("Envoy expelled from Chad", "expel", True, "past"),
    ("Burundi closes border with Rwanda", "close", False, "past"),
    ("The army is said to have attacked a village.", "attack", False, "past")])
def test_voice_and_tense(marks: Marks, text: str, lemma: str, passive: bool, tense: str) -> None:
    """A past tense tagged as a participle is no passive; a headline's present tells the past."""
    found = marks(text, lemma)
    assert (found.passive, found.tense) == (passive, tense)
