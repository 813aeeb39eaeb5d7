"""The record as a database: SQLite with everything in it, written by one, read by many."""

from communique.store.book import RecordBook
from communique.store.correct import Corrector
from communique.store.filters import EventFilter, StatementFilter
from communique.store.view import View
from communique.store.writer import Writer

__all__ = ["Corrector", "EventFilter", "RecordBook", "StatementFilter", "View", "Writer"]
