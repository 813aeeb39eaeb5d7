"""A report that others print again, and how one that goes on from it begins. Our own words."""

from __future__ import annotations

FIRST = """The foreign ministers of Kenya and Uganda met in Kampala on Monday to settle who may fish around Migingo, a
rock in Lake Victoria that both claim.

After six hours behind closed doors they announced that patrols of either navy would keep two miles away, and that a
joint team of surveyors would put buoys in the water before the end of June.

Fishermen on the shore were not impressed. Nets have been cut and boats seized for twenty years, said the head of their
union, who wants the fines of last autumn paid back before anybody sets a buoy.

The island is barely half the size of a football pitch, and its huts of corrugated iron house some five hundred people.
Perch from the deep water around it sells at three times the price of what is caught near the shore, most of it to
buyers from Europe.

A commission of both parliaments looked into the old maps in 2009 and found that the rock lies in Kenya while most of
the water does not. Uganda has never accepted the finding, though its police post was taken down the year after.

The ministers will meet again in Kisumu in July. Neither would say what happens if the surveyors do not agree."""
P = FIRST.split("\n\n")
LEAD = """Two Ugandan patrol boats opened fire on fishermen near Migingo on Thursday and took nine of them to a police
post on the mainland, Kenya's coast guard said, hours before surveyors were to put the first buoys in the water."""
