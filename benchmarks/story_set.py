"""A set of reports of which it is known who tells the same: 84 acts, each told by several outlets in their own words.

Every report is put together from sentences, and every sentence knows which act it tells, or none. What varies: the
wording (five or more for each kind of act), the order of clauses and sentences, active and passive, names in full, by
office or by state, weekdays, dates and "yesterday", the place at the head or in the sentence or left out, numbers that
differ, days that are wrong by one, lengths from two sentences to twelve, history of other acts in the set, other acts
of the same report. What confuses: the same sides a day later elsewhere, others in the same place on the same day, the
same two ministers a month later, another act of the same sides on the same day, plans held, put off and called off.
States are real, people and acts invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

SEED = 20_261_124
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
STATES = {  # state: adjective, foreign minister, leader with office, capital
    "Portugal": ("Portuguese", "Tomas Arda", "Prime Minister Rui Celado", "Lisbon"),
    "Morocco": ("Moroccan", "Yassin Berada", "Prime Minister Karim Fassali", "Rabat"),
    "Kenya": ("Kenyan", "Grace Wanjohi", "President Daniel Kiproto", "Nairobi"),
    "Tanzania": ("Tanzanian", "Amani Mushi", "President Neema Salehe", "Dodoma"),
    "Vietnam": ("Vietnamese", "Tran Duc Loi", "Prime Minister Pham Van Hoa", "Hanoi"),
    "Indonesia": ("Indonesian", "Surya Wibawa", "President Dewi Hartati", "Jakarta"),
    "Chile": ("Chilean", "Paula Irarte", "President Andres Molfino", "Santiago"),
    "Peru": ("Peruvian", "Luis Quesadar", "President Marta Huamani", "Lima"),
    "Norway": ("Norwegian", "Ingrid Solvang", "Prime Minister Lars Hegdal", "Oslo"),
    "Canada": ("Canadian", "Claire Beaudin", "Prime Minister Owen Tarrant", "Ottawa"),
    "Jordan": ("Jordanian", "Samir Haddadin", "Prime Minister Omar Rifaat", "Amman"),
    "Turkey": ("Turkish", "Cemal Ertok", "President Kerem Aydal", "Ankara"),
    "Armenia": ("Armenian", "Aram Petrosyan", "Prime Minister Davit Harutian", "Yerevan"),
    "Georgia": ("Georgian", "Nino Abashvili", "Prime Minister Levan Tsereli", "Tbilisi"),
    "Ghana": ("Ghanaian", "Kojo Mensah", "President Ama Boatemaa", "Accra"),
    "Senegal": ("Senegalese", "Fatou Diagne", "President Moussa Sarr", "Dakar"),
    "Mongolia": ("Mongolian", "Bat Erdene", "President Ganbold Tsend", "Ulaanbaatar"),
    "Japan": ("Japanese", "Kenji Morota", "Prime Minister Akira Senda", "Tokyo"),
    "Poland": ("Polish", "Marek Zielny", "Prime Minister Jan Kowalik", "Warsaw"),
    "Lithuania": ("Lithuanian", "Rasa Petraite", "Prime Minister Tomas Gintas", "Vilnius"),
    "Egypt": ("Egyptian", "Hany Mostafa", "President Adel Shaheen", "Cairo"),
    "Sudan": ("Sudanese", "Idris Elamin", "President Osman Khaled", "Khartoum"),
    "Colombia": ("Colombian", "Diego Arrieta", "President Lucia Vallejo", "Bogota"),
    "Brazil": ("Brazilian", "Caio Meireles", "President Helena Prates", "Brasilia")}
CITIES = (
    "Geneva", "Vienna", "Doha", "Singapore", "Brussels", "Addis Ababa", "Muscat", "Helsinki", "Valletta", "Almaty")
OUTLETS = ("Harbour Times", "Northern Wire", "State News Agency", "Radio Meridian", "The Capital Post", "Gulf Courier",
           "Island Press", "Daily Chronicle", "Southern Mail", "The Overseas Review")


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the set. `a` and `b` are states; `number` counts the dead or the tonnes; `fate` says what
    became of a plan."""

    id: str
    kind: str
    a: str
    b: str
    place: str
    day: date
    number: int = 0
    topic: str = "trade"
    fate: str = "held"


@dataclass(slots=True)
class Told:
    """A report and, for each of its sentences, the act it tells."""

    id: str
    outlet: str
    published: date
    sentences: list[tuple[str, str | None]] = field(default_factory=list)
    head: str = ""

    def text(self) -> str:
        """The report's words, in paragraphs of a sentence or two."""
        parts, line = [], ""
        for words, _ in self.sentences:
            line = f"{line} {words}".strip()
            if len(line) > 160:
                parts.append(line)
                line = ""
        return self.head + "\n\n".join([*parts, line] if line else parts)


SAID = {
    "meet": (
        "{fa} met {fb} in {place} {on} to discuss {topic}.",
        "{fb} held talks with {fa} {on} in {place}, the two sides' talks centring on {topic}.",
        "{A} and {B} held talks on {topic} in {place} {on}, led by {na} and {nb}.",
        "Ministers of {A} and {B} met {on} in {place}.",
        "{on_} in {place}, {fa} sat down with his counterpart from {B}, {nb}.",
        "A meeting between {fa} and {fb} took place in {place} {on}.",
        "{fa} has met {nb}, the {badj} foreign minister, in {place}, {aadj} officials said."),
    "call": (
        "{la} spoke by telephone with {lb} {on} about {topic}.",
        "{lb} and {la} discussed {topic} in a phone call {on}.",
        "In a telephone conversation {on}, {la} and {lb} talked about {topic}.",
        "{la} telephoned {lb} {on}, the office of the {aadj} leader said."),
    "visit": (
        "{la} arrived in {bcap} {on} for an official visit to {B}.",
        "{la} began a visit to {B} {on}.",
        "The {aadj} leader, {la}, travelled to {B} {on}.",
        "{la} is on a visit to {B}, where he landed {on}."),
    "strike": (
        "At least {n} people were killed when {aadj} warplanes bombed {place} {on}.",
        "{aadj} air strikes on {place} killed {n} people {on}, officials said.",
        "{n} people died {on} in an air strike by {A} on {place}.",
        "{aadj} forces shelled {place} {on}, killing {n} people.",
        "{A} attacked {place} {on} and killed at least {n} people, the {badj} defence ministry said."),
    "sanction": (
        "{A} imposed sanctions on {B} {on} over {topic}.",
        "{on_} {A} slapped new sanctions on {B} because of {topic}.",
        "New sanctions against {B} were announced by {A} {on}.",
        "The {aadj} government {on} put sanctions on {B}, citing {topic}."),
    "expel": (
        "{A} expelled {n} {badj} diplomats {on}.",
        "{on_}, {A} ordered {n} diplomats from {B} to leave the country.",
        "{n} {badj} diplomats were expelled by {A} {on}.",
        "The {aadj} foreign ministry declared {n} {badj} diplomats personae non gratae {on}."),
    "sign": (
        "{A} and {B} signed an agreement on {topic} in {place} {on}.",
        "An agreement on {topic} was signed by {A} and {B} {on} in {place}.",
        "{fa} and {fb} signed a deal on {topic} {on} in {place}.",
        "In {place}, {A} and {B} {on} signed a memorandum on {topic}."),
    "accuse": (
        "{A} accused {B} {on} of stirring up trouble over {topic}.",
        "{fa} {on} accused {B} of breaking its word on {topic}.",
        "{on_}, the {aadj} foreign ministry accused {B} of bad faith over {topic}."),
    "protest": (
        "Thousands of people protested in {place} {on} against {topic}.",
        "Protesters marched through {place} {on} over {topic}.",
        "{on_} thousands took to the streets of {place} in protest at {topic}.",
        "A crowd of thousands demonstrated in {place} {on}, angry about {topic}."),
    "aid": (
        "{A} sent {n} tonnes of food to {B} {on}.",
        "{A} {on} delivered {n} tonnes of food aid to {B}.",
        "{B} received {n} tonnes of food aid from {A} {on}.",
        "A shipment of {n} tonnes of food from {A} was delivered to {B} {on}.")}
PLANNED = (
    "{fa} will meet {fb} in {place} {ahead} to discuss {topic}.",
    "{fb} and {fa} are to hold talks in {place} {ahead}.",
    "A meeting of ministers of {A} and {B} is planned in {place} {ahead}.",
    "{fa} is due to meet {nb}, the {badj} foreign minister, in {place} {ahead}.")
CALLED_OFF = (
    "{A} has cancelled a meeting of {fa} with {fb} that was planned in {place} {ahead}.",
    "A meeting between {fa} and {fb}, planned in {place} {ahead}, has been cancelled.",
    "{fa} called off talks with {fb} that were due in {place} {ahead}.")
PUT_OFF = (
    "The meeting of {fa} and {fb} in {place} has been postponed to {later}.",
    "{fa} and {fb} have postponed their talks in {place} to {later}.")
FILL = (
    "No details were given.", "The weather was fine.", "Neither office answered questions.",
    "Traffic in the centre stood still for an hour.", "The figures could not be checked.",
    "A joint text is expected to be published soon.", "Observers had expected little.",
    "Trade between the two has grown by a tenth since last year.", "Opposition newspapers gave it one column.")
TOPICS = ("fishing rights", "the price of gas", "border crossings", "a railway", "visas for students", "river water",
          "the harvest", "customs duties", "the new port", "migrant workers")


KINDS = ("meet", "call", "visit", "strike", "sanction", "expel", "sign", "accuse", "protest", "aid", "plan", "meet")


def acts(draw: random.Random) -> list[Act]:
    """The acts: some thirty, and for most of them one that is easily taken for it."""
    out: list[Act] = []
    names = list(STATES)
    for n in range(36):
        a, b = draw.sample(names, 2)
        kind = KINDS[n % 12]
        place = draw.choice(CITIES) if kind in ("meet", "sign", "plan") else STATES[b][3]
        day = date(2024, 3, 4) + timedelta(draw.randrange(40))
        act = Act(f"{n:02}", kind, a, b, place, day, draw.randrange(3, 30), draw.choice(TOPICS),
                  ("held", "cancelled", "postponed")[n // 12 % 3] if kind == "plan" else "held")
        out += [act, *_neighbours(act, n, draw)]
    return out


def _neighbours(act: Act, n: int, draw: random.Random) -> list[Act]:
    """What an act may be confused with."""
    others = [name for name in STATES if name not in (act.a, act.b)]
    c, d = draw.sample(others, 2)
    elsewhere = draw.choice([city for city in CITIES if city != act.place])

    def like(tag: str, **changes: object) -> Act:
        values = {name: getattr(act, name) for name in Act.__slots__}
        return Act(**{**values, "fate": "held", **changes, "id": act.id + tag})  # type: ignore[arg-type]

    match n % 3:
        case 0 if act.kind in ("meet", "sign", "plan"):  # the same sides, a day later, elsewhere; others, same place
            kind = "meet" if act.kind == "plan" else act.kind
            return [like("x", day=act.day + timedelta(1), place=elsewhere, kind=kind),
                    like("y", a=c, b=d, kind=kind)]
        case 0:
            return [like("x", day=act.day + timedelta(3), number=act.number + 40), like("y", a=c)]
        case 1:  # a month later
            return [like("z", day=act.day + timedelta(31), kind="meet" if act.kind == "plan" else act.kind,
                         topic=draw.choice(TOPICS), number=act.number + 11)]
        case _:  # another act of the same sides on the same day
            return [like("w", kind="accuse" if act.kind != "accuse" else "call")]


def reports(seed: int = SEED) -> tuple[list[Act], list[Told]]:
    """The acts and the reports, in an order that is none."""
    draw = random.Random(seed)
    listed = acts(draw)
    out = [told for act in listed for told in _reports_of(act, listed, draw)]
    draw.shuffle(out)
    return listed, out


def _reports_of(act: Act, listed: list[Act], draw: random.Random) -> list[Told]:
    outlets = draw.sample(OUTLETS, draw.randrange(2, 6))
    out = []
    if act.kind == "plan":
        out += [_report(act, outlet, act.day - timedelta(draw.randrange(3, 9)), "plan", listed, draw)
                for outlet in outlets[:2]]
        for outlet in outlets:
            lead = -2 if act.fate != "held" else draw.randrange(2)
            out.append(_report(act, outlet, act.day + timedelta(lead), act.fate, listed, draw))
        return out
    return [_report(act, outlet, act.day + timedelta(draw.choice((0, 0, 1, 1, 2))), "told", listed, draw)
            for outlet in outlets]


def _report(act: Act, outlet: str, published: date, stage: str, listed: list[Act], draw: random.Random) -> Told:
    told = Told(f"{act.id}-{stage}-{outlet.split()[-1].lower()}-{published}", outlet, published)
    told.sentences.append((_sentence(act, stage, published, draw), act.id))
    if stage in ("told", "held") and draw.random() < 0.35:  # told twice
        told.sentences.append((_sentence(act, stage, published, draw), act.id))
    for _ in range(draw.randrange(0, 5)):
        told.sentences.append((draw.choice(FILL), None))
    if draw.random() < 0.3:  # history: another act of the set
        earlier = [other for other in listed if timedelta(5) < published - other.day < timedelta(60)
                   and other.kind not in ("plan",) and other.id[:2] != act.id[:2]]
        if earlier:
            other = draw.choice(earlier)
            told.sentences.append((_sentence(other, "told", published, draw, dated=True), other.id))
    if draw.random() < 0.25:
        told.head = f"{act.place.upper()}, {MONTHS[published.month - 1]} {published.day} ({outlet}) — "
    return told


def _sentence(act: Act, stage: str, published: date, draw: random.Random, *, dated: bool = False) -> str:
    forms = {"plan": PLANNED, "cancelled": CALLED_OFF, "postponed": PUT_OFF}.get(
        stage, SAID["meet" if act.kind == "plan" else act.kind])
    a, b = STATES[act.a], STATES[act.b]
    day = act.day + timedelta(1 if draw.random() < 0.04 and stage == "told" else 0)  # some are wrong
    on = _on(day, published, draw, dated)
    number = act.number + (draw.choice((-1, 1, 2)) if draw.random() < 0.25 else 0)

    def minister(state: tuple[str, str, str, str]) -> str:
        return draw.choice((f"{state[0]} Foreign Minister {state[1]}", f"Foreign Minister {state[1]} of "
                            f"{next(n for n, s in STATES.items() if s is state)}",
                            f"the {state[0]} foreign minister, {state[1]},"))

    words = draw.choice(forms).format(
        A=act.a, B=act.b, aadj=a[0], badj=b[0], na=a[1], nb=b[1], fa=minister(a), fb=minister(b).rstrip(","),
        la=f"{a[0]} {a[2]}", lb=f"{b[0]} {b[2]}", bcap=b[3], place=act.place, n=number, topic=act.topic, on=on,
        on_=on[:1].upper() + on[1:], ahead=_date(act.day), later=_date(act.day + timedelta(9))[3:])
    return words[:1].upper() + words[1:]


def _date(day: date) -> str:
    return f"on {day.day} {MONTHS[day.month - 1]}"


def _on(day: date, published: date, draw: random.Random, dated: bool) -> str:
    """The day in words, as a paper would have it that day."""
    ago = (published - day).days
    if dated or ago > 5 or ago < 0:
        return _date(day)
    options = [f"on {DAYS[day.weekday()]}", _date(day)]
    if ago == 1:
        options.append("yesterday")
    return draw.choice(options)
