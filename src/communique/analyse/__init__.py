"""Text → Sentences: the only folder that knows the parser."""

from communique.analyse.analyse import analyse
from communique.analyse.model import Parser, load_parser

__all__ = ["Parser", "analyse", "load_parser"]
