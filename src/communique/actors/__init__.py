"""Words → who is meant: states, bodies, groups and people, with code, sector and office."""

from communique.actors.find import find_actors
from communique.actors.weigh import Weighings

__all__ = ["Weighings", "find_actors"]
