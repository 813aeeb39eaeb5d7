"""The clause around a time → whether it tells of what was or of what is to come.

"Most recent weekday on or before the report" is right nine times in ten; the rest is told by the governing verb:
"leaves Wednesday", "is to meet on Friday", "a march set for Sunday". From the word of time the heads are climbed
until a verb (or a noun such as "deadline") speaks. Verbs that only repeat what their own governor says ("managed
to reach", "refused to meet") are passed through. Lists of such words are in `data/calendar/tense.yaml`.
"""

from __future__ import annotations

from communique.knowledge.calendar import Calendar
from communique.stages import Document, Token

PAST, FUTURE = "past", "future"
LATER = "later"  # ahead of something past: "agreed to meet in March", "would meet"; for a month that may be past by now
_VERBS = ("VERB", "AUX")
PRESENT = "present"  # inside this file: ahead, unless it stands under "after"
_MAX_CLIMB = 14
_NEAR = 8  # words
_CREDIT = 6  # words after a caption's sentence in which the credit may stand: "(Photo: Agency)"


def direction(document: Document, at: int | None, calendar: Calendar, before: str = "") -> str | None:
    """past | future | later | None for the token at which a time starts; `before` is the word in front of it."""
    if before == "since":
        return PAST
    if before == "for":  # "called a strike for Tuesday", "set for Friday"
        return FUTURE
    if at is None:
        return None
    token, clue, behind = document.tokens[at], None, False
    if _stands_ahead(document, at, calendar):
        return FUTURE
    if before not in ("until", "by", "before") and _is_told(document, at, calendar):
        return PAST
    for _ in range(_MAX_CLIMB):
        if token.pos in _VERBS and token.index != at:
            clue = _of_verb(document, token, calendar, before)
            if clue == PRESENT:
                clue = PAST if behind else FUTURE
            elif clue == PAST and _turns_ahead(document, token, at, calendar):
                clue = LATER
        elif token.pos in ("NOUN", "ADJ", "PROPN"):
            direct = before == "on" and document.tokens[document.tokens[at].head].head == token.index
            clue = _of_word(document, token, calendar, direct and document.tokens[token.head].pos == "VERB")
        if clue or token.head == token.index:
            break
        behind = behind or token.lemma.lower() in calendar.groups["behind"] or _has_struck(token, calendar)
        token = document.tokens[token.head]
    return clue


def _is_told(document: Document, at: int, calendar: Calendar) -> bool:
    """What stands right beside a day outranks the parser: "rebels *Monday* crossed", "police said *Tuesday*"."""
    tokens, sentence = document.tokens, document.sentence_of(at)
    after = tokens[at + 1] if at + 1 < sentence.last else None
    tied = at > sentence.first and tokens[at - 1].pos == "ADP"
    if after and after.tag == "VBD" and after.pos in _VERBS and not tied:
        return True
    earlier = tokens[at - 1 - (tied and at - 1 > sentence.first and tokens[at - 1].text.lower() == "on")]
    told = at > sentence.first and earlier.tag == "VBD" and earlier.lemma.lower() in calendar.groups["saying"]
    return told and (after is None or after.tag not in ("MD", "POS", "NN", "NNS", "VBZ", "VBP"))


def _has_struck(noun: Token, calendar: Calendar) -> bool:
    """Blows and deaths are told when they have come: "fighting goes on, at the scene of an *attack* Monday"."""
    return noun.pos == "NOUN" and noun.lemma.lower() in calendar.groups["struck"]


def _stands_ahead(document: Document, at: int, calendar: Calendar) -> bool:
    """"ahead of the election on Saturday": the parser often gives that day to the verb; the words in front decide."""
    for index in range(at - 1, max(document.sentence_of(at).first, at - _NEAR) - 1, -1):
        if document.tokens[index].pos in _VERBS:
            return False
        if document.tokens[index].lemma.lower() in calendar.groups["ahead_of"]:
            return True
    return False


def _turns_ahead(document: Document, verb: Token, at: int, calendar: Calendar) -> bool:
    """"vowed on Sunday to march in Harare on Saturday": the second day is the march's, whatever the parser says."""
    if verb.lemma.lower() not in calendar.groups["term"]:
        return False
    return any(document.tokens[i].tag == "TO" for i in range(verb.index + 1, at))


def _of_word(document: Document, token: Token, calendar: Calendar, direct: bool) -> str | None:
    """Nouns and adjectives that look ahead: "plans", "due". A day right behind a noun of saying is the day it is said:
    "gave an ultimatum *on Sunday* to leave"."""
    lemma = token.lemma.lower()
    if direct and lemma in calendar.groups["said_noun"]:
        return None
    if token.pos == "NOUN" and lemma in calendar.groups["back_noun"]:
        return PAST
    if token.pos == "NOUN" and lemma in calendar.groups["ahead_noun"]:
        details = document.below(token.index, "compound", "amod")
        return None if any(t.lemma.lower() in calendar.groups["spoken"] for t in details) else FUTURE
    if token.pos == "ADJ" and (lemma in calendar.groups["ahead"] or token.text.lower() in calendar.groups["ahead"]):
        return FUTURE
    if token.dep in ("nsubj", "dobj", "pobj", "attr") and any(
            t.lemma.lower() in calendar.groups["ahead"] for t in document.below(token.index, "amod")):
        return FUTURE  # "a planned meeting on Monday"
    return None


def _of_verb(document: Document, verb: Token, calendar: Calendar, before: str) -> str | None:
    helpers = [*document.below(verb.index, "aux", "auxpass")]
    modal = next((h for h in helpers if h.tag == "MD"), verb if verb.tag == "MD" else None)
    perfect = any(h.lemma == "have" and h.dep == "aux" for h in helpers)
    if modal:
        return _of_modal(document, verb, modal, perfect, calendar)
    did = next((h for h in helpers if h.lemma == "do" and h.tag in ("VBD", "VBZ", "VBP")), None)
    if did is not None:  # "did not attend"
        return PAST if did.tag == "VBD" else _of_present(document, verb, calendar)
    if verb.tag == "VB" or any(h.tag == "TO" for h in helpers):
        return _of_infinitive(document, verb, perfect, calendar)
    if _is_term(verb, calendar, before):
        return LATER
    if verb.lemma.lower() in calendar.groups["ahead"] and (verb.tag != "VBG" or helpers):
        return LATER
    if _is_conditional(document, verb) and before in ("by", "until", "before"):
        return FUTURE  # "if the roads are not cleared by Monday"
    finite = next((v for v in (verb, *helpers) if v.tag in ("VBD", "VBZ", "VBP")), None)
    if finite is None:
        return _of_participle(document, verb, calendar)
    if finite.tag == "VBD" or perfect:
        return PAST
    return _of_present(document, verb, calendar)


def _of_modal(document: Document, verb: Token, modal: Token, perfect: bool, calendar: Calendar) -> str | None:
    """"will meet" is ahead; "would have met" and "could not be reached" are not."""
    word = modal.lemma.lower()
    if perfect:
        return PAST
    negated = any(True for _ in document.below(verb.index, "neg"))
    if word == "could" and negated:
        return PAST
    return LATER if word in ("would", "could", "should", "might") else FUTURE


def _of_infinitive(document: Document, verb: Token, perfect: bool, calendar: Calendar) -> str | None:
    """"agreed to meet on Monday" lies ahead; "managed to", "refused to" and purposes go by what governs them."""
    governor = document.tokens[verb.head]
    if verb.dep in ("acl", "relcl"):
        return FUTURE
    if verb.dep in ("xcomp", "ccomp") and governor.pos in ("VERB", "AUX", "ADJ"):
        own_present = governor.tag in ("VBZ", "VBP") and governor.lemma in ("have", "need")
        if governor.lemma.lower() in calendar.groups["done"] and not own_present:
            return None
        return FUTURE if governor.tag in ("VBZ", "VBP", "JJ") else LATER
    return FUTURE if verb.head == verb.index and not perfect else None


def _of_present(document: Document, verb: Token, calendar: Calendar) -> str | None:
    """"leaves Wednesday" lies ahead, unless it is a headline, a caption or somebody who "says"."""
    sentence = document.sentences[verb.sentence]
    lemma = verb.lemma.lower()
    if sentence.headline or lemma in calendar.groups["saying"] or lemma in calendar.groups["back"]:
        return PAST
    beyond = min(sentence.last + _CREDIT, len(document.tokens))
    if any(document.tokens[i].text in calendar.groups["caption"] for i in range(sentence.first, beyond)):
        return PAST
    return PRESENT


def _of_participle(document: Document, verb: Token, calendar: Calendar) -> str | None:
    """"as agreed in May", "denies sinking it in March" look back; other participles go by what governs them."""
    if verb.tag == "VBN":
        followed = verb.lemma == "follow" and any(True for _ in document.below(verb.index, "agent"))
        return None if followed else PAST  # "a meeting beginning Monday, followed by a session on Wednesday"
    governor = document.tokens[verb.head]
    if governor.pos == "ADP":
        governor = document.tokens[governor.head]
    looks_back = governor.lemma.lower() in calendar.groups["back"]
    return PAST if looks_back and verb.dep in ("xcomp", "pcomp", "ccomp") else None


def _is_term(verb: Token, calendar: Calendar, before: str) -> bool:
    """"postponed until Friday", "promised an answer by September"."""
    lemma = verb.lemma.lower()
    return (before in ("until", "till", "to", "by") and lemma in calendar.groups["moved"]) or (
        before in ("until", "till", "by", "before") and lemma in calendar.groups["term"])


def _is_conditional(document: Document, verb: Token) -> bool:
    return any(t.lemma.lower() in ("if", "unless") for t in document.below(verb.index, "mark"))
