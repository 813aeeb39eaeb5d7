"""The tables of a record database, as data: what SQLite is given and what the codebook says come from here.

Every column has its type, what it means and an example; a column that is searched is named in an index. Spans are
half-open character ranges in the report's cleaned text.
"""

from __future__ import annotations

from dataclasses import dataclass

ID = "INTEGER PRIMARY KEY"
OF_REPORT = "INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: SQL type with its constraint, meaning, an example."""

    name: str
    type: str
    says: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its key where that is no single column, and the columns of its indexes, "column, column WHERE …"."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: str = ""
    indexes: tuple[str, ...] = ()

    def sql(self) -> tuple[str, ...]:
        """The statements that make it."""
        parts = [f"{c.name} {c.type}" for c in self.columns] + ([self.key] if self.key else [])
        end = " WITHOUT ROWID" if "PRIMARY KEY" in self.key else ""
        made = [f"CREATE TABLE {self.name} ({', '.join(parts)}){end}"]
        for n, index in enumerate(self.indexes, 1):
            columns, where, condition = index.partition(" WHERE ")
            made.append(f"CREATE INDEX {self.name}_{n} ON {self.name} ({columns}){where}{condition}")
        return tuple(made)


def _columns(*rows: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


META = Table("meta", "What the database is: text policy, when it was made.", _columns(
    ("key", "TEXT PRIMARY KEY", "Name of the setting.", "text"),
    ("value", "TEXT NOT NULL", "Its value. `text`: full, evidence (sentences with events and statements), none.",
     "full")))

REPORTS = Table("reports", "One row a report.", _columns(
    ("id", ID, "Number in this database.", "17"),
    ("report", "TEXT NOT NULL UNIQUE", "The id it came with.", "wire-2024-03-05-0017"),
    ("date", "TEXT", "Day of publication.", "2024-03-05"),
    ("title", "TEXT", "Headline.", "Ministers meet in Lisbon"),
    ("url", "TEXT", "Where it was published.", "https://news.example/17"),
    ("publisher", "TEXT", "Outlet.", "Example Wire"),
    ("byline", "TEXT", "Author as printed.", "By Ana Example"),
    ("language", "TEXT", "ISO 639-1.", "en"),
    ("origin", "TEXT", "Agency named as the origin, where the text says so.", "reuters"),
    ("copy_of", "INTEGER REFERENCES reports ON DELETE SET NULL", "The report of which it is a near copy.", ""),
    ("coder_version", "TEXT", "Version of the program that coded it.", "0.1.0"),
    ("coder_model", "TEXT", "Parser model and second coder.", "en_core_web_sm-3.8.0"),
    ("coder_knowledge", "TEXT", "Hash of the knowledge files.", "b7c1…"),
    ("taken_in", "TEXT NOT NULL", "When it was stored, UTC.", "2024-03-05T07:30:00Z"),
    ("text", "TEXT", "The cleaned text; null where texts are not kept.", ""),
    ("record", "BLOB", "The record as coded: JSON without its text, compressed (zlib).", "")),
    indexes=("date", "publisher, date", "copy_of"))

SENTENCES = Table("sentences", "The sentences that events and statements rest on.", _columns(
    ("id", ID, "Number.", "40"),
    ("report", OF_REPORT, "Its report.", "17"),
    ("start", "INTEGER NOT NULL", "Where it begins.", "0"),
    ("end", "INTEGER NOT NULL", "Where it ends.", "120"),
    ("hash", "TEXT NOT NULL", "First 16 digits of the SHA-256 of its words: what corrections are anchored to.",
     "9f86d081884c7d65"),
    ("text", "TEXT", "Its words; null where not even these are kept.", "The ministers met in Lisbon.")),
    indexes=("report, start",))

ACTORS = Table("actors", "Whoever acts, speaks or is acted on, once for the whole database.", _columns(
    ("id", ID, "Number.", "3"),
    ("key", "TEXT NOT NULL UNIQUE", "The knowledge's key, else kind, code and name.", "wang-yi"),
    ("ref", "TEXT", "The knowledge's key, or null.", "wang-yi"),
    ("name", "TEXT NOT NULL", "The knowledge's name, else the fullest in the report.", "Wang Yi"),
    ("kind", "TEXT NOT NULL", "person, state, organisation or group.", "person"),
    ("code", "TEXT", "Code when last seen: ISO 3166-1 alpha-3, or IGO, NGO, MNC …", "CHN"),
    ("wikidata", "TEXT", "Wikidata id.", ""),
    ("reports", "INTEGER NOT NULL DEFAULT 0", "Number of reports it appears in, kept by triggers.", "12"),
    ("mentions", "INTEGER NOT NULL DEFAULT 0", "How often it is mentioned in them.", "31")),
    indexes=("name COLLATE NOCASE", "reports DESC, name"))

REPORT_ACTORS = Table("report_actors", "Who appears in which report, as what.", _columns(
    ("report", OF_REPORT, "Report.", "17"),
    ("local", "TEXT NOT NULL", "Id in the report's record.", "a1"),
    ("actor", "INTEGER NOT NULL REFERENCES actors", "Actor.", "3"),
    ("code", "TEXT", "Code in this report.", "CHN"),
    ("sector", "TEXT", "PLOVER sector.", "GOV"),
    ("office", "TEXT", "Office on that day.", "foreign minister"),
    ("mentions", "INTEGER NOT NULL", "How often it is mentioned.", "4")),
    key="PRIMARY KEY (report, local)", indexes=("actor, report",))

PLACES = Table("places", "Places of events.", _columns(
    ("id", ID, "Number.", "5"),
    ("key", "TEXT NOT NULL UNIQUE", "GeoNames id, else name, country and point.", "2267057"),
    ("name", "TEXT NOT NULL", "Name.", "Lisbon"),
    ("country", "TEXT", "ISO 3166-1 alpha-3; null at sea and on disputed ground.", "PRT"),
    ("admin1", "TEXT", "First-level division.", "Lisboa"),
    ("feature", "TEXT", "Kind of place.", "city"),
    ("lat", "REAL", "Degrees north.", "38.72"),
    ("lon", "REAL", "Degrees east.", "-9.13"),
    ("geonames", "INTEGER", "GeoNames id.", "2267057")),
    indexes=("country", "name COLLATE NOCASE"))

STORIES = Table("stories", "The same event across reports, once.", _columns(
    ("id", ID, "Number.", "9"),
    ("type", "TEXT", "PLOVER type of the act.", "CONSULT"),
    ("status", "TEXT", "Status in the latest telling.", "happened"),
    ("start", "TEXT", "First day.", "2024-03-04"),
    ("end", "TEXT", "Last day.", "2024-03-06"),
    ("first_seen", "TEXT", "Day of the first report.", "2024-02-27"),
    ("last_seen", "TEXT", "Day of the last report.", "2024-03-07"),
    ("reports", "INTEGER NOT NULL", "Reports that tell it.", "7"),
    ("outlets", "INTEGER NOT NULL", "Independent outlets among them: copies of one agency count once.", "4"),
    ("confidence", "REAL", "Chance that type and sides are right.", "0.97"),
    ("details", "TEXT", "What the tellings differ in, as JSON.", "{}")),
    indexes=("start",))

EVENTS = Table("events", "Who did what to whom, as one report tells it.", _columns(
    ("id", ID, "Number; stays while the report's events are derived anew.", "21"),
    ("report", OF_REPORT, "Its report.", "17"),
    ("event", "TEXT NOT NULL", "Id in the report's record.", "e1"),
    ("type", "TEXT", "PLOVER type of the act; null for bare statements.", "CONSULT"),
    ("mode", "TEXT", "PLOVER mode.", "visit"),
    ("contexts", "TEXT NOT NULL", "PLOVER contexts between bars.", "|diplomatic|"),
    ("status", "TEXT NOT NULL", "happened, ongoing, scheduled, hypothetical, denied, cancelled or background.",
     "happened"),
    ("start", "TEXT", "First day of the act, from the text.", "2024-03-04"),
    ("end", "TEXT", "Last day.", "2024-03-06"),
    ("granularity", "TEXT", "How exact the days are.", "day"),
    ("day", "TEXT", "Day it is counted on: `start`, else the report's date for acts that do not lie ahead.",
     "2024-03-04"),
    ("plover", "TEXT", "PLOVER type of the code: AGREE for what is intended.", "CONSULT"),
    ("cameo", "TEXT", "CAMEO code.", "042"),
    ("root", "TEXT", "CAMEO root.", "04"),
    ("quad", "INTEGER", "Quad class, 1 to 4: verbal and material cooperation, verbal and material conflict.", "1"),
    ("intensity", "REAL", "Score of the code, -10 to 10.", "4.0"),
    ("announced", "TEXT", "When a scheduled act was made known.", ""),
    ("reciprocal", "INTEGER NOT NULL", "1 where each side does it to the other.", "0"),
    ("place", "INTEGER REFERENCES places", "Where it happened.", "5"),
    ("mechanism", "TEXT", "Standing arrangement it belongs to.", "18th strategic dialogue"),
    ("reported_by", "TEXT", "Statement of the same report that reports it, where it is somebody's claim.", "s1"),
    ("same_as", "TEXT NOT NULL", "Other tellings of the act in the report, between bars.", "|e3|"),
    ("quantities", "TEXT NOT NULL", "Numbers of the event, as JSON.", '[{"what": "killed", "value": 5}]'),
    ("confidence", "REAL NOT NULL", "Chance that type and sides are right.", "0.9"),
    ("sentence", "INTEGER REFERENCES sentences", "The sentence it stands in.", "40"),
    ("trigger", "TEXT NOT NULL", "The words that name the act.", "met"),
    ("trigger_start", "INTEGER NOT NULL", "Where they begin.", "12"),
    ("trigger_end", "INTEGER NOT NULL", "Where they end.", "15"),
    ("corrected", "INTEGER NOT NULL", "1 where a person has changed or added it, 2 where one has accepted it.", "0"),
    ("story", "INTEGER REFERENCES stories ON DELETE SET NULL", "The event across reports.", "9")),
    key="UNIQUE (report, event)", indexes=(
        "day, id", "type, day, id", "status, start, end, id", "place, day", "story", "sentence",
        "mechanism, id WHERE mechanism NOT NULL", "report, id WHERE status = 'scheduled' AND start IS NULL"))

EVENT_ACTORS = Table("event_actors", "The sides and forums of events.", _columns(
    ("event", "INTEGER NOT NULL REFERENCES events ON DELETE CASCADE", "Event.", "21"),
    ("role", "TEXT NOT NULL", "source, target or forum.", "source"),
    ("n", "INTEGER NOT NULL", "Place in the list.", "0"),
    ("actor", "INTEGER NOT NULL REFERENCES actors", "Actor.", "3"),
    ("party", "TEXT NOT NULL", "The state acted for by its code, else the body by its key.", "CHN"),
    ("code", "TEXT", "Code in the report.", "CHN"),
    ("sector", "TEXT", "PLOVER sector.", "GOV"),
    ("office", "TEXT", "Office on that day.", "foreign minister"),
    ("day", "TEXT", "Day of the event.", "2024-03-04"),
    ("start", "INTEGER", "Where the words for it begin.", "0"),
    ("end", "INTEGER", "Where they end.", "7")),
    key="PRIMARY KEY (event, role, n)", indexes=("actor, day, event",))

PAIRS = Table("pairs", "Which parties stand in an event and which face each other, for fast lists and dyads.", _columns(
    ("a", "TEXT NOT NULL", "A party.", "CHN"),
    ("b", "TEXT NOT NULL", "The party on the other side, in both orders; empty: `a` is in the event at all.", "RUS"),
    ("day", "TEXT NOT NULL", "Day of the event; empty where it has none.", "2024-03-04"),
    ("event", "INTEGER NOT NULL REFERENCES events ON DELETE CASCADE", "Event.", "21")),
    key="PRIMARY KEY (a, b, day, event)", indexes=("event",))

PLANS = Table("plans", "Scheduled events by party, but for those that another telling of the report says have come "
              "true or been called off: what the agenda is read from.", _columns(
    ("party", "TEXT NOT NULL", "A party on a side; empty: every plan has one such row.", "CHN"),
    ("dated", "INTEGER NOT NULL", "1 where the text gives a day.", "1"),
    ("day", "TEXT NOT NULL", "`start` of the event; without one the report's date, empty where that is unknown too.",
     "2024-03-04"),
    ("event", "INTEGER NOT NULL REFERENCES events ON DELETE CASCADE", "Event.", "21"),
    ("until", "TEXT", "`end` of the event, else its `start`.", "2024-03-06")),
    key="PRIMARY KEY (party, dated, day, event)", indexes=("event",))

STATEMENTS = Table("statements", "Who said what.", _columns(
    ("id", ID, "Number.", "33"),
    ("report", OF_REPORT, "Its report.", "17"),
    ("statement", "TEXT NOT NULL", "Id in the report's record.", "s1"),
    ("speaker", "INTEGER REFERENCES actors", "Speaker; null where the text names none.", "3"),
    ("party", "TEXT", "The state spoken for by its code, else the body by its key.", "CHN"),
    ("code", "TEXT", "The speaker's code.", "CHN"),
    ("office", "TEXT", "The speaker's office on that day.", "foreign minister"),
    ("via", "INTEGER REFERENCES actors", "The voice it came through.", ""),
    ("addressee", "TEXT", "Told whom: words of the text, or an actor's name.", "reporters"),
    ("occasion", "TEXT", "Where: words of the text.", "a press conference"),
    ("said_at", "TEXT", "Day it was said.", "2024-03-05"),
    ("day", "TEXT", "`said_at`, else the report's date.", "2024-03-05"),
    ("kind", "TEXT NOT NULL", "direct, mixed or indirect.", "indirect"),
    ("stance", "TEXT NOT NULL", "From the cue: states, denies, demands, welcomes …", "states"),
    ("cue", "TEXT", "The cue.", "said"),
    ("content", "TEXT", "The words said; null where texts are not kept.", "the talks were useful"),
    ("start", "INTEGER NOT NULL", "Where the content begins.", "30"),
    ("end", "INTEGER NOT NULL", "Where it ends.", "51"),
    ("parent", "TEXT", "Statement of the report it is quoted in.", ""),
    ("post", "INTEGER", "Number of the post, where it is one: spans lie in its text.", ""),
    ("sentence", "INTEGER REFERENCES sentences", "The sentence it stands in.", "40"),
    ("confidence", "REAL NOT NULL", "Chance that content and speaker are right.", "0.9"),
    ("corrected", "INTEGER NOT NULL", "1 where a person has changed or added it, 2 where one has accepted it.", "0")),
    key="UNIQUE (report, statement)", indexes=("day, id", "speaker, day", "party, day", "sentence", "via"))

TOPICS = Table("statement_topics", "What statements are about.", _columns(
    ("topic", "TEXT NOT NULL COLLATE NOCASE", "An issue, or the name of a forum, state or body.", "nuclear programme"),
    ("statement", "INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE", "Statement.", "33")),
    key="PRIMARY KEY (topic, statement)", indexes=("statement",))

CORRECTIONS = Table("corrections", "What people set right; kept when a report is coded anew.", _columns(
    ("id", ID, "Number.", "2"),
    ("report", "TEXT NOT NULL", "The report's id as it came.", "wire-2024-03-05-0017"),
    ("what", "TEXT NOT NULL", "event, statement or actor.", "event"),
    ("hash", "TEXT NOT NULL", "Hash of the sentence.", "9f86d081884c7d65"),
    ("words", "TEXT NOT NULL", "Words of the trigger, the cue or the actor.", "met"),
    ("nth", "INTEGER NOT NULL", "Which of several with these words in the sentence; below 0: of those added.", "0"),
    ("action", "TEXT NOT NULL", "accept, change, reject, add, merge, split, join or part (stories), undo.", "change"),
    ("field", "TEXT", "The field changed.", "type"),
    ("value", "TEXT", "The new value, as JSON.", '"ACCUSE"'),
    ("was", "TEXT", "The value it had when it was corrected, as JSON.", '"CONSULT"'),
    ("who", "TEXT NOT NULL", "Who corrected.", "ana"),
    ("why", "TEXT", "Why.", "It is a complaint."),
    ("made_at", "TEXT NOT NULL", "When, UTC.", "2024-03-06T09:00:00Z"),
    ("undone", "INTEGER NOT NULL", "1 where it has been taken back.", "0"),
    ("found", "INTEGER NOT NULL", "0 where its anchor is not in the report as coded now.", "1")),
    indexes=("report",))

LEDGER = Table("ledger", "Every item that was seen, and what became of it.", _columns(
    ("item", "TEXT PRIMARY KEY", "Address, path or id of the item.", "reports.jsonl:17"),
    ("source", "TEXT", "What stood on the command line.", "reports.jsonl"),
    ("state", "TEXT NOT NULL", "seen (handed out to be read), read (and to be coded next), coded, copy or set aside.",
     "coded"),
    ("kind", "TEXT", "What kind of mistake set it aside.", "no-article"),
    ("reason", "TEXT", "The mistake in words.", ""),
    ("digest", "TEXT", "Hash of all that the report is made of.", "5f0c9a7be1d24c68…"),
    ("coder", "TEXT", "What coded it: version, models, knowledge, settings.", "0.1.0 en_core_web_sm-3.8.0 b7c1…"),
    ("report", "TEXT", "Id of the report it gave.", "wire-2024-03-05-0017"),
    ("seen_at", "TEXT", "When it was first seen, UTC.", "2024-03-05T07:29:58Z"),
    ("at", "TEXT NOT NULL", "When it came into its state, UTC.", "2024-03-05T07:30:00Z")),
    indexes=("state, kind", "report"))

PRINTS = Table("prints", "By what near copies of a report are known; reports that are copies have none.", _columns(
    ("report", "INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE", "Report.", "17"),
    ("day", "TEXT", "The day the report came with.", "2024-03-05"),
    ("sample", "INTEGER NOT NULL", "One in so many of its runs of four words is kept.", "1"),
    ("hashes", "BLOB NOT NULL", "Hashes of these, 32 bits each, in rising order.", ""),
    ("bands", "BLOB NOT NULL", "Its keys in `bands`, 64 bits each.", "")))

BANDS = Table("bands", "The index by which likely copies are found: parts of MinHash signatures.", _columns(
    ("band", "INTEGER NOT NULL", "Hash of a part of the signature and its place.", "170141183460469"),
    ("report", "INTEGER NOT NULL", "A report that has it.", "17")),
    key="PRIMARY KEY (band, report)")

SEGMENTS = Table("segments", "Parquet files of events and dyads beside the database, for large aggregates.", _columns(
    ("id", ID, "Number.", "1"),
    ("file", "TEXT NOT NULL", "Name of its two files without their ends.", "1-16384-5f0c9a7be1d24c68"),
    ("first", "INTEGER NOT NULL", "First report in it.", "1"),
    ("last", "INTEGER NOT NULL", "Last report in it.", "16384"),
    ("odd", "INTEGER NOT NULL", "Reports left out of it, and so in `stale`, since a day in them is none.", "0")))

STALE = Table("stale", "Reports in a segment that have changed since it was written.", _columns(
    ("report", ID, "Report.", "17")))

FRESH = Table("fresh", "Events that are in no story yet.", _columns(
    ("event", ID, "Event.", "21")))
BROKEN = Table("broken", "Stories that have lost a telling.", _columns(
    ("story", ID, "Story.", "9")))
SPANS = Table("spans", "When the act of an event may have been, for each party.", _columns(
    ("event", "INTEGER NOT NULL REFERENCES events ON DELETE CASCADE", "Event.", "21"),
    ("party", "TEXT NOT NULL", "A side of it.", "CHN"),
    ("type", "TEXT NOT NULL", "PLOVER type.", "CONSULT"),
    ("long", "INTEGER NOT NULL", "1 where these are more than ten days.", "0"),
    ("first", "TEXT NOT NULL", "First day on which it is looked for.", "2024-03-04"),
    ("last", "TEXT NOT NULL", "Last day.", "2024-03-06")),
    key="PRIMARY KEY (party, type, long, first, event)", indexes=("event",))
LINKS = Table("links", "Pairs of tellings that agree, in both orders.", _columns(
    ("event", "INTEGER NOT NULL REFERENCES events ON DELETE CASCADE", "Event.", "21"),
    ("other", "INTEGER NOT NULL REFERENCES events ON DELETE CASCADE", "Another one.", "34")),
    key="PRIMARY KEY (event, other)", indexes=("other",))
STORY_TABLES = (FRESH, BROKEN, SPANS, LINKS)

TABLES = (META, REPORTS, SENTENCES, ACTORS, REPORT_ACTORS, PLACES, STORIES, EVENTS, EVENT_ACTORS, PAIRS, PLANS,
          STATEMENTS, TOPICS, CORRECTIONS, LEDGER, PRINTS, BANDS, SEGMENTS, STALE, *STORY_TABLES)
