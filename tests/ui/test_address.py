"""Tests of what a click writes into the address."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from timeline.ui import address


class Params(dict[str, list[str]]):
    """The address as Streamlit keeps it."""

    def get_all(self, name: str) -> list[str]:
        value = self.get(name, [])
        return [value] if isinstance(value, str) else list(value)

    def from_dict(self, values: dict[str, list[str]]) -> None:
        self.clear()
        self.update(values)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A reader's session and address, in place of Streamlit's."""
    fake = SimpleNamespace(session_state={}, query_params=Params())
    monkeypatch.setattr(address, "st", fake)
    return fake


def trigger(reader: SimpleNamespace, part: str, value: Any) -> None:
    reader.session_state["part"] = {part: value}
    address.change_address("part", part)


def test_a_click_on_an_event_opens_it_and_an_empty_one_closes_it(reader: SimpleNamespace) -> None:
    trigger(reader, "event", "1993-embassy")
    assert reader.query_params == {"event": "1993-embassy"}
    trigger(reader, "event", "")
    assert reader.query_params == {}


def test_a_click_on_a_cluster_opens_its_list_until_an_event_is_chosen(reader: SimpleNamespace) -> None:
    trigger(reader, "event", "a;b")
    assert (reader.session_state["cluster"], reader.query_params) == ("a;b", {})
    trigger(reader, "event", "a")
    assert "cluster" not in reader.session_state
    assert reader.query_params == {"event": "a"}


def test_nothing_told_changes_nothing(reader: SimpleNamespace) -> None:
    reader.query_params.from_dict({"event": ["a"]})
    trigger(reader, "event", None)
    assert reader.query_params == {"event": ["a"]}


def test_the_panel_replaces_the_filters_and_leaves_what_only_opens_or_draws(reader: SimpleNamespace) -> None:
    kept = {"event": ["a"], "as_of": ["2010"], "lanes": ["dyad"], "layer": ["arms"]}
    reader.query_params.from_dict({"category": ["arms"], "search": ["x"], "zzz": ["1"], **kept})
    trigger(reader, "query", json.dumps({"actors": ["ISR"], "category": ["visit", "zzz"]}))
    assert reader.query_params == {"actors": ["ISR"], "category": ["visit"], **kept}
    trigger(reader, "query", "{}")
    assert reader.query_params == kept


@pytest.mark.parametrize("told", ['{"actors": [1, null]}', '{"years": "x", "search": ["\\u0000"]}', '{"__proto__": [], "": []}'])
def test_a_forged_query_of_the_panel_is_no_error(reader: SimpleNamespace, told: str) -> None:
    trigger(reader, "query", told)
    assert reader.query_params == {}


def test_a_plain_widget_writes_its_part(reader: SimpleNamespace) -> None:
    reader.session_state["choice-lanes"] = "dyad"
    address.set_part("choice-lanes", "lanes")
    assert reader.query_params == {"lanes": "dyad"}
    reader.session_state["choice-lanes"] = None
    address.set_part("choice-lanes", "lanes")
    assert reader.query_params == {}
