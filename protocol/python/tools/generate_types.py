"""Generates src/open_llm/types.py from the JSON Schema of the protocol. Run this tool after changing the schema."""

from __future__ import annotations

import json
import keyword
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT.parent / "schema" / "openllm.schema.json"
TARGET = ROOT / "src" / "open_llm" / "types.py"
LONGEST_LINE = 120

HEADER = '''"""The types of the protocol, generated from its JSON Schema by tools/generate_types.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

'''

Schema = dict[str, Any]

PRIMITIVES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "object": "dict[str, Any]"}


def snake(name: str) -> str:
    snaked = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return snaked + "_" if keyword.iskeyword(snaked) else snaked


def comment(text: str) -> str:
    return textwrap.fill(text, LONGEST_LINE, initial_indent="# ", subsequent_indent="# ")


def literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def annotation(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "const" in schema:
        return f"Literal[{literal(schema['const'])}]"
    if "anyOf" in schema:
        return " | ".join(annotation(choice) for choice in schema["anyOf"])
    kind = schema.get("type")
    if kind == "array":
        return f"list[{annotation(schema['items'])}]"
    if kind == "object" and "additionalProperties" in schema:
        return f"dict[str, {annotation(schema['additionalProperties'])}]"
    return PRIMITIVES.get(str(kind), "Any")


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) else ".")


def docstring(definition: Schema) -> list[str]:
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


def default_of(schema: Schema) -> str:
    if "const" in schema:
        return literal(schema["const"])
    if schema.get("type") == "array":
        return "field(default_factory=list)"
    if schema.get("type") == "object":
        return "field(default_factory=dict)"
    return "None"


def record(name: str, definition: Schema) -> str:
    required = set(definition.get("required", []))
    plain, defaulted = [], []
    for prop, schema in definition["properties"].items():
        kind = annotation(schema)
        if prop in required and "const" not in schema:
            plain.append(f"    {snake(prop)}: {kind}")
        else:
            default = default_of(schema)
            shown = f"{kind} | None" if default == "None" else kind
            defaulted.append(f"    {snake(prop)}: {shown} = {default}")
    body = plain + defaulted
    lines = ["@dataclass(frozen=True)", f"class {name}:", *docstring(definition)]
    return "\n".join(lines + (["", *body] if body else []))


def literals(name: str, definition: Schema) -> str:
    """Formats literals as ruff does: in one line, or one per line."""
    values = [literal(value) for value in definition["enum"]]
    written = f"{name} = Literal[{', '.join(values)}]"
    if len(written) > LONGEST_LINE:
        written = f"{name} = Literal[\n" + "".join(f"    {value},\n" for value in values) + "]"
    return f"{comment(definition['description'])}\n{written}"


def union(name: str, definition: Schema) -> str:
    kinds = [annotation(kind) for kind in definition["anyOf"]]
    written = f"{name} = {' | '.join(kinds)}"
    if len(written) > LONGEST_LINE:
        written = f"{name} = (\n    {' | '.join(kinds)}\n)"
    if max(map(len, written.splitlines())) > LONGEST_LINE:
        lines = "\n    | ".join(kinds)
        written = f"{name} = (\n    {lines}\n)"
    return f"{comment(definition['description'])}\n{written}"


def generate() -> str:
    definitions = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
    enums = [literals(name, definition) for name, definition in definitions.items() if "enum" in definition]
    unions = [union(name, definition) for name, definition in definitions.items() if "anyOf" in definition]
    records = [record(name, definition) for name, definition in definitions.items() if "properties" in definition]
    return HEADER + "\n\n".join(enums) + "\n\n\n" + "\n\n\n".join(records) + "\n\n\n" + "\n\n".join(unions) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(
            0 if TARGET.read_text() == generate() else "types.py is out of date. Run: python tools/generate_types.py"
        )
    TARGET.write_text(generate())
