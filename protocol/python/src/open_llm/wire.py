"""Converts between the dataclasses of :mod:`open_llm.types` and the JSON of the protocol.

Names are in snake_case in Python and in camelCase in JSON. A name that is a Python keyword ends with an underscore.
Values that are None are omitted, and unknown fields are ignored.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import typing
from types import UnionType
from typing import Any, Union, get_args, get_origin

from . import types


def camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda m: m.group(1).upper(), name.removesuffix("_"))


def to_wire(value: Any) -> Any:
    """Converts a dataclass, a list, or a simple value to its JSON form."""
    if dataclasses.is_dataclass(value):
        pairs = ((camel(f.name), getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: to_wire(v) for name, v in pairs if v is not None}
    if isinstance(value, (list, tuple)):
        return [to_wire(v) for v in value]
    if isinstance(value, dict):
        return {k: to_wire(v) for k, v in value.items()}
    return value


def from_wire(kind: Any, value: Any) -> Any:
    """Converts JSON to the specified type of :mod:`open_llm.types`."""
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _from_union(kind, value)
    if origin is list:
        return [from_wire(get_args(kind)[0], v) for v in value]
    if origin is dict:
        return {k: from_wire(get_args(kind)[1], v) for k, v in value.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        known = {
            f.name: from_wire(hints[f.name], value[camel(f.name)])
            for f in dataclasses.fields(kind)
            if camel(f.name) in value
        }
        return kind(**known)
    return value


def _from_union(kind: Any, value: Any) -> Any:
    choices = [c for c in get_args(kind) if c is not type(None)]
    if len(choices) == 1:
        return from_wire(choices[0], value)
    for choice in choices:
        if dataclasses.is_dataclass(choice) and isinstance(value, dict) and _is_kind(choice, value):
            return from_wire(choice, value)
    return value  # a value of a newer protocol version, returned unchanged


def _is_kind(choice: Any, value: dict[str, Any]) -> bool:
    kind = choice.__dataclass_fields__.get("type")
    return kind is None or kind.default == value.get("type")


@functools.cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(types))
