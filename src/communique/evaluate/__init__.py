"""Codings against each other: gold against records, one coder against another."""

from communique.evaluate.agreement import Agreement, agree
from communique.evaluate.codings import Codings, read_codings
from communique.evaluate.scores import Scores, score

__all__ = ["Agreement", "Codings", "Scores", "agree", "read_codings", "score"]
