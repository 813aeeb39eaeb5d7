"""One reader for the whole run: loading the model and the knowledge takes longer than most tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

import communique

# The same examples on every run, so that a run says something about the change; COMMUNIQUE_FUZZ=1 draws new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("new", derandomize=False)
settings.load_profile("new" if os.environ.get("COMMUNIQUE_FUZZ") else "repeatable")


@pytest.fixture(scope="session")
def reader() -> communique.Reader:
    return communique.load()
