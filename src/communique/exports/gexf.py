"""The network of events as a dynamic GEXF, for Gephi's timeline: each edge has the spells on which there are events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from communique.exports.network import Edge, Node, edges, nodes
from communique.exports.request import Request, Tally
from communique.exports.safe import attributed

NODE = (("kind", "string"), ("code", "string"))
EDGE = (("type", "string"), ("events", "long"), ("intensity", "double"), ("url", "string"), ("sentence", "string"))


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The network of a request. Rows are edges."""
    def put(words: str) -> None:
        out.write(words.encode() + b"\n")

    put('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">')
    put("<meta><creator>Communique</creator><description>Who did what to whom</description></meta>")
    put('<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">')
    for scope, fields in (("node", NODE), ("edge", EDGE)):
        put(f'<attributes class="{scope}" mode="static">')
        for name, kind in fields:
            put(f"<attribute{attributed(id=name, title=name, type=kind)}/>")
        put("</attributes>")
    put("<nodes>")
    for node in nodes(request):
        put(_node(node))
    put("</nodes>\n<edges>")
    for edge in edges(request, tally):
        put(_edge(edge, tally.rows))
    put("</edges>\n</graph>\n</gexf>")


def _node(node: Node) -> str:
    spell = [(node.first, node.last or node.first)] if node.first else []
    return (f"<node{attributed(id=node.id, label=node.name)}>"
            f"{_values({'kind': node.kind, 'code': node.code})}{_spells(spell)}</node>")


def _edge(edge: Edge, number: int) -> str:
    head = attributed(id=str(number), source=edge.source, target=edge.target, label=edge.type or None,
                      kind=edge.type or None, weight=float(edge.events))
    values = {"type": edge.type or None, "events": edge.events, "intensity": edge.intensity, "url": edge.url,
              "sentence": edge.sentence}
    return f"<edge{head}>{_values(values)}{_spells(edge.spells)}</edge>"


def _values(values: Mapping[str, object]) -> str:
    inner = "".join(f"<attvalue{attributed(for_=name, value=value)}/>" for name, value in values.items()
                    if value is not None)
    return f"<attvalues>{inner}</attvalues>" if inner else ""


def _spells(spells: list[tuple[str, str]] | list[tuple[str | None, str | None]]) -> str:
    inner = "".join(f"<spell{attributed(start=start, end=end)}/>" for start, end in spells)
    return f"<spells>{inner}</spells>" if inner else ""
