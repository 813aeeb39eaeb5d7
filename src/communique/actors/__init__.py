"""Words → who is meant: states, bodies, groups and people, with code, sector and office."""

from communique.actors.find import find_actors

__all__ = ["find_actors"]
