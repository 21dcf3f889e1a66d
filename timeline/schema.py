"""The single description of every table: columns, meanings, types, vocabularies.

Loading, checking, the codebook, the column help in the app and the Data Package descriptor are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from timeline import vocabulary
from timeline.vocabulary import Term

Kind = Literal[
    "slug", "code", "text", "date", "end_date", "term", "reference", "number", "integer", "latitude", "longitude", "url",
    "plover", "cameo", "version", "offices",
]  # fmt: skip

LIST_SEPARATOR = ";"
YES_NO = (Term("yes", "yes", "It is so."), Term("no", "no", "It is not so."))
LANGUAGES = {
    "en": "English", "az": "Azerbaijani", "he": "Hebrew", "ru": "Russian", "tr": "Turkish", "fa": "Persian",
    "hy": "Armenian", "ar": "Arabic", "fr": "French", "de": "German", "ka": "Georgian", "es": "Spanish",
    "it": "Italian", "uk": "Ukrainian", "pl": "Polish", "cs": "Czech", "el": "Greek", "pt": "Portuguese", "bg": "Bulgarian", "hu": "Hungarian",
    "sr": "Serbian", "ro": "Romanian", "zh": "Chinese", "nl": "Dutch", "uz": "Uzbek", "kk": "Kazakh", "sk": "Slovak", "ja": "Japanese", "ko": "Korean", "ur": "Urdu", "vi": "Vietnamese", "th": "Thai", "id": "Indonesian",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, how a value is written, and what a person needs to know to fill it in."""

    name: str
    kind: Kind
    title: str
    description: str
    example: str = ""
    is_required: bool = False
    is_list: bool = False
    terms: tuple[Term, ...] = ()
    refers_to: str = ""
    max_length: int = 2_000
    codes: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The codes a cell may hold, empty where the column is open."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", tuple(term.code for term in self.terms))


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: what a row is, its key and its columns in order; `order` names the columns it is sorted by."""

    name: str
    title: str
    description: str
    key: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    is_required: bool = True
    column_names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The names of the columns, in order."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "column_names", tuple(column.name for column in self.columns))

    @property
    def file_name(self) -> str:
        """The file that holds the table."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """Return the column called `name`.

        Raises:
            KeyError: if the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _slug(name: str, title: str, description: str, **more: Any) -> Column:
    return Column(name, "slug", title, description, is_required=True, max_length=80, **more)


def _refers(name: str, title: str, description: str, table: str, **more: Any) -> Column:
    return Column(name, "reference", title, description, refers_to=table, **more)


def _sources(description: str) -> Column:
    return _refers("source_ids", "Sources", description, "sources", is_list=True, is_required=True)


def _flag(name: str, title: str, description: str) -> Column:
    return Column(name, "term", title, description, terms=YES_NO, example="yes")


EVENTS = Table(
    "events",
    "Events",
    "One dated event a row.",
    "event_id",
    (
        _slug("event_id", "Id", "Stable for ever; begins with the year.", example="1997-netanyahu-baku"),
        Column("start", "date", "Start", "First day, EDTF level 0-1, only as precise as the sources.", "1997-08-29", True),
        Column("end", "end_date", "End", "Last day; empty = same as start, `..` = still going.", ".."),
        Column("category", "term", "Category", "What kind of event.", "visit", True, terms=vocabulary.CATEGORIES),
        Column("type", "term", "Type", "Narrower kind; belongs to the category.", "working_visit", True, terms=vocabulary.EVENT_TYPES),
        _refers("actors", "Actors", "Who acts.", "actors", is_list=True, is_required=True, example="ISR"),
        _refers("recipients", "Recipients", "Towards whom; empty = mutual or no direction.", "actors", is_list=True, example="AZE"),
        _refers("others", "Others", "Involved or addressed, neither side.", "actors", is_list=True, example="IRN"),
        _refers("travellers", "Travellers", "Who travelled or called.", "people", is_list=True, example="benjamin-netanyahu"),
        _refers("hosts", "Hosts", "Who received them.", "people", is_list=True, example="heydar-aliyev"),
        Column("title", "text", "Title", "Headline, neutral.", "Netanyahu meets Heydar Aliyev in Baku", True, max_length=90),
        Column("label", "text", "Label", "Short headline beside the mark in charts; empty = the title.", "Netanyahu in Baku", max_length=36),
        Column("summary", "text", "Summary", "One to three sentences, own words; says who says so where it is a claim.", "", True),
        Column("place", "text", "Place", "Town or site of the event.", "Baku", max_length=120),
        Column("latitude", "latitude", "Latitude", "Degrees north, WGS84.", "40.41"),
        Column("longitude", "longitude", "Longitude", "Degrees east, WGS84.", "49.87"),
        Column("status", "term", "Status", "How sure it is.", "confirmed", True, terms=vocabulary.STATUSES),
        Column("importance", "term", "Importance", "How much the story needs it.", "1", True, terms=vocabulary.IMPORTANCES),
        Column("plover", "plover", "PLOVER", "Event and mode; empty = the type's default.", "CONSULT:visit"),
        Column("cameo", "cameo", "CAMEO", "CAMEO code as text, for joining machine-coded data.", "042"),
        Column("value_usd_m", "number", "Value, US$ m", "Money stated by a source, million US dollars of that day; never TIV.", "1600"),
        _refers("thread_id", "Thread", "The matter it is a step of.", "threads", example="deal-1-6-billion-2012"),
        Column("step", "term", "Step", "What it is within the thread.", "signed", terms=vocabulary.STEPS),
        _sources("Best first."),
        Column("wikidata", "text", "Wikidata", "Outside identifier.", "Q215072", max_length=20),
        Column("ucdp_id", "text", "UCDP", "Outside identifier.", "388", max_length=40),
        Column("note", "text", "Note", "For maintainers: why a value is as it is; never shown as fact."),
        Column("added", "version", "Added", "Data version in which the row came.", "0.1.0", True),
        Column("changed", "version", "Changed", "Data version in which the row last changed.", "0.1.0", True),
    ),
    ("start", "event_id"),
)

SOURCES = Table(
    "sources",
    "Sources",
    "One page or document a row.",
    "source_id",
    (
        _slug("source_id", "Id", "Stable for ever: publisher, day, subject.", example="rferl-2010-03-blooming-friendship"),
        Column("type", "term", "Type", "Kind of source.", "broadcaster", True, terms=vocabulary.SOURCE_TYPES),
        Column("publisher", "text", "Publisher", "Who published it first.", "RFE/RL", True, max_length=120),
        _refers("publisher_actor", "Publisher's country", "Empty = international.", "actors", example="USA"),
        Column("language", "term", "Language", "ISO 639-1.", "en", True, terms=tuple(Term(code, name, name) for code, name in LANGUAGES.items())),
        Column("title", "text", "Title", "The page's own title.", "", True, max_length=400),
        Column("author", "text", "Author", "Named author.", "", max_length=200),
        Column("published", "date", "Published", "Day of publication, EDTF.", "2010-03"),
        Column("url", "url", "Address", "Where it can be read.", "https://example.org/page", True),
        Column("archive_url", "url", "Archived", "Archived copy, where its address is known."),
        Column("accessed", "date", "Accessed", "Day on which it was seen.", "2026-11-24"),
        Column("primary", "term", "Primary", "A party or body speaking for itself.", "no", True, terms=YES_NO),
        Column("note", "text", "Note", "Repost, translation, doubts."),
    ),
    ("source_id",),
)

CLAIMS = Table(
    "claims",
    "Competing accounts",
    "One account of one value of one event a row; the event's own value equals the preferred one.",
    "claim_id",
    (
        _slug("claim_id", "Id", "Stable for ever.", example="1993-israel-embassy-baku-start-2"),
        _refers("event_id", "Event", "Whose value.", "events", is_required=True),
        Column("field", "term", "Field", "Which column.", "start", True, terms=tuple(Term(name, name, f"The event's {name}.") for name in vocabulary.CLAIM_FIELDS)),
        Column("value", "text", "Value", "What this account says.", "1994", True),
        Column("claimant", "text", "Claimant", "Actor code or publisher.", "RFE/RL", True, max_length=120),
        Column("rank", "term", "Rank", "How it stands.", "normal", True, terms=vocabulary.CLAIM_RANKS),
        Column("reason", "text", "Reason", "Why it has that rank.", "", True),
        _sources("Who says so."),
    ),
    ("claim_id",),
)

ACTORS = Table(
    "actors",
    "Actors",
    "States, organisations and others.",
    "code",
    (
        Column("code", "code", "Code", "ISO 3166-1 alpha-3, or a written code.", "AZE", True),
        Column("name", "text", "Name", "The UN's or the body's own name.", "Azerbaijan", True, max_length=120),
        Column("short_name", "text", "Short name", "As on screen.", "Azerbaijan", True, max_length=40),
        Column("kind", "term", "Kind", "What it is.", "state", True, terms=vocabulary.ACTOR_KINDS),
        Column("cow_code", "text", "COW code", "Correlates of War country code.", "373", max_length=6),
        Column("capital", "text", "Capital", "Seat of government.", "Baku", max_length=80),
        Column("latitude", "latitude", "Latitude", "Of the seat.", "40.41"),
        Column("longitude", "longitude", "Longitude", "Of the seat.", "49.87"),
        Column("valid_from", "date", "From", "First day as an actor, where it matters.", "1991-08-30"),
        Column("valid_to", "date", "To", "Last day as an actor.", "1991-12-26"),
        Column("note", "text", "Note", "For maintainers."),
    ),
    ("code",),
)

ARMS = Table(
    "arms",
    "Arms register",
    "One deal a row, with SIPRI's fields; TIV is a volume, never a price.",
    "deal_id",
    (
        _slug("deal_id", "Id", "Stable for ever.", example="az-il-2011-harop"),
        _refers("thread_id", "Thread", "The matter it belongs to.", "threads"),
        _refers("supplier", "Supplier", "Who sells.", "actors", is_required=True, example="ISR"),
        _refers("recipient", "Recipient", "Who buys.", "actors", is_required=True, example="AZE"),
        Column("designation", "text", "Designation", "Weapon.", "Harop", True, max_length=120),
        Column("description", "text", "Description", "Kind of weapon.", "loitering munition", True, max_length=200),
        Column("number_ordered", "integer", "Ordered", "Pieces; empty = unknown.", "50"),
        _flag("number_ordered_is_estimate", "Ordered, estimate", "SIPRI marks the number as uncertain."),
        Column("year_of_order", "integer", "Year of order", "", "2011"),
        _flag("year_of_order_is_estimate", "Year, estimate", "SIPRI marks the year as uncertain."),
        Column("years_delivered", "integer", "Years of delivery", "", "2015;2016", is_list=True),
        Column("number_delivered", "integer", "Delivered", "Pieces; empty = unknown.", "50"),
        _flag("number_delivered_is_estimate", "Delivered, estimate", "SIPRI marks the number as uncertain."),
        _flag("order_is_licence", "Licence", "Production under licence."),
        _flag("local_production", "Made locally", "Assembled or made by the recipient."),
        Column("value_usd_m", "number", "Value, US$ m", "Stated by a source; never TIV.", "1600"),
        Column("value_note", "text", "On the value", "Whose figure and what it covers."),
        Column("tiv", "number", "TIV delivered", "SIPRI trend-indicator value, millions.", "12.5"),
        Column("tiv_edition", "text", "TIV edition", "Edition of the register.", "March 2026", max_length=60),
        _sources("Where the row comes from."),
    ),
    ("deal_id",),
    is_required=False,
)

THREADS = Table(
    "threads",
    "Threads",
    "One matter carried through several events.",
    "thread_id",
    (
        _slug("thread_id", "Id", "Stable for ever.", example="az-embassy-in-israel"),
        Column("title", "text", "Title", "Name of the matter.", "Azerbaijan's embassy in Israel", True, max_length=90),
        Column("label", "text", "Label", "Short headline beside the mark in charts; empty = the title.", "Netanyahu in Baku", max_length=36),
        Column("summary", "text", "Summary", "What it is about.", "", True),
    ),
    ("thread_id",),
    is_required=False,
)

PEOPLE = Table(
    "people",
    "People",
    "Who travelled and who received.",
    "person_id",
    (
        _slug("person_id", "Id", "Given name and family name.", example="benjamin-netanyahu"),
        Column("name", "text", "Name", "Usual English spelling.", "Benjamin Netanyahu", True, max_length=80),
        _refers("actor", "Actor", "For whom they act.", "actors", is_required=True, example="ISR"),
        Column("offices", "offices", "Offices", "Office and years, `; ` between; `..` = still.", "prime_minister 1996/1999; prime_minister 2009/2021"),
    ),
    ("person_id",),
    is_required=False,
)

CORRECTIONS = Table(
    "corrections",
    "Corrections",
    "What was wrong and what it is now.",
    "correction_id",
    (
        _slug("correction_id", "Id", "Stable for ever.", example="0-2-0-1997-netanyahu-baku-start"),
        Column("version", "version", "Version", "Data version that corrected it.", "0.2.0", True),
        Column("event_id", "text", "Event", "Which row; it may have been withdrawn.", "1997-netanyahu-baku", True, max_length=80),
        Column("field", "text", "Field", "Which column, or `withdrawn`.", "start", True, max_length=40),
        Column("old", "text", "Old", "As it was."),
        Column("new", "text", "New", "As it is."),
        Column("reason", "text", "Reason", "Why.", "", True),
        _refers("source_ids", "Sources", "What showed it.", "sources", is_list=True),
    ),
    ("correction_id",),
    is_required=False,
)

READINGS = Table(
    "readings",
    "Second readings",
    "What somebody who had not written a row found when comparing it with a page that was seen.",
    "event_id",
    (
        _refers("event_id", "Event", "Which row was read.", "events", is_required=True, example="1997-netanyahu-baku"),
        Column("version", "version", "Version", "Data version for which it was read.", "0.2.0", True),
        Column("verdict", "term", "Verdict", "What came of it.", "agrees", True, terms=vocabulary.VERDICTS),
        _refers("source_id", "Source", "The page that was seen; empty where none was.", "sources"),
        Column("note", "text", "Note", "What was seen, and what was changed.", "", max_length=300),
    ),
    ("event_id",),
    is_required=False,
)

TABLES = (EVENTS, SOURCES, CLAIMS, ACTORS, ARMS, THREADS, PEOPLE, CORRECTIONS, READINGS)
TABLE_BY_NAME = {table.name: table for table in TABLES}
