"""Knowledge: what a political scientist might change, read from files into one frozen object."""

from communique.knowledge.files import Files, Problem, Row, files, words
from communique.knowledge.model import Knowledge, load, load_files

__all__ = ["Files", "Knowledge", "Problem", "Row", "files", "load", "load_files", "words"]
