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
    "compare": "Compare",
    "stories": "Stories",
    "data": "Data",
    "changes": "What changed",
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
DOSSIER = {
    "dossier": "Dossier of this view",
    "hint": "A brief to print: key figures, charts, the events as a list with numbered sources, competing accounts, method and limits.",
    "drawing": "drawing the {chart} …",
    "setting": "setting the pages …",
    "failed": "The dossier could not be made",
}
DOSSIER_CHARTS = {"timeline": "timeline", "map": "map", "representation": "representation"}
READING = "{verdict}, version {version}"
CHART = {"text": "This chart could not be drawn ({reason}).", "again": "Try again"}
FILES = {
    "download": "Download",
    "more": "More formats",
    "page": "The interactive chart as one page that opens offline.",
    "numbers": "Numbers (CSV)",
    "of_numbers": "What the chart computes, row by row.",
}
CITE = {
    "title": "Cite this view",
    "forms": "Format of the citation",
    "copy": "Copy",
    "download": "Download",
    "sources": "Sources of this view as a bibliography",
    "copied": CARD["copied"],
    "not_copied": CARD["not_copied"],
    "failed": "The citation could not be fetched",
}
PICTURES = {
    "size": "Size",
    "theme": "Colours",
    "scale": "PNG",
    "note": "Whole range, with title, source, version, licence and link. A chart is made anew for its size; in a sheet of fixed shape it stands whole.",
    "making": "making {kind} …",
    "small": "Made. This chart is tall, so its text is small on a sheet of that shape; “article” and “as on screen” read better.",
    "failed": "{kind} could not be made in this browser ({reason}). SVG and HTML hold the same chart.",
}
PICTURE_OPTIONS = {
    "size": (("screen", "as on screen"), ("article", "article, 180 mm wide"), ("slide", "slide 16:9"), ("square", "square"), ("a4", "A4 landscape")),
    "theme": (("page", "as the page"), ("light", "light"), ("dark", "dark")),
    "scale": (("1", "1×"), ("2", "2×"), ("print", "print, 300 dpi")),
}
EMBED = {
    "embed": "Embed",
    "live": "Live: follows the data. Paste into your page:",
    "frozen": "Frozen: does not change. Save the file beside your page, and paste:",
    "file": "Save the file",
    "version": "Data version {label}.",
    "copy": "Copy code",
    "copied": CARD["copied"],
    "not_copied": CARD["not_copied"],
}
TIMEBAR = {"as_of": "As of", "play": "Play", "pause": "Pause"}
STRIP_ALT = "Events by year, {first} to {last}. {peak} Drag, or press the arrow keys, to choose years; Escape takes the choice back."
STRIP_HINT = "Drag to choose years"
LANES = {"category": "by kind", "dyad": "by pair", "country": "by country"}
COUNTED_BY = {"category": "by kind", "balance": "cooperation and conflict"}
COMPARE = {
    "beside": "Beside {pair}",
    "period": "the same pair, {years}",
    "since": "Days counted from",
    "since_other": "The other side from",
    "calendar": "calendar time",
    "same_event": "the same event",
    "counted_by": "Count before and after",
}
ANNIVERSARY = {
    "today": "On this day, {day}",
    "nearest": "No event of this view began on a {day}. The nearest, on a {nearest}",
    "none": "No event of this view has a day that is known, so none can be of this day. Clear a filter",
    "rest": "(and {count} more)",
}
CHANGES = {
    "version": "Version of the data",
    "option": "version {version}",
    "note": "Nothing is deleted or renamed in silence: what was wrong says what it said before, and why it changed. Filters do not change this page.",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn, and what stands for it",
    "touched": "Made better",
    "added": "Added",
    "change": "{field}: {old} → {new}",
    "was": "withdrawn: {event}",
    "nothing_kept": "No event stands for it",
    "no_correction": "No value was corrected in this version.",
    "no_withdrawal": "No event was withdrawn in this version.",
    "no_addition": "No event was added in this version.",
    "link": "What each version added, corrected and withdrew, with reasons →",
}
WEIGHTS = {
    "advice": "What an event of each PLOVER type counts, from −10 to 10. What is left as it is counts its value on the PLOVER scale, visits and calls by their own.",
    "reset": "Back to the PLOVER values",
}
ISSUES = {"all": "All votes", "me": "Palestine", "nu": "Nuclear weapons", "di": "Arms control", "hr": "Human rights", "co": "Colonialism", "ec": "Development"}
LAYERS = {"representation": "Missions", "visit": "Visits", "arms": "Arms", "all": "All events"}

IGNORED = "Left out of this address:"
EMPTY = "No event fits all of these filters. Clear one of them, or widen the years."
STALE = "The data files changed and cannot be used as they are. You see the last good version, {version}. Since {since}:"
NO_DATA = "The data cannot be shown"
NO_DATA_ADVICE = "Mend the lines below, or restore the files; this page then works again by itself. On the command line: python -m timeline check"
MAP_POLICY = (
    "Boundaries: Natural Earth 1:50m in the edition of Visionscarto (BSD 3-Clause), drawn here for orientation; they decide nothing. "
    "That edition draws the Golan Heights with Israel (the UN: with Syria), Crimea with Ukraine, Western Sahara whole, Nagorno-Karabakh with Azerbaijan, "
    "Gaza and the West Bank as Palestine. Points mark seats of government, not claims to them."
)
METHOD = "An open, hand-curated record: every event rests on pages that were seen; disagreements are kept, not settled."
FORMULA = "The formula and its source"
METHODS: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "relations": (
        "Every event counts one value, by its kind, once for each pair that it joins; sums, balance and running sum are made of these values alone.",
        "Value: that of the PLOVER manual (−9 to +10), its sign (−1, +1), or the weight chosen on this page.\n"
        "Running sum: S(t) = sum of sᵢ · 2^(−(t − tᵢ) / h) over the events up to t; s the value, t in years, h the half-life.\n"
        "Balance of a pair: (cooperation − conflict) / (cooperation + conflict), both as sums of absolute values.\n"
        "Votes alike: roll calls on which both gave the same of yes, no, abstain, divided by those on which both voted.",
        (
            ("PLOVER: the scale and its manual", "https://github.com/openeventdata/PLOVER"),
            ("Exponential decay and half-life", "https://en.wikipedia.org/wiki/Exponential_decay"),
            ("UN General Assembly Voting Data", "https://doi.org/10.7910/DVN/LEJUQZ"),
        ),
    ),
    "compare": (
        "Both sides are counted by the same rule, drawn on the same scale and as far as the data reaches; without a choice the other pair is the one with most events that shares a side.",
        "Sums: every event counts its value on the PLOVER scale (or +1, −1) in the month or half-year that holds the middle of its date.\n"
        "Running sum: S(t) = sum of sᵢ · 2^(−(t − tᵢ) / h) over the events up to t; s the value, t in years, h the half-life.\n"
        "Before and after: an event counts where all days that its date can mean lie within the window; the window ends a day before, or begins a day after, "
        "what the date of the chosen event can mean.",
        (
            ("PLOVER: the scale and its manual", "https://github.com/openeventdata/PLOVER"),
            ("Exponential decay and half-life", "https://en.wikipedia.org/wiki/Exponential_decay"),
        ),
    ),
}
