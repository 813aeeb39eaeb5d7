"""A client with short limits, and a clock that a test can turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from communique.errors import FetchError
from communique.fetch import Client, Limits, Manners

SHORT = {"resolve": 2.0, "connect": 5.0, "read": 5.0, "whole": 8.0, "packed": 200_000, "size": 400_000, "headers": 8192,
         "redirects": 4, "allow_private": True, "ports": None}
QUICK = {"robots": False, "delay": 0.0, "tries": 1}


@dataclass
class Clock:
    """Sleeping takes no time, and is written down."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def hasty() -> dict[str, object]:
    """Limits for tests that wait for the end of our patience."""
    return {"connect": 0.4, "read": 0.3, "whole": 0.6}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client() -> Callable[..., Client]:
    def make(limits: dict[str, object] | None = None, clock: Clock | None = None, resolve=None,
             **manners: object) -> Client:
        more = {} if clock is None else {"clock": clock, "sleep": clock.sleep}
        if resolve is not None:
            more["resolve"] = resolve
        return Client(Limits(**(SHORT | (limits or {}))), Manners(**(QUICK | manners)), chance=lambda: 0.5, **more)
    return make


@pytest.fixture
def refused() -> Callable[..., FetchError]:
    """The error of fetching an address."""
    def ask(client: Client, url: str, **more: str) -> FetchError:
        with pytest.raises(FetchError) as caught:
            client.get(url, **more)
        return caught.value
    return ask
