"""Python files of the package → house limits that they break, one line each; exit code 1 if there are any.

Functions: 95th percentile at most 40 lines, none over 80. Files: at most 400 lines. A broad `except` stands in
one place only, around one report. Every module and public function says what it is for. No address of a machine's
folder and no TODO stays behind.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "communique"
GUARD = "stream.py"  # the one place with a broad except
MOST_FILE, MOST_FUNCTION, MOST_USUAL = 400, 80, 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> int:
    """Prints what is wrong and the figures."""
    problems: list[str] = []
    sizes: list[int] = []
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(text)
        functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
        sizes.extend(map(lines, functions))
        problems.extend(f"{name}{problem}" for problem in problems_of(path, text, tree, functions))
    usual = percentile(sizes, 0.95)
    if usual > MOST_USUAL:
        problems.append(f"95 % of the functions should have at most {MOST_USUAL} lines; now {usual}")
    print("\n".join(problems) if problems else "House limits kept.", end="\n")
    print(f"{len(sizes)} functions: median {percentile(sizes, 0.5)} lines, 95th percentile {usual}, "
          f"longest {max(sizes, default=0)}")
    return 1 if problems else 0


def problems_of(path: Path, text: str, tree: ast.Module, functions: list[Function]) -> Iterator[str]:
    """What one file does wrong, as ":line: what"."""
    if (length := text.count("\n")) > MOST_FILE:
        yield f":1: {length} lines, at most {MOST_FILE}. Is it one idea?"
    if not ast.get_docstring(tree):
        yield ":1: no module docstring. Say what comes in, what goes out and the idea"
    for function in functions:
        if lines(function) > MOST_FUNCTION:
            yield f":{function.lineno}: {function.name} has {lines(function)} lines, at most {MOST_FUNCTION}"
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and path.name != GUARD:
            yield f":{node.lineno}: broad except. Name the exception; the guard around a report is in {GUARD}"
    for number, line in enumerate(text.splitlines(), 1):
        if "TODO" in line or "FIXME" in line:
            yield f":{number}: a note to oneself. Do it, or write it down as a known failure"


def lines(function: Function) -> int:
    """How many lines a function has, its docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether an except clause takes everything."""
    return handler.type is None or (isinstance(handler.type, ast.Name)
                                    and handler.type.id in ("Exception", "BaseException"))


def percentile(values: list[int], share: float) -> int:
    """The smallest value that at least `share` of the values do not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


if __name__ == "__main__":
    sys.exit(main())
