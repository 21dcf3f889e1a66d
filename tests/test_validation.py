"""Tests of what rows say together: for each rule one change of the tiny data that breaks it, and its exact message."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import timeline
from tests import test_agreement, test_command_line, test_descriptor, test_reading, test_repository, test_rules, test_store, tiny
from timeline.schema import TABLE_BY_NAME, TABLES, Table

Change = Callable[[Path], object]


def change(name: str, key: str, **cells: str) -> Change:
    return lambda folder: tiny.change(folder, name, key, **cells)


def add(name: str, like: str, **cells: str) -> Change:
    return lambda folder: tiny.add(folder, name, like, **cells)


def remove(name: str, key: str) -> Change:
    return lambda folder: tiny.remove(folder, name, key)


def without_events(folder: Path) -> None:
    for event in tiny.rows(folder, "events"):
        tiny.remove(folder, "events", event["event_id"])
    for name in ("sources", "threads", "people", "claims", "arms"):
        for row in tiny.rows(folder, name):
            tiny.remove(folder, name, row[TABLE_BY_NAME[name].key])


EXAMPLES: list[tuple[str, Change, list[str]]] = [
    (
        "unknown-reference",
        change("events", "1993-embassy", actors="XXX"),
        ['events.csv:3 actors: "XXX" is not in actors.csv. Add it there first, or correct it here.'],
    ),
    (
        "unknown-reference",
        change("events", "1997-visit", hosts="nobody;<b>"),
        [
            'events.csv:4 hosts: "nobody" is not in people.csv. Add it there first, or correct it here.',
            'events.csv:4 hosts: "<b>" is not in people.csv. Add it there first, or correct it here.',
        ],
    ),
    (
        "unknown-reference",
        add("claims", "1993-embassy-start-2", claim_id="1900-x-start-1", event_id="1900-x"),
        ['claims.csv:2 event_id: "1900-x" is not in events.csv. Add it there first, or correct it here.'],
    ),
    (
        "duplicate-id",
        add("events", "1993-embassy", title="Another thing entirely"),
        ['events.csv:4 event_id: "1993-embassy" is already on line 3. Ids are unique: rename the newer row.'],
    ),
    (
        "end-before-start",
        change("events", "2020-war", end="2019"),
        ['events.csv:6 end: "2019" lies before the start "2020-09-27". Swap or correct them.'],
    ),
    (
        "id-without-year",
        change("events", "1992-relations", start="1993-01-01"),
        ['events.csv:3 event_id: "1992-relations" does not begin with the year of the start. Write 1993-...'],
    ),
    (
        "type-of-other-category",
        change("events", "1997-visit", type="contract"),
        ['events.csv:4 type: "contract" belongs to the category arms, not to "visit". Change one of them.'],
    ),
    (
        "half-coordinates",
        change("events", "1997-visit", longitude=""),
        ["events.csv:4 latitude: latitude and longitude go together. Give both or none."],
    ),
    (
        "two-roles",
        change("events", "1997-visit", others="AZE"),
        ['events.csv:4 others: "AZE" stands in recipients too. One event gives an actor one role.'],
    ),
    (
        "outside-validity",
        change("events", "1997-visit", actors="SUN"),
        ['events.csv:4 actors: "SUN" acts until 1991-12-26, the event begins after that. Use the actor of that day.'],
    ),
    (
        "outside-validity",
        change("events", "1992-relations", event_id="1990-relations", start="1990"),
        ['events.csv:2 actors: "AZE" acts from 1991-08-30, the event ends before that. Use the actor of that day.'],
    ),
    (
        "two-preferred",
        change("claims", "1993-embassy-start-2", rank="preferred"),
        ["claims.csv:3 rank: line 2 is the preferred account of this value already. Keep one."],
    ),
    (
        "preferred-differs",
        change("claims", "1993-embassy-start-1", value="1994"),
        ['claims.csv:2 value: "1994" is preferred, but the event\'s start is "1993". Make them equal.'],
    ),
    (
        "uncontested",
        remove("claims", "1993-embassy-start-2"),
        ["claims.csv:2 value: this is the only account of start, and it says what the event says. Add the account that differs, or remove this one."],
    ),
    (
        "bad-date",
        change("claims", "1993-embassy-start-2", value="soon"),
        ['claims.csv:3 value: "soon" is not a date (EDTF level 1). Write 1997-08-29, 1997-08 or 1997; about: 1993~, unsure: 2012-01?, some year of a decade: 201X.'],
    ),
    (
        "outside-country",
        change("events", "1997-visit", latitude="31.78", longitude="35.21"),
        ["events.csv:4 latitude: 31.78, 35.21 does not lie in AZE, where this happens by its type. Correct the place, or the recipients."],
    ),
    ("no-events", without_events, ["events.csv: the table has no row. Write at least one event."]),
    ("unused", add("sources", "wire-1992", source_id="extra"), ['sources.csv:2 source_id: nothing refers to "extra". Cite it or remove it.']),
    ("unused", change("events", "1993-embassy", thread_id=""), ['threads.csv:2 thread_id: nothing refers to "embassies". Use it or remove it.']),
    (
        "unused",
        change("events", "1997-visit", travellers=""),
        ['people.csv:2 person_id: nothing refers to "benjamin-netanyahu". Name them in an event or remove them.'],
    ),
    (
        "looks-like",
        add("events", "1997-visit", event_id="1997-visit-2", title="Netanyahu meets Aliyev at Baku"),
        ["events.csv:5 title: it looks like line 4: same day, type and actors, nearly the same title. Merge them or tell them apart."],
    ),
    (
        "looks-like",
        lambda folder: [
            tiny.add(folder, "events", "1997-visit", event_id=f"1997-visit-{number}", title=title)
            for number, title in enumerate(("NETANYAHU meets Aliyev at Baku", "Netanyahu meets Aliyev, Baku"))
        ],
        [f"events.csv:{line} title: it looks like line 4: same day, type and actors, nearly the same title. Merge them or tell them apart." for line in (5, 6)],
    ),
    (
        "later-version",
        change("events", "1997-visit", changed="0.40.0"),
        ['events.csv:4 changed: "0.40.0" is later than the version of the data, 0.1.0. Correct it, or raise the version in datapackage.json.'],
    ),
    (
        "later-version",
        lambda folder: tiny.put(folder, "readings", event_id="1997-visit", version="0.2.0", verdict="agrees"),
        ['readings.csv:2 version: "0.2.0" is later than the version of the data, 0.1.0. Correct it, or raise the version in datapackage.json.'],
    ),
    (
        "unknown-version",
        lambda folder: (
            tiny.describe(folder, version="0.10.0", created="2026-02-01", releases={"0.1.0": "2026-01-01"}),
            tiny.change(folder, "events", "1997-visit", changed="0.2.0"),
        ),
        ['events.csv:4 changed: "0.2.0" is not a version of the data. Versions in datapackage.json: 0.1.0, 0.10.0. Correct it, or add the day of that version to its releases.'],
    ),
    (
        "changed-before-added",
        lambda folder: (tiny.describe(folder, version="0.10.0"), tiny.change(folder, "events", "1997-visit", added="0.10.0", changed="0.9.0")),
        ['events.csv:4 changed: "0.9.0" is earlier than "0.10.0", in which the row was added. Correct one of them.'],
    ),
    (
        "future-date",
        change("events", "2020-war", end="9998-12-31"),
        ['events.csv:6 end: "9998-12-31" lies more than a year after 2026-01-01, up to which pages could be seen. Correct it, or call the event planned.'],
    ),
    (
        "future-date",
        change("sources", "wire-1992", published="2999", accessed="2028-01"),
        [
            f'sources.csv:3 {name}: "{value}" lies more than a year after 2026-01-01, up to which pages could be seen. Correct it.'
            for name, value in (("published", "2999"), ("accessed", "2028-01"))
        ],
    ),
    (
        "unknown-column",
        lambda folder: (folder / "threads.csv").write_text((folder / "threads.csv").read_text("utf-8").replace("summary", "summary,lable", 1).replace("when.", "when.,x"), "utf-8"),
        ['threads.csv:1 lable: the column "lable" is not known: nothing shows or exports it. The nearest that is known is "label". Rename it or remove it.'],
    ),
    (
        "unknown-column",
        lambda folder: (folder / "threads.csv").write_text((folder / "threads.csv").read_text("utf-8").replace("summary", "summary,zzz", 1).replace("when.", "when.,x"), "utf-8"),
        ['threads.csv:1 zzz: the column "zzz" is not known: nothing shows or exports it. Rename it or remove it.'],
    ),
]

RIGHT: list[tuple[str, Change]] = [
    ("an end inside an imprecise start", change("events", "1993-embassy", end="1993-08")),
    ("an event that goes on", change("events", "2020-war", end="..")),
    ("an imprecise event that touches the life of an actor", change("events", "1992-relations", event_id="1991-relations", start="1991")),
    ("an event that begins before its actor and goes on", change("events", "1992-relations", event_id="1990-relations", start="1990", end="..")),
    ("an event of some year of a decade", change("events", "2012-deal", event_id="2010-deal", start="201X")),
    ("two accounts of equal rank", change("claims", "1993-embassy-start-1", rank="normal")),
    ("an account that the event goes on", add("claims", "1993-embassy-start-2", claim_id="1993-embassy-end-1", field="end", value="..")),
    ("a likely title on another day", add("events", "1997-visit", event_id="1997-visit-2", start="1997-08-30")),
    ("an event planned for far away", change("events", "2020-war", status="planned", end="2040")),
    ("an event of the year after the horizon", change("events", "2020-war", end="2027-12")),
    ("rows of an earlier version than the present", lambda folder: tiny.describe(folder, version="0.10.0")),
    ("any version where the descriptor says none", lambda folder: (tiny.change(folder, "events", "1997-visit", changed="7.0.0"), (folder / "datapackage.json").unlink())),
    ("a source cited by an account only", change("events", "1997-visit", source_ids="wire-1992")),
]


@pytest.mark.parametrize(("rule", "spoil", "messages"), EXAMPLES, ids=[f"{number}-{rule}" for number, (rule, *_) in enumerate(EXAMPLES)])
def test_rows_that_do_not_fit_together_say_why(folder: Path, rule: str, spoil: Change, messages: list[str]) -> None:
    spoil(folder)
    assert tiny.messages(folder) == messages
    assert {issue.rule for issue in tiny.issues(folder)} == {rule}


@pytest.mark.parametrize(("what", "edit"), RIGHT, ids=[what for what, _ in RIGHT])
def test_nothing_is_said_of(folder: Path, what: str, edit: Change) -> None:
    edit(folder)
    assert tiny.messages(folder) == []


def test_the_tiny_data_is_right(folder: Path) -> None:
    assert tiny.messages(folder) == []


def test_every_problem_is_said_at_once_in_the_order_of_files_and_lines(folder: Path) -> None:
    tiny.change(folder, "events", "1992-relations", title="x" * 91, status="sure", source_ids="nobody;wire-1992")
    tiny.change(folder, "events", "2020-war", end="2019", actors="ARM;XXX")
    tiny.change(folder, "sources", "ministry-2010", url="//x")
    tiny.change(folder, "claims", "1993-embassy-start-2", rank="preferred", reason="")
    assert [(issue.file, issue.line, issue.rule) for issue in tiny.issues(folder)] == [
        ("events.csv", 2, "too-long"),
        ("events.csv", 2, "unknown-term"),
        ("events.csv", 2, "unknown-reference"),
        ("events.csv", 6, "unknown-reference"),
        ("events.csv", 6, "end-before-start"),
        ("sources.csv", 2, "bad-url"),
        ("claims.csv", 3, "required"),
        ("claims.csv", 3, "two-preferred"),
    ]


def test_a_damaged_table_hides_no_problem_of_the_others(folder: Path) -> None:
    path = folder / "threads.csv"
    path.write_bytes(path.read_bytes().replace(b"thread_id", b"thred_id"))
    tiny.change(folder, "events", "1992-relations", start="1997-13-29")
    tiny.change(folder, "sources", "wire-1992", url="javascript:alert(1)")
    tiny.change(folder, "claims", "1993-embassy-start-1", value="1994")
    assert [(issue.file, issue.rule) for issue in tiny.issues(folder)] == [
        ("threads.csv", "missing-column"),
        ("events.csv", "bad-date"),
        ("sources.csv", "bad-url"),
        ("claims.csv", "preferred-differs"),
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("spoil", [lambda content: content + b"x\n", lambda content: b"", lambda content: content.replace(b",", b";"), lambda content: content[: content.rstrip().rfind(b"\n") + 4]], ids=["short-row", "empty", "semicolons", "last-row-cut"])  # fmt: skip
def test_nothing_is_said_of_what_refers_to_a_table_that_cannot_be_read_whole(folder: Path, table: Table, spoil: Callable[[bytes], bytes]) -> None:
    path = folder / table.file_name
    path.write_bytes(spoil(path.read_bytes()))
    found = tiny.issues(folder)
    assert found
    assert {issue.file for issue in found} == {table.file_name}


def test_an_issue_carries_the_place_and_the_value_for_lists_and_machines(folder: Path) -> None:
    tiny.change(folder, "events", "1993-embassy", status="sure")
    issue = tiny.issues(folder)[0]
    assert (issue.file, issue.line, issue.column, issue.value, issue.rule, issue.is_warning) == ("events.csv", 3, "status", "sure", "unknown-term", False)


@pytest.mark.parametrize("spoil", [spoil for rule, spoil, _ in EXAMPLES if rule in ("id-without-year", "looks-like", "uncontested")])
def test_doubts_are_warnings_and_do_not_keep_the_data_from_being_used(folder: Path, spoil: Change) -> None:
    spoil(folder)
    assert all(issue.is_warning for issue in tiny.issues(folder))
    assert tiny.dataset(folder).warnings == tuple(tiny.issues(folder))


def test_an_empty_id_is_missing_not_also_double_or_without_its_year(folder: Path) -> None:
    tiny.change(folder, "events", "1992-relations", event_id="")
    tiny.change(folder, "events", "2012-deal", event_id="")
    assert [issue.rule for issue in tiny.issues(folder)] == ["required", "required"]


@pytest.mark.parametrize(("field", "value"), [("value_usd_m", "a lot"), ("value_usd_m", "²"), ("status", "sure"), ("actors", "ISR;XXX"), ("end", "1997-13")])
def test_an_account_keeps_the_rules_of_the_column_it_is_about(folder: Path, field: str, value: str) -> None:
    tiny.add(folder, "claims", "1993-embassy-start-2", claim_id="1993-embassy-other", field=field, value=value)
    assert [(issue.file, issue.line, issue.column) for issue in tiny.issues(folder)] == [("claims.csv", 2, "value")]


@pytest.mark.parametrize("code", ["aze", "A-Z", "A.B", "1AB", "X"])
def test_the_code_of_an_actor_can_stand_in_an_address(folder: Path, code: str) -> None:
    tiny.change(folder, "actors", "UN", code=code)
    assert [issue.rule for issue in tiny.issues(folder)] == ["bad-id"], "filters.from_query takes capitals, digits and _ only; other codes can never be chosen"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "![](//x)", "=1+1", "a < b & c", "%{customdata[1]}", "İlham ılham ə", "אבג", "x<extra>y</extra>"])
def test_text_is_never_a_problem_because_of_what_it_says(folder: Path, text: str) -> None:
    tiny.change(folder, "events", "1997-visit", title=text, summary=text, note=text, place=text)
    assert tiny.messages(folder) == []


def test_every_rule_has_an_example() -> None:
    shown = {example[0] for module in (test_reading, test_rules, test_repository, test_command_line, test_descriptor, test_agreement) for example in module.EXAMPLES} | {
        rule for rule, *_ in EXAMPLES
    }
    shown |= {test_store.UNFORESEEN[0], *(rule for rule, _ in test_store.LOST)}
    written = set(_rules_in_the_code())
    assert len(written) > 30, "the rules are no longer found in the code: mend `_rules_in_the_code`"
    assert not written - shown, (
        "each rule needs an example with its exact message in EXAMPLES of test_reading, test_rules, test_validation, test_repository, test_command_line, test_descriptor or test_agreement"
    )


def _rules_in_the_code() -> Iterator[str]:
    """Yield the rule of every Issue(...), _issue(...), refuse(...) and of every (rule, message) that a cell rule yields."""
    position = {"Issue": 4, "_issue": 3, "refuse": 0}
    for path in Path(timeline.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found: ast.expr | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > position.get(node.func.id, 99):
                found = node.args[position[node.func.id]]
            elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and path.name == "rules.py":
                found = node.value.elts[0]
            if isinstance(found, ast.Constant) and isinstance(found.value, str):
                yield found.value
