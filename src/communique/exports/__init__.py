"""A record → the files that other programs read, one small module a format. See `export`."""

from communique.exports.formats import FORMATS, export
from communique.exports.request import Format, Tally

__all__ = ["FORMATS", "Format", "Tally", "export"]
