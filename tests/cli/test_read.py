"""`communique read` on good input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import communique

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KAMPALA = EXAMPLES / "1-kampala-visit.txt"
COMMAND = [sys.executable, "-c", "import sys; from communique.cli import main; sys.exit(main())"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(communique.__file__).parents[1])}


def lines_of(*texts: str) -> str:
    rows = [{"id": f"r{n}", "text": text, "date": "2024-03-05"} for n, text in enumerate(texts)]
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_a_file_is_shown_for_people(run):
    """Without options: events, statements with their words, dates; nothing on standard error."""
    seen = run("read", KAMPALA)
    assert seen.code == 0 and seen.err == ""
    for words in ("Kenya and Uganda agree to reopen Busia crossing", "5 March 2024", "CONSULT", "Achieng Mwangi",
                  "Kampala", "“We will open the Busia crossing before the rains"):
        assert words in seen.out


def test_json_is_one_record_a_line(run):
    """`--json` gives the contract's fields, one line a report, in the order of the files."""
    seen = run("read", "--json", KAMPALA, EXAMPLES / "5-balkans-statement.txt")
    records = [json.loads(line) for line in seen.out.splitlines()]
    assert [record["date"] for record in records] == ["2024-03-05", "2022-10-06"]
    assert list(records[0])[:4] == ["id", "date", "title", "url"] and records[0]["events"]


def test_every_example_gives_events_and_statements(run):
    """What a newcomer tries first works: all eight examples, with their posts and lost characters."""
    seen = run("read", "--json", *sorted(EXAMPLES.glob("*.txt")))
    records = [json.loads(line) for line in seen.out.splitlines()]
    assert len(records) == 8 and seen.err == ""
    assert all(len(r["events"]) >= 3 and len(r["statements"]) >= 2 and r["date"] for r in records)
    page = records[3]
    assert len(page["posts"]) == 2 and any(r["kind"] == "lost-characters" for r in page["repairs"])


def test_a_page_is_written_too(run, tmp_path):
    """`--html` writes one page with a section for each report."""
    out = tmp_path / "page.html"
    assert run("read", KAMPALA, EXAMPLES / "7-pacific-forum.txt", "--html", out).code == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>") and text.count("<section") == 2


def test_standard_input_and_the_date_option(run, monkeypatch):
    """`-` reads a report from a pipe; `--date` makes "on Monday" a day."""
    text = "Peruvian Foreign Minister Lucía Ormeño met her Chilean counterpart in Lima on Monday."
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    record = json.loads(run("read", "--json", "--date", "2024-03-06", "-").out)
    assert [(t["text"], t["value"]) for t in record["times"]] == [("Monday", "2024-03-04")]


def test_reasons_on_request(run):
    """`--reasons` shows the rule behind an event."""
    assert "rule:" in run("read", "--reasons", KAMPALA).out and "rule:" not in run("read", KAMPALA).out


def test_lines_in_lines_out_in_order(run, tmp_path):
    """`--jsonl` answers every line in its place, the bad ones with an error, and the run is a success."""
    source = tmp_path / "in.jsonl"
    source.write_text(lines_of("Peru and Chile held talks in Lima.") + "{oops\n" + lines_of("Fiji condemned Tonga."),
                      encoding="utf-8")
    seen = run("read", "--jsonl", source)
    answers = [json.loads(line) for line in seen.out.splitlines()]
    assert seen.code == 0 and seen.err == ""
    assert [answer["id"] for answer in answers] == ["r0", None, "r0"]
    assert answers[1]["error"]["kind"] == "bad-json" and answers[2]["events"][0]["type"] == "ACCUSE"


def test_the_gate_shuts_out_a_list_and_no_meeting(run, tmp_path):
    """With --gate the record has the same event; the paragraph of figures is not parsed."""
    report = {"id": "1", "text": "Friday, July 21, 2017\n\nThe ministers of Peru and Chile met in Lima on Monday."}
    lines = tmp_path / "reports.jsonl"
    lines.write_text(json.dumps(report) + "\n", encoding="utf-8")
    plain, gated = (json.loads(run("read", "--jsonl", *flags, lines).out) for flags in ((), ("--gate",)))
    assert gated["events"] == plain["events"]
    assert [e["type"] for e in gated["events"]] == ["CONSULT"]


def test_progress_goes_to_standard_error(run, tmp_path):
    """`--progress` counts reports and errors without touching the records."""
    source = tmp_path / "in.jsonl"
    source.write_text(lines_of("Peru and Chile held talks in Lima.") + "{oops\n", encoding="utf-8")
    seen = run("read", "--jsonl", "--progress", source)
    assert "2 reports" in seen.err and "1 errors" in seen.err and len(seen.out.splitlines()) == 2


def test_the_same_bytes_whatever_the_number_of_workers(run, tmp_path):
    """Records do not depend on who made them, nor on what was read before in the same process."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    source = tmp_path / "in.jsonl"
    source.write_text(lines_of(*texts) + "[]\n" + lines_of(*texts[::-1]), encoding="utf-8")
    alone = run("read", "--jsonl", source).out
    together = subprocess.run([*COMMAND, "read", "--jsonl", "--workers", "2", source], env=ENVIRONMENT,
                              stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    assert together == alone and len(alone.splitlines()) == 17


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    """`communique read --jsonl … | head -1` ends soon and without a word."""
    source = tmp_path / "in.jsonl"
    source.write_text(lines_of(*["Peru and Chile held talks in Lima."] * 400), encoding="utf-8")
    process = subprocess.Popen([*COMMAND, "read", "--jsonl", source], env=ENVIRONMENT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    assert process.stdout.readline().startswith(b'{"id": "r0"')
    process.stdout.close()
    assert process.stderr.read() == b"" and process.wait(timeout=60) == 1
    process.stderr.close()


def test_version(run):
    """`communique --version` says which program made a record."""
    assert communique.__version__ in run("--version").out
