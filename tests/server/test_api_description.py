"""Tests of how the API is described: the OpenAPI description is whole and true, and the page shows all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette

from tests import tiny
from tests.server.client import ask
from timeline.filters import Filters
from timeline.repository import Dataset
from timeline.server.answers import PROBLEMS
from timeline.server.api.resources import RESOURCES
from timeline.server.api.routes import PREFIX
from timeline.server.application import middleware, routes

every_resource = pytest.mark.parametrize("name", RESOURCES)


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


def test_the_description_is_whole(app: Starlette, dataset: Dataset) -> None:
    described = ask(app, f"{PREFIX}/openapi.json", host="dashboard.example").json()
    assert (described["openapi"], described["info"]["version"]) == ("3.1.1", dataset.version)
    assert described["servers"] == [{"url": "http://dashboard.example/api/v1"}]
    assert set(described["paths"]) == {f"/{name}" for name in RESOURCES}
    for reference in references(described):
        node: Any = described
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        assert node
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_part_of_the_address_is_a_parameter(app: Starlette) -> None:
    described = ask(app, f"{PREFIX}/openapi.json").json()
    named = {part["name"] for part in described["components"]["parameters"].values()}
    assert named == {*Filters.__dataclass_fields__, "page", "per_page"}
    assert all(part["description"] for part in described["components"]["parameters"].values())


@every_resource
def test_an_answer_is_as_it_is_described(app: Starlette, name: str) -> None:
    described = ask(app, f"{PREFIX}/openapi.json").json()
    schema = described["paths"][f"/{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(schema | {"components": described["components"]})
    assert [error.message for error in validator.iter_errors(ask(app, f"{PREFIX}/{name}?per_page=20").json())] == []
    problem = Draft202012Validator(described["components"]["schemas"]["Problem"])
    assert [error.message for error in problem.iter_errors(ask(app, f"{PREFIX}/{name}?page=0").json())] == []


class Shown(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.links += [found["href"] or ""] if "href" in found else []
        self.anchors += [found["id"] or ""] if "id" in found else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_every_resource_field_and_parameter_and_its_links_lead_somewhere(app: Starlette) -> None:
    shown = Shown(ask(app, "/api").text)
    for name, resource in RESOURCES.items():
        assert name in shown.anchors
        assert all(field.name in shown.text and field.description.replace("`", "") in shown.text for field in resource.fields)
    assert all(name in shown.text for name in Filters.__dataclass_fields__)
    assert set(PROBLEMS) <= set(shown.anchors)
    assert "script" not in shown.tags
    for link in shown.links:
        assert link[1:] in shown.anchors if link.startswith("#") else ask(app, link.removeprefix("http://testserver")).status == 200, link


def test_a_hostile_title_is_only_text_in_page_and_description(app: Starlette, served: Path) -> None:
    (served / "datapackage.json").write_text(json.dumps(tiny.PACKAGE | {"title": "</title><script>alert(1)</script>"}))
    assert "<script" not in ask(app, "/api").text
    assert "<" not in ask(app, f"{PREFIX}/openapi.json").text
