"""XML from strangers: bytes → text that declares no entities, and elements by their bare names."""

from __future__ import annotations

import re
from typing import Any

from communique.errors import ReportError
from communique.ingest.charsets import as_utf8
from communique.ingest.decode import decode

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_SIGN = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|(\d{1,10}));?")
_FIRST = re.compile(r"<([A-Za-z_][\w.-]{0,30}:)?([A-Za-z_][\w.-]{0,60})([^<>]{0,4000})")
_NOT_YET = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>", re.DOTALL | re.IGNORECASE)


def text_of(data: bytes, name: str, charset: str = "") -> str:
    """The text of XML without its declaration. Raises ReportError (kind entities) where it declares entities."""
    text, _ = decode(as_utf8(data, charset), name)
    if _ENTITY.search(text):
        raise ReportError(f"{name} declares entities of its own, which are not read", kind="entities")
    return without_halves(_DECLARED.sub("", text.lstrip("\ufeff"), count=1))


def without_halves(text: str) -> str:
    """The text without signs by number that no text has: lxml would make of them what Python cannot read.

    >>> without_halves("a&#xD800;b&#233;")
    'a\ufffdb&#233;'
    """
    return _SIGN.sub(lambda found: found[0] if _is_sign(found) else "\ufffd", text)


def _is_sign(found: re.Match[str]) -> bool:
    code = int(found[1], 16) if found[1] else int(found[2])
    return 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF


def root_name(head: bytes) -> str:
    """The name of the first element, without its prefix, in small letters; "" where there is none.

    >>> root_name(b'<?xml version="1.0"?><!-- a --><rdf:RDF xmlns="x">')
    'rdf'
    """
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff \t\r\n")
    found = _FIRST.match(_NOT_YET.sub("", text).lstrip()) if text.startswith("<") else None
    return found[2].lower() if found else ""


def tree_of(text: str, name: str) -> Any:
    """The tree of XML, mended where it is broken. Raises ReportError (kind bad-xml) where it is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReportError(f"{name} is no XML that can be read ({str(error)[:200]})", kind="bad-xml") from error
    if tree is None:
        raise ReportError(f"{name} is no XML that can be read", kind="bad-xml")
    return tree


def bare(element: Any) -> str:
    """The name of an element without its namespace; "" of comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
