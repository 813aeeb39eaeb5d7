"""A record → something to look at: lines for a terminal, a page for a browser, a frame for a notebook."""

from communique.views.html import notebook, page
from communique.views.terminal import show

__all__ = ["notebook", "page", "show"]
