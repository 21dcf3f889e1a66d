"""Makes un_agreement.csv: how often two states voted alike in the UN General Assembly, by year and issue.

    python data/un_votes/make_un_agreement.py FOLDER

FOLDER holds unga_votes.csv.gz, unga_roll_calls.csv.gz and unga_roll_call_issues.csv: the United Nations General Assembly
Voting Data (Erik Voeten, Anton Strezhnev, Michael Bailey; CC0), 6,203 roll calls of 1946-2020.
Writes data/un_agreement.csv: year (of the roll call), first, second (codes in order), issue (`all`, else the source's
code: me Palestinian conflict, nu nuclear weapons, di arms control, hr human rights, co colonialism, ec economic
development; a roll call can have several or none), both_voted, agreed.

The rule: a state voted where the source has a yes, a no or an abstention of it; being absent is no vote. Two states
agreed where both votes are the same word, so that an abstention agrees with an abstention and with nothing else.
Years in which one of the two never voted have no row. Russia is the Soviet Union until 1991, as in the source.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CODES = {"AM": "ARM", "AZ": "AZE", "IL": "ISR", "IR": "IRN", "RU": "RUS", "TR": "TUR", "US": "USA"}
PAIRS = (
    ("ARM", "AZE"), ("ARM", "ISR"), ("AZE", "IRN"), ("AZE", "ISR"), ("AZE", "RUS"), ("AZE", "TUR"), ("AZE", "USA"), ("ISR", "TUR"), ("ISR", "USA"),
)  # fmt: skip
COLUMNS = ("year", "first", "second", "issue", "both_voted", "agreed")
VOTES = ("yes", "no", "abstain")
TARGET = Path(__file__).resolve().parents[1] / "un_agreement.csv"

Votes = dict[str, dict[str, str]]
Row = tuple[int, str, str, str, int, int]


def main(folder: str) -> None:
    """Write the table from the three files in `folder`."""
    rows = sorted(agreement(read_votes(Path(folder)), read_years(Path(folder)), read_issues(Path(folder))))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    print(f"{TARGET}: {len(rows):,} rows")


def lines(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file, compressed or not."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def read_votes(folder: Path) -> Votes:
    """Return for each state of CODES its vote by roll call."""
    votes: Votes = defaultdict(dict)
    for row in lines(folder / "unga_votes.csv.gz"):
        if row["country_code"] in CODES:
            if row["vote"] not in VOTES:
                raise SystemExit(f"roll call {row['rcid']}: the vote {row['vote']!r} is none of {', '.join(VOTES)}")
            votes[CODES[row["country_code"]]][row["rcid"]] = row["vote"]
    return votes


def read_years(folder: Path) -> dict[str, int]:
    """Return the year of each roll call."""
    return {row["rcid"]: int(row["date"][:4]) for row in lines(folder / "unga_roll_calls.csv.gz")}


def read_issues(folder: Path) -> dict[str, list[str]]:
    """Return the codes of the issues of each roll call that has any."""
    issues: dict[str, list[str]] = defaultdict(list)
    for row in lines(folder / "unga_roll_call_issues.csv"):
        issues[row["rcid"]].append(row["short_name"])
    return issues


def agreement(votes: Votes, years: dict[str, int], issues: dict[str, list[str]]) -> Iterator[Row]:
    """Yield for each pair, year and issue in which both voted on how many roll calls they did, and on how many alike."""
    for first, second in PAIRS:
        counted: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        for call in votes[first].keys() & votes[second].keys():
            for issue in {"all", *issues.get(call, [])}:
                counted[years[call], issue][0] += 1
                counted[years[call], issue][1] += votes[first][call] == votes[second][call]
        for (year, issue), (both, alike) in counted.items():
            yield year, first, second, issue, both, alike


if __name__ == "__main__":
    main(*sys.argv[1:])
