"""The exceptions of this package. A message says what was found, where, and what to do about it."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Anything this package raises on purpose. `kind` is the short name used in error lines."""

    kind = "error"


class ReportError(CommuniqueError):
    """A report that cannot be read; the run goes on with the next one."""

    def __init__(self, message: str, *, kind: str = "bad-report") -> None:
        super().__init__(message)
        self.kind = kind


class FetchError(ReportError):
    """An address that could not be had. `passes`: another time it may be; `after`: not before so many seconds."""

    def __init__(self, message: str, *, kind: str, passes: bool = False, after: float | None = None) -> None:
        super().__init__(message, kind=kind)
        self.passes = passes
        self.after = after


class KnowledgeError(CommuniqueError):
    """Knowledge files that cannot be used; the program stops at the start."""

    kind = "bad-knowledge"


class ModelError(CommuniqueError):
    """The parser's model is missing or is not the one it should be."""

    kind = "bad-model"


class StoreError(CommuniqueError):
    """A record database that cannot be used, or a question it cannot be asked."""

    kind = "bad-store"


class WatchError(CommuniqueError):
    """A list of sources that cannot be used, or a source that is not in it."""

    kind = "bad-sources"
