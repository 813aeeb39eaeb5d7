"""The network of events as GraphML, for Gephi, yEd, networkx, igraph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from communique.exports.network import Edge, Node, edges, nodes
from communique.exports.request import Request, Tally
from communique.exports.safe import attributed, element

NODE = (("label", "string"), ("kind", "string"), ("code", "string"), ("first", "string"), ("last", "string"))
EDGE = (("type", "string"), ("weight", "double"), ("events", "long"), ("intensity", "double"), ("first", "string"),
        ("last", "string"), ("url", "string"), ("sentence", "string"))


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The network of a request. Rows are edges."""
    def put(words: str) -> None:
        out.write(words.encode() + b"\n")

    put('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for scope, fields in (("node", NODE), ("edge", EDGE)):
        for name, kind in fields:
            put(f"<key{attributed(id=f'{scope}_{name}', for_=scope)} attr.name=\"{name}\" attr.type=\"{kind}\"/>")
    put('<graph id="events" edgedefault="directed">')
    for node in nodes(request):
        put(_node(node))
    for edge in edges(request, tally):
        put(_edge(edge, tally.rows))
    put("</graph>\n</graphml>")


def _node(node: Node) -> str:
    values = {"label": node.name, "kind": node.kind, "code": node.code, "first": node.first, "last": node.last}
    return f"<node{attributed(id=node.id)}>{_data('node', values)}</node>"


def _edge(edge: Edge, number: int) -> str:
    values = {"type": edge.type or None, "weight": float(edge.events), "events": edge.events,
              "intensity": edge.intensity, "first": edge.first, "last": edge.last, "url": edge.url,
              "sentence": edge.sentence}
    return (f"<edge{attributed(id=f'e{number}', source=edge.source, target=edge.target)}>"
            f"{_data('edge', values)}</edge>")


def _data(scope: str, values: Mapping[str, object]) -> str:
    return "".join(element("data", value, key=f"{scope}_{name}") for name, value in values.items()
                   if value is not None)
