"""Libraries that not everybody has installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from communique.errors import ReportError


def needed(module: str, extra: str, name: str) -> Any:
    """A module of an extra. Raises ReportError (kind no-extra), which names the extra, where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ReportError(f"{name} needs the extra '{extra}'. Install it with: pip install 'communique[{extra}]'",
                          kind="no-extra") from error
