"""Sentences → Propositions: who does what to whom, and under which negation, modality and tense."""

from communique.propositions.find import find_propositions

__all__ = ["find_propositions"]
