"""The files of `data/world/` written by hand: organisations, groups, media, holders of offices, accounts."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from communique.knowledge.files import Row, files
from communique.knowledge.ontology import load as load_ontology
from communique.knowledge.phrases import folded_words
from communique.knowledge.world import World
from communique.knowledge.world import load as load_world

FOLDER = files().folders[0] / "world"
BODIES = ("organisations", "groups", "media")
CATEGORIES = {
    "organisations": "igo court forum summit mechanism company ngo ministry parliament agency bank religious",
    "groups": "armed_group party movement union people",
    "media": "agency broadcaster newspaper site",
}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SPAN = {4: "year", 7: "month", 10: "day"}


LISTS = ("names", "acronym", "members", "accounts")


@cache
def bodies(kind: str) -> list[tuple[Path, dict[str, Any]]]:
    """All entries of one kind with their file, none replaced by another of the same id."""
    out: list[tuple[Path, dict[str, Any]]] = []
    for path in sorted((FOLDER / kind).glob("*.tsv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""):
            lists = {field: row[field].split("|") for field in LISTS if row.get(field)}
            out.append((path, {**{k: v for k, v in row.items() if v}, **lists}))
    return out


@cache
def holders() -> list[dict[str, str]]:
    """All rows of all tables of holders."""
    out = []
    for path in sorted((FOLDER / "holders").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            out += list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    return out


@cache
def world() -> tuple[World, list[str]]:
    """The world and what the loader finds wrong with its files."""
    source = files()
    ontology = load_ontology(source)
    before = len(source.problems)
    loaded = load_world(source, ontology)
    return loaded, [str(problem) for problem in source.problems[before:]]


def comes_after(end: str, start: str) -> bool:
    """Whether one date is later than another as far as both are known."""
    known = min(len(end), len(start))
    return end[:known] > start[:known]


def test_loads_without_problems() -> None:
    """The loader finds no unknown state, sector, office or reference, and no two holders at once."""
    assert world()[1] == []


def test_ids_are_unique() -> None:
    """An id names one body, in whatever file it stands, and no person's ref is a body's id."""
    ids = Counter(str(row["id"]) for kind in BODIES for _, row in bodies(kind))
    refs = {row["ref"] for row in holders()}
    assert [ref for ref, count in ids.items() if count > 1] == []
    assert sorted(refs & ids.keys()) == []


@pytest.mark.parametrize("kind", BODIES)
def test_bodies_are_well_formed(kind: str) -> None:
    """Every body has a slug, a name without markup, a known category, a code and honest dates."""
    states = {code for code, entry in world()[0].entries.items() if entry.kind == "state"}
    for path, row in bodies(kind):
        where = f"{path.name}: {row['id']}"
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(row["id"])), where
        assert row["category"] in CATEGORIES[kind].split(), where
        assert kind == "media" or row["category"] == "people" or row["code"] in states | {"IGO", "NGO", "MNC"}, where
        assert not re.search(r"[|;=]|^\s|\s$", f"{row['name']}{''.join(row.get('names', []))}"), where
        for name in ("since", "until"):
            assert DATE.fullmatch(str(row.get(name, "2000"))), where
        assert not comes_after(str(row.get("since", "")), str(row.get("until", "9999"))), where


def test_names_say_something() -> None:
    """A name is more than a word that opens sentences: "Memorial", "Elders", "Move Forward" are no names here."""
    common = {"memorial", "elders", "left", "move forward", "labour", "labor", "democracy", "amnesty", "citizen",
              "let", "peninsula", "economist", "hindu", "trend", "punch", "sun", "independent", "times", "standard"}
    found = {name for kind in BODIES for _, row in bodies(kind) for name in [row["name"], *row.get("names", [])]
             if " ".join(folded_words(str(name))) in common}
    assert found == set()


def test_dates_of_terms() -> None:
    """A term begins before it ends, and its precision is that of its coarser date."""
    for row in holders():
        dates = [row[name] for name in ("from", "to") if row[name]]
        assert row["from"], row
        assert all(DATE.fullmatch(date) for date in dates), row
        assert row["precision"] == SPAN[min(map(len, dates))], row
        assert not row["to"] or not comes_after(row["from"], row["to"]), row


def test_every_office_and_place_is_known() -> None:
    """No row of holders is passed over in silence because its office or body is spelled otherwise."""
    loaded = world()[0]
    assert {row["of"] for row in holders()} - loaded.entries.keys() == set()
    assert {row["office"] for row in holders()} - loaded.offices.keys() == set()


def test_one_person_one_name() -> None:
    """All terms of a person carry the same name, variants, gender and identifier."""
    people: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in holders():
        people[row["ref"]].add(tuple(row[name] for name in ("name", "names", "gender", "wikidata")))
        assert row["gender"] in ("f", "m"), row
    assert {ref for ref, forms in people.items() if len(forms) > 1} == set()


def test_a_person_is_not_twice_in_one_office() -> None:
    """Two terms of one person in one office don't run into each other."""
    terms: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in holders():
        terms[row["ref"], row["office"], row["of"]].append((row["from"], row["to"] or "9999"))
    for key, spans in terms.items():
        assert all(not comes_after(end, start) for (_, end), (start, _) in pairwise(sorted(spans))), key


def test_accounts_are_unique() -> None:
    """A handle belongs to one account, whether it stands with a body or in the list of accounts."""
    rows: list[Row] = files().yaml("world/accounts", required=["handle"])
    handles = [str(row["handle"]).lower() for row in rows]
    handles += [str(h).lower() for kind in BODIES for _, row in bodies(kind) for h in row.get("accounts", [])]
    assert [handle for handle, count in Counter(handles).items() if count > 1] == []
    assert not [handle for handle in handles if not re.fullmatch(r"\w{1,20}", handle)]


@pytest.mark.parametrize(("office", "of", "date", "ref"), [
    ("foreign minister", "RUS", "2014-03-18", "sergei-lavrov"),
    ("prime minister", "IND", "2004-05-21", "atal-bihari-vajpayee"),
    ("president", "BRA", "2022-12-31", "jair-bolsonaro"),
    ("president", "USA", "2021-01-19", "donald-trump"),
    ("prime minister", "JPN", "2007-01-01", "shinzo-abe"),
    ("supreme leader", "IRN", "2010-06-01", "ali-khamenei"),
    ("president", "KEN", "2015-07-25", "uhuru-kenyatta"),
    ("secretary-general", "un", "2006-12-30", "kofi-annan"),
    ("foreign policy chief", "eu", "2020-05-05", "josep-borrell"),
    ("prime minister", "DEU", "2015-09-04", "angela-merkel"),
    ("foreign minister", "CHN", "2023-03-07", "qin-gang"),
    ("prime minister", "AUS", "2012-02-01", "julia-gillard"),
])
def test_who_held_an_office(office: str, of: str, date: str, ref: str) -> None:
    """The holder of an office is found by the day, across returns, caretakers and turns of the year."""
    term = world()[0].holder(office, of, date)
    assert term is not None
    assert term.ref == ref


def test_enough_is_known() -> None:
    """The world covers bodies, groups, outlets and terms of office of all regions."""
    assert len(bodies("organisations")) >= 300
    assert len(bodies("groups")) >= 200
    assert len(bodies("media")) >= 120
    assert len({row["of"] for row in holders() if row["office"] in ("president", "prime minister", "king")}) >= 150
