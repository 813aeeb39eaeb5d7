"""Bodies read by themselves are those of the whole world."""

from __future__ import annotations

from communique.knowledge import load
from communique.knowledge.bodies import load as load_bodies
from communique.knowledge.files import files


def test_bodies_read_alone_have_the_members_they_have_in_the_world():
    """Every body with members, by its key and by every name of it that only one body bears."""
    world, bodies = load().world, load_bodies(files(None))
    known = {ref for ref in world.entries if world.members_of(ref)}
    assert set(bodies.members) == known != set()
    for ref in known:
        assert bodies.members_of(ref) == world.members_of(ref)
        assert bodies.names[ref] == world.entries[ref].name
    assert {one.member for one in bodies.members_of("European Union")} >= {"FRA", "GBR", "HRV"}
    assert bodies.members_of("EU") == bodies.members_of("eu")
    assert bodies.members_of("Lisbon") == ()


def test_a_body_of_ones_own_has_members_too(tmp_path):
    """A user's folder adds bodies, as YAML or as a table."""
    folder = tmp_path / "world" / "organisations"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("- {id: tea-club, name: Tea Club, category: igo, members: [KEN, LKA]}\n")
    assert [one.member for one in load_bodies(files(tmp_path)).members_of("tea club")] == ["KEN", "LKA"]
