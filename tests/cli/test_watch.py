"""communique watch and communique sources as a person sees them."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from misbehaving import Server, page
from watched import site, toml

from communique.watch import Sources, Watched

SOURCE = Path(__file__).resolve().parents[2] / "src"
PLAIN = ("--allow-private", "--delay", "0", "--rules-only")


@pytest.fixture
def record(tmp_path):
    return tmp_path / "r.db"


def test_a_round_and_the_list(run, tmp_path, record):
    """One line a visit; the list says how each source goes."""
    with Server(site(range(3))) as server:
        seen = run("watch", toml(tmp_path, server), "--into", record, "--once", *PLAIN)
        assert seen.code == 0 and "Council: 3 new" in seen.err and seen.out == ""
    (row,) = map(json.loads, run("sources", record, "--json").out.splitlines())
    assert (row["name"], row["articles"], row["failures"], row["every"]) == ("Council", 3, 0, 60.0)
    assert "Council" in run("sources", record).out and run("ledger", record).out.count("coded") == 1


def test_as_json_and_failures(run, tmp_path, record):
    with Server({"/": page("", status="410 Gone")}) as server:
        seen = run("watch", toml(tmp_path, server), "--into", record, "--once", "--json", *PLAIN)
    done = json.loads(seen.out)
    assert seen.code == 1 and done["source"] == "Council" and "410" in done["error"]
    (row,) = map(json.loads, run("sources", record, "--errors", "--json").out.splitlines())
    assert row["kind"] == "http-410" and row["at"].endswith("Z")
    assert "http-410" in run("sources", record, "--errors", "--source", "Council").out
    assert "failed 1×" in run("sources", record).out


def test_pausing_and_removing(run, record):
    with Sources(record) as sources:
        sources.take_over([Watched("Council", "https://council.example.org/feed")])
    assert "not asked yet" in run("sources", record).out
    assert run("sources", record, "pause", "Council").code == 0 and "paused" in run("sources", record).out
    assert run("sources", record, "resume", "Council").code == 0 and "paused" not in run("sources", record).out
    assert "Take it out there" in run("sources", record, "remove", "Council").err
    assert "did you mean Council" in run("sources", record, "pause", "Counci").err
    assert run("sources", record, "pause").code == 2


def test_private_addresses_are_refused(run, tmp_path, record):
    """Unless they are allowed; the page is never asked."""
    with Server(site(range(1))) as server:
        file = toml(tmp_path, server)
        text = file.read_text().replace(f":{server.port}", "")
        file.write_text(text)
        seen = run("watch", file, "--into", record, "--once", "--rules-only")
        assert seen.code == 1 and "could not be had" in seen.err and server.asked == []
        (row,) = map(json.loads, run("sources", record, "--errors", "--json").out.splitlines())
        assert row["kind"] == "private-address"


def test_what_cannot_be_watched_is_told(run, tmp_path, record):
    assert "Nothing is watched yet" in run("watch", "--into", record, "--once").err
    (tmp_path / "s.toml").write_text("[[source]]\nname = 'A'")
    seen = run("watch", tmp_path / "s.toml", "--into", record)
    assert seen.code == 2 and "s.toml:1: the source has no url" in seen.err
    assert "begins" in run("sources", tmp_path / "none.db").err


def program(file: Path, record: Path, *more: str) -> subprocess.Popen[bytes]:
    code = "import sys; from communique.cli import main; sys.exit(main())"
    return subprocess.Popen([sys.executable, "-c", code, "watch", file, "--into", record, *PLAIN, *more],
                            env={**os.environ, "PYTHONPATH": str(SOURCE)}, stderr=subprocess.PIPE)


def until(true, seconds=40.0):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)


def test_killed_at_any_moment_nothing_is_lost_and_nothing_had_twice(run, tmp_path, record):
    """SIGKILL while articles come in, twice; then a stop by SIGTERM, which ends it well."""
    with Server(site(range(60))) as server:
        file = toml(tmp_path, server)
        for number in (1, 2):
            process, wanted = program(file, record), len(server.asked) + 15 * number
            until(lambda wanted=wanted: len(server.asked) > wanted)
            time.sleep(random.Random(number).random() / 2)
            process.kill()
            process.wait()
        process = program(file, record)
        until(lambda: b"Council" in (process.stderr.readline() or b"Council"))
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=90)
        assert process.returncode == 0, said.decode()
    rows = [json.loads(line) for line in run("ledger", record, "--json").out.splitlines()]
    assert sorted(int(row["item"].rpartition("/")[2]) for row in rows) == list(range(60))
    assert {row["state"] for row in rows} <= {"coded", "copy"}
    assert len({row["report"] for row in rows}) == 60
