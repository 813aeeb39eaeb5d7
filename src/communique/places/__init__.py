"""Where things are: names of places in the text and what they refer to."""

from communique.places.find import find_places

__all__ = ["find_places"]
