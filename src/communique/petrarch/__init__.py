"""Dictionaries of PETRARCH, TABARI and Phoenix → files of a knowledge folder."""

from communique.petrarch.bring import KINDS, bring, kind_of
from communique.petrarch.report import Report

__all__ = ["KINDS", "Report", "bring", "kind_of"]
