"""A cue in the parse → the head of who speaks, who is told, and who passed it on.

The grammatical subject first; for "saying", "adding" that of the verb they hang on; for "who said" the noun before.
Where the small model finds none it has mostly lost an apposition or an inversion, and the words next to the cue tell.
"""

from __future__ import annotations

from communique.knowledge.cues import Cues
from communique.stages import Document, Token

_RELATIVE = ("who", "which", "that", "whom")
_CLIMB = ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "parataxis")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
NOUN_PHRASE = ("DT", "JJ", "NNP", "NN", "NNS", "NNPS", "POS", "CD", "PRP$", "HYPH")
_MARKS = frozenset("\"“”„«»")
QUOTES = _MARKS | frozenset("'’‘`")


def speaker_of(document: Document, cues: Cues, verb: Token) -> tuple[int | None, int | None]:
    """The head of who speaks, and of the voice it came through ("quoted by Fars as saying")."""
    speaker, via = _speaker_of(document, cues, verb)
    return _past_fronted(document, speaker), via


def _past_fronted(document: Document, speaker: int | None) -> int | None:
    """ "Outside court, her husband said": to the parser two subjects, with no "and" between them; the second."""
    if speaker is None or document.tokens[speaker].tag != "NN" or any(document.below(speaker, "cc")):
        return speaker
    more = [t.index for t in document.below(speaker, "conj") if t.tag[:2] == "NN" and t.index > speaker]
    if len(more) != 1 or document.edges[speaker][0] != document.sentence_of(speaker).first:
        return speaker
    apart = document.tokens[document.edges[more[0]][0] - 1].text == "," and not any(document.below(more[0], "cc"))
    return more[0] if apart else speaker


def _speaker_of(document: Document, cues: Cues, verb: Token) -> tuple[int | None, int | None]:
    if verb.tag in ("NN", "NNS"):  # a verb that the tagger takes for a noun
        return next((t.index for t in document.below(verb.index, "nsubj", "compound")), None), None
    apart = split_subject(document, verb)
    apart = _of_aside(document, cues, verb) if apart is None else apart
    if apart is not None:
        return apart, None
    own = _subject(document, verb)
    if own is None:
        own = _behind_relative(document, verb)
        if own is not None:
            return own, None
    if own is None and after_quotation(document, verb):
        inverted = _noun_behind(document, verb)
        if inverted is not None:
            return inverted, None
    if own is None and verb.tag in _FINITE and verb.dep in ("acl", "relcl", "ccomp", "ROOT", "advcl", "conj"):
        beside = _apposition_before(document, verb)
        if beside is not None:
            return beside, None
    climbed = _climb(document, cues, verb)
    if climbed[0] is None and verb.tag in _FINITE:
        if any(document.below(verb.index, "dobj", "dative")):  # "Vesely told reporters": behind it stands who is told
            return _noun_before(document, verb) or _noun_behind(document, verb), None
        return _noun_behind(document, verb) or _noun_before(document, verb), None
    return climbed


def split_subject(document: Document, verb: Token) -> int | None:
    """ "The report, released on Monday, says Ottawa wasted money": the parser gives both subjects to "wasted"."""
    head = document.tokens[verb.head]
    if verb.dep != "parataxis" or head.index < verb.index or document.tokens[verb.index - 1].text != ",":
        return None
    subjects = [t.index for t in document.below(head.index, "nsubj", "nsubjpass")]
    return subjects[0] if len(subjects) > 1 and subjects[0] < verb.index < subjects[-1] else None


def _behind_relative(document: Document, verb: Token) -> int | None:
    """ "One man, who voted no and asked not to be named, said he was ill": the subject, where the parser gives it to a
    verb of the relative clause."""
    if verb.tag not in _FINITE or document.tokens[verb.index - 1].text != ",":
        return None
    for clause in document.below(verb.index, "ccomp", "advcl", "dep"):
        for subject in document.below(clause.index, "nsubj") if clause.index < verb.index else ():
            behind = document.tokens[subject.index + 1 : subject.index + 3]
            if len(behind) == 2 and behind[0].text == "," and behind[1].tag in ("WP", "WDT"):
                return subject.index
    return None


def is_aside(document: Document, cues: Cues, verb: Token) -> bool:
    """ "Cole, asked if he would go, said no": what stands between commas was asked of the speaker."""
    if verb.tag not in ("VBD", "VBN") or not verb.index or document.tokens[verb.index - 1].text != ",":
        return False
    asks = any(c.id == "ask" for c in cues.verbs.get(verb.lemma.lower(), ()))
    return asks and any(_answers(document, cues, t) for t in document.below(verb.index, "ccomp", "conj", "parataxis"))


def _answers(document: Document, cues: Cues, verb: Token) -> bool:
    """Whether a cue stands behind a comma and has no subject of its own."""
    return document.tokens[verb.index - 1].text == "," and verb.tag in _FINITE and (
        verb.lemma.lower() in cues.verbs) and not any(document.below(verb.index, "nsubj", "nsubjpass"))


def _of_aside(document: Document, cues: Cues, verb: Token) -> int | None:
    """The subject of a cue behind an aside: "Cole" of "Cole, asked if he would go, said no"."""
    head = document.tokens[verb.head]
    if head.index == verb.index or not is_aside(document, cues, head) or not _answers(document, cues, verb):
        return None
    return _subject(document, head)


def _climb(document: Document, cues: Cues, verb: Token) -> tuple[int | None, int | None]:
    token = verb
    outer = lifted_to(document, cues, verb)
    if outer is not None:
        token = outer
    for _ in range(6):
        subject = _subject(document, token)
        if subject is not None:
            return _quoted(document, cues, token, subject)
        head = document.tokens[token.head]
        if token.index == head.index or (token.dep == "ccomp" and token.tag in _FINITE):
            break
        if token.dep in ("acl", "relcl") and head.tag[:2] in ("NN", "PR"):
            return head.index, None
        if token.dep not in _CLIMB:
            break
        token = head
    return None, None


def lifted_to(document: Document, cues: Cues, verb: Token) -> Token | None:
    """ "said the pact was dead and warned of war": the parser may hang "warned" on "was"; it belongs to "said"."""
    if verb.dep != "conj" or verb.tag not in _FINITE or any(document.below(verb.index, "nsubj", "nsubjpass")):
        return None
    token = verb
    for _ in range(5):
        head = document.tokens[token.head]
        if head.index == token.index:
            return None
        told = head.lemma.lower() in cues.verbs and head.tag in (verb.tag, "VBN")
        if told and token.dep in ("ccomp", "acl", "relcl"):
            return head if head.index < verb.index and _subject(document, head) is not None else None
        if token.dep not in ("conj", "ccomp", "xcomp", "acl", "relcl", "dobj", "advcl"):
            return None
        token = head
    return None


def _subject(document: Document, verb: Token) -> int | None:
    """Its subject; for a relative pronoun the noun it stands for; for a passive the agent."""
    if verb.tag[:2] not in ("VB", "MD"):
        return None
    if any(document.below(verb.index, "auxpass")) and verb.lemma not in ("quote", "cite"):
        for agent in document.below(verb.index, "agent"):
            return next((t.index for t in document.below(agent.index, "pobj")), None)
    subjects = [t for t in document.below(verb.index, "nsubj", "nsubjpass")
                if t.index > verb.index or not marks_between(document, t.index, verb.index)]
    if not subjects:  # "we" inside a quotation was hung on the "said" behind it
        return None
    token = max((t for t in subjects if t.index < verb.index), key=lambda t: t.index, default=subjects[0])
    if token.text.lower() in _RELATIVE and token.tag[:1] == "W":
        return verb.head if verb.dep in ("relcl", "acl", "ccomp", "advcl") else token.index
    return token.index


def marks_between(document: Document, first: int, last: int) -> bool:
    """Whether a quotation ends between two tokens: they then belong to different voices."""
    return any(set(document.tokens[i].text) <= _MARKS for i in range(min(first, last) + 1, max(first, last)))


def _quoted(document: Document, cues: Cues, verb: Token, subject: int) -> tuple[int, int | None]:
    """ "was quoted by Fars as saying", "Fars quoted Amiri as saying": the speaker and the agency."""
    if verb.lemma not in cues.voices:
        return subject, None
    if any(document.below(verb.index, "auxpass")):
        own = (verb, *(t for p in document.below(verb.index, "prep") for t in document.below(p.index, "pcomp")))
        agents = (t for v in own for agent in document.below(v.index, "agent", "prep") if agent.text.lower() == "by"
                  for t in document.below(agent.index, "pobj"))
        return subject, next((t.index for t in agents), None)
    quoted = next((t.index for t in document.below(verb.index, "dobj") if t.index > verb.index), None)
    return (quoted, subject) if quoted is not None else (subject, None)


def quoted_by(document: Document, cues: Cues, cue: int, speaker: int | None) -> int | None:
    """ "Fars, quoting a general, said", "according to Yonhap, citing the army": whose words are passed on."""
    for head in (cue, speaker):
        for token in document.below(head, "advcl", "acl", "prep") if head is not None else ():
            if token.tag == "VBG" and token.lemma.lower() in cues.voices:
                return next((t.index for t in document.below(token.index, "dobj") if t.index > token.index), None)
    return None


def after_quotation(document: Document, verb: Token) -> bool:
    """Whether a quotation mark or a comma stands right before the cue."""
    before = verb.index - 1
    return before >= 0 and (set(document.tokens[before].text) <= QUOTES or (
        document.tokens[before].text == "," and before > 0 and set(document.tokens[before - 1].text) <= QUOTES))


def _noun_behind(document: Document, verb: Token) -> int | None:
    """ "…," said Foreign Minister Khan: the noun right behind an inverted cue."""
    last, after = document.sentence_of(verb.index).last, verb.index + 1
    if after < last and document.tokens[after].tag == "PRP":
        clause = document.tokens[document.tokens[after].head]
        return None if clause.index > after and clause.head == verb.index else after  # "said he was ill"
    while after < last and document.tokens[after].tag in NOUN_PHRASE and after < verb.index + 12:
        after += 1
    if after == verb.index + 1 or document.tokens[after - 1].tag[:2] != "NN":
        return None
    clause = document.tokens[document.tokens[after - 1].head]  # "Ana of Doctors Abroad said *her team* was tired"
    clausal = clause.index >= after and clause.head == verb.index and clause.dep == "ccomp"
    return None if clausal and verb.index - 1 >= document.sentence_of(verb.index).first and (
        document.tokens[verb.index - 1].tag[:2] == "NN") else after - 1


def _noun_before(document: Document, verb: Token) -> int | None:
    first, before = document.sentence_of(verb.index).first, verb.index - 1
    while before >= first and document.tokens[before].tag in ("RB", *_FINITE) and verb.index - before < 4:
        before -= 1
    if before < first:
        return None
    aged = document.tokens[before].text.lower() == "old"  # "the 12-year-old said"
    if aged or document.tokens[before].tag in ("PRP", "NNP", "NN", "NNS", "NNPS"):
        return before
    return None


def _apposition_before(document: Document, verb: Token) -> int | None:
    """ ", the defence minister, Omar Saleh, announced": the name, or where the second part is none, the first."""
    parts = apposition(document, verb)
    if parts is None:
        return None
    (_, first_end), (second_start, second_end) = parts
    named = document.tokens[second_end - 1].tag in ("NNP", "NNPS") and second_end - second_start > 1
    return second_end - 1 if named else first_end - 1


def apposition(document: Document, verb: Token) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The two noun phrases of "NP, NP, said" right before a cue, as token ranges."""
    first = document.sentence_of(verb.index).first
    at = verb.index - 1
    while at > first and document.tokens[at].tag in ("RB", "VBZ", "VBD", "VBP") and verb.index - at < 4:
        at -= 1
    if at <= first or document.tokens[at].text != ",":
        return None
    second = _noun_phrase_ending(document, at, first)
    if second is None or second <= first or document.tokens[second - 1].text != ",":
        return None
    start = _noun_phrase_ending(document, second - 1, first)
    return ((start, second - 1), (second, at)) if start is not None else None


def _noun_phrase_ending(document: Document, end: int, first: int) -> int | None:
    """The first token of a run of noun-phrase words that ends before `end`."""
    at = end
    while at > first and (document.tokens[at - 1].tag in NOUN_PHRASE or document.tokens[at - 1].text == "of"):
        at -= 1
    return at if at < end and document.tokens[end - 1].tag[:2] == "NN" else None


def addressee_of(document: Document, verb: Token) -> int | None:
    """The head of who is told: "told Reuters", "said to the council"."""
    if verb.lemma in ("tell", "inform", "remind", "assure", "warn", "brief", "ask", "urge"):
        for token in document.below(verb.index, "dobj", "dative", "nsubj"):
            if token.index > verb.index:
                return token.index
    for token in document.below(verb.index, "dative", "prep"):
        if token.index > verb.index and token.text.lower() == "to":
            return next((t.index for t in document.below(token.index, "pobj")), None)
    return None
