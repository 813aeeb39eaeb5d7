"""How well near copies are told from follow-ups: texts of others, changed as papers change them, and as news goes on.

    python benchmarks/copies.py TEXTS.jsonl...      lines with "id" and "text"; gold sets of the workplace will do

Copies: another headline and dateline, cut at the end, words edited, sentences left out, a short paragraph added.
Follow-ups: a new lead of some length before what is known, a new half, a text of its own with some known paragraphs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from random import Random

from communique.intake.alike import SHORTEST, is_copy
from communique.intake.prints import BANDS, kept, print_of

CASES = ("headline", "cut", "edited", "added", "all", "short-lead", "lead", "update", "half", "background", "other")
COPIES = CASES[:5]


def main() -> int:
    """Prints, for each kind of change, how many are taken for copies; then precision and recall."""
    rows = [json.loads(line) for path in sys.argv[1:] for line in Path(path).read_text("utf-8").splitlines()]
    texts = [paragraphs for row in rows if len(paragraphs := _paragraphs(row["text"])) >= 5]
    for least in (1, 4):
        taken, seen, likely = Counter[str](), Counter[str](), Counter[str]()
        for n, text in enumerate(texts):
            sample, hashes = kept(print_of("\n\n".join(text)).runs, least)
            bands = set(print_of("\n\n".join(text)).bands)
            for case in CASES:
                for turn in range(3):
                    made = print_of("\n\n".join(changed(case, text, texts, Random(f"{n} {case} {turn}"))))
                    if len(made.runs) < SHORTEST:
                        continue
                    found = bool(bands & set(made.bands))
                    seen[case] += 1
                    likely[case] += found
                    taken[case] += found and is_copy(made.runs, hashes, sample)
        _tell(least, seen, likely, taken, len(texts))
    return 0


def _tell(least: int, seen: Counter[str], likely: Counter[str], taken: Counter[str], texts: int) -> None:
    print(f"{texts} texts, one in {least} hashes kept, {BANDS} keys")
    for case in CASES:
        print(f"  {case:<11} {seen[case]:5} made, {likely[case] / seen[case]:.3f} share a key, "
              f"{taken[case] / seen[case]:.3f} taken for copies")
    right = sum(taken[case] for case in COPIES)
    print(f"  precision {right / taken.total():.4f}, recall {right / sum(seen[case] for case in COPIES):.4f}")


def changed(case: str, text: list[str], texts: list[list[str]], drawn: Random) -> list[str]:
    """A text, changed."""
    other = drawn.choice([one for one in texts if one is not text])
    match case:
        case "headline":
            head = " ".join(drawn.choice(other).split()[:drawn.randint(6, 14)])
            return [head, f"GENEVA, March {drawn.randint(1, 30)} (Reuters) - {text[0]}", *text[1:]]
        case "cut":
            return text[:max(2, round(len(text) * drawn.uniform(0.3, 0.8)))]
        case "edited":
            return _edited(text, drawn)
        case "added":
            at = drawn.randrange(2, len(text) + 1)
            return [*text[:at], " ".join(" ".join(other).split()[:drawn.randint(15, 35)]), *text[at:]]
        case "all":
            return changed("headline", changed("cut", _edited(text, drawn), texts, drawn), texts, drawn)
        case "short-lead":
            return [" ".join(" ".join(other).split()[:drawn.randint(25, 35)]), *text[1:]]
        case "lead":
            return [" ".join(" ".join(other).split()[:drawn.randint(50, 90)]), *text[1:]]
        case "update":
            return [*_long(other)[:drawn.randint(2, 3)], *text]
        case "half":
            return [*other[:len(other) // 2], *text[len(text) // 2:]]
        case "background":
            return [*other, *drawn.sample(text, min(3, len(text)))]
        case _:
            return other


def _long(text: list[str]) -> list[str]:
    """The paragraphs that say something: an update does not begin with two headings."""
    return [one for one in text if len(one.split()) > 15] or text


def _edited(text: list[str], drawn: Random) -> list[str]:
    """Some words are others, and a sentence is gone."""
    out = []
    for paragraph in text:
        words = paragraph.split()
        for _ in range(len(words) // 40):
            words[drawn.randrange(len(words))] = drawn.choice(("reportedly", "about", "officials", "later", "the"))
        out.append(" ".join(words))
    at = drawn.randrange(len(out))
    sentences = out[at].split(". ")
    if len(sentences) > 1:
        del sentences[drawn.randrange(len(sentences))]
        out[at] = ". ".join(sentences)
    return out


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n") if len(one.split()) > 4]


if __name__ == "__main__":
    sys.exit(main())
