"""The OpenAPI 3.1 document. A test holds every address, verb and status in it against the running interface."""

from __future__ import annotations

from typing import Any

from prestasi import __version__

PROBLEMS = {
    400: "The body is no JSON object",
    401: "No key, or one that is unknown, revoked or expired",
    403: "The holder of the key is no longer active",
    404: "Not the indicator of this key",
    409: "The plan is not agreed or the period is closed",
    413: "The body is larger than 16 KB",
    415: "The body is not application/json",
    422: "A field is refused, or the Idempotency-Key was used with other contents",
    429: "More than 60 requests in a minute; see Retry-After",
}
DECIMAL = {"type": "string", "pattern": r"^-?\d{1,14}(\.\d{1,4})?$"}


def document(server: str) -> dict[str, Any]:
    """The whole document for an installation at `server`."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Prestasi", "version": __version__, "summary": "Values of one indicator from another system"},
        "servers": [{"url": server}],
        "security": [{"key": []}],
        "paths": {
            "/api/v1/indicators/{indicator}/values": {"parameters": [_INDICATOR], "get": _get(), "post": _post()}
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "prs_<prefix>_<secret>"}},
            "schemas": {"Value": _VALUE, "Receipt": _RECEIPT, "Series": _SERIES, "Problem": _PROBLEM},
        },
    }


def _get() -> dict[str, Any]:
    limit = {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 100},
    }
    return {
        "operationId": "readValues", "summary": "The own series, newest first", "parameters": [limit],
        "responses": {"200": _json("Series", "The indicator with its values"), **_refused(401, 404, 429)},
    }  # fmt: skip


def _post() -> dict[str, Any]:
    key = {"name": "Idempotency-Key", "in": "header", "required": True}
    key["schema"] = {"type": "string", "minLength": 8, "maxLength": 200, "pattern": "^[!-~]+$"}
    return {
        "operationId": "postValue", "summary": "Report a figure; the superior verifies it", "parameters": [key],
        "requestBody": {"required": True, **_content("Value")},
        "responses": {
            "201": _json("Receipt", "Reported"), "200": _json("Receipt", "Had been reported before: the first receipt"),
            **_refused(400, 401, 403, 404, 409, 413, 415, 422, 429),
        },
    }  # fmt: skip


def _content(name: str, media_type: str = "application/json") -> dict[str, Any]:
    return {"content": {media_type: {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _json(name: str, about: str) -> dict[str, Any]:
    return {"description": about, **_content(name)}


def _refused(*statuses: int) -> dict[str, Any]:
    return {str(s): {"description": PROBLEMS[s], **_content("Problem", "application/problem+json")} for s in statuses}


def _object(required: str, more: bool = False, **properties: Any) -> dict[str, Any]:
    found = {"type": "object", "required": required.split(), "properties": properties}
    return found if more else found | {"additionalProperties": False}


_INDICATOR = {
    "name": "indicator", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^i[0-9]+$"},
}  # fmt: skip
_TEXT = {"type": "string", "minLength": 1, "maxLength": 150}
_VALUE = _object(
    "on value source",
    on={"type": "string", "format": "date"},
    value={"oneOf": [{"type": "number"}, DECIMAL]},
    note={"type": "string", "maxLength": 500},
    source=_object("system reference", system=_TEXT, reference=_TEXT),
)
_RECEIPT = _object(
    "receipt at hash state next repeated",
    receipt={"type": "string"}, at={"type": "string", "format": "date-time"},
    hash={"type": "string", "pattern": "^[0-9a-f]{64}$"}, state={"const": "reported"}, next={"type": "string"},
    repeated={"type": "boolean"},
)  # fmt: skip
_MAYBE = {"type": ["string", "null"]}
_SERIES = _object(
    "indicator values",
    indicator=_object("id name unit target", id={"type": "string"}, name={"type": "string"}, unit={"type": "string"},
                      target=_MAYBE),
    values={"type": "array", "items": _object(
        "on value state note", on={"type": "string", "format": "date"}, value=_MAYBE,
        state={"enum": ["reported", "accepted", "returned", "replaced"]}, note={"type": "string"},
    )},
)  # fmt: skip
_PROBLEM = _object(
    "type title status detail instance",
    more=True,
    type={"type": "string"}, title={"type": "string"}, status={"type": "integer"}, detail={"type": "string"},
    instance={"type": "string"},
    errors={"type": "array", "items": _object("pointer detail", pointer={"type": "string"}, detail={"type": "string"})},
)  # fmt: skip
