"""The picture in the README: docs/images/record.png, of the page that the program makes of an example today.

Needs Chromium on the path. Where Pillow is installed, the picture is made smaller.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "record.png"
EXAMPLE = "examples/1-kampala-visit.txt"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
         "--window-size=1280,720"]


def main() -> None:
    """Makes the page and takes its picture."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("No Chromium was found; install it and try again.")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        run = [sys.executable, "-c", "import sys; from communique.cli import main; sys.exit(main())"]
        subprocess.run([*run, "read", EXAMPLE, "--html", str(page)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        PICTURE.parent.mkdir(exist_ok=True)
        subprocess.run([browser, *FLAGS, f"--user-data-dir={folder}/profile", f"--screenshot={PICTURE}", page.as_uri()],
                       check=True, stderr=subprocess.DEVNULL)
    make_smaller()


def make_smaller() -> None:
    """A palette of 128 colours halves the file."""
    if importlib.util.find_spec("PIL"):
        image = importlib.import_module("PIL.Image")
        image.open(PICTURE).convert("RGB").quantize(128).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
