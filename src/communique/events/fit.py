"""Acts that are no events: nobody does them, nobody of public life is in them, or the report is of another sphere."""

from __future__ import annotations

from communique.events.doubt import untold
from communique.events.scene import Act, Party, Scene
from communique.events.sides import official
from communique.records import Actor


def unfit(scene: Scene, act: Act, acts: list[Act]) -> str | None:
    """Why an act is no event: nobody does it, or somebody does to himself what takes two, or nobody of public life
    is in it."""
    if not act.sources and not act.targets:
        return "no-actor"
    if (
        act.entry.reciprocal
        and not (act.sources and act.targets)
        and act.mode != "visit"
        and act.entry.does != "intent"
        and not _meets_by_itself(scene, act)
    ):
        return "one-sided"
    if act.status == "denied" and act.type and not act.targets and act.entry.does is None:
        return None if any(_twin(scene, act, other) for other in acts) else "denied-one-sided"
    if reason := untold(scene, act):
        return reason
    if act.mode == "visit" and _within_country(scene, act):
        return "own-country"
    if act.cameo == "026" and not act.targets and act.entry.kind == "verb":  # "will invite designs"
        return "one-sided"
    if _only_felt(scene, act):
        return "one-sided"
    if act.type == "AID" and _to_oneself(scene, act):
        return "own-country"
    if act.mode == "visit" and act.targets and not any(public(scene, p) or scene.state(p.actor) for p in act.targets):
        return "own-country"  # "the king's visit to Hillside Clinic"
    if act.sources and not any(public(scene, p) for p in act.sources):
        needs_public_source = act.type in PRIVATE_TALK or not any(public(scene, p) for p in act.targets)
        if needs_public_source and not (
                _protests(act) or _relief(scene, act) or _of_many(scene, act) or _civic(scene, act)):
            return "no-public-actor"
    if act.type == "THREATEN" and _cautions(scene, act):
        return "own-country"
    strike = (act.cameo or "").startswith("133")
    if act.type == "THREATEN" and act.sources and not strike and all(_advises(scene, p) for p in act.sources):
        return "no-public-actor"  # "an expert warned him that"
    if _among_businesses(scene, act):
        return "business"
    if _protests(act) and not any(_known(scene, p) for p in (*act.sources, *act.targets)):
        return "no-public-actor"
    if not act.sources and not any(public(scene, p) or scene.state(p.actor) for p in act.targets):
        return "no-public-actor"
    return None


def _within_country(scene: Scene, act: Act) -> bool:
    """Whether a visit leads nowhere but to the visitor's own state or its border: "visited the Chad-Niger border"."""
    home, there = ({scene.state(p.actor) for p in side} - {None} for side in (act.sources, act.targets))
    if home and home == there:
        return True
    p = scene.propositions[act.scope[0]]
    things = [(a, h) for a in p.all("patient", "to", "of") for h in a.heads if scene.mentions.at(h) is None]
    named = {scene.state(x) for a, h in things for m in scene.mentions.inside(a.first, h) for x in m.actors}
    return bool(home & named)


def _to_oneself(scene: Scene, act: Act) -> bool:
    """Whether a state gives to its own arms or things: "put a billion into *its railways*", "trained *its own
    soldiers*". What it gives its people is help: "gave food to families in Turkana"."""
    home = {scene.state(x.actor) for x in act.sources if official(scene, x.actor)} - {None}
    if not home or len(home) > 1:
        return False
    named = [x for x in act.targets if x.span]
    if named:
        return all(scene.state(x.actor) in home and official(scene, x.actor) for x in named)
    p = scene.propositions[act.scope[0]]
    things = [h for a in p.all("into", "in", "for", "to", "recipient") for h in a.heads]
    owners = [scene.mentions.at(t.index) for h in things for t in scene.document.below(h, "poss", "amod")]
    return any(scene.state(x) in home for m in owners if m is not None for x in m.actors)


def _of_many(scene: Scene, act: Act) -> bool:
    """Whether it is violence by a band or by many: "bandits abducted 200 pupils", "herders killed farmers". What one
    man does to another is a crime story."""
    return act.type == "ASSAULT" and act.entry.cameo != "171" and _of_band(scene, act)


def _of_band(scene: Scene, act: Act) -> bool:
    """Whether those who act are several, or a word for several ("a gang")."""
    for party in act.sources:
        actor = scene.actors.get(party.actor)
        if actor is None or party.span is None or actor.kind == "person" or _private(scene, party):
            continue
        first = scene.document.at.get(party.span[0])
        words = [] if first is None else [t for t in scene.document.tokens[first:first + 12] if t.end <= party.span[1]]
        if any(t.tag in ("NNS", "NNPS") or t.lemma.lower() in scene.knowledge.world.usage["bands"] for t in words):
            return True
    return False


def _protests(act: Act) -> bool:
    """Whether it is a protest, a threat of one (133) or its end (082): a union's strike is public whoever is struck."""
    return act.type == "PROTEST" or act.cameo == "082" or (act.cameo or "").startswith("133")


def _civic(scene: Scene, act: Act) -> bool:
    """Whether people of no public power have to do with those who hold some: "relatives of the hostages met *the
    foreign minister*", "Amnesty praised *the Gambian court*", "bandits let *28 pupils* go"."""
    if act.type == "RETREAT":
        return bool(act.targets) and (act.cameo or "").startswith("084") and _of_band(scene, act)
    private = any(_private(scene, p) for p in act.sources)
    if private or not act.targets or not all(public(scene, p) for p in act.targets):
        return False
    organised = all(_organised(scene, p) for p in act.sources)
    if act.type == "CONSULT" and act.mode != "visit":
        return organised or _of_band(scene, act)
    return act.type in CIVIC_WORDS and organised


CIVIC_WORDS = frozenset(("SUPPORT", "AGREE"))


def _organised(scene: Scene, party: Party) -> bool:
    """Whether a party is a body of citizens: an NGO, a church, a union."""
    actor = scene.actors.get(party.actor)
    if actor is None:
        return False
    body = actor.kind == "organisation" and actor.sector in ("CVL", "EDU", "MED")
    return body or actor.code == "NGO" or actor.sector in ("LAB", "REL", "SOC")


HELPERS = frozenset(("MED", "REL", "SOC"))


def _relief(scene: Scene, act: Act) -> bool:
    """Whether it is help by those whose work it is: "the Red Cross gave tents to families", "Cuban doctors treated"."""
    helpers = [scene.actors[p.actor] for p in act.sources if p.actor in scene.actors]
    return act.type == "AID" and bool(act.targets) and any(a.code == "NGO" or a.sector in HELPERS for a in helpers)


def _only_felt(scene: Scene, act: Act) -> bool:
    """Whether an adjective names nothing it is about: "ministers are upset that", "mayors are reluctant to ban",
    but "disgusted by the vote"."""
    if act.entry.kind != "adjective" or act.targets or act.type is None or act.entry.does not in (None, "reject"):
        return False
    p = scene.propositions[act.scope[0]]
    return not any(a.role != "clause" for role in act.entry.target for a in p.all(role))


def _among_businesses(scene: Scene, act: Act) -> bool:
    """Whether a side is made of firms. What is done to a firm by force, or by sanctions, is public all the same, and
    so is what a government accuses it of or asks of it; what a firm protests against ("the dairy's
    protest about the tender") is not. A body of no known kind and country is taken for a firm where something is
    bought from it."""
    sides = [side for side in (act.sources, act.targets) if side]
    if act.type in SPOKEN and act.sources and all(public(scene, p) for p in act.sources):
        return False
    if act.type in HARD:
        return act.type == "PROTEST" and bool(act.sources) and all(_private(scene, p) for p in act.sources)
    if act.type in TRADED and act.targets and all(_unknown_body(scene, p) for p in act.targets):
        return True
    return any(all(_private(scene, p) for p in side) for side in sides)


SPOKEN = frozenset(("ACCUSE", "REQUEST"))
TRADED = frozenset(("COOPERATE", "AGREE"))


def _unknown_body(scene: Scene, party: Party) -> bool:
    actor = scene.actors.get(party.actor)
    return actor is not None and actor.kind == "organisation" and not actor.sector and actor.code != "IGO"


def _meets_by_itself(scene: Scene, act: Act) -> bool:
    """ "The Security Council met", "the ASEAN summit opens": a body of states needs no other side."""
    p = scene.propositions[act.scope[0]]
    parent = scene.parent(p)
    beside = (
        p.kind == "noun"
        and p.support is None
        and parent is not None
        and p.link == "argument"
        and not any(a.first <= p.head < a.last for a in parent.all("agent", "patient"))
    )
    bodies = any(scene.state(x.actor) == "IGO" for x in (*act.sources, *act.targets))
    return act.type == "CONSULT" and bodies and not beside  # not "met on the sidelines of the NATO summit"


def _twin(scene: Scene, act: Act, other: Act) -> bool:
    """Whether another act is what this one denies: the same type by the same state, told by somebody else."""
    own = {scene.state(x.actor) for x in act.sources} - {None}
    return other is not act and other.type == act.type and bool(own & {scene.state(x.actor) for x in other.sources})


def other_sphere(scene: Scene) -> tuple[str | None, str | None]:
    """The sphere a report plainly belongs to, where that is not public life ("sphere:sport"); else the one that has
    half as many words in it as public life ("half-sphere:sport"): news of firms that live by the state's orders, of
    athletes who meet a president. A report with many words of public life is no such: an election run like a race, the
    exchange of a prisoner who plays basketball."""
    best, weight, public = _weighed(scene)
    if best is None or weight < PLAIN:
        return None, None
    if weight > public:
        return f"sphere:{best}", None
    half = len(scene.document.sentences) >= LONG and 2 * weight >= public and public < POLITICAL
    return None, f"half-sphere:{best}" if half else None


def discarded(scene: Scene) -> tuple[str | None, dict[int, str]]:
    """Why nothing of the report is to be coded, or by sentence why nothing of it is: by the discards."""
    discards = scene.knowledge.details.discards
    if not discards.by_first:
        return None, {}
    sentences: dict[int, str] = {}
    for sentence in scene.document.sentences:
        for phrase, of in discards.find(*scene.lowered(sentence.first, sentence.last)):
            if of == "report":
                return f"discard:{phrase}", {}
            sentences.setdefault(sentence.index, f"discard:{phrase}")
    return None, sentences


LONG = 5  # sentences: of a single one its words tell little
POLITICAL = 10  # five words of public life


def between_states(scene: Scene, act: Act) -> bool:
    """Whether an act is public whatever the report is about: force, or public actors of two states."""
    if act.type in ("ASSAULT", "PROTEST"):
        return True
    if (act.cameo or "").startswith("17") and act.targets and any(public(scene, p) for p in act.sources):
        return True  # arrests, curfews, deportations
    states = [{scene.state(p.actor) for p in side if public(scene, p)} - {None} for side in (act.sources, act.targets)]
    return bool(states[0] and states[1]) and states[0] != states[1]


def _weighed(scene: Scene) -> tuple[str | None, int, int]:
    """The sphere with most words, their weight, and that of the words of public life."""
    seen: dict[str, dict[str, int]] = {}
    for token in scene.document.tokens:
        for sphere, weight in scene.knowledge.details.spheres.get(token.lemma.lower(), ()):
            seen.setdefault(sphere, {})[token.lemma.lower()] = weight
    weights = {sphere: sum(words.values()) for sphere, words in seen.items()}
    public = weights.pop("public", 0)
    best = max(weights, key=lambda name: weights[name], default=None)
    return best, weights[best] if best else 0, public


PLAIN = 4  # two words that are at home in the sphere alone


HARD = frozenset(("SANCTION", "COERCE", "ASSAULT", "PROTEST", "RETREAT", "MOBILIZE", "CONCEDE"))


def _private(scene: Scene, party: Party) -> bool:
    """Whether a party is a business: that a government lends it money or that it asks for some is economic news."""
    actor = scene.actors.get(party.actor)
    sectors = scene.knowledge.ontology.private_sectors
    return actor is not None and actor.code != "IGO" and (actor.code == "MNC" or actor.sector in sectors)


PRIVATE_TALK = frozenset(("CONSULT", "SUPPORT", "AGREE", "COOPERATE", "MOBILIZE", "SANCTION", "RETREAT"))


def public(scene: Scene, party: Party) -> bool:
    """Whether a party holds or contests public power: a state, a body of states, a government, an army, a party,
    rebels, the pope.

    A singer, a company, a lawyer who meets, thanks or visits somebody makes no political event, whatever the words.
    """
    actor = scene.actors.get(party.actor)
    return actor is not None and not _serves(scene, actor) and (
        actor.kind == "state" or actor.code == "IGO" or actor.sector in scene.knowledge.ontology.public_sectors
        or _heads(scene, actor)
    )


def _cautions(scene: Scene, act: Act) -> bool:
    """Whether a warning without any act that is threatened stays among people of one state: "warned candidates against
    moving too far"."""
    own, others = ({scene.state(p.actor) for p in side} for side in (act.sources, act.targets))
    if act.cameo != "130" or act.entry.over != ("clause", "of") or own != others or own == {None}:
        return False
    below = [q for q in scene.under(scene.propositions[act.scope[0]]) if q.link == "complement"]
    return not any(q.conditional and q.modality in ("will", "would") for q in below)  # "would strike unless it paid"


def _advises(scene: Scene, party: Party) -> bool:
    """Whether a party only speaks of what may come: experts, doctors, the press, firms."""
    actor = scene.actors.get(party.actor)
    return actor is not None and actor.kind != "state" and actor.sector in ADVISERS


ADVISERS = frozenset(("EDU", "JRN", "MED", "BUS"))


def _serves(scene: Scene, actor: Actor) -> bool:
    """Whether somebody is of the courts and holds no power there: a lawyer, attorneys."""
    private = scene.knowledge.world.usage["private_roles"]
    return actor.sector == "JUD" and bool({actor.office, actor.name.lower().split(" of ")[0]} & private)


def _heads(scene: Scene, actor: Actor) -> bool:
    """Whether somebody heads a state, whatever the office is called."""
    office = scene.knowledge.world.offices.get(actor.office or "")
    return office is not None and office.rank == 1


def _known(scene: Scene, party: Party) -> bool:
    actor = scene.actors.get(party.actor)
    return actor is not None and bool(actor.code or actor.sector)
