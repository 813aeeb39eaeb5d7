"""Whose title it is: the persons named right behind a title, in apposition to it, or as its subject.

In: a title with its words. Out: the mentions of the persons beside it, one or, behind a plural, several; and the state
or body that stands at a place or behind a name.
"""

from __future__ import annotations

from communique.actors.office import Title
from communique.actors.scene import Scene
from communique.stages import Mention


def body_at(scene: Scene, at: int) -> Mention | None:
    """The name of a state or body that begins at a token, an article left out."""
    at += scene.lower(at) == "the"
    mention = scene.taken.get(at)
    if mention is None or mention.first != at or mention.kind not in ("name", "place", "adjective"):
        return None
    named = mention.kind != "adjective" or _before_a_name(scene, mention)
    return mention if named and scene.cast[mention.actors[0]].kind != "person" else None


def _before_a_name(scene: Scene, mention: Mention) -> bool:
    """ "President of Mali Ana Example": to the parser the state is a part of the name."""
    return "state-as-adjective" in mention.reasons and _person_at(scene, mention.last) is not None


def names_beside(scene: Scene, title: Title) -> list[Mention]:
    """The persons whose title it is: named right after it, in apposition to it, or its subject."""
    after = _person_at(scene, title.last) or _behind_titles(scene, title)
    if after is not None:
        return _joined(scene, after) if title.plural else [after]
    if title.plural:
        return []
    at = _past_bracket(scene, title.last)
    if scene.lower(at) in (",", "("):
        after = _person_at(scene, at + 1)
        if after is None and title.determiner == "the":
            after = _person_behind_title(scene, at + 1)
        closed = after is not None and _closes(scene, after.last)
        if after is not None and closed and (
                title.determiner not in ("a", "an") or scene.lower(after.last) in (",", ".")):
            return [after]
    hung = _apposed_to(scene, title)
    if hung is not None:
        return [hung]
    before = scene.taken.get(title.first - 2) if scene.lower(title.first - 1) in (",", "(", "–", "—") else None
    apposed = before is not None and before.last == title.first - 1 and is_person(scene, before)
    if before is not None and apposed and (_closes(scene, title.last) or _hangs_on(scene, title, before)):
        return [before]
    subject = _subject_of(scene, title)
    return [subject] if subject is not None else []


def _past_bracket(scene: Scene, at: int) -> int:
    """Behind what a bracket spells out: "the head of the Organization of Example (OEX), Ana Example,"."""
    closed = [end for end in range(at + 1, at + 8) if scene.lower(end) == ")"] if scene.lower(at) == "(" else []
    return closed[0] + 1 if closed and scene.lower(closed[0] + 1) == "," else at


def _person_behind_title(scene: Scene, at: int) -> Mention | None:
    """ "the deputy minister of Example, *Ambassador* Ana Example,": the name behind another title."""
    title = next((m for m in scene.matches_in(at, at + 1) if m.kind == "title"), None)
    named = _person_at(scene, title.last) if title is not None else None
    capital = scene.doc.tokens[at].text[0].isupper() if title is not None else False
    return named if capital else None


def _behind_titles(scene: Scene, title: Title) -> Mention | None:
    """ "Chairman, CEO and president Ana Example": the name behind further titles."""
    at = title.last
    for _ in range(3):
        joined = at
        while scene.lower(joined) in (",", "and", "&"):
            joined += 1
        further = next((m for m in scene.matches_in(joined, joined + 1) if m.kind == "title"), None)
        if joined == at or further is None or title.plural or (title.determiner and scene.lower(at) == ","):
            return None
        at = further.last
        named = _person_at(scene, at)
        if named is not None:
            return named
    return None


def _hangs_on(scene: Scene, title: Title, before: Mention) -> bool:
    """ "Ana Example, director of the gallery,": whether the title is in apposition to the name before it."""
    head = scene.doc.tokens[scene.head(title.start, title.end)]
    while head.dep == "conj" and head.head < head.index:  # "curator and director of the gallery"
        head = scene.doc.tokens[head.head]
    return head.dep == "appos" and before.first <= head.head < before.last


def _apposed_to(scene: Scene, title: Title) -> Mention | None:
    """ "the president of the Lombardy region, Ana Example, said": the name that hangs on the office behind a comma; or
    the name before it, with another noun between."""
    head = scene.head(title.start, title.end)
    for token in scene.doc.below(head, "appos"):
        mention = scene.taken.get(token.index)
        if mention is not None and is_person(scene, mention) and scene.lower(mention.first - 1) == "," and (
                title.determiner not in ("a", "an")):
            return mention
    at = head
    while scene.doc.tokens[at].dep == "conj" and scene.doc.tokens[at].head < at:
        at = scene.doc.tokens[at].head
    named = scene.taken.get(scene.doc.tokens[at].head) if at != head and scene.doc.tokens[at].dep == "appos" else None
    return named if named is not None and is_person(scene, named) else None


def _person_at(scene: Scene, at: int) -> Mention | None:
    at += scene.lower(at) == "]"  # "[Prime Minister] Ana Example"
    while scene.lower(at).rstrip(".") in scene.world.honorifics:
        at += 1
    mention = scene.taken.get(at)
    return mention if mention is not None and mention.first == at and is_person(scene, mention) else None


def is_person(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is a person's name."""
    return mention.kind == "name" and scene.cast[mention.actors[0]].kind == "person"


def _joined(scene: Scene, first: Mention) -> list[Mention]:
    """A name and those listed with it: "Ministers Sergey Lavrov and Wang Yi"."""
    out = [first]
    while True:
        at = out[-1].last
        body = behind(scene, out[-1])
        at = body.last if body is not None else at
        while scene.lower(at) in (",", "and", "&"):
            at += 1
        following = _person_at(scene, at) if scene.lower(at - 1) in (",", "and", "&") else None
        if following is None:
            return out
        out.append(following)


def behind(scene: Scene, name: Mention) -> Mention | None:
    """The state or body behind a name: "President Ana Example *of Mali*"."""
    return body_at(scene, name.last + 1) if scene.lower(name.last) == "of" else None


def _closes(scene: Scene, at: int) -> bool:
    """Whether an apposition ends here."""
    return scene.lower(at) in (",", ".", ";", ")", ":", "–", "—", "", "who", "?", "!", "-", "--", "and", "also") or (
        (token := scene.token(at)) is not None and (token.pos in ("VERB", "AUX", "PUNCT")))


def _subject_of(scene: Scene, title: Title) -> Mention | None:
    """ "Ana Example is the foreign minister": the subject of the copula, unless it is denied or over."""
    tokens = scene.doc.tokens
    head = tokens[scene.head(title.start, title.end)]
    verb = tokens[head.head]
    if head.dep not in ("attr", "oprd") or verb.lemma not in ("be", "become", "remain"):
        return None
    if any(True for _ in scene.doc.below(verb.index, "neg")) or (verb.tag == "VBD" and verb.lemma == "be"):
        return None
    for subject in scene.doc.below(verb.index, "nsubj"):
        mention = scene.taken.get(subject.index)
        if mention is not None and is_person(scene, mention):
            return mention
    return None
