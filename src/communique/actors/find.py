"""Reading → its actors and the words that mention them.

In: the parse, the places, the knowledge. Out: `actors` and `mentions`. Names first (known ones, persons, other
bodies), then the titles beside them, then groups by role nouns, then all that refers back.
"""

from __future__ import annotations

from dataclasses import replace

from communique.actors.affiliations import learn_affiliations, name_affiliations, name_joined
from communique.actors.appositions import find_appositions, learn_heads
from communique.actors.bodies import name_again, name_bodies
from communique.actors.chartered import name_chartered
from communique.actors.groups import find_groups, own_groups
from communique.actors.home import find_home
from communique.actors.kin import name_in_headline, name_kin
from communique.actors.known import join_pairs, name_halves, name_known
from communique.actors.ministries import name_ministries
from communique.actors.people import find_people
from communique.actors.predicates import learn_predicates, name_predicates
from communique.actors.presented import present
from communique.actors.quoted import name_speakers
from communique.actors.refer import introduce, place_officials, refer
from communique.actors.scene import Scene
from communique.actors.settle import settle
from communique.actors.titles import find_titles
from communique.actors.weigh import Weighings
from communique.knowledge import Knowledge
from communique.stages import Reading


def find_actors(reading: Reading, knowledge: Knowledge, weighings: Weighings | None = None) -> Reading:
    """Fills in `actors` and `mentions`; a list of weighings that is handed in is filled with who could be meant."""
    if not reading.document.tokens:
        return reading
    scene = Scene.of(reading, knowledge, weighings)
    name_known(scene)
    name_halves(scene)
    join_pairs(scene)
    find_home(scene)
    name_ministries(scene)
    find_people(scene)
    name_chartered(scene)
    name_bodies(scene)
    name_affiliations(scene)
    name_joined(scene)
    name_again(scene)
    titles = find_titles(scene)
    settle(scene)
    find_groups(scene, titles)
    find_appositions(scene, titles)
    learn_affiliations(scene)
    learn_predicates(scene)
    learn_heads(scene)
    refer(scene, titles)
    name_speakers(scene)
    name_predicates(scene)
    name_kin(scene)
    name_in_headline(scene)
    own_groups(scene)
    introduce(scene)
    place_officials(scene)
    settle(scene)
    present(scene)
    return replace(reading, actors=scene.cast.freeze(), mentions=scene.in_order())
