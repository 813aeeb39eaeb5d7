"""Files of `data/world/` → the plain tables a `World` is built from, every row checked.

In: `Files`. Out: one mutable `Tables`; mistakes go to `files.problem` with their line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.knowledge.files import Files, Row, words
from communique.knowledge.ontology import Ontology
from communique.knowledge.phrases import fold
from communique.knowledge.titles import plural, wordings
from communique.knowledge.world_actors import read_actors
from communique.knowledge.world_check import check_dates, check_precision, check_tables, known_code
from communique.knowledge.world_rows import Account, Entry, Membership, Metonym, Office, Relation, Role, Term
from communique.knowledge.world_tables import Tables, is_known, text

BODY_FIELDS = (
    "names", "acronym", "adjectives", "code", "sector", "country", "members", "since", "until", "in_power", "wikidata",
    "accounts", "note")
KINDS = {"company": "MNC", "ngo": "NGO", "igo": "IGO", "forum": "IGO", "summit": "IGO", "mechanism": "IGO"}
SECTORS = {"court": "JUD", "company": "BUS", "bank": "BUS", "ngo": "SOC", "parliament": "LEG", "university": "EDU",
           "religious": "REL", "newspaper": "JRN", "broadcaster": "JRN", "site": "JRN"}
GENDERS = ("", "f", "m")
DEFAULT_SECTORS = {"organisations": "GOV", "groups": "REB", "media": "JRN"}


def read_tables(files: Files, ontology: Ontology) -> Tables:
    """All of `data/world/`, in the order in which one file needs another."""
    tables = Tables()
    _states(files, tables)
    for folder, kind in (("organisations", "organisation"), ("groups", "group"), ("media", "organisation")):
        _bodies(files, ontology, tables, folder, kind)
    _organs(files, tables)
    _memberships(files, tables)
    _metonyms(files, ontology, tables)
    _offices(files, ontology, tables)
    _holders(files, tables)
    read_actors(files, ontology, tables)
    _roles(files, ontology, tables)
    _relations(files, tables)
    _name_forms(files, tables)
    _accounts(files, tables)
    check_tables(files, tables)
    return tables


def _states(files: Files, tables: Tables) -> None:
    columns = ["code", "name", "names", "adjectives", "peoples", "capital", "kind"]
    rows = files.tsv("world/states", required=columns, optional=["iso2", "wikidata", "lat", "lon"])
    for row in rows:
        code = row["code"]
        if code in tables.entries and not row.mine:
            files.problem(row, f"state {code!r} stands twice", "Take one row out")
        tables.entries[code] = Entry(code, row["name"], "state", row["kind"], code, "GOV", code,
                                     wikidata=row.get("wikidata") or None, capital=row["capital"], where=row.where)
        names = (row["name"], *words(row["names"]))
        tables.name(row, names, code)
        tables.names += [(name.replace(" of the ", " of "), code) for name in names if " of the " in name]
        tables.capitals += [(name, code) for name in words(row["capital"])]
        _demonyms(tables, code, row)
    for row in files.yaml("world/states", required=["id"], optional=["names", "adjectives", "peoples"],
                          repeated=True):
        if files.known(row, "id", row["id"], tables.entries):
            tables.name(row, words(row.get("names")), row["id"])
            _demonyms(tables, row["id"], row)


def _demonyms(tables: Tables, code: str, row: Row) -> None:
    tables.adjectives += [(word, code) for word in words(row.get("adjectives"))]
    peoples = words(row.get("peoples"))
    tables.adjectives += [(word, code) for word in peoples]
    tables.peoples += peoples


def _bodies(files: Files, ontology: Ontology, tables: Tables, folder: str, kind: str) -> None:
    required = ["id", "name", "category"]
    both = (read(f"world/{folder}", required=required, optional=BODY_FIELDS) for read in (files.tsv, files.yaml))
    rows = {row["id"]: row for read in both for row in read}  # a folder of the user's own may be YAML
    categories = {*KINDS, *SECTORS, *(str(row["category"]) for row in rows.values() if not row.mine)}
    for row in rows.values():
        ref, category = str(row["id"]), str(row["category"])
        country = row.get("country") or None
        sector = row.get("sector") or SECTORS.get(category) or DEFAULT_SECTORS[folder]
        if ref in tables.entries:
            files.problem(row, f"id {ref!r} is taken", "Choose another id")
        if row.mine:
            files.known(row, "category", category, categories)
        known_code(files, row, tables.entries, ontology.codes)
        check_dates(files, row, "since", "until", str(row["name"]))
        if country is not None:
            is_known(files, row, "country", country, tables.entries)
        for member in words(row.get("members")):
            is_known(files, row, "member", member, tables.entries)
        is_known(files, row, "sector", sector, ontology.sectors)
        tables.entries[ref] = Entry(
            ref, str(row["name"]), kind, category, row.get("code") or country or KINDS.get(category), sector, country,
            text(row.get("since")), text(row.get("until")), text(row.get("wikidata")), words(row.get("members")),
            in_power=text(row.get("in_power")), where=row.where)
        names = (str(row["name"]), *words(row.get("names")), *words(row.get("acronym")))
        for name in names:
            if "=" in name or "|" in name:
                files.problem(row, f"{name!r} is no name", "Give each field a line of its own")
        tables.name(row, dict.fromkeys(names), ref)
        tables.adjectives += [(word, ref) for word in words(row.get("adjectives"))]
        for handle in words(row.get("accounts")):
            tables.accounts[handle.lower().lstrip("@")] = Account(handle, ref, str(row["name"]), country, sector, None)


def _organs(files: Files, tables: Tables) -> None:
    """Bodies that act as another one; an organ has one body, and the body is nobody's organ."""
    for row in files.yaml("world/organs", required=["of", "organs"]):
        of = str(row["of"])
        for organ in words(row["organs"]):
            known = all(is_known(files, row, "organ", ref, tables.entries) for ref in (of, organ))
            if known and (organ == of or tables.entries[organ].part_of or tables.entries[of].part_of):
                files.problem(row, f"{organ!r} of {of!r}: one of them is an organ already",
                              "Name each organ once, of its body")
            elif known:
                tables.entries[organ] = replace(tables.entries[organ], part_of=of)


def _memberships(files: Files, tables: Tables) -> None:
    """Who joined a body late, or left it. Who has left is no member today, and who has not is one."""
    for row in files.tsv("world/memberships", required=["body", "member"], optional=["since", "until"]):
        body, member = row["body"], row["member"]
        if all(is_known(files, row, name, row[name], tables.entries) for name in ("body", "member")):
            check_dates(files, row, "since", "until", f"{member} in {body}")
            told = Membership(member, text(row.get("since")), text(row.get("until")))
            if (member in tables.entries[body].members) == bool(told.until) and tables.entries[body].members:
                files.problem(row, f"{member} is {'' if told.until else 'not '}among the members of {body}",
                              "Mend 'members' of the body, or 'until' here")
            tables.memberships.setdefault(body, []).append(told)


def _metonyms(files: Files, ontology: Ontology, tables: Tables) -> None:
    fields = ["state", "sector", "ref", "place", "shared", "body"]
    rows = files.yaml("world/metonyms", required=["words"], optional=fields)
    for number, row in enumerate(rows):
        ref, sector = row.get("ref") or row.get("state"), row.get("sector") or "GOV"
        if is_known(files, row, "sector", sector, ontology.sectors) and (
                is_known(files, row, "state or ref", str(ref), tables.entries)):
            key = f"~{number}"
            tables.metonyms[key] = Metonym(str(ref), sector, bool(row.get("place")), bool(row.get("shared")),
                                          bool(row.get("body")), row.where)
            if row.mine:
                _free(tables, words(row["words"]))
            tables.name(row, words(row["words"]), key)


def _free(tables: Tables, names: Iterable[str]) -> None:
    """Takes words of the user's from the houses of ours that have them."""
    wanted = {fold(name) for name in names}
    tables.names = [(name, key) for name, key in tables.names if key[0] != "~" or fold(name) not in wanted]


def _offices(files: Files, ontology: Ontology, tables: Tables) -> None:
    fields = ["words", "words_in", "portfolio", "sector", "rank", "single", "gender", "countries"]
    for row in files.yaml("world/offices", required=["id"], optional=fields):
        sector = row.get("sector")
        if sector:
            files.known(row, "sector", sector, ontology.sectors)
        office = Office(row["id"], sector, int(files.number(row, "rank", 3)), bool(row.get("single")),
                        row.get("gender") or "", frozenset(words(row.get("countries"))))
        tables.offices[office.id] = office
        _titles(tables, office, "", (office.id, *words(row.get("words"))))
        by_state = row.get("words_in") or {}
        if not isinstance(by_state, dict):
            files.problem(row, "'words_in' is not a mapping of states to titles", "Write 'words_in: {FJI: [turaga]}'")
            continue
        for state, titles in by_state.items():
            if files.known(row, "state", state, tables.entries):
                _titles(tables, office, state, words(titles))
        for rank, made in wordings(words(row.get("portfolio"))).items():
            owner = office if not rank else Office(f"{rank} {office.id}", sector, 3, False)
            tables.offices.setdefault(owner.id, owner)
            _titles(tables, owner, "", made)


def _titles(tables: Tables, office: Office, state: str, titles: Iterable[str]) -> None:
    key = f"{office.id}|{state}" if state else office.id
    for title in titles:
        many = plural(title)
        tables.titles += [(title, key), (many, key)]
        tables.plural_titles.append(many)


def _holders(files: Files, tables: Tables) -> None:
    columns = ["ref", "name", "names", "gender", "office", "of", "from", "to"]
    offices = _office_names(tables)
    seen: set[tuple[str, str]] = set()
    for row in files.tsv("world/holders", required=columns, optional=["precision", "wikidata", "note"]):
        office = offices.get(fold(row["office"]), "")
        if not office:
            files.known(row, "office", row["office"], tables.offices)
            continue
        if not is_known(files, row, "of", row["of"], tables.entries):
            continue
        check_dates(files, row, "from", "to", f"the term of {row['name']}")
        check_precision(files, row)
        files.known(row, "gender", row["gender"], GENDERS)
        ref = row["ref"]
        known = tables.entries.get(ref)
        if known is not None and known.kind == "person" and known.name != row["name"]:
            tables.renamed.append((ref, row["name"], row.where))
        if known is not None and known.kind != "person":
            files.problem(row, f"ref {ref!r} is the id of {known.name}", "Choose another ref")
            continue
        if known is None:
            tables.entries[ref] = Entry(ref, row["name"], "person", "person", None, None,
                                        wikidata=row.get("wikidata") or None, gender=row["gender"], where=row.where)
        for name in (row["name"], *words(row["names"])):
            if (ref, name) not in seen:
                seen.add((ref, name))
                tables.name(row, (name,), ref)
                tables.person_names.append((ref, name))
        tables.terms.append(Term(ref, office, row["of"], row["from"], row["to"] or None, row.where))


def _office_names(tables: Tables) -> dict[str, str]:
    """Ids, and other wordings that name one office only: a table of holders may say "director general"."""
    out = {fold(title): key for title, key in reversed(tables.titles) if "|" not in key}
    return {**out, **{fold(office): office for office in tables.offices}}


def _roles(files: Files, ontology: Ontology, tables: Tables) -> None:
    for row in files.yaml("world/roles", required=["words", "sector"], optional=["kind", "needs_state"]):
        files.known(row, "sector", row["sector"], ontology.sectors)
        role = Role(row["sector"], row.get("kind") or "group", bool(row.get("needs_state")), row.where)
        for word in words(row["words"]):
            tables.roles[word] = role if row.mine else tables.roles.get(word, role)  # the user's goes before ours


def _relations(files: Files, tables: Tables) -> None:
    fields = ["to", "refers", "plural", "gender", "states", "categories", "named", "bare", "stated", "done",
              "undergone"]
    for row in files.yaml("world/relations", required=["id", "words"], optional=fields):
        states = frozenset(words(row.get("states")))
        for state in sorted(states):
            files.known(row, "state", state, tables.entries)
        relation = Relation(row["id"], row.get("to"), row.get("refers"), bool(row.get("plural")),
                            row.get("gender") or "", states, frozenset(words(row.get("categories"))),
                            words(row.get("named")), bool(row.get("bare")), bool(row.get("stated")),
                            frozenset(words(row.get("done"))), frozenset(words(row.get("undergone"))))
        for word in words(row["words"]):
            tables.relations[word] = (*tables.relations.get(word, ()), relation)


def _name_forms(files: Files, tables: Tables) -> None:
    """Honorifics, first names, family names that come first, and how to tell a capital that acts."""
    for row in files.yaml("world/honorifics", required=["words"], optional=["gender"]):
        tables.honorifics.update({fold(word): row.get("gender") or "" for word in words(row["words"])})
    for row in files.tsv("world/given_names", required=["gender", "names"]):
        for name in words(row["names"]):
            key = fold(name).split("-")[0]
            same = tables.given_names.get(key, row["gender"]) == row["gender"] != "-"
            tables.given_names[key] = row["gender"] if same else ""
    _first_names_of_holders(tables)
    for row in files.tsv("world/family_first", required=["country", "names"]):
        for name in words(row["names"]):
            tables.family_first[fold(name)] = tables.family_first.get(fold(name), frozenset()) | {row["country"]}
    for row in files.yaml("world/usage", required=["id", "words"]):
        tables.usage[row["id"]] = frozenset(words(row["words"]))


def _first_names_of_holders(tables: Tables) -> None:
    """What the first names of known people tell, where two or more bear one, all agree, and the list says nothing."""
    told: dict[str, list[str]] = {}
    seen: set[str] = set()
    for ref, name in tables.person_names:
        parts = fold(name).split()
        if len(parts) > 1 and tables.entries[ref].gender and ref not in seen:
            seen.add(ref)
            told.setdefault(parts[0].split("-")[0], []).append(tables.entries[ref].gender)
    for name, genders in told.items():
        if len(genders) > 1 and len(set(genders)) == 1:
            tables.given_names.setdefault(name, genders[0])


def _accounts(files: Files, tables: Tables) -> None:
    fields = ["ref", "state", "sector", "office", "id"]
    for row in files.yaml("world/accounts", required=["handle", "name"], optional=fields):
        ref, state = row.get("ref"), row.get("state")
        if ref is not None and not files.known(row, "ref", ref, tables.entries):
            continue
        handle = str(row["handle"]).lstrip("@")
        known = tables.accounts.get(handle.lower())
        if row.mine and known is not None:
            files.remark(row, f"the account {handle!r} is also {known.name}'s", "Yours counts; take it out if wrong")
        tables.accounts[handle.lower()] = Account(
            handle, ref, str(row["name"]), state, row.get("sector"), row.get("office"))
