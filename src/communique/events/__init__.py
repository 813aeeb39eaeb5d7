"""Propositions and what they refer to → Events."""

from communique.events.find import find_events
from communique.events.scene import Trace

__all__ = ["Trace", "find_events"]
