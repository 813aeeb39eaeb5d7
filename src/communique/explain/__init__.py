"""How a report was coded, and who was meant: what was tried on the way, told by the stages themselves."""

from communique.explain.explain import explain
from communique.explain.model import Explanation
from communique.explain.page import page
from communique.explain.terminal import show
from communique.explain.who import who
from communique.explain.who_terminal import show_who

__all__ = ["Explanation", "explain", "page", "show", "show_who", "who"]
