"""Converts between the dataclasses of :mod:`open_llm.types` and the JSON of the protocol.

Names are snake_case here and camelCase there; a name that is a word of Python ends in an underscore here. Value
s that are None are omitted; unknown fields are ignored.
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
    """The JSON form of a dataclass, a list or a plain value."""
    if dataclasses.is_dataclass(value):
        pairs = ((camel(f.name), getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: to_wire(v) for name, v in pairs if v is not None}
    if isinstance(value, (list, tuple)):
        return [to_wire(v) for v in value]
    if isinstance(value, dict):
        return {k: to_wire(v) for k, v in value.items()}
    return value


def from_wire(kind: Any, value: Any) -> Any:
    """Reads JSON as the given type of :mod:`open_llm.types`."""
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
    return value  # a kind from the future: handed on as it came


def _is_kind(choice: Any, value: dict[str, Any]) -> bool:
    kind = choice.__dataclass_fields__.get("type")
    return kind is None or kind.default == value.get("type")


@functools.cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(types))
