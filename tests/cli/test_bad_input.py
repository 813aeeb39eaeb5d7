"""Input that can't be read: a message that says what was found and what to do, and no traceback."""

from __future__ import annotations

import json

import pytest

PERU = "Peru's foreign minister met his Chilean counterpart in Lima on Monday."
GERMAN = ("Der Außenminister traf am Montag in Wien seinen Amtskollegen. Die beiden sprachen über den Handel und die "
          "Grenze. Sie wollen sich im Mai wieder treffen.")
MENU = "<html><head><title>News</title></head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body>"


def written(folder, name: str, data: str | bytes):
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(("name", "data", "words"), [
    ("empty.txt", "", "empty"),
    ("blank.txt", " \n\n ", "empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "picture"),
    ("binary.dat", bytes(n * 37 % 256 for n in range(20_000)), "binary"),
    ("page.html", MENU, "article"),
], ids=lambda v: v if isinstance(v, str) and len(v) < 20 else "")
def test_files_without_a_report_are_named(run, tmp_path, name, data, words):
    """Empty files, pictures and pages without an article: exit code 2 and one line that names the file."""
    seen = run("read", written(tmp_path, name, data))
    assert seen.code == 2 and seen.out == ""
    assert seen.err.startswith("communique: ") and len(seen.err.splitlines()) == 1
    assert name in seen.err and words in seen.err


def test_a_bad_file_does_not_keep_the_others_from_being_read(run, tmp_path):
    """Of three files the good two are shown, the missing one is named."""
    good = written(tmp_path, "good.txt", PERU)
    seen = run("read", "--json", good, tmp_path / "nowhere.txt", good)
    assert seen.code == 2 and len(seen.out.splitlines()) == 2
    assert "nowhere.txt: No such file" in seen.err


def test_another_language_is_left_out_with_its_name(run, tmp_path):
    """A German report gives a record without events that says why."""
    seen = run("read", "--json", written(tmp_path, "wien.txt", GERMAN))
    record = json.loads(seen.out)
    assert seen.code == 0 and record["events"] == []
    assert record["dropped"] == [{"what": "report", "span": None, "reason": "language-de"}]


def test_a_wrong_encoding_is_guessed_and_told(run, tmp_path):
    """Windows-1252 bytes come out as the letters they were, and the guess is among the repairs."""
    words = "Peru’s foreign minister, Mr Ibáñez, met his counterpart in Bogotá on Monday."
    record = json.loads(run("read", "--json", written(tmp_path, "latin.txt", words.encode("cp1252"))).out)
    assert "Ibáñez" in record["text"] and "encoding-windows-1252" in {r["kind"] for r in record["repairs"]}


def test_without_a_date_relative_days_stay_empty(run, tmp_path):
    """"On Monday" in a report that nobody dated has no value rather than a guessed one."""
    record = json.loads(run("read", "--json", written(tmp_path, "undated.txt", PERU)).out)
    assert record["date"] is None and record["events"]
    assert [time["value"] for time in record["times"]] == [None]


def test_a_very_long_line_is_read_in_bounded_time(run, tmp_path):
    """A page on one line has no paragraphs to cut at; its length alone must not slow the reading down."""
    text = " ".join(f"Item {n} of the list was read out." for n in range(800))
    record = json.loads(run("read", "--json", written(tmp_path, "long.txt", text)).out)
    assert len(record["text"]) > 24_000


def test_five_megabytes_on_one_line_are_kept_and_not_coded(run, tmp_path):
    """No report is that long: the text comes back, nothing is coded, and the record says why."""
    source = written(tmp_path, "dump.txt", "Peru met Chile in Lima on Monday and said so. " * 110_000)
    record = json.loads(run("read", "--json", source).out)
    assert len(record["text"]) > 5_000_000 and not record["events"]
    assert [d["reason"] for d in record["dropped"]] == ["too-long"]


@pytest.mark.parametrize(("line", "kind", "words"), [
    (b'{"id": "a", "text": "Peru an', "bad-json", "cut off"),
    (b"", "bad-json", "cut off"),
    (b"[1, 2]", "bad-json", "not an object"),
    (b'{"id": "a"}', "bad-report", "text is missing"),
    (b'{"id": 7, "text": "x"}', "bad-report", "not a string"),
    (b'{"id": "a", "text": "Ib\xe1\xf1ez met Chile"}', "bad-json", "not UTF-8"),
    (b'{"id": "a", "text": "Peru met Chile.", "date": "yesterday"}', "bad-date", "YYYY-MM-DD"),
    (b"[" * 200_000, "bad-json", "nested"),
], ids=lambda v: v if isinstance(v, str) else "")
def test_bad_lines_are_answered_in_their_place(run, tmp_path, line, kind, words):
    """A truncated line, a missing field, a wrong encoding: the error says which, and the next line is read."""
    source = written(tmp_path, "in.jsonl", line + b'\n{"id": "next", "text": "Peru met Chile."}\n')
    seen = run("read", "--jsonl", source)
    bad, following = [json.loads(answer) for answer in seen.out.splitlines()]
    assert seen.code == 0 and following["id"] == "next"
    assert bad["error"]["kind"] == kind and words in bad["error"]["message"]


def test_half_a_surrogate_pair_does_not_end_the_run(run, tmp_path):
    """JSON can hold what no text holds; the line is answered in valid UTF-8."""
    source = written(tmp_path, "in.jsonl", '{"id": "a\\ud800", "text": "Peru met Chile \\ud83d in Lima."}\n')
    seen = run("read", "--jsonl", source)
    assert seen.code == 0 and json.loads(seen.out)["id"] == "a\ud800"


def test_a_knowledge_folder_with_a_mistake_stops_the_run(run, tmp_path):
    """File and line of the mistake, what to do, exit code 2; no report is read with half a knowledge."""
    lexicon = tmp_path / "mine" / "lexicon"
    lexicon.mkdir(parents=True)
    written(lexicon, "mine.yaml", '- verb: [oust]\n  cameo: "999"\n  yes: Rebels ousted the governor.\n')
    report = written(tmp_path, "good.txt", PERU)
    for command in (["read", report], ["read", "--jsonl", report]):
        seen = run(*command, "--knowledge", tmp_path / "mine")
        assert seen.code == 2 and seen.out == "" and "mine.yaml:1" in seen.err and "999" in seen.err


def test_a_missing_knowledge_folder_and_model_are_named(run, tmp_path):
    """The options are wrong, not the report: one line, exit code 2."""
    report = written(tmp_path, "good.txt", PERU)
    seen = run("read", report, "--knowledge", tmp_path / "nowhere")
    assert seen.code == 2 and "nowhere: no such folder" in seen.err
    seen = run("read", report, "--model", "no_such_model")
    assert seen.code == 2 and "no_such_model" in seen.err and "not installed" in seen.err


def test_what_cannot_be_written_is_said_before_anything_is_read(run, tmp_path):
    """A page for a folder that is not there: told at once, not after an hour of reading."""
    seen = run("read", written(tmp_path, "good.txt", PERU), "--html", tmp_path / "nowhere" / "out.html")
    assert seen.code == 2 and seen.out == "" and "no folder" in seen.err


def test_a_message_names_the_file_once(run, tmp_path):
    """What comes before the colon need not be said again."""
    seen = run("read", written(tmp_path, "hollow.txt", " "))
    assert seen.err.count("hollow") == 1


def test_a_slip_of_the_pen_in_a_date_is_no_internal_error(run, tmp_path):
    """The year 1 and the year 9999 are no years of a report."""
    for day in ("0001-01-01", "9999-12-31", "20240-01-01"):
        seen = run("read", written(tmp_path, "good.txt", PERU), "--date", day)
        assert seen.code == 2 and "which is no day" in seen.err


@pytest.mark.parametrize("model", ["json", "os", "", "../model"])
def test_what_is_no_model_is_no_traceback(run, tmp_path, model):
    """A package without a pipeline, and what is no name of a package."""
    seen = run("read", written(tmp_path, "good.txt", PERU), "--model", model)
    assert seen.code == 2 and len(seen.err.splitlines()) == 1 and repr(model) in seen.err
    assert "!!  reading" in run("doctor", "--model", model).out


@pytest.mark.parametrize("words", [
    ["read"], ["read", "--jsonl", "--json"], ["read", "--workers", "0", "-"], ["read", "reports.jsonl"],
    ["read", "REPORTS.JSON"], ["reed"], ["resolve"]], ids=" ".join)
def test_wrong_use_is_explained(run, words):
    """A command put together wrongly shows how it is used and exits with 2."""
    seen = run(*words)
    assert seen.code == 2 and "Usage: communique" in seen.err and "Traceback" not in seen.err
