"""Bodies the knowledge does not hold: names the model calls ORG, ministries, and acronyms the report defines.

"Movement for X (MX)" makes every later "MX" the same body. The code comes from the state or adjective in the name
or before it ("the Chadian League"), or after it ("of Chad"); the sector from the last noun that is a role.
"""

from __future__ import annotations

from communique.actors.cast import Member
from communique.actors.names import ends_a_body
from communique.actors.scene import Scene
from communique.actors.shorthand import spelt_out
from communique.knowledge.phrases import fold, folded_words
from communique.stages import Mention

LABELS = ("ORG", "FAC")


def name_bodies(scene: Scene) -> None:
    """Adds the mentions of bodies that are not known."""
    for entity in sorted(scene.doc.entities, key=lambda e: e.last - e.first == 1):  # full names first
        if entity.label == "ORG" or (entity.label == "PERSON" and ends_a_body(scene, entity)):
            first, last = _trimmed(scene, entity.first, entity.last)
            if last > first and _looks_like_a_body(scene, first, last):
                member = _member(scene, first, last)
                scene.mention(first, last, [member.id], "name", "model")
    _defined_acronyms(scene)
    _seated(scene)
    _own_names(scene)


def name_again(scene: Scene) -> None:
    """Adds the other mentions of bodies that the report names in one place."""
    _again(scene)
    _again_in_full(scene)


def add_body(scene: Scene, first: int, last: int, reason: str) -> Member:
    """The body with this name, brought in if it is new, with a mention."""
    member = _member(scene, first, last)
    scene.mention(first, last, [member.id], "name", reason)
    return member


def words_of(scene: Scene, first: int, last: int) -> tuple[str, ...]:
    """The folded words of these tokens."""
    return tuple(w for t in scene.doc.tokens[first:last] for w in folded_words(t.text))


def _trimmed(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Without the article, what a known name at its head covers ("UN Security Council" stays whole), and a genitive."""
    tokens = scene.doc.tokens
    while first < last and (tokens[first].text.lower() in ("the", "a", "an") or not tokens[first].text[0].isalnum()):
        first += 1
    while last > first and (tokens[last - 1].tag == "POS" or not tokens[last - 1].text[-1].isalnum()):
        last -= 1
    if scene.lower(last) == ")":  # "World Health Organisation (WHO": the bracket is another name
        last = next((at for at in range(first + 1, last) if scene.lower(at) == "("), last)
    return first, last


def _looks_like_a_body(scene: Scene, first: int, last: int) -> bool:
    tokens = scene.doc.tokens[first:last]
    if any(m.kind == "title" for m in scene.matches_in(first, last)) or (
            last == first + 1 and spelt_out(scene, first) is not None):
        return False
    taken = [scene.taken.get(at) for at in range(first, last)]
    if all(m is not None for m in taken):
        return False
    known = taken[0]
    if known is not None and known.kind == "name" and scene.cast[known.actors[0]].ref and all(
            t.text.lower() in scene.world.usage["body_tails"] for t in tokens[known.last - first :]):
        return False
    if any(m is not None and m.kind == "name" and (m.first < first or m.last > last) for m in taken):
        return False
    if any(m is not None and m.kind == "name" and scene.cast[m.actors[0]].kind == "person" for m in taken):
        return False
    words = " ".join(folded_words(scene.doc.words(first, last)))
    if not words or words in scene.world.titles.keys or words in scene.world.adjectives.keys:
        return False
    if scene.doc.tokens[scene.head(first, last)].dep in ("dobj", "pobj") and all(
            at in scene.country_at for at in range(first, last)):
        return False  # "the siege of Mariupol": a town, whatever the model says
    text = scene.doc.words(first, last)
    return tokens[0].text[0].isupper() and not any(c in "@/#_\n" for c in text) and not tokens[0].text[0].isdigit()


def _member(scene: Scene, first: int, last: int) -> Member:
    words = list(words_of(scene, first, last))
    key = "body:" + " ".join(words)
    text = " ".join(scene.doc.words(first, last).split())
    known = scene.cast.keys.get(key)
    if known:
        return scene.cast[known]
    longer = _longer(scene, words, text, first)
    if longer is not None:
        return longer
    code, reason = owner(scene, first, last)
    sector = _sector(scene, first, last)
    if code is None and scene.home is not None and _at_home(scene, words, sector):
        code, reason = scene.home, "home-state"
    member = scene.cast.new(key, text, "organisation", code=code, sector=sector, words=(tuple(words),))
    member.because("name:model")
    if reason:
        member.because(reason)
    return member


def _at_home(scene: Scene, words: list[str], sector: str | None) -> bool:
    """Whether a body without a state is one of the country's: "the Supreme Court", "Front for Clean Rivers"."""
    usage = scene.world.usage
    if usage["foreign_words"].intersection(words):
        return False
    return sector in usage["public_sectors"] or bool(usage["national_words"].intersection(words))


def _longer(scene: Scene, words: list[str], text: str, first: int) -> Member | None:
    """The body named before in full: "Falcon" for Falcon Gulf Airways, "NFA" by its initials, "the Front"."""
    if len(words) != 1 or scene.crowded:
        return None
    found = [m for m in scene.cast if m.kind in ("organisation", "group") and m.words and len(m.words[0]) > 1 and (
        words[0] == m.words[0][0] or m.words[0][1:] == ("of", words[0])
        or (text.isupper() and _initials(m.name) == text.replace(".", ""))
        or (scene.lower(first - 1) == "the" and words[0] in m.words[0]))]
    return found[0] if len(found) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def owner(scene: Scene, first: int, last: int, groups: bool = False) -> tuple[str | None, str]:
    """The code of the state a body or group belongs to, and why: its adjective, possessor, or "of" and "in" a place.

    With `groups` also that of a known group: "Boko Haram gunmen".
    """
    before = first - 1
    while before >= 0 and scene.lower(before) in ("'s", "’s", "the"):
        before -= 1
    for at in (*range(last - 1, first - 1, -1), before):
        mention = scene.taken.get(at)
        if mention is not None and _may_own(scene, mention):
            member = scene.cast[mention.actors[0]]
            belongs = member.kind == "state" or (member.kind != "person" and member.ref and member.code and (
                groups or member.code == "IGO"))
            if belongs and (at >= first or before >= 0):
                return member.code, "owner:within" if at >= first else "owner:before"
    after = last + (scene.lower(last) in ("of", "in", "from") and 1)
    if after > last:
        after += scene.lower(after) == "the"
        mention = scene.taken.get(after)
        kinds = ("name", "place", "adjective")
        if mention is not None and scene.cast[mention.actors[0]].code and mention.kind in kinds:
            return scene.cast[mention.actors[0]].code, "owner:after"
        if after in scene.country_at:
            return scene.country_at[after], "owner:place"
    places = (at for at in range(first, last) if at in scene.country_at and at not in scene.taken)
    inside = next((scene.country_at[at] for at in places), None)
    return inside, "owner:place" if inside else ""


def _may_own(scene: Scene, mention: Mention) -> bool:
    """No: "Iran-backed fighters", "the Saudi-led coalition". Yes: "Iranian fighters", "a Mali-based group"."""
    if mention.kind not in ("adjective", "name", "place") or len(mention.actors) != 1 or (
            scene.is_against(mention.first)):
        return False
    return scene.lower(mention.last) != "-" or scene.lower(mention.last + 1) == "based"


def _sector(scene: Scene, first: int, last: int) -> str | None:
    for at in range(last - 1, first - 1, -1):
        role = scene.role_at(at)
        if role is not None and (role.sector != "CVL" or at == last - 1):  # "the *National* Front"
            return role.sector
    return None


def _defined_acronyms(scene: Scene) -> None:
    """ "Movement for Clean Water (MCW)" gives the body its short name; later ones follow."""
    short: dict[str, str] = {}
    tokens = scene.doc.tokens
    for mention in list(scene.mentions):
        at = mention.last + 1
        if mention.kind != "name" or scene.lower(mention.last) != "(" or scene.lower(at + 1) != ")":
            continue
        text = tokens[at].text
        if text.isupper() and 2 <= len(text) <= 8 and at not in scene.taken:
            short[fold(text)] = mention.actors[0]
        elif text.isupper() and at in scene.taken:
            _same_as_known(scene, mention, scene.taken[at])
    if short:
        for token in tokens:
            actor = short.get(fold(token.text)) if token.text.isupper() and token.index not in scene.taken else None
            if actor:
                scene.mention(token.index, token.index + 1, [actor], "name", "acronym")


def _same_as_known(scene: Scene, mention: Mention, acronym: Mention) -> None:
    """ "Organization of the Example States (OES)": a spelling the tables lack of a body whose acronym they have."""
    body, known = scene.cast[mention.actors[0]], scene.cast[acronym.actors[0]]
    same = _initials(body.name) == _initials(scene.doc.words(acronym.first, acronym.last).upper().replace("", " "))
    if body.ref is None and known.ref is not None and known.kind in ("organisation", "group") and same:
        scene.rename(body.id, known.id)
        for at in range(mention.first, mention.last):
            if scene.taken.get(at) is mention:
                scene.taken[at] = next(m for m in scene.mentions if (m.first, m.last) == (mention.first, mention.last))


def _again(scene: Scene) -> None:
    """A one-word name that the model takes for a body in one place is that body in the others too."""
    single = {m.words[0][0]: m for m in scene.cast if "name:model" in m.reasons and m.kind == "organisation"
              and m.words and len(m.words[0]) == 1 and len(m.words[0][0]) > 3}
    small = {token.text for token in scene.doc.tokens if token.text.islower()} if single else set()
    for token in scene.doc.tokens if single else ():
        named = token.tag in ("NNP", "NNPS", "NN") and token.text[0].isupper()  # at the head of a sentence it is NN
        member = single.get(fold(token.text)) if named else None
        free = token.index not in scene.taken and token.index not in scene.country_at and token.entity != "PERSON"
        if member is not None and free and token.text.lower() not in small and _stands_alone(scene, token.index):
            scene.mention(token.index, token.index + 1, [member.id], "name", "named-again")


def _again_in_full(scene: Scene) -> None:
    """The same for names of several words: "New Dawn Party", to the model a body in one sentence out of two."""
    names = {m.words[0]: m for m in scene.cast if "name:model" in m.reasons and m.kind == "organisation"
             and m.words and len(m.words[0]) > 1}
    by_first = {words[0]: words for words in sorted(names, key=len)} if not scene.crowded else {}
    for token in scene.doc.tokens if by_first else ():
        words = by_first.get(fold(token.text)) if token.text[0].isupper() and token.index not in scene.taken else None
        if words is None:
            continue
        last = token.index + 1
        while last < len(scene.doc.tokens) and len(words_of(scene, token.index, last)) < len(words):
            last += 1
        if words_of(scene, token.index, last) == words and not any(
                at in scene.taken for at in range(token.index, last)):
            scene.mention(token.index, last, [names[words].id], "name", "named-again")


def _seated(scene: Scene) -> None:
    """ "the Municipality of Example", "the Port of Example": a body of a town, written with a capital."""
    for token in scene.doc.tokens:
        town = token.index + 2
        if (token.tag == "NNP" and token.text[0].isupper() and scene.lower(token.index + 1) == "of"
                and token.lemma.lower() in scene.world.usage["seated"] and town in scene.country_at
                and token.index not in scene.taken and scene.doc.tokens[town].text[0].isupper()):
            last = town
            while last in scene.country_at and scene.doc.tokens[last].tag in ("NNP", "NNPS"):
                last += 1
            add_body(scene, token.index, max(last, town + 1), "seated")


def _stands_alone(scene: Scene, at: int) -> bool:
    """Whether no other capitalised word beside it makes a longer name."""
    return not any(token is not None and token.tag in ("NNP", "NNPS") and token.text[:1].isupper()
                   for token in (scene.token(at - 1), scene.token(at + 1)))


def _own_names(scene: Scene) -> None:
    """ "the Church of Example": later "Example" alone, where the word is no place, people or person."""
    own: dict[str, set[str]] = {}
    for member in scene.cast if not scene.crowded else ():
        words = member.words[0] if member.words and member.kind in ("organisation", "group") else ()
        if len(words) == 3 and words[1] == "of" and len(words[2]) > 4:
            own.setdefault(words[2], set()).add(member.id)
    tables = (scene.world.names, scene.world.adjectives, scene.world.capitals)
    for token in scene.doc.tokens if own else ():
        word = fold(token.text)
        free = token.text[0].isupper() and token.tag in ("NNP", "NNPS") and token.index not in scene.taken
        if free and len(own.get(word, ())) == 1 and token.index not in scene.country_at and not any(
                table.get(word) for table in tables):
            scene.mention(token.index, token.index + 1, own[word], "name", "own-name")
