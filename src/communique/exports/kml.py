"""Events on the map as KML 2.2, for Google Earth and QGIS: a placemark each, with its days for the time slider.

A description is shown as HTML, so the words of a report are escaped for that too.
"""

from __future__ import annotations

from html import escape
from typing import BinaryIO

from communique.exports.located import headline, located, properties
from communique.exports.request import Request, Tally
from communique.exports.safe import attributed, element
from communique.store.view import Row


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request that have a point."""
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
              b"<name>Events</name>\n")
    for event in located(request, tally):
        out.write(_placemark(event).encode() + b"\n")
    out.write(b"</Document>\n</kml>\n")


def _placemark(event: Row) -> str:
    told = "<br>".join(escape(part) for part in (event["sentence"], event["publisher"], event["url"]) if part)
    data = "".join(f"<Data{attributed(name=name)}>{element('value', value)}</Data>"
                   for name, value in properties(event).items() if value not in (None, ""))
    point = element("coordinates", f"{event['lon']},{event['lat']}")
    return ("<Placemark>" + element("name", headline(event)) + element("description", told) + _days(event)
            + f"<ExtendedData>{data}</ExtendedData><Point>{point}</Point></Placemark>")


def _days(event: Row) -> str:
    if not event["day"]:
        return ""
    end = event["end"] if event["end"] and event["end"] >= event["day"] else event["day"]
    return f"<TimeSpan>{element('begin', event['day'])}{element('end', end)}</TimeSpan>"
