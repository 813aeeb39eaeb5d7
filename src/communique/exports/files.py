"""Where an export goes: a file that appears only when it is whole, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from communique.errors import StoreError


@contextmanager
def writing(out: str | Path, *, record: Path) -> Iterator[BinaryIO]:
    """A file to write to. It is written beside its place and moved there at the end; where that fails, nothing is left.

    Raises StoreError where the folder is missing, or the place is the record's own.
    """
    if str(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    _check(path, record)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    good = False
    try:
        with draft.open("wb") as file:
            yield file
        good = True
        draft.replace(path)
    finally:
        if not good:
            draft.unlink(missing_ok=True)


def _check(path: Path, record: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}. Make it first.")
    if path.exists() and record.exists() and path.samefile(record):
        raise StoreError(f"{path} is the record itself. Name another file.")
