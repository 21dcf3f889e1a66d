"""Pages of an answer: which one is asked for, and where the others are (RFC 8288)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

PER_PAGE = 100
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of `total` rows."""

    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """How many pages there are; one where there are no rows."""
        return max(1, ceil(self.total / self.size))

    @property
    def rows(self) -> slice:
        """The rows of this page."""
        return slice((self.number - 1) * self.size, self.number * self.size)

    def links(self, address: str, query: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return the addresses of this page, the first, the last and those beside it, by their relation."""
        numbers = {"self": self.number, "first": 1, "prev": self.number - 1, "next": self.number + 1, "last": self.count}
        size = {} if self.size == PER_PAGE else {"per_page": [str(self.size)]}
        found = {name: number for name, number in numbers.items() if 1 <= number <= self.count}
        return {name: _address(address, {**query, **size} | ({} if number == 1 else {"page": [str(number)]})) for name, number in found.items()}


def read_paging(query: Mapping[str, Sequence[str]]) -> tuple[int, int, tuple[str, ...]]:
    """Return page and per_page of an address, and a sentence for each that is no number within its bounds."""
    wrong: list[str] = []
    numbers = []
    for name, default, most in (("page", 1, 1_000_000), ("per_page", PER_PAGE, MOST)):
        text = query[name][-1] if query.get(name) else str(default)
        is_number = text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most
        if len(query.get(name, ())) > 1:
            wrong.append(f"{name}={text[:40]}: stands twice.")
        elif not is_number:
            wrong.append(f"{name}={text[:40]}: is not a whole number from 1 to {most:,}.")
        numbers.append(int(text) if is_number else default)
    return numbers[0], numbers[1], tuple(wrong)


def link_header(links: Mapping[str, str]) -> str:
    """Return the links as the value of a Link header."""
    return ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items())


def _address(address: str, query: Mapping[str, Sequence[str]]) -> str:
    return f"{address}?{urlencode(query, doseq=True)}" if query else address
