"""The second coder: a small transformer that has learned what a source does to a target from written sentences.

Optional (the extra `accurate`). It never finds an event by itself: it is asked about a sentence and two phrases of it,
and gives each type a probability. `training/` holds its sentences, the training script and its card.
"""

from __future__ import annotations

from communique.learned.coder import SentenceCoder, available, load_coder

__all__ = ["SentenceCoder", "available", "load_coder"]
