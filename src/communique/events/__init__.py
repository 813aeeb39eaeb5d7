"""Propositions and what they refer to → Events."""

from communique.events.find import find_events

__all__ = ["find_events"]
