"""The options of commands that fetch addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from communique.fetch import Client, Limits, Manners

Command = Callable[..., Any]


def with_fetching(command: Command) -> Command:
    """`--allow-private` and `--contact`."""
    command = click.option("--allow-private", is_flag=True,
                           help="Also fetch from this machine and its own network, at any port.")(command)
    return click.option("--contact", metavar="ADDRESS", default="", envvar="COMMUNIQUE_CONTACT",
                        help="Web address or mailbox that servers are told; also from COMMUNIQUE_CONTACT.")(command)


def client_of(allow_private: bool, contact: str) -> Client:
    """A client with these options and otherwise the usual limits and manners."""
    limits = Limits(allow_private=True, ports=None) if allow_private else Limits()
    return Client(limits, Manners(contact=contact))
