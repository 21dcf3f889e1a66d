"""The API described as OpenAPI 3.1, made from the filters, the vocabulary and the resources."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from timeline import vocabulary
from timeline.exports.formats.geojson import MEDIA as GEOJSON
from timeline.exports.safety import clean
from timeline.filters import DIRECTIONS, HALF_LIVES, LANES, LAYERS, MATCHES, SCALES, Filters
from timeline.server.answers import PROBLEM, PROBLEMS
from timeline.server.api.paging import MOST, PER_PAGE
from timeline.server.api.resources import RESOURCES, Field, Resource

_MEANINGS = {
    "actors": "Codes of actors; an event fits that involves any of them (see match).",
    "match": "Whether any or all of the actors must take part.",
    "dyad": "A pair of codes, such as AZE-ISR: events between the two.",
    "direction": "With dyad: both ways, forward from the first to the second, or back.",
    "category": "Kinds of events.",
    "type": "Narrower kinds of events.",
    "years": "A span of years that events touch, such as 1993-2010, 1993- or -2010.",
    "status": "How sure an event is.",
    "importance": "1 the story cannot be told without it, 2 a specialist expects it, 3 detail.",
    "search": "Words that title, summary, place or people must hold, every one; case and accents do not count.",
    "as_of": "Day of representation, EDTF: 2010-03-01, 2010-03, 2010; the last day it can mean.",
    "scale": "Values of relations: of the PLOVER manual, or plain counts.",
    "event": "Opens an event on the dashboard; restricts nothing.",
}
_DRAWN = "Says how the dashboard draws the view; restricts nothing here."
_TERMS = {"category": vocabulary.CATEGORIES, "type": vocabulary.EVENT_TYPES, "status": vocabulary.STATUSES, "importance": vocabulary.IMPORTANCES}
_CHOICES = {"match": MATCHES, "direction": DIRECTIONS, "lanes": LANES, "layer": LAYERS, "scale": SCALES, "half_life": HALF_LIVES}
_EXAMPLES = {"actors": ["AZE"], "dyad": "AZE-ISR", "years": "1993-2010", "search": "embassy", "as_of": "2010-03"}


def description(title: str, version: str, licence: str, base: str) -> dict[str, Any]:
    """Return the description of the API as served at `base`, for the data with this title, version and licence."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": f"{clean(title)}: API",
            "version": version,
            "summary": "The events, sources, actors, representation and relations of any view of the dashboard.",
            "description": "The parameters are those of the dashboard's address: what a page shows after its `?` can be asked for here. "
            "Clauses combine with AND, the values of one with OR. Answers are paged, carry an ETag, and may be read from any site.",
            "license": {"name": clean(licence) or "not stated"},
        },
        "servers": [{"url": f"{base}api/v1"}],
        "paths": {f"/{resource.name}": {"get": _operation(resource)} for resource in RESOURCES.values()},
        "components": {
            "parameters": _parameters(),
            "schemas": {resource.name: _schema(resource) for resource in RESOURCES.values()} | _SHARED_SCHEMAS,
            "responses": _refusals(),
        },
    }


def _operation(resource: Resource) -> dict[str, Any]:
    forms = ["json", "csv", *(["geojson"] if resource.features else [])]
    paging = {
        "page": _integer,
        "per_page": _integer,
        "pages": _integer,
        "total": _integer,
        "links": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
    }
    about = {"about": {"$ref": "#/components/schemas/About"}}
    rows = {"data": {"type": "array", "items": {"$ref": f"#/components/schemas/{resource.name}"}}}
    content: dict[str, Any] = {"application/json": {"schema": _object({**about, **paging, **rows})}, "text/csv": {"schema": {"type": "string"}}}
    if resource.features:
        features = {"type": {"const": "FeatureCollection"}, "without_place": _integer, "features": {"type": "array", "items": {"$ref": "#/components/schemas/Feature"}}}
        content[GEOJSON] = {"schema": _object({**about, **paging, **features})}
    own = [{"$ref": f"#/components/parameters/{name}"} for name in (*(field.name for field in fields(Filters)), "page", "per_page")]
    form = {"name": "format", "in": "query", "description": "How the rows are written.", "schema": {"type": "string", "enum": forms, "default": "json"}}
    headers = {name: {"description": words, "schema": {"type": "string"}} for name, words in _HEADERS.items()}
    return {
        "operationId": resource.name,
        "summary": resource.description,
        "parameters": [*own, form],
        "responses": {"200": {"description": resource.description, "headers": headers, "content": content}, "304": {"description": "The answer is the one you have."}}
        | {str(status): {"$ref": f"#/components/responses/{status}"} for status in _statuses()},
    }


def _parameters() -> dict[str, Any]:
    plain = Filters()
    named: dict[str, Any] = {}
    for field in fields(Filters):
        schema = _parameter_schema(field.name, getattr(plain, field.name))
        example = {"example": _EXAMPLES[field.name]} if field.name in _EXAMPLES else {}
        named[field.name] = {"name": field.name, "in": "query", "description": _MEANINGS.get(field.name, _DRAWN), "schema": schema} | example
        if schema["type"] == "array":
            named[field.name] |= {"style": "form", "explode": True}
    page = {"type": "integer", "minimum": 1, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": PER_PAGE}
    named["page"] = {"name": "page", "in": "query", "description": "Which page.", "schema": page}
    named["per_page"] = {"name": "per_page", "in": "query", "description": "Rows a page.", "schema": size}
    return named


def _parameter_schema(name: str, default: Any) -> dict[str, Any]:
    if name in _TERMS:
        return {"type": "array", "items": {"type": "string", "enum": [term.code for term in _TERMS[name]]}}
    if name in _CHOICES:
        return {"type": "string", "enum": list(_CHOICES[name]), "default": default}
    return {"type": "array", "items": {"type": "string"}} if name == "actors" else {"type": "string"}


def _schema(resource: Resource) -> dict[str, Any]:
    return {"type": "object", "description": resource.description, "properties": {field.name: _property(field) for field in resource.fields}, "additionalProperties": False}


def _property(field: Field) -> dict[str, Any]:
    kind = {"type": field.type}
    return ({"type": "array", "items": kind} if field.is_list else kind) | {"description": field.description}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _statuses() -> list[int]:
    return sorted({status for status, _ in PROBLEMS.values()})


def _refusals() -> dict[str, Any]:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(status): {"description": "; or: ".join(title for code, title in PROBLEMS.values() if code == status), "content": content} for status in _statuses()}


_integer = {"type": "integer"}
_HEADERS = {
    "ETag": "Send it back as If-None-Match; 304 says that nothing changed.",
    "Link": "First, previous, next and last page (RFC 8288).",
    "X-Total-Count": "Rows on all pages.",
}
_SHARED_SCHEMAS: dict[str, Any] = {
    "About": {"type": "object", "description": "What the answer is: view, link, title, version, digest, horizon, licence.", "additionalProperties": {"type": "string"}},
    "Feature": {
        "type": "object",
        "description": "A feature of GeoJSON (RFC 7946).",
        "properties": {"type": {"const": "Feature"}, "id": {"type": "string"}, "geometry": {"type": "object"}, "properties": {"type": "object"}},
        "required": ["type", "id", "geometry", "properties"],
    },
    "Problem": {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": _integer,
            "detail": {"type": "string"},
            "instance": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["type", "title", "status", "detail"],
    },
}
