"""Text → Sentences: the only folder that knows the parser."""

from communique.analyse.analyse import analyse
from communique.analyse.gate import Gate, gate_of
from communique.analyse.model import Parser, load_parser

__all__ = ["Gate", "Parser", "analyse", "gate_of", "load_parser"]
