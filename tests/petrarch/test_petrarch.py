"""Dictionaries of PETRARCH: how their lines are read, and that what they say is used by the pipeline."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import communique
from communique.actors.resolve import resolve_phrase
from communique.errors import KnowledgeError
from communique.events.scene import Scene
from communique.explain import who
from communique.knowledge import files, load_files
from communique.petrarch import Report, bring, kind_of
from communique.petrarch.actors import read_actors
from communique.petrarch.agents import read_agents
from communique.petrarch.dates import Period, periods, restrictions
from communique.petrarch.issues import read_issues
from communique.petrarch.verbs import read_verbs

ACTORS = """\
# a comment
<!-- another,
over two lines -->
ZORIN_VASKO_ [TCDOPP]  ; a third
+PRESIDENT_ZORIN_VASKO
\t[TCDGOV 20100301-141231]
\t[TCDELI >20150101]
REAL_DAWN_FRONT_(RXDF)_ [TCDREB]
NDJAMENAVILLE_ [TCD]
+TCHADIA
+CHADIAN
+CHAD_
CLEAN_HARBOUR_FUND [NGOENV]
KENYA [UGA]
NOWHERELAND [XQZGOV]
OTHERWISE [KEN]
	[XQZ 20100101-20101231]
BROKEN_DATE
\t[KENGOV 20101301-20111231]
\t[KENGOV 2010]
NAMELESS
"""
AGENTS = """\
!PERSON! = MAN, MEN, WOMAN
BEEKEEPER [~AGR]
CHAMBER_OF_HONEY {CHAMBERS_OF_HONEY} [~BUS]   # plural in braces
HIVE!PERSON! [~GOVAGR]
POLICE {} [~MIL]
BEE_RIGHTS_BODY [NGO~]
BOUNCER [~XQZ]
DRONE!CASTE! [~AGR]
HONEY_MAKER
"""
ISSUES = """\
<ISSUE CATEGORY="BEES" TYPE="ALL">
n:beehive [BEEKEEPING]
honey+trade [BEEKEEPING]
ethnic v:purge [PURGE]
~honey trap
~~bee movie
honey without code
</ISSUE>
"""
DISCARDS = "SPELLING BEE # a comment\n+HONEY CUP\nKENYA\n"
VERBS = """\
&SWEETS
+HONEY
+ROYAL JELLY_
+TREATY
--- BEFUDDLE [1121] ---
BEFUDDLE
+BUZZ_OFF {+BUZZED_OFF}
- * &SWEETS [061]
- * WITH_GREAT CARE [040:040]
- NOT * ANYTHING [120]
- * &UNKNOWN [040]
- + * BY $ [1121]
- * [---]

--- OPPOSE [042] ---
OPPOSE
ZZAP [999]
"""


def written(folder: Path, **texts: str) -> list[Path]:
    """Dictionaries with these texts."""
    paths = []
    for kind, text in texts.items():
        paths.append(folder / f"sample.{kind}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def brought(tmp_path_factory) -> tuple[Path, Report]:
    """A folder with all the samples brought in, and the report."""
    folder = tmp_path_factory.mktemp("dictionaries")
    paths = written(folder, actors=ACTORS, agents=AGENTS, issues=ISSUES, discards=DISCARDS, verbs=VERBS)
    return folder / "mine", bring(paths, folder / "mine")


@pytest.fixture(scope="module")
def reader(brought) -> communique.Reader:
    """A reader with what was brought in."""
    return communique.load(knowledge=brought[0], rules_only=True)


def told(report: Report) -> dict[str, str]:
    """What could not be read: "file:line" → why."""
    return {unread.where: unread.why for unread in report.unread}


# --- reading ------------------------------------------------------------------------------------------


def test_periods_follow_the_restrictions():
    """Of two restrictions on one day the first counts; where none holds, the default; both ends are included."""
    codes = restrictions("[A] [B 20100110-20100120] [C 20100101-20100115] [D >20100201]")
    assert periods(codes) == [
        Period("A", None, "2009-12-31"), Period("C", "2010-01-01", "2010-01-09"),
        Period("B", "2010-01-10", "2010-01-20"), Period("A", "2010-01-21", "2010-01-31"),
        Period("D", "2010-02-01", None)]
    assert periods(codes, date(2010, 1, 12)) == [Period("B", None, None)]


@pytest.mark.parametrize("text", ["[A 20101301-20111231]", "[A 2010]", "[A 20110101-20100101]", "[A", "A]", "[950601]"])
def test_bad_restrictions(text):
    """A day that is none, an end before its beginning, a bracket that is left open."""
    with pytest.raises(ValueError, match=r"\w"):
        restrictions(text)


def test_actors_are_read_with_their_places(tmp_path):
    """Comments are left out, line numbers stay; a short form in brackets is a name of its own."""
    report = Report()
    actors = read_actors(*written(tmp_path, actors=ACTORS), report)
    assert actors[0].names == [("ZORIN VASKO", "sample.actors.txt:4"), ("PRESIDENT ZORIN VASKO", "sample.actors.txt:5")]
    assert [code.code for code in actors[0].codes] == ["TCDOPP", "TCDGOV", "TCDELI"]
    assert [name for name, _ in actors[1].names] == ["REAL DAWN FRONT", "RXDF"]
    assert told(report) == {"sample.actors.txt:19": "20101301 is no day",
                            "sample.actors.txt:20": "'2010' is no date restriction"}


def test_agents_have_plurals_and_markers(tmp_path):
    """A marker makes a word of each of its parts; plurals in braces are words too."""
    report = Report()
    agents = {agent.words: agent.roles for agent in read_agents(*written(tmp_path, agents=AGENTS), report)}
    assert agents[("chamber of honey", "chambers of honey")] == ("BUS",)
    assert agents[("hiveman", "hivemen", "hivewoman")] == ("GOV", "AGR")
    assert agents[("bee rights body",)] == ("NGO",)
    assert told(report) == {"sample.agents.txt:8": "!CASTE! is not defined",
                            "sample.agents.txt:9": "no noun with a role in brackets"}


def test_issues_stand_in_sections(tmp_path):
    """A plus is a blank or a hyphen; a tilde rules the section out."""
    report = Report()
    [section] = read_issues(*written(tmp_path, issues=ISSUES), report)
    assert section.phrases == {"BEEKEEPING": ["beehive", "honey trade", "honey-trade"], "PURGE": ["ethnic purge"]}
    assert (section.unless, section.unless_report) == (["honey trap"], ["bee movie"])
    assert list(told(report)) == ["sample.issues.txt:7"]


def test_verbs_have_synonyms_and_patterns(tmp_path):
    """Synonyms get plurals unless a line says not; the words of an underscore follow each other."""
    report = Report()
    first, second = read_verbs(*written(tmp_path, verbs=VERBS), report)
    assert [verb for verb, _, _ in first.verbs] == ["befuddle", "buzz off"]
    assert first.patterns[0].after == (("honey", "honeies", "royal jelly", "treaty", "treaties"),)
    assert first.patterns[1].after == (("with great",), ("care",))
    assert [pattern.reversed for pattern in first.patterns] == [False, False, False, True, False]
    assert second.verbs[1][:2] == ("zzap", "999")
    assert told(report) == {"sample.verbs.txt:11": "&UNKNOWN is not defined"}


def test_old_encodings_and_stops(tmp_path):
    """Latin-1 is read where it is no UTF-8; what stands behind a stop is not read."""
    (tmp_path / "a.actors.txt").write_bytes(b"JOS\xc9_EXAMPLE [PRTOPP]\n---STOP---\nNOBODY [PRT]\n")
    assert [actor.names[0][0] for actor in read_actors(tmp_path / "a.actors.txt", Report())] == ["JOSÉ EXAMPLE"]


@pytest.mark.parametrize(("name", "kind"), [
    ("Phoenix.Countries.actors.txt", "actors"), ("X.IssueCoding.txt", "issues"), ("my_discards.txt", "discards"),
    ("CAMEO.verbs.txt", "verbs"), ("agents", "agents"), ("LICENSE", None)])
def test_the_name_tells_the_kind(name, kind):
    """The usual names of files say what they hold."""
    assert kind_of(Path(name)) == kind


# --- several imports ----------------------------------------------------------------------------------


def problems(folder: Path) -> list[str]:
    """The mistakes in a folder."""
    source = files(folder)
    load_files(source)
    return [str(problem) for problem in source.problems]


def brought_after_another(folder: Path) -> Report:
    """The report of a second dictionary: one name with another code, a further name, a state and a context again."""
    texts = {
        "one.actors.txt": "ZORIN_VASKO [TCDOPP]\nTCHADIA [TCD]\n",
        "one.issues.txt": '<ISSUE CATEGORY="BEES" TYPE="ALL">\nn:beehive [BEEKEEPING]\n</ISSUE>\n',
        "two.actors.txt": "ZORIN_VASKO [FJIGOV]\nADUKE_OYELARAN [TCDOPP]\n+ZORIN_VASKO\nTCHADDIA [TCD]\n",
        "two.issues.txt": '<ISSUE CATEGORY="BEES" TYPE="ALL">\nn:hive [BEEKEEPING]\n</ISSUE>\n'}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    bring([folder / "one.actors.txt", folder / "one.issues.txt"], folder / "mine")
    return bring([folder / "two.actors.txt", folder / "two.issues.txt"], folder / "mine")


def test_what_was_brought_in_before_counts_as_ours(tmp_path):
    """Another code is told as a conflict, further names go to the entry, and the folder stays sound."""
    [conflict] = brought_after_another(tmp_path).conflicts
    assert (conflict.phrase, conflict.theirs, conflict.ours) == ("ZORIN VASKO", "FJI", "TCD")
    assert "one-actors.tsv:" in conflict.ours_where
    assert problems(tmp_path / "mine") == []
    reader = communique.load(knowledge=tmp_path / "mine", rules_only=True)
    for name in ("Zorin Vasko", "Aduke Oyelaran"):
        found = resolve_phrase(name, "2024-03-05", reader)
        assert (found["ref"], found["code"], found["sector"]) == ("zorin-vasko", "TCD", "OPP")
    assert {resolve_phrase(name, None, reader)["code"] for name in ("Tchadia", "Tchaddia")} == {"TCD"}


def test_importing_again_writes_the_same(tmp_path):
    """A dictionary is in no conflict with what it gave before; what it no longer gives is gone."""
    [path] = written(tmp_path, actors="ZORIN_VASKO [TCDOPP]\nTCHADIA [TCD]\n")
    first = bring([path], tmp_path / "mine")
    before = {p: p.read_text(encoding="utf-8") for p in (tmp_path / "mine").rglob("*.*")}
    again = bring([path], tmp_path / "mine")
    assert again.to_dict() == first.to_dict() and not again.conflicts
    assert {p: p.read_text(encoding="utf-8") for p in (tmp_path / "mine").rglob("*.*")} == before
    path.write_text("ZORIN_VASKO [FJIGOV]\n", encoding="utf-8")
    assert not bring([path], tmp_path / "mine").conflicts
    assert [p.parent.name for p in (tmp_path / "mine").rglob("*.*")] == ["actors"] and not problems(tmp_path / "mine")


def test_two_dictionaries_of_one_name(tmp_path):
    """The second would be written over the first: nothing is written, both are named."""
    paths = [tmp_path / "a" / "my.actors.txt", tmp_path / "b" / "My_Actors.txt"]
    for path in paths:
        path.parent.mkdir()
        path.write_text("ZORIN_VASKO [TCDOPP]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"my\.actors\.txt and .*My_Actors\.txt would both be written"):
        bring(paths, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


# --- what becomes of it -------------------------------------------------------------------------------


def test_the_folder_is_sound(brought):
    """What is written can be loaded without a mistake."""
    source = files(brought[0])
    load_files(source)
    assert [str(problem) for problem in source.problems] == []


def test_the_report_has_every_line(brought):
    """Conflicts name both codes and both places; lines that were not read say why."""
    report = brought[1]
    conflicts = {conflict.phrase: conflict for conflict in report.conflicts}
    assert (conflicts["KENYA"].theirs, conflicts["KENYA"].ours) == ("UGA", "KEN")
    assert conflicts["KENYA"].where == "sample.actors.txt:14" and "states.tsv:" in conflicts["KENYA"].ours_where
    assert (conflicts["police"].theirs, conflicts["police"].ours) == ("MIL", "COP")
    assert (conflicts["oppose"].theirs, conflicts["oppose"].ours) == ("042", "120")
    assert conflicts["kenya"].theirs == "left out of the sentence"
    assert report.known >= 2  # CHAD and CHADIAN
    why = told(report)
    assert why["sample.actors.txt:15"] == "code XQZ is no state and no body that is known"
    assert why["sample.actors.txt:17"] == why["sample.actors.txt:15"]
    assert why["sample.actors.txt:18"] == why["sample.actors.txt:21"] == "a name without a code"
    assert why["sample.agents.txt:7"] == "no role of XQZ has a sector"
    assert why["sample.verbs.txt:10"].startswith("negation")
    assert why["sample.verbs.txt:17"] == "999 is no CAMEO code"


@pytest.mark.parametrize(("phrase", "day", "code", "sector", "kind"), [
    ("Zorin Vasko", "2009-05-05", "TCD", "OPP", "person"),
    ("President Zorin Vasko", "2012-05-05", "TCD", "GOV", "person"),
    ("Zorin Vasko", "2020-05-05", "TCD", "ELI", "person"),
    ("Real Dawn Front", None, "TCD", "REB", "group"),
    ("RXDF", None, "TCD", "REB", "group"),
    ("Clean Harbour Fund", None, "NGO", "SOC", "organisation"),
    ("Tchadia", None, "TCD", "GOV", "state"),
    ("Kenyan beekeepers", None, "KEN", "AGR", "group"),
    ("the Kenyan chamber of honey", None, "KEN", "BUS", "group"),
    ("Kenyan hivewoman", None, "KEN", "GOV", "group"),
    ("Kenyan police", None, "KEN", "COP", "organisation"),
    ("Kenya", None, "KEN", "GOV", "state"),
])
def test_names_and_nouns_are_used(reader, phrase, day, code, sector, kind):
    """Actors by time, other names of states, and nouns resolve; where ours has another code, ours stands."""
    found = resolve_phrase(phrase, day, reader)
    assert (found["code"], found["sector"], found["kind"]) == (code, sector, kind)


def test_who_says_from_which_row(reader):
    """The row of the time is named, with its days."""
    [candidate] = [c for c in who(reader, "Zorin Vasko", "2012-05-05").candidates if c.chosen]
    assert (candidate.start, candidate.end) == ("2010-03-01", "2014-12-31")
    assert candidate.where is not None and candidate.where.endswith("actors/sample-actors.tsv:4")


def test_a_place_stands_for_the_state_where_it_acts(reader):
    """A town that was coded as the state counts where it acts, as our capitals do."""
    acting = reader.read("Ndjamenaville rejected the plan of Kenya on Friday.", date="2024-03-05")
    assert [actor.code for actor in acting.actors] == ["TCD", "KEN"]
    living = reader.read("The old man lives in Ndjamenaville.", date="2024-03-05")
    assert "state" not in {actor.kind for actor in living.actors}


def test_verbs_and_patterns_are_coded(reader):
    """A new verb codes, with its pattern the pattern's code; words may come between."""
    def cameo(text: str) -> list[str | None]:
        return [event.cameo for event in reader.read(text, date="2024-03-05").events]

    assert cameo("Kenya befuddled Uganda on Friday.") == ["1121"]
    assert cameo("Kenya befuddled Uganda with royal jelly on Friday.") == ["061"]
    assert cameo("Kenya befuddled Uganda with great and rare care on Friday.") == ["040"]


def test_a_report_is_searched_once_for_what_rules_a_context_out(reader, monkeypatch):
    """However many acts speak of it."""
    searched = []
    lowered = Scene.lowered

    def counted(scene, first, last):
        searched.append((first, last) == (0, len(scene.document.tokens)))
        return lowered(scene, first, last)

    monkeypatch.setattr(Scene, "lowered", counted)
    record = reader.read("Kenya attacked Uganda over the beehives. " * 6, date="2024-03-05")
    assert searched.count(True) == 1 and "beekeeping" in record.events[0].contexts


def test_issues_become_contexts(reader):
    """An event has the issues of its sentence, unless a phrase rules them out."""
    def contexts(text: str) -> set[str]:
        [event] = reader.read(text, date="2024-03-05").events
        return set(event.contexts) & {"beekeeping", "purge"}

    assert contexts("Kenya attacked Uganda over the beehives on Friday.") == {"beekeeping"}
    assert contexts("Kenya attacked Uganda over the honey-trade on Friday.") == {"beekeeping"}
    assert contexts("Kenya attacked Uganda over the beehives and a honey trap on Friday.") == set()
    assert contexts("Kenya attacked Uganda over the beehives on Friday. Ann saw a bee movie.") == set()


def test_discards_keep_from_coding(reader):
    """A sentence with the phrase gives no event, a report with one of the other kind none at all; both say why."""
    def read(text: str) -> tuple[int, list[str]]:
        record = reader.read(text, date="2024-03-05")
        return len(record.events), [dropped.reason for dropped in record.dropped if dropped.what == "event"]

    attack, other = "Kenya attacked Uganda over the spelling bee on Friday.", "Kenya attacked Chad on Monday."
    assert read(f"{attack} {other}") == (1, ["discard:spelling bee"])
    assert read(f"{attack} {other} The Honey Cup begins.") == (0, ["discard:honey cup", "discard:honey cup"])


def test_one_day_only(tmp_path):
    """With a day, the code of that day is taken without its dates."""
    [path] = written(tmp_path, actors=ACTORS)
    bring([path], tmp_path / "mine", on=date(2012, 5, 5))
    rows = (tmp_path / "mine" / "world" / "actors" / "sample-actors.tsv").read_text(encoding="utf-8").splitlines()
    assert [row.split("\t")[5:9] for row in rows if row.startswith("zorin-vasko")] == [["TCD", "GOV", "", ""]]


def test_importing_again_changes_nothing(tmp_path):
    """The same dictionary gives the same files; a file of somebody's own is not written over."""
    [path] = written(tmp_path, agents=AGENTS)
    mine = tmp_path / "mine"
    bring([path], mine)
    file = mine / "world" / "roles" / "sample-agents.yaml"
    before = file.read_bytes()
    bring([path], mine)
    assert file.read_bytes() == before
    file.write_text("- {words: [drone], sector: MIL}\n")
    with pytest.raises(KnowledgeError, match="was not brought in"):
        bring([path], mine)


def test_names_of_ours_get_further_spellings(tmp_path):
    """A dictionary that knows somebody of ours by more names adds them to our entry."""
    [path] = written(tmp_path, actors="ANGELA_MERKEL [DEUGOV]\n+MUTTI_ANGELA_MERKEL\n")
    bring([path], tmp_path / "mine")
    loaded = communique.load(knowledge=tmp_path / "mine", rules_only=True)
    found = resolve_phrase("Mutti Angela Merkel", "2015-05-05", loaded)
    assert (found["ref"], found["office"], found["sector"]) == ("angela-merkel", "prime minister", "GOV")
