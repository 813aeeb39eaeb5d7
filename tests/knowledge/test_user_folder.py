"""A user's folder with mistakes: each is said with file, line and remedy, and none ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import KnowledgeError
from communique.knowledge import load

RAID = '- verb: [raid]\n  cameo: "190"\n'

BAD = [
    ("lexicon/a.yaml", "- verb: [raid\n", 2, "not YAML"),
    ("lexicon/a.yaml", "- verb: [raid]\n  \x07: 1\n", 1, "not YAML"),
    ("lexicon/a.yaml", "verb: raid\n", 1, "list of entries"),
    ("lexicon/a.yaml", "- raid\n", 1, "not a mapping"),
    ("lexicon/a.yaml", RAID + "  noun: [raid]\n", 1, "one of"),
    ("lexicon/a.yaml", RAID + "  verb: [loot]\n", 3, "stands twice"),
    ("lexicon/a.yaml", RAID + "  id: [raid]\n", 1, "not one word"),
    ("lexicon/a.yaml", (RAID + "  id: mine.raid\n") * 2, 4, "id 'mine.raid' stands twice, also in"),
    ("ontology/contexts.yaml", "- id: bees\n- id: bees\n", 2, "id 'bees' stands twice, also in"),
    ("lexicon/a.yaml", RAID + "  fruit: apple\n", 1, "'fruit' is unknown"),
    ("lexicon/a.yaml", RAID + "  status: hapened\n", 1, "Did you mean 'happened'"),
    ("lexicon/a.yaml", RAID + "  reciprocal: perhaps\n", 1, "neither true nor false"),
    ("lexicon/a.yaml", RAID + "  object: {a: b}\n", 1, "not a list of words"),
    ("lexicon/a.yaml", RAID + "  needs: with\n", 1, "not a mapping of roles"),
    ("lexicon/a.yaml", RAID.replace("190", "999"), 1, "'999' is unknown"),
    ("lexicon/a.yaml", b"- verb: [\xe1]\n", 1, "not UTF-8"),
    ("lexicon/a.yml", RAID, 1, "no part of the knowledge is read from a file of this name"),
    ("lexcion/a.yaml", RAID, 1, "Did you mean lexicon/"),
    ("ontology/types.yaml", "- id: NEW\n  quad: 5\n  score: 1\n", 1, "quad '5' is unknown"),
    ("ontology/types.yaml", "- id: NEW\n  quad: 1\n  score: high\n", 1, "no number"),
    ("ontology/types.yaml", "- id: NEW\n  quad: 1\n  score: 1\n  modes: visit\n", 1, "not a mapping of modes"),
    ("ontology/roots.tsv", "code\tname\tgoldstein\tquad\n21\tx\tnan\t4\n", 2, "no number"),
    ("ontology/roots.tsv", "21\tx\t4\t4\n22\tx\t4\t4\n", 1, "names no columns"),
    ("ontology/roots.tsv", "code\tname\tgoldstein\tquad\n21\tx\t4\t4\t5\n", 2, "5 cells under 4"),
    ("ontology/roots.tsv", b"code\tname\tgoldstein\tquad\n21\t\xe1\t4\t4\n", 1, "not UTF-8"),
    ("places/cities.tsv", "Suva\tFJI\n", 1, "2 cells, not 8"),
    ("places/cities.tsv", "Suva\t\tFJI\t\tsouth\t178.4\t80\t1\n", 1, "no number"),
    ("places/venues.tsv", "name\tfeature\tlat\tlon\nHut\tbuilding\t95\t0\n", 2, "no point on the globe"),
    ("world/offices.yaml", "- id:\n", 1, "not one word"),
    ("world/offices.yaml", "- id: warden\n  words_in: turaga\n", 1, "not a mapping of states"),
    ("world/metonyms.yaml", "- words: [the Hut]\n  state: FJI\n  sector: [GOV]\n", 1, "sector ['GOV'] is unknown"),
    ("furniture/lines.yaml", '- id: x\n  match: "("\n', 1, "no regular expression"),
]


@pytest.mark.parametrize(("name", "words", "line", "said"), BAD, ids=[f"{b[0]}: {b[3]}" for b in BAD])
def test_a_mistake_is_said_with_its_place(tmp_path: Path, name: str, words: str | bytes, line: int, said: str) -> None:
    """Whoever writes an entry wrongly is told where, what and what to do."""
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    told = [row for row in str(caught.value).splitlines() if said in row]
    assert told and told[0].startswith(f"{path}:{line}: ") and told[0].endswith("."), str(caught.value)


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    """An entry of one's own, saved with a byte order mark, and a manual beside it."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "mine.yaml").write_text("\ufeff" + RAID, encoding="utf-8")
    (tmp_path / "README.md").write_text("Ours.", encoding="utf-8")
    assert any(entry.where.endswith("mine.yaml:1") for entry in load(tmp_path).lexicon.of("verb", "raid"))
