"""Feeds, sitemaps and pages that are asked again and again, their new articles into the record. See `Watcher`.

`Sources` is what a program needs to show what is watched and to change it: states, add, pause, resume, remove, errors.
"""

from communique.watch.config import read_sources
from communique.watch.sources import Sources
from communique.watch.watched import Failure, State, Watched, interval, spoken
from communique.watch.watcher import Round, Watcher

__all__ = ["Failure", "Round", "Sources", "State", "Watched", "Watcher", "interval", "read_sources", "spoken"]
