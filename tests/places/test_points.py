"""How often a name in context gets the right point."""

from __future__ import annotations

from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.records import Place
from tests.places.test_find_places import at, read

CASES = yaml.safe_load((Path(__file__).parent / "points.yaml").read_text(encoding="utf-8"))
WITHIN, SHARE = 50.0, 0.90  # km; the goal
AMBIGUOUS = [case for case in CASES if case.get("ambiguous")]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the great circle. Lisbon and Madrid are some 500 km apart.

    >>> 480 < kilometres((38.72, -9.14), (40.42, -3.70)) < 520
    True
    """
    (a, b), (c, d) = (map(radians, point) for point in (one, other))
    return 12742 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


@cache
def found(text: str, mark: str) -> Place | None:
    return at(read(text), mark)


def is_right(case: dict[str, Any]) -> bool:
    """Whether the name marked has a point within 50 km and the right state."""
    place = found(case["text"], case["mark"])
    if place is None or place.lat is None or place.lon is None:
        return False
    near = kilometres((place.lat, place.lon), tuple(case["near"])) <= WITHIN
    return near and case["expect"].rsplit(" ", 1)[1] in ("null", place.country or "null")


@pytest.mark.parametrize(("cases", "least"), [(CASES, 120), (AMBIGUOUS, 40)], ids=["all", "ambiguous"])
def test_nine_of_ten_points_are_right(cases: list[dict[str, Any]], least: int, record_property: Any) -> None:
    """At least .90 of the names have a point within 50 km of the true one, and of the ambiguous ones as well."""
    wrong = [case["label"] for case in cases if not is_right(case)]
    share = 1 - len(wrong) / len(cases)
    record_property("share", round(share, 3))
    assert len(cases) >= least
    assert share >= SHARE, f"{share:.3f} of {len(cases)}; wrong: {wrong}"


def test_all_regions_are_there() -> None:
    """The cases are of some seventy states on all continents."""
    assert len({case["expect"].rsplit(" ", 1)[1] for case in CASES}) >= 60
