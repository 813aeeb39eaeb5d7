"""Officials with no state beside them → the state whose they are, with the reason.

"Foreign Minister Ana Example" is of the country the sentence is set in ("In Lima, …"), of the country the report is
about, of the only state named just before her, or, where somebody else holds her office in one of two countries, of the
other one. An ambassador is of the country that is not the host. What fits more than one of these ways in order goes by
the first; where none fits he stays without a code, which we prefer to a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.cast import Member
from communique.actors.home import setting
from communique.actors.scene import Scene
from communique.stages import Mention

ADDRESSING = ("on", "upon", "against", "with")
CLEAR = 2  # the other of two countries is named at least as often, and twice as often as any third


def settle(scene: Scene) -> None:
    """Gives a code to the people whose office the report tells, and not its state."""
    if scene.crowded:
        return
    firsts = _firsts(scene)
    for member in sorted(scene.cast, key=lambda m: firsts[m.id].first if m.id in firsts else -1):
        if member.kind == "person" and member.code is None and member.from_text and (
                member.office is not None and not member.unplaced):
            first = firsts.get(member.id)
            if first is not None:
                _place(scene, member, first)
    _part_rivals(scene)


def _part_rivals(scene: Scene) -> None:
    """Of two who hold one office, one of them of nowhere else, neither is known to be the one at home."""
    for member in scene.cast:
        if member.kind == "person" and ("home-state" in member.reasons or "near-state" in member.reasons) and (
                scene.world.offices[member.office or ""].single and any(
                    m.id != member.id and m.kind == "person" and m.office == member.office and m.code is None
                    and "office-only" not in m.reasons for m in scene.cast)):
            member.code = None


def _place(scene: Scene, member: Member, first: Mention) -> None:
    taken = set(_rivals(scene, member)) | _addressed(scene, member)
    options: Iterator[tuple[str, str | None]]
    if scene.world.offices[member.office or ""].sector == "REB":
        options = iter([("rebels-named", _only_rebels(scene)), ("home-state", scene.home)])
    elif member.office in scene.world.usage["host_offices"]:
        taken.add(setting(scene, first.first) or scene.near or "")
        options = iter([("other-state", _other(scene, taken))])
    else:
        options = _options(scene, first, taken)
    for reason, code in options:
        if code is not None and code not in taken and code in scene.world.entries:
            member.code = code
            member.because(reason)
            return


def _addressed(scene: Scene, member: Member) -> set[str]:
    """The states that somebody acts on as on another one: "Archbishop Ana Example urged *Chad* to free them"."""
    out: set[str] = set()
    verbs = {scene.doc.tokens[m.head].head for m in scene.mentions
             if m.actors == (member.id,) and scene.doc.tokens[m.head].dep == "nsubj"}
    for verb in verbs:
        objects = list(scene.doc.below(verb, "dobj"))
        for preposition in scene.doc.below(verb, "prep"):
            if preposition.text.lower() in ADDRESSING:
                objects += scene.doc.below(preposition.index, "pobj")
        for thing in objects:
            mention = scene.taken.get(thing.index)
            if mention is not None and mention.kind == "name" and scene.cast[mention.actors[0]].kind == "state":
                out.add(scene.cast[mention.actors[0]].code or "")
    return out


def _options(scene: Scene, first: Mention, taken: set[str]) -> Iterator[tuple[str, str | None]]:
    yield "setting", setting(scene, first.first, headed=True)
    yield "home-state", scene.home
    if _is_subject(scene, first.head):
        yield "setting", setting(scene, first.first)
        yield "state-before", _before(scene, first)
    foreign = taken | set(_guests(scene))
    if foreign:
        yield "other-state", _other(scene, foreign)
    yield "near-state", scene.near


def _is_subject(scene: Scene, at: int) -> bool:
    """Whether a word is a subject, or the owner of one: "the government of President Ana Example declared"."""
    tokens = scene.doc.tokens
    for _ in range(6):
        if tokens[at].dep == "poss":
            at = tokens[at].head
        elif tokens[at].dep == "pobj" and scene.lower(tokens[at].head) == "of":
            at = tokens[tokens[at].head].head
        else:
            break
    return tokens[at].dep in ("nsubj", "nsubjpass")


def _only_rebels(scene: Scene) -> str | None:
    """The state of the one rebel group with a name: "the rebel leader Ana Example"."""
    codes = {m.code for m in scene.cast if m.kind == "group" and m.sector == "REB" and m.ref is not None}
    return codes.pop() if len(codes) == 1 else None


def _rivals(scene: Scene, member: Member) -> Iterator[str]:
    """The states in which somebody else holds the same office, if one person holds it."""
    if not scene.world.offices[member.office or ""].single:
        return
    for other in scene.cast:
        if other.id != member.id and other.kind == "person" and other.office == member.office and other.code:
            yield other.code


def _guests(scene: Scene) -> Iterator[str]:
    """The states that have an ambassador in the report: it is set somewhere else."""
    for member in scene.cast:
        if member.kind == "person" and member.code and member.office in scene.world.usage["diplomats_abroad"]:
            yield member.code


def _before(scene: Scene, first: Mention) -> str | None:
    """The only state named in the sentence before, if it stands in the same paragraph."""
    sentence = scene.doc.sentence_of(first.first)
    if sentence.index == 0 or scene.doc.sentences[sentence.index - 1].paragraph != sentence.paragraph:
        return None
    before = scene.doc.sentences[sentence.index - 1]
    found = {scene.country_at[at] for at in range(before.first, before.last) if at in scene.country_at}
    for at in range(before.first, before.last):
        mention = scene.taken.get(at)
        if mention is not None:
            found |= {scene.cast[id].code or "" for id in mention.actors if scene.cast[id].kind in ("state", "group")}
    return found.pop() if len(found) == 1 else None


def _other(scene: Scene, taken: set[str]) -> str | None:
    """The state that is left when these are taken, if it is clearly the other one of the report."""
    left = [(code, count) for code, count in scene.states if code not in taken]
    if not left or left[0][1] < CLEAR or (len(left) > 1 and left[0][1] < CLEAR * left[1][1]):
        return None
    return left[0][0]


def _firsts(scene: Scene) -> dict[str, Mention]:
    out: dict[str, Mention] = {}
    for mention in sorted(scene.mentions, key=lambda m: m.first):
        if len(mention.actors) == 1 and not mention.latent:
            out.setdefault(mention.actors[0], mention)
    return out
