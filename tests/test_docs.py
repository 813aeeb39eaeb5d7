"""The documents say what is true: commands, options, outputs and links can't drift from the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from communique.cli.main import commands

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md"), *(ROOT / "benchmarks").glob("*.md"),
                    *(ROOT / "src").glob("**/README.md"), *(ROOT / "tests").glob("**/README.md")])


def all_commands(group: click.Group, name: str):
    """Every command with its full name."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        full = f"{name} {word}"
        yield from all_commands(command, full) if isinstance(command, click.Group) else [(full, command)]


@pytest.mark.parametrize(("name", "command"), list(all_commands(commands, "communique")), ids=lambda v: str(v)[:30])
def test_every_command_and_option_is_documented(name, command):
    """A command has its heading in docs/command-line.md, and below it each of its options."""
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    found = re.search(rf"^## `{re.escape(name)}`\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    assert found, f"docs/command-line.md has no heading '## `{name}`'"
    options = [word for p in command.params if isinstance(p, click.Option) for word in (*p.opts, *p.secondary_opts)]
    assert [option for option in options if option not in ("--help", "-h") and f"`{option}" not in found[1]] == []


def test_no_option_is_documented_that_does_not_exist():
    """What was taken out of the program is taken out of the documents."""
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    options = [option for _, command in all_commands(commands, "communique") for option in command.params]
    known = {word for option in options for word in (*option.opts, *option.secondary_opts)}
    assert set(re.findall(r"`(--[a-z-]+)", text)) - known <= {"--help", "--version"}


def test_the_output_in_the_readme_is_the_real_one():
    """What a newcomer sees in the README is what the program prints today."""
    check = [sys.executable, ROOT / "scripts" / "readme.py", "--check"]
    done = subprocess.run(check, check=False, stdout=subprocess.PIPE, encoding="utf-8")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_between_files_arrive(document):
    """Every relative link leads to a file or folder of the repository."""
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    relative = [link for link in links if "://" not in link]
    assert [link for link in relative if not (document.parent / link).exists()] == []


def test_make_targets_in_the_documents_exist():
    """`make demo` and the others that the documents name are in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:^|`)make ([a-z]+)", document.read_text(encoding="utf-8"), re.M))
        assert named <= targets


def test_lock_files_name_no_address_and_only_hashed_packages():
    """Where packages come from is up to whoever installs; each is held to its hashes."""
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text and "--index" not in text
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "==" in block and "--hash=sha256:" in block, f"{path.name}: {block[:60]}"
