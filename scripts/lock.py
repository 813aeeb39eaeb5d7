"""pyproject.toml → requirements/*.txt: every package pinned with the hashes of its files.

One resolution for Python 3.11 and later on all platforms. Lock files name no address: where packages come from is
the business of whoever installs them. Needs `uv` on the path or in the virtual environment.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"core.txt": [], "dev.txt": ["dev"], "tables.txt": ["dev", "tables"],
         "training.txt": ["accurate", "training"]}
FLAGS = ["--generate-hashes", "--universal", "--python-version", "3.11", "--no-emit-index-url",
         "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"]


def main() -> None:
    """Renews all lock files; `--upgrade` is passed on."""
    uv = shutil.which("uv") or str(ROOT / ".venv/bin/uv")
    if not Path(uv).exists():
        sys.exit("uv was not found. Install it with 'pip install uv'.")
    for name, extras in LOCKS.items():
        chosen = [word for extra in extras for word in ("--extra", extra)]
        subprocess.run([uv, "pip", "compile", "pyproject.toml", *chosen, *FLAGS, "-o", f"requirements/{name}",
                        *sys.argv[1:]], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
