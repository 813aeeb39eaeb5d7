"""A report's text → its print: what near copies of it are known by.

The words, without case and marks, are hashed in runs of four. What stays of a print once its report is stored is a set
of these hashes: all of them, or for a long text, and where texts are not kept, one in so many, chosen by the hash
itself, so that the same ones are kept of two texts. A MinHash signature (rensa) cut into bands of three rows gives the
keys by which likely copies are found: texts that share four tenths of their runs share a key nine times in ten, texts
that share one tenth three times in a hundred.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

RUN = 4  # words
BANDS, ROWS = 32, 3
MOST = 1024  # hashes that are kept of a report
SPARSE = 4  # the least sample where texts are not kept: their words cannot be put together from it
_WORD = re.compile(r"[^\W_]+")
_MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Print:
    """`runs`: the hashes of all runs of words, in the order of the text; `bands`: the keys, 64 bits each."""

    runs: array[int]
    bands: array[int]


def print_of(text: str) -> Print:
    """The print of a text; of one that has too few words, an empty one.

    >>> print_of("One two three four five six.") == print_of("one, two, THREE four five six")
    True
    """
    from rensa import RMinHash  # only here: reading lines of JSON needs none

    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if len(words) < RUN:
        return Print(array("I"), array("q"))
    runs = [" ".join(words[n:n + RUN]) for n in range(len(words) - RUN + 1)]
    hashes = RMinHash.hash_token_sets([runs])
    signature = RMinHash.digest_matrix_from_token_hash_sets(hashes, BANDS * ROWS, 1).to_rows()[0]
    return Print(array("I", (one & _MASK for one in hashes[0])), _bands(signature))


def _bands(signature: list[int]) -> array[int]:
    rows = array("I", signature).tobytes()
    width = ROWS * 4
    keys = array("q")
    for n in range(BANDS):
        keys.frombytes(blake2b(rows[n * width:(n + 1) * width], digest_size=8, salt=n.to_bytes(2, "big")).digest())
    return keys


def sampled(hashes: Iterable[int], sample: int) -> array[int]:
    """Those of the hashes that are in a sample of one in so many, in rising order."""
    return array("I", sorted({one for one in hashes if one % sample == 0}))


def kept(runs: array[int], least: int = 1) -> tuple[int, array[int]]:
    """What is kept of a print: the sample, a power of two, and the hashes in it."""
    sample, number = least, len(set(runs))
    while number > MOST * sample:
        sample *= 2
    return sample, sampled(runs, sample)
