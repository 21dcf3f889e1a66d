"""Schema + text rows -> every issue at once: cells, keys, references in both directions, and what rows say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from timeline.dates import OPEN_END, DateError, EdtfDate, parse_date
from timeline.lookalikes import lookalikes
from timeline.reading import Issue, Row
from timeline.rules import cell_problems, split_list
from timeline.schema import EVENTS, TABLES, Column, Table
from timeline.vocabulary import TYPE_BY_CODE
from timeline.wording import shown
from timeline.world import lies_in

Tables = Mapping[str, tuple[Row, ...]]
_AT_THE_RECIPIENTS = (
    "state_visit", "official_visit", "working_visit", "ministerial_visit", "delegation_visit", "embassy_opened", "consulate_opened", "trade_office_opened", "credentials_presented",
)  # fmt: skip


def validate(tables: Tables, partial: Set[str] = frozenset()) -> list[Issue]:
    """Return every issue of all tables, in the order of tables and lines; warnings are marked as such.

    Of tables named in `partial` not every row could be read: what refers to one of their rows is not judged.
    """
    issues: list[Issue] = []
    keys = {name: found for name, found in _keys(tables).items() if name not in partial}
    for table in TABLES:
        rows = tables.get(table.name, ())
        issues.extend(_table_issues(table, rows, keys))
    actors = {actor.cells["code"]: actor.cells for actor in tables.get("actors", ()) if actor.cells.get("code")}
    for row in tables.get("events", ()):
        issues.extend(_event_issues(row, actors))
    issues.extend(_claim_issues(tables, keys, is_whole="claims" not in partial))
    issues.extend(_unused_issues(tables, partial))
    issues.extend(_lookalike_issues(tables.get("events", ())))
    if not tables.get("events") and "events" not in partial:
        issues.append(Issue(EVENTS.file_name, 0, "", "", "no-events", "the table has no row. Write at least one event."))
    return in_order(issues)


def in_order(issues: Iterable[Issue]) -> list[Issue]:
    """Return the issues in the order of tables and lines."""
    order = {table.file_name: number for number, table in enumerate(TABLES)}
    return sorted(issues, key=lambda issue: (order.get(issue.file, 99), issue.line))


def sort_key(table: Table, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return the key by which the rows of `table` are ordered: dates by their first possible day."""
    return tuple(_sortable(table, name, cells.get(name, "")) for name in table.order)


def _sortable(table: Table, name: str, value: str) -> str:
    if table.column(name).kind != "date":
        return value
    day = _date(value)
    return f"{day.earliest.isoformat()} {len(value):02d}" if day else value


def _issue(table: Table, row: Row, column: str, rule: str, message: str, *, is_warning: bool = False) -> Issue:
    return Issue(table.file_name, row.line, column, shown(row.cells.get(column, "")), rule, message, is_warning)


def _table_issues(table: Table, rows: tuple[Row, ...], keys: Mapping[str, set[str]]) -> Iterator[Issue]:
    first_line: dict[str, int] = {}
    for row in rows:
        for column in table.columns:
            cell = row.cells.get(column.name, "")
            for rule, message in cell_problems(column, cell):
                yield _issue(table, row, column.name, rule, message)
            if cell and column.refers_to:
                yield from _reference_issues(table, row, column.name, column, keys)
        key = row.cells.get(table.key, "")
        if key and key in first_line:
            yield _issue(table, row, table.key, "duplicate-id", f'"{shown(key)}" is already on line {first_line[key]}. Ids are unique: rename the newer row.')
        first_line.setdefault(key, row.line)


def _keys(tables: Tables) -> dict[str, set[str]]:
    return {table.name: {row.cells.get(table.key, "") for row in tables.get(table.name, ())} for table in TABLES}


def _reference_issues(table: Table, row: Row, name: str, column: Column, keys: Mapping[str, set[str]]) -> Iterator[Issue]:
    cell = row.cells.get(name, "")
    for part in split_list(cell) if column.is_list else [cell]:
        if part and part not in keys.get(column.refers_to, (part,)):
            yield _issue(table, row, name, "unknown-reference", f'"{shown(part)}" is not in {column.refers_to}.csv. Add it there first, or correct it here.')


def _date(text: str) -> EdtfDate | None:
    try:
        return parse_date(text) if text and text != OPEN_END else None
    except DateError:
        return None


def _event_issues(row: Row, actors: Mapping[str, Mapping[str, str]]) -> Iterator[Issue]:
    cells = row.cells
    start, end = _date(cells.get("start", "")), _date(cells.get("end", ""))
    if start and end and end.latest < start.earliest:
        yield _issue(EVENTS, row, "end", "end-before-start", f'"{cells["end"]}" lies before the start "{cells["start"]}". Swap or correct them.')
    if start and cells.get("event_id") and not cells["event_id"].startswith(f"{start.text[:4].replace('X', '0')}-"):
        yield _issue(
            EVENTS, row, "event_id", "id-without-year", f'"{shown(cells["event_id"])}" does not begin with the year of the start. Write {start.text[:4]}-...', is_warning=True
        )
    event_type = TYPE_BY_CODE.get(cells.get("type", ""))
    if event_type and event_type.category != cells.get("category"):
        yield _issue(
            EVENTS,
            row,
            "type",
            "type-of-other-category",
            f'"{event_type.code}" belongs to the category {event_type.category}, not to "{shown(cells.get("category", ""))}". Change one of them.',
        )
    if bool(cells.get("latitude")) != bool(cells.get("longitude")):
        yield _issue(EVENTS, row, "latitude", "half-coordinates", "latitude and longitude go together. Give both or none.")
    yield from _place_issues(row)
    yield from _role_issues(row)
    yield from _validity_issues(row, start, end, actors)


def _place_issues(row: Row) -> Iterator[Issue]:
    """A visit takes place with its hosts, and a mission stands in the country that it is accredited to."""
    cells = row.cells
    hosts = split_list(cells.get("recipients", ""))
    if not hosts or cells.get("type") not in _AT_THE_RECIPIENTS:
        return
    try:
        latitude, longitude = float(cells.get("latitude", "")), float(cells.get("longitude", ""))
    except ValueError:
        return
    if not any(lies_in(code, latitude, longitude) for code in hosts):
        yield _issue(
            EVENTS,
            row,
            "latitude",
            "outside-country",
            f"{latitude:g}, {longitude:g} does not lie in {' or '.join(hosts)}, where this happens by its type. Correct the place, or the recipients.",
            is_warning=True,
        )


def _role_issues(row: Row) -> Iterator[Issue]:
    seen: dict[str, str] = {}
    for role in ("actors", "recipients", "others"):
        for code in split_list(row.cells.get(role, "")):
            if seen.setdefault(code, role) != role:
                yield _issue(EVENTS, row, role, "two-roles", f'"{shown(code)}" stands in {seen[code]} too. One event gives an actor one role.')


def _validity_issues(row: Row, start: EdtfDate | None, end: EdtfDate | None, actors: Mapping[str, Mapping[str, str]]) -> Iterator[Issue]:
    if not start:
        return
    last = end or start
    for role in ("actors", "recipients"):
        for code in split_list(row.cells.get(role, "")):
            valid_from = _date(actors.get(code, {}).get("valid_from", ""))
            valid_to = _date(actors.get(code, {}).get("valid_to", ""))
            if valid_from and row.cells.get("end") != OPEN_END and last.latest < valid_from.earliest:
                yield _issue(EVENTS, row, role, "outside-validity", f'"{code}" acts from {valid_from.text}, the event ends before that. Use the actor of that day.')
            if valid_to and start.earliest > valid_to.latest:
                yield _issue(EVENTS, row, role, "outside-validity", f'"{code}" acts until {valid_to.text}, the event begins after that. Use the actor of that day.')


def _claim_issues(tables: Tables, keys: Mapping[str, set[str]], *, is_whole: bool) -> Iterator[Issue]:
    table = next(table for table in TABLES if table.name == "claims")
    events = {row.cells.get("event_id", ""): row.cells for row in tables.get("events", ())}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in tables.get("claims", ()):
        groups[row.cells.get("event_id", ""), row.cells.get("field", "")].append(row)
    for (event_id, name), rows in groups.items():
        preferred = [row for row in rows if row.cells.get("rank") == "preferred"]
        for row in preferred[1:]:
            yield _issue(table, row, "rank", "two-preferred", f"line {preferred[0].line} is the preferred account of this value already. Keep one.")
        own = events.get(event_id, {}).get(name)
        if is_whole and len(rows) == 1 and name != "summary" and rows[0].cells.get("value") == own:
            yield _issue(
                table,
                rows[0],
                "value",
                "uncontested",
                f"this is the only account of {name}, and it says what the event says. Add the account that differs, or remove this one.",
                is_warning=True,
            )
        if preferred and own is not None and name != "summary" and preferred[0].cells.get("value") != own:
            yield _issue(
                table,
                preferred[0],
                "value",
                "preferred-differs",
                f'"{shown(preferred[0].cells.get("value", ""))}" is preferred, but the event\'s {name} is "{shown(own)}". Make them equal.',
            )
        for row in rows:
            yield from _value_issues(table, row, keys)


def _value_issues(table: Table, row: Row, keys: Mapping[str, set[str]]) -> Iterator[Issue]:
    """An account says the value of a column of events: what may stand there may stand here, a summary in short words."""
    name, value = row.cells.get("field", ""), row.cells.get("value", "")
    if not value or name not in EVENTS.column_names:
        return
    column = EVENTS.column(name)
    for rule, message in cell_problems(column, value):
        yield _issue(table, row, "value", rule, message)
    if column.refers_to:
        yield from _reference_issues(table, row, "value", column, keys)


def _unused_issues(tables: Tables, partial: Set[str]) -> Iterator[Issue]:
    used: dict[str, set[str]] = defaultdict(set)
    unsure: set[str] = set()
    for table in TABLES:
        for column in table.columns:
            if column.refers_to:
                if table.name in partial:
                    unsure.add(column.refers_to)
                for row in tables.get(table.name, ()):
                    used[column.refers_to].update(split_list(row.cells.get(column.name, "")))
    remedies = {"sources": "Cite it or remove it.", "threads": "Use it or remove it.", "people": "Name them in an event or remove them."}
    for table in TABLES:
        for row in tables.get(table.name, ()) if table.name in remedies and table.name not in unsure else ():
            key = row.cells.get(table.key, "")
            if key not in used[table.name]:
                yield _issue(table, row, table.key, "unused", f'nothing refers to "{shown(key)}". {remedies[table.name]}')


def _lookalike_issues(rows: tuple[Row, ...]) -> Iterator[Issue]:
    for row, earlier in lookalikes(rows):
        yield _issue(
            EVENTS,
            row,
            "title",
            "looks-like",
            f"it looks like line {earlier.line}: same day, type and actors, nearly the same title. Merge them or tell them apart.",
            is_warning=True,
        )
