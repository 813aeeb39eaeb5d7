"""How much of an article extraction keeps, and what else it lets in: on the 181 annotated pages.

The measure is that of the pages' own benchmark: overlap of sequences of four words, precision and recall averaged over
pages, F1 of the two averages. Beside it: embedded posts found as posts, lines of "Read also" left in texts, pages per
CPU-second. The pages are not part of the repository; COMMUNIQUE_GOLD names the folder they are in.

    COMMUNIQUE_GOLD=… python benchmarks/pages.py [--worst 20] [--bulk]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import mean

from communique.clean import clean
from communique.errors import ReportError
from communique.ingest.items import Item
from communique.ingest.read_item import read_item
from communique.knowledge import load
from communique.stages import Reading

WORD = re.compile(r"\w+")
LEFT = re.compile(
    r"^(?:read (?:also|more|next)|also read|see also|related(?: stories| articles)?|recommended)\b.{0,100}$",
    re.IGNORECASE | re.MULTILINE)
EMBED = re.compile(
    r"<blockquote[^>]{0,300}class=[\"'][^\"']{0,100}(?:twitter-tweet|instagram-media|tiktok-embed|fb-post)")


def fours(text: str) -> Counter[tuple[str, ...]]:
    """Sequences of four words; a shorter text is one sequence."""
    words = WORD.findall(text)
    return Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)))


def shares(true: str, found: str) -> tuple[float, float]:
    """Precision and recall of a page."""
    a, b = fours(true), fours(found)
    both = sum((a & b).values())
    return both / max(1, sum(b.values())), both / max(1, sum(a.values()))


def f1(pairs: list[tuple[float, float]]) -> float:
    """Of the averages of both."""
    p, r = mean(p for p, _ in pairs), mean(r for _, r in pairs)
    return 2 * p * r / (p + r)


def main() -> None:
    """Reads all pages and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages with the lowest F1")
    parser.add_argument("--bulk", action="store_true", help="the quick extractor")
    args = parser.parse_args()
    folder = Path(os.environ.get("COMMUNIQUE_GOLD", "")) / "pages"
    if not folder.is_dir():
        sys.exit("COMMUNIQUE_GOLD must name the folder of annotated texts, with 'pages' in it.")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    knowledge = load()
    raw, cleaned, worst, embeds, posts, left, spent = [], [], [], 0, 0, [], 0.0
    for name, row in truth.items():
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        began = time.process_time()
        try:
            report = read_item(Item(name, "html-bulk" if args.bulk else "html", page, {"url": row["url"]}))
        except ReportError as error:
            print(f"{name[:8]} {error}")
            raw.append((0.0, 0.0))
            cleaned.append((0.0, 0.0))
            continue
        spent += time.process_time() - began
        reading = clean(Reading(report), knowledge)
        raw.append(shares(row["articleBody"], report.text))
        cleaned.append(shares(row["articleBody"], reading.text))
        worst.append((cleaned[-1], raw[-1], name, row["url"]))
        embeds += len(EMBED.findall(page.decode("utf-8", "replace")))
        posts += len(reading.posts)
        left += [(name[:8], line) for line in LEFT.findall(reading.text)]
    print(f"{len(truth)} pages: F1 {f1(raw):.4f} as extracted, {f1(cleaned):.4f} cleaned "
          f"(precision {mean(p for p, _ in cleaned):.4f}, recall {mean(r for _, r in cleaned):.4f}); "
          f"{posts} posts of {embeds} embeds; {len(left)} lines of 'Read also' left; "
          f"{len(truth) / spent:.0f} pages per CPU-second")
    for line in left:
        print("left:", *line)
    for after, before, name, url in sorted(worst, key=lambda row: f1([row[0]]) if sum(row[0]) else 0.0)[:args.worst]:
        print(f"{after[0]:.2f} {after[1]:.2f}  (extracted {before[0]:.2f} {before[1]:.2f})  {name[:8]}  {url[:100]}")


if __name__ == "__main__":
    main()
