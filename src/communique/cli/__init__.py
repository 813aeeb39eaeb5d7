"""The command line: words in, calls to the library, lines out. Each command has its file; none decides anything."""

from communique.cli.main import main

__all__ = ["main"]
