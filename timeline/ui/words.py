"""Every text of the interface, in one place, for translation."""

from __future__ import annotations

PAGES = {
    "timeline": "Timeline",
    "map": "Map",
    "relations": "Relations",
    "representation": "Representation",
    "visits": "Visits",
    "arms": "Arms",
    "threads": "Threads",
    "stories": "Stories",
    "data": "Data",
}

PAGES_LABEL = "Pages"

PANEL = {
    "filters": "Filters",
    "clear": "Clear all",
    "search": "Search titles, summaries, places and people",
    "search_hint": "Search words, places, people",
    "years": "Years",
    "first_year": "First year",
    "last_year": "Last year",
    "dyad": "Pair",
    "any_dyad": "Any pair",
    "direction": "Direction",
}
MATCH = (("any", "any of these"), ("all", "all of these"))
FACETS = {"actors": "Countries and bodies", "category": "Kind", "type": "Narrower kind", "status": "How sure", "importance": "Importance"}

CARD = {
    "close": "Close the card",
    "previous": "Previous event in this view",
    "next": "Next event in this view",
    "accounts": "Competing accounts",
    "sources": "Sources",
    "archived": "archived copy",
    "reading": "Second reading",
    "cite": "Cite this event",
    "copy_citation": "Copy citation",
    "copy_link": "Copy link",
    "copied": "Copied.",
    "not_copied": "This browser does not let a page copy; select the text instead.",
}
READING = "{verdict}, version {version}"
TIMEBAR = {"as_of": "As of", "play": "Play", "pause": "Pause"}
STRIP_ALT = "Events by year, {first} to {last}. {peak} Drag, or press the arrow keys, to choose years; Escape takes the choice back."
STRIP_HINT = "Drag to choose years"
LANES = {"category": "by kind", "dyad": "by pair", "country": "by country"}
LAYERS = {"representation": "Missions", "visit": "Visits", "arms": "Arms", "all": "All events"}

IGNORED = "Left out of this address:"
EMPTY = "No event fits all of these filters. Clear one of them, or widen the years."
STALE = "The data files changed and can no longer be read. You see the last good version, {version}. Since {since}:"
NO_DATA = "The data cannot be shown"
NO_DATA_ADVICE = "Mend the lines below, or restore the files; this page then works again by itself. On the command line: python -m timeline check"
MAP_POLICY = (
    "Boundaries: Natural Earth 1:50m in the edition of Visionscarto (BSD 3-Clause), drawn here for orientation; they decide nothing. "
    "That edition draws the Golan Heights with Israel (the UN: with Syria), Crimea with Ukraine, Western Sahara whole, Nagorno-Karabakh with Azerbaijan, "
    "Gaza and the West Bank as Palestine. Points mark seats of government, not claims to them."
)
METHOD = "An open, hand-curated record: every event rests on pages that were seen; disagreements are kept, not settled."
