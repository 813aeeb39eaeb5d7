"""Who could be meant: all candidates, why each was kept or set aside, and the answer of the pipeline itself."""

from __future__ import annotations

import pytest

import communique
from communique.actors.resolve import resolve_phrase
from communique.errors import ReportError
from communique.explain import who
from communique.explain.who import Who


@pytest.fixture(scope="module")
def reader() -> communique.Reader:
    """A reader with our own knowledge."""
    return communique.load(rules_only=True)


def candidates(found: Who, asked: str) -> dict[str | None, tuple[bool, bool, str]]:
    """The candidates found on a ground: ref → kept, chosen, why."""
    return {c.ref: (c.kept, c.chosen, "; ".join(c.why)) for c in found.candidates if c.asked.startswith(asked)}


@pytest.mark.parametrize("phrase", [
    "the French president", "Bush", "the Kremlin", "Kenyan police", "Ottawa", "Islamic Jihad", "Kim", "the weather",
    "Ukrainian farmers", "FSB", "the Swedish foreign ministry", "Sergey Lavrov"])
@pytest.mark.parametrize("date", ["2004-02-03", None])
def test_it_answers_as_resolve_does(reader, phrase, date):
    """There is no second resolver: `who` and `resolve` give the same actor."""
    found = who(reader, phrase, date)
    asked = resolve_phrase(phrase, date, reader)
    assert list(found.actors) == ([asked] if asked["code"] or asked["ref"] or asked["name"] else [])


def test_holders_of_an_office_by_day(reader):
    """All presidents are candidates, with the row they stand in; the day picks one, and the others are told why not."""
    found = who(reader, "the French president", "2010-05-04")
    presidents = candidates(found, "as president of France")
    assert presidents["nicolas-sarkozy"] == (True, True, "")
    assert presidents["jacques-chirac"] == (False, False, "not in office on that day")
    row = next(c for c in found.candidates if c.ref == "nicolas-sarkozy")
    assert (row.office, row.start, row.end) == ("president", "2007-05-16", "2012-05-15")
    name, line = str(row.where).rsplit(":", 1)
    rows = (communique.knowledge.files().folders[0] / name).read_text(encoding="utf-8").splitlines()
    assert rows[int(line) - 1].startswith("nicolas-sarkozy\t")


def test_without_a_day_nobody_holds_an_office(reader):
    """The verdict says so."""
    found = who(reader, "the French president")
    assert found.actors[0]["ref"] is None and found.actors[0]["code"] == "FRA"
    assert found.verdict.startswith("no entry of the knowledge is meant") and "no day is given" in found.verdict


def test_two_of_one_family_name(reader):
    """Of two Bushes the one in office; before either was, nobody, with the reason."""
    found = who(reader, "Bush", "2003-03-20")
    told = candidates(found, "by family name")
    assert told["george-w-bush"][:2] == (True, True)
    assert told["george-h-w-bush"] == (False, False, "another of that name is in office on that day")
    neither = who(reader, "Kim", "2015-03-03")
    assert neither.actors[0]["code"] is None and "bear that family name" in neither.verdict


def test_in_a_text_those_named_before_are_weighed(reader):
    """"The minister" is the one who is more present; the other is less so, and states do not fit."""
    text = ("Chinese Foreign Minister Wang Yi arrived in Moscow. He met the French foreign minister. "
            "The minister rejected the plan.")
    found = who(reader, "the minister", "2019-05-04", text)
    assert (found.found, found.mention, found.actors[0]["ref"]) == ("in the context", "The minister", "wang-yi")
    told = candidates(found, "as named before")
    assert told["wang-yi"][1] and "less present" in told["jean-yves-le-drian"][2] and "not fit" in told["CHN"][2]


def test_a_phrase_that_is_not_in_the_text_is_read_after_it(reader):
    """"His Russian counterpart" holds the office of the man before."""
    found = who(reader, "his Russian counterpart", "2019-05-04", "Chinese Foreign Minister Wang Yi came to Sochi.")
    assert (found.found, found.actors[0]["ref"]) == ("after the context", "sergei-lavrov")


def test_a_place_is_no_actor_where_it_does_not_act(reader):
    """"In Pyongyang" is a latent mention, and the answer says so; "Pyongyang rejected" is the state."""
    acting = who(reader, "Pyongyang", None, "Pyongyang rejected the offer on Friday.")
    living = who(reader, "Pyongyang", None, "The old man lives in Pyongyang.")
    assert "acts" in candidates(acting, "as a capital")["PRK"][2] and "only as" not in acting.verdict
    assert "only a place" in candidates(living, "as a capital")["PRK"][2] and "only as place" in living.verdict


def test_collectives_have_several_actors(reader):
    """"Both sides" are two."""
    found = who(reader, "both sides", "2019-05-04", "France and Chad met on Monday. Both sides agreed to talk.")
    assert [actor["code"] for actor in found.actors] == ["FRA", "TCD"]


def test_nobody_with_the_reason(reader):
    """What is in no entry is said to be in none; an empty phrase is an error."""
    assert "no entry of the knowledge" in who(reader, "the weather").verdict
    with pytest.raises(ReportError, match="empty"):
        who(reader, " ")


def test_letters_that_grow_in_small_do_not_shift_the_phrase(reader):
    """ß is two letters where case is folded; the phrase is still taken where it stands."""
    text = "Fußball " * 30 + "was played. Wang Yi met his Russian counterpart. The weather was fine in Sochi that day."
    found = who(reader, "His Russian  counterpart", "2019-05-04", text)
    assert found.found == "in the context" and found.mention == "his Russian counterpart"
    assert found.actors[0]["ref"] == "sergei-lavrov"
