"""README.md → README.md with the outputs it shows made anew; `--check` only says whether they are still true.

An output stands between `<!-- output: COMMAND -->` and `<!-- end of output -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SHOWN = re.compile(r"(<!-- output: communique (.+?) -->\n```text\n)(.*?)(```\n<!-- end of output -->)", re.S)
WIDTH = "100"


def main() -> int:
    """Renews or checks."""
    text = README.read_text(encoding="utf-8")
    renewed = SHOWN.sub(lambda found: found[1] + output(found[2]) + found[4], text)
    if renewed == text:
        return 0
    if "--check" in sys.argv:
        print("README.md shows an output that has changed. Run 'make readme' and look at the difference.")
        return 1
    README.write_text(renewed, encoding="utf-8")
    return 0


def output(command: str) -> str:
    """What a command prints on a screen of fixed width, without trailing blanks."""
    environment = os.environ | {"COLUMNS": WIDTH, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    run = [sys.executable, "-c", "import sys; from communique.cli import main; sys.exit(main())", *command.split()]
    done = subprocess.run(run, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main())
