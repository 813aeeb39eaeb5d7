"""Work on lines for the tests; it stands in a module of its own since workers import it by name."""

from __future__ import annotations

import os
import time

from communique.errors import KnowledgeError, ReportError


def shout(line: bytes, settings: object = None) -> bytes:
    """Small letters to capitals; some lines go wrong on purpose."""
    if line == b"refuse":
        raise ReportError("no report here", kind="refused")
    if line == b"break":
        raise ZeroDivisionError("oops")
    if line == b"die":
        os._exit(9)
    if line.startswith(b"slow"):
        time.sleep(0.2)
    if line == b"sleep":
        time.sleep(60)
    return line.upper()


def answer_all(chunk: list[bytes]) -> list[bytes]:
    """All lines of a chunk."""
    return [shout(line) for line in chunk]


def prepare() -> None:
    """Nothing to load."""


def cannot_prepare() -> None:
    """What a worker meets when the knowledge is wrong."""
    raise KnowledgeError("lexicon/x.yaml:3: no such verb")
