"""Propositions and quotations → who said what, to whom, through whom."""

from communique.statements.find import find_statements

__all__ = ["find_statements"]
