"""Report → cleaned text, with every change recorded. See `clean.clean`."""

from communique.clean.clean import clean

__all__ = ["clean"]
