"""One reader for the whole run: loading the model and the knowledge takes longer than most tests."""

from __future__ import annotations

import pytest

import communique


@pytest.fixture(scope="session")
def reader() -> communique.Reader:
    return communique.load()
