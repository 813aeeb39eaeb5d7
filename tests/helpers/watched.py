"""Pages of a council that meets, on a server of this machine."""

from __future__ import annotations

from pathlib import Path

from misbehaving import Server, page

STATES = ("Kenya", "Ghana", "Peru", "Nepal", "Fiji", "Oman", "Serbia", "Georgia", "Cuba", "Chad", "Laos", "Malta")


def article(n: int) -> str:
    """A page with a meeting of its own."""
    one, other = STATES[n % 12], STATES[(n + 1 + n // 12) % 12]
    words = (f"The foreign ministers of {one} and {other} met in Lisbon on Monday, March 4. They spoke for {n + 2} "
             f"hours about the {n}th round of talks on grain, ports and tariffs between {one} and {other}.")
    return (f"<html lang='en'><head><title>{one} and {other} meet</title><meta property='article:published_time' "
            f"content='2024-03-05'></head><body><article><h1>{one} and {other} meet</h1><p>{words}</p>"
            f"<p>The minister of {other} said that round {n} had been useful, and that the next would be held in the "
            f"capital of {one} before the end of the year.</p></article></body></html>")


def front(*numbers: int) -> str:
    return "<html><body>" + "".join(f"<p><a href='/news/{n}'>News {n}</a></p>" for n in numbers) + "</body></html>"


def site(numbers: range) -> dict[str, object]:
    """The answers of a server: a front page and its articles."""
    return {"/": page(front(*numbers)), **{f"/news/{n}": page(article(n)) for n in numbers}}


def toml(folder: Path, server: Server, more: str = "", path: str = "/", name: str = "Council") -> Path:
    """A list with one source."""
    file = folder / "sources.toml"
    file.write_text(f'[[source]]\nname = "{name}"\nurl = "{server.url(path)}"\nevery = "1m"\nkind = "page"\n'
                    f'links = "/news/*"\n{more}', encoding="utf-8")
    return file
