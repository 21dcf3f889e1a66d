"""Views on their way out, good and hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from timeline.exports.view import View
from timeline.filters import Filters
from timeline.repository import Dataset

TODAY = date(2026, 11, 24)
BASE = "https://example.org/timeline/"
FILTERS = {
    "everything": Filters(),
    "two kinds": Filters(category=("visit", "arms")),
    "one direction": Filters(dyad=("AZE", "ISR"), direction="forward"),
    "years and status": Filters(years=(1990, 2005), status=("confirmed",)),
    "a search": Filters(search="baku"),
    "both countries": Filters(actors=("AZE", "ISR"), match="all", importance=("1", "2")),
    "one type": Filters(type=("embassy_opened", "contract")),
    "nothing": Filters(search="zzzqqqxxx"),
}
TURNING = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "＝1", "＋1", "－1", "＠x", "|x", "%x",
    '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "'=1", "'Abd al-Rahman", "\u200d\u200c =1",
]  # fmt: skip
MARKUP = [
    "</script><script>window.x=1</script>", "<img src=//canary.test/ onerror=alert(1)>", "a < b & c &amp; \"q\" 'r'", "\u2028 and \u2029 end", "![x](//canary.test)",
    "a, b; c\\d\nEND:VEVENT\nBEGIN:VALARM", "100% of $x_1^2 ~ #7 {braces} \\input{/etc/passwd}", "TY  - FAKE\nER  - ", "x" * 300, "🇦🇿" * 40, "İlham Əliyev · دیدار · ביקור",
]  # fmt: skip
HOSTILE = [*FORMULAS, *MARKUP, f"before{TURNING}after", "bell\x07 null\x00 escape\x1b[31m c1\x9b", "line\rbreak\r\nagain"]


def view(dataset: Dataset, filters: Filters | None = None, **more: object) -> View:
    return View(dataset, filters or Filters(), TODAY, **({"base": BASE} | more))  # type: ignore[arg-type]


def with_cells(dataset: Dataset, table: str, **cells: str) -> Dataset:
    """The data with cells changed in every row of a table, past every check: what must be harmless even if a check is not."""
    frame = dataset[table].copy()
    for name, value in cells.items():
        frame[name] = [value] * len(frame)
    return replace(dataset, frames={**dataset.frames, table: frame})


def hostile(dataset: Dataset, text: str) -> Dataset:
    spoilt = with_cells(dataset, "events", title=text, label=text, summary=text, place=text)
    spoilt = with_cells(spoilt, "sources", title=text, publisher=text, author=text)
    spoilt = with_cells(spoilt, "claims", value=text, claimant=text, reason=text)
    spoilt = with_cells(spoilt, "actors", name=text, short_name=text)
    return replace(spoilt, title=text, licence=text)
