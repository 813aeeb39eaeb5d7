"""Confidence: what raises and lowers it, and that it is the sum of its weights."""

from __future__ import annotations

from math import exp

import pytest

from communique.events.confidence import confidence, features
from communique.knowledge import load

WEIGHTS = load().details.confidence
PLAIN = ("rule:verb:meet", "status:happened", "time:own")


def test_features_are_read_off_the_reasons() -> None:
    reasons = ("rule:noun:talk(verb:agree)", "status:scheduled", "target:story", "second:differs:AID")
    assert list(features(reasons, "scheduled", "CONSULT", (1, 0))) == [
        "base", "one-sided", "composed", "rule:noun", "status:scheduled", "target:story", "second:differs"]
    assert "one-sided" not in features(PLAIN, "happened", "PROTEST", (1, 0))
    assert "spoken" in features(("second:SUPPORT:0.93",), "happened", "SUPPORT", (1, 1))


def test_it_is_the_logistic_of_the_sum_and_unknown_features_weigh_nothing() -> None:
    told = confidence({"base": 1.0, "status:happened": 0.5}, PLAIN, "happened", "CONSULT", (1, 1))
    assert told == pytest.approx(1 / (1 + exp(-1.5)), abs=0.005)


@pytest.mark.parametrize(("better", "worse"), [
    ((PLAIN, (1, 1)), (PLAIN, (1, 0))),
    (((*PLAIN, "second:agrees"), (1, 1)), ((*PLAIN, "second:differs:AID"), (1, 1))),
    ((PLAIN, (1, 1)), (("rule:verb:agree(verb:meet)", *PLAIN[1:]), (1, 1))),
])
def test_what_is_less_sure_gets_less(better: tuple, worse: tuple) -> None:
    high, low = (confidence(WEIGHTS, reasons, "happened", "CONSULT", sides) for reasons, sides in (better, worse))
    assert 0 < low < high < 1
