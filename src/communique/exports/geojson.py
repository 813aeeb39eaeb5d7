"""Events on the map as GeoJSON (RFC 7946): a point each, in the order of days, with everything known as properties."""

from __future__ import annotations

import json
from typing import BinaryIO

from communique.exports.located import located, properties
from communique.exports.request import Request, Tally


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request that have a point."""
    out.write(b'{"type": "FeatureCollection", "features": [')
    for event in located(request, tally):
        feature = {"type": "Feature", "id": f"{event['report']}:{event['event']}",
                   "geometry": {"type": "Point", "coordinates": [event["lon"], event["lat"]]},
                   "properties": properties(event)}
        out.write((b",\n" if tally.rows > 1 else b"\n")
                  + json.dumps(feature, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    out.write(b"\n]}\n")
