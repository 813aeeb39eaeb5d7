"""The knowledge's own examples, run through the pipeline."""

from communique.selfcheck.check import check

__all__ = ["check"]
