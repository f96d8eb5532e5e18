"""Writes src/open_llm/types.py from the JSON Schema of the protocol. Run it after the schema changed."""

from __future__ import annotations

import json
import keyword
import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT.parent / "schema" / "openllm.schema.json"
TARGET = ROOT / "src" / "open_llm" / "types.py"
LONGEST_LINE = 120

HEADER = '''"""The types of the protocol, generated from its JSON Schema by tools/generate_types.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Optional, Union

'''

PRIMITIVES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "object": "dict[str, Any]"}


def snake(name: str) -> str:
    snaked = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return snaked + "_" if keyword.iskeyword(snaked) else snaked


def literal(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def annotation(schema: dict) -> str:
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "const" in schema:
        return f"Literal[{literal(schema['const'])}]"
    kind = schema.get("type")
    if kind == "array":
        return f"list[{annotation(schema['items'])}]"
    if kind == "object" and "additionalProperties" in schema:
        return f"dict[str, {annotation(schema['additionalProperties'])}]"
    return PRIMITIVES.get(kind, "Any")


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) else ".")


def docstring(definition: dict) -> list[str]:
    lines = textwrap.wrap(definition.get("description", ""), 100) or [""]
    documented = [
        (snake(n), p["description"]) for n, p in definition.get("properties", {}).items() if "description" in p
    ]
    for name, text in documented:
        first = f"{name}: {sentence(text)}"
        lines += [""] if len(lines) == len(textwrap.wrap(definition.get("description", ""), 100)) else []
        lines += textwrap.wrap(first, 100, subsequent_indent="    ")
    if len(lines) == 1:
        return [f'    """{lines[0]}"""']
    return [f'    """{lines[0]}'] + [f"    {line}".rstrip() for line in lines[1:]] + ['    """']


def default_of(schema: dict, definitions: dict) -> str:
    if "const" in schema:
        return literal(schema["const"])
    if schema.get("type") == "array":
        return "field(default_factory=list)"
    if schema.get("type") == "object":
        return "field(default_factory=dict)"
    return "None"


def record(name: str, definition: dict, definitions: dict) -> str:
    required = set(definition.get("required", []))
    plain, defaulted = [], []
    for prop, schema in definition["properties"].items():
        kind = annotation(schema)
        if prop in required and "const" not in schema:
            plain.append(f"    {snake(prop)}: {kind}")
        else:
            default = default_of(schema, definitions)
            shown = f"Optional[{kind}]" if default == "None" else kind
            defaulted.append(f"    {snake(prop)}: {shown} = {default}")
    body = plain + defaulted
    lines = ["@dataclass(frozen=True)", f"class {name}:", *docstring(definition)]
    return "\n".join(lines + ([""] + body if body else []))


def alias(name: str, definition: dict, kind: str, choices: list[str]) -> str:
    """In one line, or one line each: as ruff formats it."""
    written = f"{name} = {kind}[{', '.join(choices)}]"
    if len(written) > LONGEST_LINE:
        written = f"{name} = {kind}[\n" + "".join(f"    {choice},\n" for choice in choices) + "]"
    return f"# {definition['description']}\n{written}"


def generate() -> str:
    definitions = json.loads(SCHEMA.read_text())["$defs"]
    records, aliases = [], []
    for name, definition in definitions.items():
        if "enum" in definition:
            aliases.append(alias(name, definition, "Literal", [literal(value) for value in definition["enum"]]))
        elif "anyOf" in definition:
            aliases.append(alias(name, definition, "Union", [annotation(kind) for kind in definition["anyOf"]]))
        else:
            records.append(record(name, definition, definitions))
    literals = [alias for alias in aliases if "= Literal" in alias]
    unions = [alias for alias in aliases if "= Union" in alias]
    return HEADER + "\n\n".join(literals) + "\n\n\n" + "\n\n\n".join(records) + "\n\n\n" + "\n\n".join(unions) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(0 if TARGET.read_text() == generate() else "types.py is stale: run python tools/generate_types.py")
    TARGET.write_text(generate())
