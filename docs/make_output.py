"""
Make docs/output.md from claimx/schema.json.

    python docs/make_output.py

A test compares the two, so that the page says what the schema says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from claimx.render.csv_rows import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "output.md"

HEAD = """\
# What claimx prints

*This page is made from `claimx/schema.json` by `docs/make_output.py`. `claimx schema` prints the schema itself.*

`claimx extract --json` prints a JSON object for each article: one value for one input, a value a line for several, so that jq and
JSON Lines readers take both. Lists are in text order. JSON is strict: no NaN, no half of a surrogate pair.

```console
$ echo "Unemployment rose to 5.1%, the ministry said." | claimx extract --json | jq -c '.numbers[0]'
{example}
```

"""
EXAMPLE = (
    '{"id":"n1","sentence":0,"text":"5.1%","start":21,"end":25,"kind":"percent","value":5.1,'
    '"upper":null,"comparison":"=","trend":null,"unit":"percent","per":null,'
    '"concept":{"text":"Unemployment","start":0,"end":12}}'
)
FLAT = """\
## Flat records

`--only claims --format jsonl` prints a record a claim that stands on its own, for jq, DuckDB and spreadsheets; `--only numbers`,
`entities` and `attributions` likewise. `--format csv` prints the same as rows, claims where nothing else is asked for. There the first
figure of a claim has columns of its own, `figures` holds all of them as JSON, and a text that a spreadsheet would run as a formula
begins with an apostrophe. `document` and `sha256` say which text the offsets refer to, `line` counts from 1.

| `--only` | columns |
| --- | --- |
"""
TAIL = """
## What changes and what does not

`schema_version` grows when a field changes its meaning or goes. New fields may come at any time.
"""


def page() -> str:
    """The page's text."""
    schema = json.loads((ROOT / "claimx" / "schema.json").read_text("utf-8"))
    parts = [HEAD.replace("{example}", EXAMPLE)]
    parts.append(f"## The document\n\n{schema['description']}\n\n{_table(schema)}")
    for name, part in schema["properties"].items():
        if "properties" in part:
            parts.append(f"\n### {name}\n\n{part['description']}\n\n{_table(part)}")
    for name, part in schema["$defs"].items():
        parts.append(
            f"\n### {_article(name).title()} {name}\n\n{part['description']}\n\n{_table(part)}"
        )
    parts.append(f"\n{FLAT}")
    for kind, columns in COLUMNS.items():
        parts.append(f"| {kind} | {', '.join(f'`{column}`' for column in columns)} |\n")
    parts.append(TAIL)
    return "".join(parts)


def _table(part: dict[str, Any]) -> str:
    """A line a field: its name, its type, what it means."""
    lines = ["| field | type | |\n| --- | --- | --- |\n"]
    for name, field in part["properties"].items():
        meaning = field.get("description", "").replace("|", "\\|")
        lines.append(f"| `{name}` | {_type(field)} | {meaning} |\n")
    return "".join(lines)


def _type(field: dict[str, Any]) -> str:
    """A field's type in words: string or null; list of [claim](#a-claim); `"up"`, `"down"` or null."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{_article(name)}-{name})"
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    if "enum" in field:
        words = [_word(value) for value in field["enum"]]
        return " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
    if "anyOf" in field:
        return " or ".join(_type(choice) for choice in field["anyOf"])
    types = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return " or ".join(f"list of {_type(field['items'])}" if t == "array" else t for t in types)


def _word(value: str | None) -> str:
    return "null" if value is None else f"`{json.dumps(value)}`"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
