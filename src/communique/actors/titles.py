"""Words of office → whose office they name: the state or body they belong to, and the person named beside them.

"Chinese Foreign Minister Wang Yi", "Sergey Lavrov, the Russian foreign minister," and "the minister, Ana Example,"
tell a person's office; a title with nobody beside it is left for `refer.py`. "His Russian counterpart" is a title
whose office follows from whose counterpart he is.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.beside import behind, body_at, is_person, names_beside
from communique.actors.known import pick
from communique.actors.office import Title, give
from communique.actors.scan import Match
from communique.actors.scene import Scene
from communique.actors.shorthand import spelt_out
from communique.knowledge.world import pick_office
from communique.stages import Mention

REGIONAL = "governor"  # what a premier of a province is among the offices of a state


def find_titles(scene: Scene) -> list[Title]:
    """All titles in the order of the text, those with a name beside them already given to that person."""
    titles = list(_titles(scene))
    for title in titles:
        beside = names_beside(scene, title)
        title.people = [m.actors[0] for m in beside]
        if beside and not title.of:
            bodies = [behind(scene, name) for name in beside]
            if all(bodies):
                title.of = [body.actors[0] for body in bodies if body is not None]
        for at, id in enumerate(title.people):
            give(scene, title, scene.cast[id], at)
    return titles


def _shortened(scene: Scene) -> Iterator[Match]:
    short = (spelt_out(scene, token.index) for token in scene.doc.tokens if token.text.isupper())
    return (match for match in short if match is not None)


def _titles(scene: Scene) -> Iterator[Title]:
    for match in sorted((*scene.matches, *_shortened(scene)), key=lambda m: m.first):
        if match.kind == "title" and match.first not in scene.taken and _is_noun(scene, match) and (
                match.words not in scene.world.usage["kin_titles"] or _calls(scene, match)):
            title = Title(match.first, match.last, match.first, match.last, None,
                          plural=match.words in scene.world.plural_titles, words=match.words)
            _left(scene, title, set(match.keys) <= scene.world.usage["host_offices"])
            title.of = title.of or _within(scene, match)
            _right(scene, title)
            title.former = title.former or _over(scene, title.last)
            title.portfolio = _portfolio(scene, title)
            keys = scene.world.titles.keys.get(title.words, match.keys)
            title.office = pick_office(keys, scene.cast[title.of[0]].code if title.of else None)
            if title.office is None and not title.of:
                title.office = _office_here(scene, title, match.keys)
            if _represents(scene, title):
                title.office = "envoy"
            if title.region and title.office in scene.world.usage["heads_of_government"]:
                title.office = REGIONAL
            title.region = title.region if title.office in scene.world.usage["regional_offices"] else ""
            if title.office is not None:
                yield title
    yield from _counterparts(scene)


def _within(scene: Scene, match: Match) -> list[str]:
    """The body that the words of office themselves name: "the *UN* chief", "the *NATO* secretary-general"."""
    word = match.words.partition(" ")[0]
    named = scene.doc.tokens[match.first].text[0].isupper() and word != match.words
    refs = tuple(key for key in scene.world.names.get(word) if key in scene.world.entries) if named else ()
    ref = pick(scene, refs, match.first, word)
    return [scene.cast.known(ref).id] if ref is not None and scene.world.entries[ref].kind != "person" else []


def _represents(scene: Scene, title: Title) -> bool:
    """ "Personal Representative of the OSCE": an envoy, and no member of a parliament."""
    if title.words != "representative":
        return False
    before = {scene.lower(at) for at in range(title.first, title.start)}
    bodies = any(scene.cast[id].kind == "organisation" for id in title.of)
    return bodies or bool(before & scene.world.usage["representing"])


def _portfolio(scene: Scene, title: Title) -> str:
    """The words of office with a noun before them that tells which one: "aid minister"; "" where there is none."""
    usage = scene.world.usage
    nouns = [scene.lower(at) for at in range(title.first, title.start) if at not in scene.taken
             and scene.doc.tokens[at].dep == "compound" and scene.doc.tokens[at].pos in ("NOUN", "PROPN")]
    nouns = [noun for noun in nouns if noun not in usage["title_modifiers"] and noun not in usage["former"]]
    return f"{' '.join(nouns)} {title.words}" if nouns and title.office != "" else ""


def _office_here(scene: Scene, title: Title, keys: tuple[str, ...]) -> str | None:
    """What words of some states only mean where no state is beside them: in that of who is named, or at home."""
    beside = scene.taken.get(title.last + (scene.lower(title.last) == ",")) or scene.taken.get(title.first - 2)
    codes = [scene.cast[beside.actors[0]].code] if beside is not None and is_person(scene, beside) else []
    for code in (*codes, scene.home, scene.near):
        office = pick_office(keys, code) if code else None
        if office is not None:
            return office
    return None


def _is_noun(scene: Scene, match: Match) -> bool:
    """Whether the words are an office here: "major powers" and "they head home" are none."""
    token = scene.doc.tokens[scene.head(match.first, match.last)]
    own = scene.lower(match.last) in ("'s", "’s", "'", "’") and (
        scene.lower(match.last + 1) in scene.world.usage["offices_of_titles"])
    if own and scene.world.offices[match.keys[0].split("|")[0]].sector in ("JUD", "COP"):
        return False  # "the prosecutor's office", and not "the president's office"
    if _is_abstract(scene, match):
        return False
    return token.tag in ("NN", "NNS", "NNP", "NNPS") and not (
        token.tag in ("NN", "NNS") and token.dep == "compound" and token.head >= match.last and (
            scene.doc.tokens[token.head].tag in ("NN", "NNS")))


def _is_abstract(scene: Scene, match: Match) -> bool:
    """ "Justice was done", "a head-up display", "7.00 P.M.", "my rep": words of office in another sense."""
    before, after = scene.token(match.first - 1), scene.token(match.last)
    if after is not None and after.text == "-" and after.start == scene.doc.tokens[match.last - 1].end:
        return True
    if match.words in scene.world.usage["abstract_titles"]:
        return not _calls(scene, match) and scene.lower(match.first - 1) not in ("the", "a")
    if match.words in scene.world.usage["abbreviated_titles"]:
        return (before is not None and before.tag == "CD") or not scene.doc.tokens[match.first].text[0].isupper()
    return False


def _calls(scene: Scene, match: Match) -> bool:
    """ "Father Ana Example", and not "the victim's father": whether a word for kin is written as a title."""
    after = scene.token(match.last)
    return after is not None and scene.doc.tokens[match.first].text[0].isupper() and after.tag == "NNP" and (
        scene.lower(match.first - 1) not in ("'s", "’s") and scene.doc.tokens[match.first - 1].tag != "PRP$")


def _counterparts(scene: Scene) -> Iterator[Title]:
    for token in scene.doc.tokens:
        for relation in scene.world.relations.get(token.lemma.lower(), ()):
            if relation.to is not None and token.index not in scene.taken:
                title = Title(token.index, token.index + 1, token.index, token.index + 1, None,
                              plural=token.tag in ("NNS", "NNPS"), relation=relation.to, stated=relation.stated)
                _left(scene, title, False)
                _right(scene, title)
                if title.of or title.owner is not None or not relation.stated:
                    yield title


def _left(scene: Scene, title: Title, hosted: bool) -> None:
    """Takes in the words before a title: state, modifiers, article. `hosted`: in "Chad's UN envoy" he is Chad's."""
    usage, tokens = scene.world.usage, scene.doc.tokens
    floor = scene.doc.sentence_of(title.start).first
    at = title.start - 1
    joined = False
    while at >= floor:
        word, mention = scene.lower(at), scene.taken.get(at)
        if mention is not None and mention.last - 1 == at:
            if not _owns(scene, mention):
                break
            if title.plural and joined:  # "the Greek and Turkish ministers"
                title.of = [*mention.actors, *title.of]
            elif not title.of or (hosted and scene.cast[title.of[0]].kind == "organisation"):
                title.of = list(mention.actors)
            joined = False
            title.first, at = mention.first, mention.first - 1
            continue
        if word in usage["former"]:
            title.former = True
        elif title.plural and title.of and word in ("and", ",") and at - 1 in scene.taken:
            joined = True
            at -= 1
            continue
        elif word in ("the", "a", "an", "one", "another", "this", "that", "both", "some", "several"):
            title.determiner, title.first = "a" if word in ("one", "another") else word, at
            break
        elif tokens[at].tag == "WP$":
            title.determiner, title.first = "a", at  # "whose leader": nobody who was named so
            break
        elif tokens[at].tag == "PRP$":
            title.determiner, title.owner, title.first = word, at, at
            break
        elif word in ("'s", "’s", "'", "’") or word in usage["title_modifiers"] or (word == "-" and at > floor):
            pass
        elif not _modifies(scene, at, title):
            break
        if word not in ("'s", "’s", "'", "’", "-"):
            title.first = at
        at -= 1


def _owns(scene: Scene, mention: Mention) -> bool:
    """Whether a mention before a title may be what the office belongs to: states, bodies and groups, no persons."""
    return len(mention.actors) == 1 and scene.cast[mention.actors[0]].kind != "person" and mention.kind != "group" and (
        not scene.is_against(mention.first))


def _modifies(scene: Scene, at: int, title: Title) -> bool:
    token = scene.doc.tokens[at]
    return token.dep in ("amod", "compound", "nummod", "nmod") and title.first <= token.head < title.last + 6 and (
        token.pos in ("ADJ", "NOUN", "PROPN", "VERB", "NUM"))


def _right(scene: Scene, title: Title) -> None:
    """Takes in what follows a title: "of France", "for the Free Wind Movement", "of Japan, Korea and China"."""
    preposition = scene.lower(title.end)
    if preposition not in ("of", "for", "to", "at", "from", "in"):
        return
    at = title.end + 1
    _right_role(scene, title, at + (scene.lower(at) in ("the", "a")))
    town = scene.country_at.get(at + (scene.lower(at) == "the"))
    if not title.of and town is not None and preposition == "of" and at + (scene.lower(at) == "the") not in scene.taken:
        title.of = [scene.cast.known(town).id]  # "deputy governor of the Tyumen region"
        start = at + (scene.lower(at) == "the")
        title.last = _past_town(scene, start, town)
        title.region = f"{title.words} of {scene.doc.words(start, title.last).lower()}"
    while (mention := body_at(scene, at)) is not None:
        host = preposition == "to" or (preposition == "in" and title.of) or (
            preposition == "from" and (title.of or title.owner is not None))  # "recalled its envoy from Quito"
        if not host:
            title.of = [*title.of, *mention.actors] if at > title.end + 2 else list(mention.actors)
        title.last = mention.last
        at = mention.last
        if not title.plural:
            break
        while scene.lower(at) in (",", "and"):
            at += 1
        if at == mention.last:
            break


def _past_town(scene: Scene, at: int, country: str) -> int:
    """Behind a place that an office is of: "the mayor of Porto Velho, Ana Example"."""
    while scene.country_at.get(at) == country and at not in scene.taken:
        at += 1
    return at


def _over(scene: Scene, at: int) -> bool:
    """ "prime minister from 1996 to 2007": whether the years of an office stand behind it."""
    years = [scene.lower(at + 1), scene.lower(at + 3)]
    spans = scene.lower(at) in ("from", "between") and scene.lower(at + 2) in ("to", "until", "till", "and")
    return spans and all(len(year) == 4 and year.isdigit() for year in years)


def _right_role(scene: Scene, title: Title, at: int) -> None:
    """ "a spokesperson for the Chinese embassy": the state of the adjective before a role noun."""
    mention = scene.taken.get(at)
    if mention is None or mention.kind != "adjective":
        return
    whole = f"{title.words} of {scene.lower(mention.last)}"
    if whole in scene.world.titles.keys:  # "the head of Uruguayan diplomacy"
        title.words, title.of, title.last = whole, list(mention.actors), mention.last + 1
        return
    for after in range(mention.last, mention.last + 3):
        token = scene.token(after)
        if token is None or token.pos not in ("NOUN", "PROPN", "ADJ"):
            return
        if scene.role_at(after) is not None and token.pos != "ADJ":
            title.of, title.last = list(mention.actors), after + 1
            return
