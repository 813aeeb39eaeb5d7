"""Sources → reports. See `read_path` for files and `read_jsonl` for lines of JSON."""

from communique.ingest.jsonl import BadLine, id_of, read_jsonl, report_of
from communique.ingest.paths import read_bytes, read_path

__all__ = ["BadLine", "id_of", "read_bytes", "read_jsonl", "read_path", "report_of"]
