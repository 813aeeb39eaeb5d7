"""Verb → its subject in its logical role, found where grammar hides it.

    "the envoy was expelled"                    patient
    "Kenya, which expelled", "Peru was one of the countries that condemned"     the one behind the pronoun
    "Chad agreed to leave"                      subject control; raising too: "is said to have left"
    "Kenya asked Chad to leave", "called on Chad to leave", "accused Chad of arming"        object control
    "was invited by Kenya to visit"             the subject of the passive
    "Sudan's bid to join", "the refusal of Hungary to ratify"       the owner of the noun
    "Iran, Saudi Arabia agree"                  headlines leave out "and"
"""

from __future__ import annotations

from communique.propositions.ground import CLIMB, RELATIVES, VERBAL, Ground
from communique.propositions.phrases import argument, heads, with_role
from communique.propositions.voice import is_passive
from communique.stages import Argument, Document, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECT_PREPS = {"of", "from", "into", "against"}  # "accused Iran *of* arming", "barred it *from* entering"
NAME_PREPS = {"for", "on", "over"}  # "thanked Egypt *for* mediating", but "held talks *on* ending"
PARTITIVES = {"one", "some", "many", "several", "few", "most", "all", "first", "last", "latest", "second", "third"}


def subject(ground: Ground, verb: int, depth: int = 0) -> Argument | None:
    """The subject of a verb as its agent, or in the passive as its patient."""
    if verb in ground.subjects:
        return ground.subjects[verb]
    if depth > CLIMB:
        return None
    ground.subjects[verb] = None  # whoever comes back here goes in a circle
    token = ground.document.tokens[verb]
    found = _own(ground, token, depth) or _inherited(ground, token, depth)
    passive = is_passive(ground.document, token) or any(ground.document.below(verb, "nsubjpass"))
    ground.subjects[verb] = with_role(found, "patient" if passive else "agent") if found else None
    return ground.subjects[verb]


def _own(ground: Ground, verb: Token, depth: int) -> Argument | None:
    """The subject that stands there; a relative pronoun gives its noun."""
    document = ground.document
    own = list(document.below(verb.index, *SUBJECTS))
    if not own:
        return None
    if own[0].text.lower() in RELATIVES:
        noun = _cleft(document, verb) if verb.dep == "ccomp" else verb.head if verb.dep == "relcl" else None
        if noun is not None:
            return _antecedent(ground, noun, depth)
    inner = next(document.below(own[0].index, "nsubj"), None) if own[0].dep == "csubj" else None
    if inner is not None and inner.index < own[0].index and own[0].tag in ("VBG", "VBN", "VBD"):
        return argument(document, "agent", None, inner.index)  # "*soldiers* going from yard to yard detained 46 men"
    own = _listed(document, verb, own) if len(own) == 1 else own
    last = own[-1]
    if len(own) > 1 and last.dep == "nsubj" and own[0].pos == "PROPN" and _comma_before(document, last):
        members = dict.fromkeys((*heads(document, own[0].index), *heads(document, last.index)))
        return Argument("agent", None, tuple(members), document.edges[own[0].index][0], document.edges[last.index][1])
    return argument(document, "agent", None, own[0].index)


def _listed(document: Document, verb: Token, own: list[Token]) -> list[Token]:
    """A name and a comma before the subject: "*Erdogan*, Putin discuss" is parsed as a time."""
    before = document.edges[own[0].index][0] - 2
    if before < 0 or own[0].pos != "PROPN" or not _comma_before(document, own[0]):
        return own
    name = document.tokens[before]
    listed = name.head == verb.index and name.dep in ("npadvmod", "dep", "nmod") and name.pos == "PROPN"
    return [name, *own] if listed and name.entity not in ("DATE", "TIME") else own


def _comma_before(document: Document, token: Token) -> bool:
    first = document.edges[token.index][0]
    return first > 0 and document.tokens[first - 1].text == ","


def _cleft(document: Document, verb: Token) -> int | None:
    """"It was Sweden that imposed checks", parsed as a that-clause."""
    return next((t.index for t in document.below(verb.head, "attr")), None)


def _antecedent(ground: Ground, noun: int, depth: int) -> Argument:
    """The noun behind a pronoun; in "Peru was one of the countries that" the one it is said of."""
    document = ground.document
    token = document.tokens[noun]
    top = token
    for _ in range(3):
        prep = ground.head(top)
        above = ground.head(prep)
        if top.dep != "pobj" or prep.text.lower() not in ("of", "among"):
            break
        if above.lemma == "be" or above.lemma.lower() in PARTITIVES or above.pos == "NUM":
            top = above
        else:
            break
    copula = top if top.pos in VERBAL else ground.head(top) if top.dep == "attr" else None
    if copula is not None and copula.index != noun and token.pos != "PROPN":
        said_of = subject(ground, copula.index, depth + 1)
        if said_of and document.tokens[said_of.heads[0]].pos in ("PROPN", "PRON") and \
                document.tokens[said_of.heads[0]].text.lower() not in ("it", "this", "that", "there"):
            return with_role(said_of, "agent")
    return argument(document, "agent", None, noun)


def _inherited(ground: Ground, token: Token, depth: int) -> Argument | None:
    """A subject that is not said again."""
    document, governor = ground.document, ground.head(token)
    if governor.index == token.index:
        return None
    outer = _outer_speaker(ground, token, governor)
    if outer is not None:
        return subject(ground, outer, depth + 1)
    if governor.pos in VERBAL and (token.dep == "conj" or (token.dep == "attr" and token.tag == "VBG")):
        return subject(ground, governor.index, depth + 1)  # "Qatar is mediating", at times parsed as "is a mediating"
    if token.dep in ("xcomp", "ccomp"):
        return _controlled(ground, token, governor, depth)
    if token.dep in ("acl", "relcl"):
        return _of_noun(ground, token, governor, depth)
    if token.dep == "pcomp":
        return _after_preposition(ground, token, governor, depth)
    if token.dep == "advcl" and governor.pos in VERBAL:
        if token.tag == "VBG" and token.lemma.lower() in ground.scope.resulting and is_passive(document, governor):
            return _doer(document, governor)
        return _trained(ground, token, governor) or subject(ground, governor.index, depth + 1)
    return None


def _outer_speaker(ground: Ground, token: Token, governor: Token) -> int | None:
    """The verb of saying whose subject goes on speaking behind a passive clause: "said that two men were killed and
    *demanded* that Chad look into it"; the dead demand nothing."""
    document = ground.document
    speaks = token.dep == "conj" and token.tag == "VBD" and any(document.below(token.index, "ccomp"))
    told = governor.dep == "ccomp" and any(document.below(governor.index, "auxpass"))
    return governor.head if speaks and told and ground.head(governor).pos in VERBAL else None


def _doer(document: Document, verb: Token) -> Argument | None:
    """Who did what is told in the passive: "a post was shelled *by rebels*, killing two"; a post kills nobody."""
    for by in document.below(verb.index, "agent", "prep"):
        for thing in document.below(by.index, "pobj") if by.text.lower() == "by" else ():
            return argument(document, "agent", None, thing.index)
    return None


def _trained(ground: Ground, token: Token, governor: Token) -> Argument | None:
    """Who fights in "trained rebels to fight": several, or somebody with a name; not "urged calm to avoid"."""
    infinitive = token.tag == "VB" and any(t.text.lower() == "to" for t in ground.document.below(token.index, "aux"))
    if not infinitive or governor.lemma.lower() not in ground.scope.object_control:
        return None
    objects = (t for t in ground.document.below(governor.index, "dobj") if t.tag in ("NNS", "NNP", "NNPS"))
    object_ = next((t for t in objects if t.index < token.index), None)
    return argument(ground.document, "agent", None, object_.index) if object_ else None


def _controlled(ground: Ground, token: Token, governor: Token, depth: int) -> Argument | None:
    """Who does what a to-clause says: the governor's object with verbs of asking, else its subject."""
    document = ground.document
    if governor.pos == "ADJ":
        return subject(ground, governor.head, depth + 1)
    if governor.pos not in VERBAL:
        return None
    objects = (t for t in document.below(governor.index, "dobj", "dative") if t.pos != "ADP")
    object_ = next((t for t in objects if t.index < token.index), None)
    if governor.lemma.lower() in ground.scope.object_control or (token.dep == "ccomp" and token.tag == "VB"):
        if object_ is not None:
            return argument(document, "agent", None, object_.index)
        if is_passive(document, governor):
            return subject(ground, governor.index, depth + 1)
    for prep in document.below(governor.index, "prep", "prt", "dative"):
        names = (f"{governor.lemma.lower()} {prep.text.lower()}", governor.lemma.lower())
        called = next(document.below(prep.index, "pobj"), object_ if prep.dep == "prt" else None)
        if called is not None and prep.index < token.index and any(n in ground.scope.object_control for n in names):
            return argument(document, "agent", None, called.index)
    return subject(ground, governor.index, depth + 1)


def _of_noun(ground: Ground, token: Token, noun: Token, depth: int) -> Argument | None:
    """The noun a participle or clause stands behind ("troops deployed in"); for "Sudan's bid to join" its owner."""
    document = ground.document
    about = token.tag != "VB" or any(document.below(token.index, "auxpass"))
    if about or noun.pos == "PROPN" or _singled_out(document, noun):
        return _antecedent(ground, noun.index, depth)
    owner = _owner(document, noun)
    if owner is not None:
        return argument(document, "agent", None, owner)
    verb = ground.head(noun)
    if noun.dep in ("dobj", "attr") and verb.pos in VERBAL:
        return subject(ground, verb.index, depth + 1)
    return None


def _singled_out(document: Document, noun: Token) -> bool:
    """"the *first* president to visit" visits."""
    return any(t.lemma.lower() in PARTITIVES or t.text.lower() == "only" for t in document.below(noun.index, "amod"))


def _owner(document: Document, noun: Token) -> int | None:
    """Whose bid, plan or refusal it is."""
    owner = next(document.below(noun.index, "poss"), None)
    if owner is not None:
        return owner.index
    for prep in document.below(noun.index, "prep"):
        if prep.text.lower() in ("by", "of"):
            return next((t.index for t in document.below(prep.index, "pobj")), None)
    return next((t.index for t in document.below(noun.index, "amod", "compound") if t.entity in ("NORP", "GPE")), None)


def _requited(ground: Ground, verb: Token, prep: str, object_: Token) -> bool:
    """Whether the object did what it is thanked or punished for: "jailed *teachers* for marching"."""
    requited = prep in ("for", "over") and verb.lemma.lower() in ground.scope.requiting
    return object_.pos in ("PROPN", "PRON") or requited


def _after_preposition(ground: Ground, token: Token, prep: Token, depth: int) -> Argument | None:
    """Who does what stands behind a preposition: "accused Iran of arming", "after holding talks, Sudan left"."""
    document = ground.document
    above = ground.head(prep)
    if above.pos == "ADV":  # "stopped short of signing"
        above = ground.head(above)
    word = prep.text.lower()
    if above.pos in VERBAL:
        object_ = next((t for t in document.below(above.index, "dobj") if t.index < token.index), None)
        if object_ is not None and object_.index not in ground.events and not is_passive(document, above) \
                and (word in OBJECT_PREPS or (word in NAME_PREPS and _requited(ground, above, word, object_))):
            return argument(document, "agent", None, object_.index)
        return subject(ground, above.index, depth + 1)
    if above.pos == "ADJ" and above.dep == "acomp":  # "pleaded guilty to threatening"
        return subject(ground, above.head, depth + 1)
    if above.pos == "PROPN" and above.dep == "dobj" and word in OBJECT_PREPS | NAME_PREPS:
        return argument(document, "agent", None, above.index)
    if above.pos in ("NOUN", "PROPN"):
        owner = next(document.below(above.index, "poss"), None)
        return argument(document, "agent", None, owner.index) if owner else None
    return None
