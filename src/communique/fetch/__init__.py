"""An address in, bytes and headers out, within limits. Knows nothing of reports."""

from communique.fetch.address import Target, is_public, target_of
from communique.fetch.client import Client, fetch
from communique.fetch.fetched import Fetched
from communique.fetch.limits import Limits, Manners

__all__ = ["Client", "Fetched", "Limits", "Manners", "Target", "fetch", "is_public", "target_of"]
