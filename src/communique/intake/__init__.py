"""Items of all sources into a record database: each once, whatever happens on the way. See `Intake`."""

from communique.intake.changes import Changes
from communique.intake.plan import Plan, Tally
from communique.intake.run import Intake
from communique.intake.sourced import size_of, sourced

__all__ = ["Changes", "Intake", "Plan", "Tally", "size_of", "sourced"]
