"""Words of reports → cells and elements that do no harm in the program that opens them.

A spreadsheet takes a cell that begins with = + - @ for a formula, also in a part of a cell that it cuts off at a
semicolon, a tab or a line break; such a beginning gets an apostrophe. Characters that XML or UTF-8 cannot hold go.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

FORMULA = "=+-@＝＋－＠﹢﹣﹦﹫−"
STARTS = re.compile(rf"(?:^|(?<=[;\t\r\n]))(?=\s*[{re.escape(FORMULA)}])")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BREAKS = re.compile(r"[\t\r\n\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """Without control characters and halves of characters, which neither XML nor UTF-8 can hold.

    >>> clean("a\\x00b\\ud800c")
    'abc'
    """
    return text if text.isascii() and text.isprintable() else CONTROL.sub("", text)


def cell(value: object) -> object:
    """A value as a cell of CSV: text that could be a formula begins with an apostrophe, numbers stay numbers.

    >>> cell("=1+1"), cell(-5), cell("Kenya; =A1"), cell(None)
    ("'=1+1", -5, "Kenya;' =A1", None)
    """
    return defused(clean(value)) if isinstance(value, str) else value


def defused(text: str) -> str:
    """Text in which no part that a spreadsheet could take for a cell begins like a formula."""
    if not text:
        return text
    if text[0] in "\t\r\n":
        text = f"'{text}"
    return STARTS.sub("'", text) if any(sign in text for sign in FORMULA) else text


def armed(text: str) -> str:
    """What `defused` was given, for a cell that begins like a formula: what imports read.

    >>> armed("'=1+1"), armed("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text[:1] == "'" and text[1:].lstrip()[:1] in tuple(FORMULA) else text


def tabbed(value: object) -> str:
    """A value as a field of a tab-separated table: on one line, and not begun by a quotation mark or a formula.

    >>> tabbed("Abu\\tX"), tabbed(None), tabbed(2.0), tabbed(True)
    ('Abu X', '', '2.0', '1')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if not isinstance(value, str):
        return str(value)
    line = BREAKS.sub(" ", clean(value)).strip()
    if line[:1] == '"':  # readers take it for the beginning of a quoted field and swallow lines
        line = f"'{line[1:]}"
    return defused(line)


def line(values: object) -> bytes:
    """A line of a tab-separated table."""
    return ("\t".join(map(tabbed, values)) + "\n").encode()  # type: ignore[call-overload]


def element(name: str, value: object, **attributes: object) -> str:
    """An XML element with text.

    >>> element("name", "a < b", key="x")
    '<name key="x">a &lt; b</name>'
    """
    return f"<{name}{attributed(**attributes)}>{escape(clean(shown(value)))}</{name}>"


def attributed(**attributes: object) -> str:
    """Attributes of an XML element; those without a value are left out, a trailing underscore goes.

    >>> attributed(id="a&b", start=None, for_="k")
    ' id="a&amp;b" for="k"'
    """
    return "".join(f" {name.rstrip('_')}={quoteattr(clean(shown(value)))}"
                   for name, value in attributes.items() if value is not None)


def shown(value: object) -> str:
    """A value as words: nothing for none, and true and false as XML has them."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
