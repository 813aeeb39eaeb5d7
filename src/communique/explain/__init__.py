"""How a report was coded: what was tried on the way to its events, told by the stages themselves."""

from communique.explain.explain import explain
from communique.explain.model import Explanation
from communique.explain.page import page
from communique.explain.terminal import show

__all__ = ["Explanation", "explain", "page", "show"]
