"""The command line as a person sees it: exit code, output, errors. The reader is loaded once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

import communique
from communique import stream
from communique.cli import main


class Seen(NamedTuple):
    """What a command leaves behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def loaded() -> communique.Reader:
    """A reader with the package's own knowledge."""
    return communique.load()


@pytest.fixture
def run(capfd, monkeypatch, loaded) -> Callable[..., Seen]:
    """Runs a command in this process. Readers of our own knowledge are taken from stock."""
    load = communique.load

    def stocked(*, knowledge=None, model=stream.DEFAULT_MODEL, rules_only=False, gate=False):
        usual = knowledge is None and model == stream.DEFAULT_MODEL and not rules_only and not gate
        return loaded if usual else load(knowledge=knowledge, model=model, rules_only=rules_only, gate=gate)

    monkeypatch.setattr(communique, "load", stocked)

    def command(*words: object) -> Seen:
        stream.reader.cache_clear()
        code = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Seen(code, out, err)

    return command
