"""The model's files → a coder that gives each PLOVER type a probability for a source and a target in a sentence.

It runs on one core, one pair at a time: so an answer does not depend on what else is asked, and the same input gives
the same bytes. The files are checked against the hashes in their card before they are loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.errors import ModelError
from communique.learned.encode import encode
from communique.records import Span

FOLDER = Path(__file__).parent / "model"
NEEDS = ("onnxruntime", "tokenizers", "numpy")
EXTRA = "The learned coder needs the extra 'accurate': pip install 'communique[accurate]', or read with --rules-only."


@dataclass(frozen=True, slots=True)
class SentenceCoder:
    """A loaded model. `name` goes into `coder.model` of every record it had a say in."""

    name: str
    types: tuple[str, ...]  # PLOVER types and NONE, in the order of the model's answer
    session: Any
    tokenizer: Any

    def opinion(self, text: str, source: Span | None, target: Span | None) -> Mapping[str, float]:
        """The probability of each type (and of NONE) for what the source does to the target.

        `text` is one sentence, the spans half-open offsets in it; None for a side that the sentence does not have.
        """
        import numpy as np

        encoded = encode(text, source, target, self._pieces, self.tokenizer.token_to_id)
        given = {
            "ids": np.array([encoded.ids], dtype=np.int64),
            "source": np.array([encoded.source], dtype=np.int64),
            "target": np.array([encoded.target], dtype=np.int64),
        }
        (answer,) = self.session.run(["types"], given)
        return dict(zip(self.types, (round(float(p), 4) for p in answer[0]), strict=True))

    def _pieces(self, text: str) -> list[int]:
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return ids


def available() -> bool:
    """Whether the packages of the extra are installed and the model is here."""
    return (FOLDER / "card.json").exists() and all(importlib.util.find_spec(name) for name in NEEDS)


def load_coder(folder: Path = FOLDER) -> SentenceCoder:
    """The coder whose files lie in a folder. Raises ModelError where something lacks or is changed."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelError(f"{EXTRA} ({error})") from error
    card = _checked(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / "coder.onnx"), options, providers=["CPUExecutionProvider"])
    return SentenceCoder(str(card["name"]), tuple(card["types"]), session,
                         Tokenizer.from_file(str(folder / "tokenizer.json")))


def _checked(folder: Path) -> dict[str, Any]:
    """The card, once the files have the hashes it gives."""
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
        for name, expected in card["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                raise ModelError(f"{folder / name} is not the file that its card describes. Install communique again.")
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The learned coder in {folder} cannot be read ({error}). Install it again.") from error
    return card
