"""Tests of the view: read from any address, written back the same, what is left out is told, and said in a sentence."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import vocabulary
from timeline.filters import COUNTED_BY, DIRECTIONS, ISSUES, LANES, LAYERS, MATCHES, MAX_SEARCH, SCALES, Filters, from_query
from timeline.queries.view_words import say_view

KNOWN = {"actors": ["AZE", "ISR", "TUR"], "event": ["1997-visit"], "version": ["0.1.0"]}
NAMES = {"AZE": "Azerbaijan", "ISR": "Israel", "TUR": "Türkiye"}
KEYS = [field.name for field in fields(Filters)]

IGNORED = [
    ({"zzz": "1"}, "zzz: is not a part of an address here."),
    ({"Actors": "AZE"}, "Actors: is not a part of an address here."),
    ({"a\x00\x1bb": "1"}, "a��b: is not a part of an address here."),
    ({"x" * 50: "1"}, f"{'x' * 40}: is not a part of an address here."),
    ({"match": "x"}, "match=x: is not one of any, all."),
    ({"direction": "x"}, "direction=x: is not one of both, forward, back."),
    ({"lanes": "x"}, "lanes=x: is not one of category, dyad, country."),
    ({"layer": "x"}, "layer=x: is not one of representation, visit, arms, all."),
    ({"category": "<script>"}, "category=<script>: is not a known category."),
    ({"category": "Visit"}, "category=Visit: is not a known category."),
    ({"category": "x" * 100}, f"category={'x' * 40}: is not a known category."),
    ({"type": "x"}, "type=x: is not a known type."),
    ({"status": "x"}, "status=x: is not a known status."),
    ({"importance": "4"}, "importance=4: is not a known importance."),
    ({"actors": "XXX"}, "actors=XXX: is not an actor of this data."),
    ({"actors": "aze"}, "actors=aze: is not an actor of this data."),
    ({"actors": "\u202eAZE"}, "actors=�AZE: is not an actor of this data."),
    ({"dyad": "AZE"}, "dyad=AZE: is not a pair such as AZE-ISR."),
    ({"dyad": "AZE-AZE"}, "dyad=AZE-AZE: is not a pair such as AZE-ISR."),
    ({"dyad": "AZE-XXX"}, "dyad=AZE-XXX: XXX is not an actor of this data."),
    ({"years": "abc"}, "years=abc: is not a span such as 1993-2010."),
    ({"years": "-"}, "years=-: is not a span such as 1993-2010."),
    ({"years": "١٩٩٣-٢٠١٠"}, "years=١٩٩٣-٢٠١٠: is not a span such as 1993-2010."),
    ({"event": "../../etc"}, "event=../../etc: is not an event of this data."),
    ({"event": "1997-other"}, "event=1997-other: is not an event of this data."),
    ({"beside": "AZE"}, "beside=AZE: is neither a pair such as AZE-ISR nor a span such as 1993-2010."),
    ({"beside": "AZE-AZE"}, "beside=AZE-AZE: is not a pair such as AZE-ISR."),
    ({"beside": "AZE-XXX"}, "beside=AZE-XXX: XXX is not an actor of this data."),
    ({"beside": "-"}, "beside=-: is not a span such as 1993-2010."),
    ({"since": "1997-other"}, "since=1997-other: is not an event of this data."),
    ({"since": "../x"}, "since=../x: is not an event of this data."),
    ({"counted_by": "x"}, "counted_by=x: is not one of category, balance."),
    ({"weights": "FIGHT:-8"}, "weights=FIGHT:-8: FIGHT is not a PLOVER event."),
    ({"weights": "AGREE"}, "weights=AGREE: is not a weight such as AGREE:3."),
    ({"weights": "AGREE:x"}, "weights=AGREE:x: is not a weight such as AGREE:3."),
    ({"weights": "AGREE:1e9"}, "weights=AGREE:1e9: is not a weight such as AGREE:3."),
    ({"weights": "ASSAULT:-10.5"}, "weights=ASSAULT:-10.5: lies outside -10 to 10."),
    ({"issue": "x"}, "issue=x: is not one of all, me, nu, di, hr, co, ec."),
    ({"scale": "x"}, "scale=x: is not one of plover, count, own."),
    ({"version": "9.9.9"}, "version=9.9.9: is not a version of this data."),
    ({"as_of": "soon"}, "as_of=soon: is not a date such as 2010-03-01."),
]

MENDED = [
    ({"match": ["any", "all"]}, Filters(match="all"), "match=any: stands twice; the last one counts."),
    ({"years": ["1990-1991", "1992-1993"]}, Filters(years=(1992, 1993)), "years=1990-1991: stands twice; the last one counts."),
    ({"years": "2010-1993"}, Filters(years=(1993, 2010)), "years=2010-1993: begins after it ends; read the other way round."),
    ({"years": "9999-0001"}, Filters(years=(1, 9999)), "years=9999-0001: begins after it ends; read the other way round."),
    ({"category": ["visit", "zzz"]}, Filters(category=("visit",)), "category=zzz: is not a known category."),
    ({"beside": "2010-1993"}, Filters(beside=(1993, 2010)), "beside=2010-1993: begins after it ends; read the other way round."),
    ({"since": ["1997-visit", "zzz"]}, Filters(since=("1997-visit",)), "since=zzz: is not an event of this data."),
    ({"since": ["1997-visit"] * 3}, Filters(since=("1997-visit",)), "since=1997-visit: and what follows is left out; at most 2 values are read."),
    ({"weights": "AGREE:3,FIGHT:-8"}, Filters(weights=(("AGREE", 3.0),)), "weights=FIGHT:-8: FIGHT is not a PLOVER event."),
    ({"weights": "AGREE:3,AGREE:4"}, Filters(weights=(("AGREE", 4.0),)), "weights=AGREE:4: AGREE stands twice; the last one counts."),
    ({"search": "x" * 201}, Filters(search="x" * 200), f"search={'x' * 40}: is cut after 200 characters."),
]

TAKEN = [
    ({}, Filters()),
    ({"actors": ["ISR", "AZE", "AZE"]}, Filters(actors=("AZE", "ISR"))),
    ({"actors": "AZE"}, Filters(actors=("AZE",))),
    ({"category": ["war", "visit"]}, Filters(category=("visit", "war"))),
    ({"dyad": "ISR-AZE", "direction": "back"}, Filters(dyad=("ISR", "AZE"), direction="back")),
    ({"years": "1993-"}, Filters(years=(1993, 9999))),
    ({"years": "-1993"}, Filters(years=(1, 1993))),
    ({"search": "  gas (2012) \u202e"}, Filters(search="gas (2012)")),
    ({"event": "1997-visit", "as_of": "2010-03"}, Filters(event="1997-visit", as_of="2010-03")),
    ({"beside": "ISR-AZE"}, Filters(beside=("ISR", "AZE"))),
    ({"beside": "1993-2010"}, Filters(beside=(1993, 2010))),
    ({"since": ["1997-visit", "1997-visit"]}, Filters(since=("1997-visit",))),
    ({"weights": "ASSAULT:-8,AGREE:+3.50,REQUEST:-0"}, Filters(weights=(("AGREE", 3.5), ("REQUEST", 0.0), ("ASSAULT", -8.0)))),
    ({"scale": "own", "issue": "hr"}, Filters(scale="own", issue="hr")),
    ({"version": "0.1.0"}, Filters(version="0.1.0")),
    ({"category": []}, Filters()),
]

SENTENCES = [
    (Filters(), 0, "0 events"),
    (Filters(), 1, "1 event"),
    (Filters(), 1234, "1,234 events"),
    (Filters(category=("visit",)), 1, "1 visit event"),
    (Filters(category=("visit", "arms")), 62, "62 visit and arms events"),
    (Filters(category=("visit", "arms", "war")), 2, "2 visit, arms and war events"),
    (Filters(category=("visit", "arms", "war", "society")), 2, "2 visit, arms and 2 other kinds of events"),
    (Filters(category=("arms",), type=("contract",)), 3, "3 arms contract events"),
    (Filters(dyad=("AZE", "ISR")), 3, "3 events between Azerbaijan and Israel"),
    (Filters(dyad=("AZE", "ISR"), direction="forward"), 3, "3 events from Azerbaijan to Israel"),
    (Filters(dyad=("AZE", "ISR"), direction="back"), 3, "3 events from Israel to Azerbaijan"),
    (Filters(actors=("AZE", "TUR")), 3, "3 events with Azerbaijan or Türkiye"),
    (Filters(actors=("AZE", "TUR"), match="all"), 3, "3 events with Azerbaijan and Türkiye"),
    (Filters(actors=("XXX",)), 3, "3 events with XXX"),
    (Filters(search="gas"), 1, "1 event that mentions “gas”"),
    (Filters(search="gas"), 3, "3 events that mention “gas”"),
    (Filters(years=(1993, 1993)), 3, "3 events, 1993"),
    (Filters(years=(1993, 2010)), 3, "3 events, 1993–2010"),
    (Filters(years=(1993, 9999)), 3, "3 events, since 1993"),
    (Filters(years=(1, 1993)), 3, "3 events, up to 1993"),
    (Filters(years=(1, 9999)), 3, "3 events, all years"),
    (Filters(status=("confirmed", "reported")), 3, "3 events, confirmed or reported"),
    (Filters(importance=("1", "2")), 3, "3 events, essential or expected only"),
    (
        Filters(category=("arms",), dyad=("AZE", "ISR"), actors=("TUR",), search="oil", years=(1993, 2010), status=("denied",), importance=("3",)),
        3,
        "3 arms events between Azerbaijan and Israel with Türkiye that mention “oil”, 1993–2010, denied, detail only",
    ),
]


def chosen(codes: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(codes)).map(lambda kept: tuple(code for code in codes if code in kept))


def codes(terms: tuple[vocabulary.Term, ...]) -> tuple[str, ...]:
    return tuple(term.code for term in terms)


ACTORS = st.from_regex(r"[A-Z][A-Z0-9_]{1,11}", fullmatch=True)
YEARS = st.integers(1, 9999)
PAIRS = st.tuples(ACTORS, ACTORS).filter(lambda pair: pair[0] != pair[1])
SPANS = st.tuples(YEARS, YEARS).map(lambda pair: (min(pair), max(pair)))
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", fullmatch=True)
VIEWS = st.builds(
    Filters,
    actors=st.sets(ACTORS, max_size=5).map(lambda kept: tuple(sorted(kept))),
    match=st.sampled_from(MATCHES),
    dyad=st.just(()) | PAIRS,
    direction=st.sampled_from(DIRECTIONS),
    category=chosen(codes(vocabulary.CATEGORIES)),
    type=chosen(codes(vocabulary.EVENT_TYPES)),
    years=st.just(()) | SPANS,
    status=chosen(codes(vocabulary.STATUSES)),
    importance=chosen(codes(vocabulary.IMPORTANCES)),
    search=st.text(max_size=MAX_SEARCH).map(lambda text: from_query({"search": text})[0].search),
    event=st.just("") | IDS,
    as_of=st.sampled_from(["", "1993", "1993-08", "1993-08-29", "1993~", "201X"]),
    lanes=st.sampled_from(LANES),
    layer=st.sampled_from(LAYERS),
    beside=st.just(()) | PAIRS | SPANS,
    since=st.just(()) | st.tuples(IDS) | st.tuples(IDS, IDS).filter(lambda both: both[0] != both[1]),
    counted_by=st.sampled_from(COUNTED_BY),
    scale=st.sampled_from(SCALES),
    issue=st.sampled_from(ISSUES),
    version=st.just("") | IDS,
    weights=st.dictionaries(st.sampled_from(vocabulary.PLOVER_EVENTS), st.integers(-1000, 1000)).map(
        lambda found: tuple((code, found[code] / 100) for code in vocabulary.PLOVER_EVENTS if code in found)
    ),
)


@given(VIEWS)
def test_a_view_written_as_an_address_and_read_again_is_the_same(view: Filters) -> None:
    assert from_query(view.to_query()) == (view, ())


def test_a_view_with_every_type_chosen_comes_back_whole() -> None:
    view = Filters(type=codes(vocabulary.EVENT_TYPES), category=codes(vocabulary.CATEGORIES))
    assert from_query(view.to_query()) == (view, ())


def test_values_beyond_what_is_read_are_told() -> None:
    view, ignored = from_query({"actors": [f"A{number}" for number in range(5_000)]})
    assert len(view.actors) < 5_000
    assert ignored, "a part of the address that is not used is said on the page"


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(), st.text() | st.lists(st.text(), max_size=4)))
def test_no_address_makes_reading_fail(query: dict[str, str | list[str]]) -> None:
    view, ignored = from_query(query, KNOWN)
    assert all(sentence.isprintable() and sentence.endswith(".") for sentence in ignored)
    assert from_query(view.to_query(), KNOWN) == (view, ())


@given(st.dictionaries(st.sampled_from(KEYS), st.text("AZEISR-0123456789<%\x00\ud800\u202e ", max_size=300)))
def test_what_is_left_of_a_hostile_address_can_be_shown_and_sent(query: dict[str, str]) -> None:
    view, ignored = from_query(query)
    say_view(view, 1, NAMES).encode()
    "".join(ignored).encode()


@pytest.mark.parametrize(("query", "sentence"), IGNORED)
def test_a_part_that_cannot_be_used_is_left_out_and_told(query: dict[str, str], sentence: str) -> None:
    assert from_query(query, KNOWN) == (Filters(), (sentence,))


@pytest.mark.parametrize(("query", "view", "sentence"), MENDED)
def test_a_part_that_can_be_used_otherwise_is_used_and_told(query: dict[str, str | list[str]], view: Filters, sentence: str) -> None:
    assert from_query(query, KNOWN) == (view, (sentence,))


@pytest.mark.parametrize(("query", "view"), TAKEN)
def test_an_address_is_read_as(query: dict[str, str | list[str]], view: Filters) -> None:
    assert from_query(query, KNOWN) == (view, ())


def test_every_part_that_cannot_be_used_is_told() -> None:
    _, ignored = from_query({"zzz": "1", "category": ["x", "y"], "years": "abc"}, KNOWN)
    assert len(ignored) == 4


@pytest.mark.parametrize("blank", ["\u00a0", "\t", "\n", "\u2009", "\u202f"])
def test_a_blank_of_any_kind_keeps_the_words_of_a_search_apart(blank: str) -> None:
    assert from_query({"search": f"Tel{blank}Aviv"})[0].search == "Tel Aviv"


WITHDRAWN = {"1997-stop": ("1997-visit", "Double of 1997-visit."), "1998-rumour": ("", "No page bears it out.")}
GONE = [
    ({"event": "1997-stop"}, Filters(event="1997-visit"), "event=1997-stop: was withdrawn (Double of 1997-visit); 1997-visit stands for it."),
    ({"event": "1998-rumour"}, Filters(), "event=1998-rumour: was withdrawn (No page bears it out)."),
    ({"since": ["1997-stop"]}, Filters(since=("1997-visit",)), "since=1997-stop: was withdrawn (Double of 1997-visit); 1997-visit stands for it."),
]


@pytest.mark.parametrize(("query", "view", "said"), GONE)
def test_the_address_of_a_withdrawn_event_leads_to_what_stands_for_it(query: dict[str, str], view: Filters, said: str) -> None:
    assert from_query(query, KNOWN, WITHDRAWN) == (view, (said,))


OPEN = [((1993, 9999), "1993-"), ((1, 1993), "-1993"), ((1, 9999), "0001-9999"), ((1, 1), "-0001"), ((9999, 9999), "9999-"), ((1993, 2010), "1993-2010")]


@pytest.mark.parametrize(("years", "written"), OPEN)
def test_an_open_span_of_years_is_written_open(years: tuple[int, int], written: str) -> None:
    assert Filters(years=years).to_query() == {"years": [written]}
    assert from_query({"years": written}) == (Filters(years=years), ())


def test_without_a_list_of_what_exists_every_code_is_taken() -> None:
    assert from_query({"actors": "XXX", "event": "1900-x"}) == (Filters(actors=("XXX",), event="1900-x"), ())


def test_the_plain_view_has_the_plain_address() -> None:
    assert Filters().to_query() == {}


@given(VIEWS)
def test_an_address_holds_only_what_differs_from_the_plain_view(view: Filters) -> None:
    assert set(view.to_query()) == {field.name for field in fields(view) if getattr(view, field.name) != field.default}


@given(VIEWS, st.sampled_from(KEYS))
def test_a_view_without_a_part_has_its_default_and_keeps_the_rest(view: Filters, name: str) -> None:
    less = view.without(name)
    assert {key: getattr(less, key) for key in KEYS if key != name} == {key: getattr(view, key) for key in KEYS if key != name}
    assert getattr(less, name) == getattr(Filters(), name)


def test_a_view_with_a_part_changed_keeps_the_rest() -> None:
    assert Filters(search="gas", years=(1993, 1994)).with_(search="oil") == Filters(search="oil", years=(1993, 1994))


def test_a_view_can_be_a_key() -> None:
    assert {Filters(search="gas"): 1}[Filters(search="gas")] == 1


@pytest.mark.parametrize(
    "view",
    [
        Filters(event="1997-visit"),
        Filters(as_of="1993"),
        Filters(lanes="dyad"),
        Filters(layer="arms"),
        Filters(beside=(1990, 1999)),
        Filters(since=("a",)),
        Filters(weights=(("AGREE", 1.0),)),
        Filters(issue="hr"),
    ],
)
def test_what_only_opens_or_draws_restricts_nothing(view: Filters) -> None:
    assert view.is_plain
    assert view.restrictions == Filters()


@pytest.mark.parametrize("view", [Filters(search="x"), Filters(years=(1993, 1994)), Filters(actors=("AZE",)), Filters(dyad=("AZE", "ISR"))])
def test_what_restricts_is_not_plain(view: Filters) -> None:
    assert not view.is_plain
    assert view.restrictions == view


@pytest.mark.parametrize(("view", "count", "sentence"), SENTENCES)
def test_a_view_is_said_in_a_sentence(view: Filters, count: int, sentence: str) -> None:
    assert say_view(view, count, NAMES) == sentence


@given(VIEWS, st.integers(0, 99_999))
def test_every_view_can_be_said(view: Filters, count: int) -> None:
    assert say_view(view, count, NAMES).startswith(f"{count:,} ")
