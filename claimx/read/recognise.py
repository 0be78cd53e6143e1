"""
Which format an input is in: its name tells, else its first line.
"""

from __future__ import annotations

import json
import re
from typing import Literal, get_args

Format = Literal["text", "html", "json", "jsonl", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)

_ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
# What is read of a folder. Tables of articles are named one by one: those that lie about in a folder
# of articles are most likely claimx's own output.
FOLDER_ENDINGS = (".txt", ".html", ".htm")

_BOM = b"\xef\xbb\xbf"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_LIST = re.compile(rb"\s*\[\s*\{")
_JSON_OBJECT = re.compile(rb'\s*\{\s*(?:"|$)')
_COLUMNS = re.compile(rb"[,;\t|]")


def format_of(path: str, head: bytes, *, text_key: str) -> Format:
    """
    The format of the input of that name that begins with these bytes.

    Args:
        path: with or without a .gz at its end, or "-".
        head: its first line or more, decompressed.
        text_key: the column of the text, which tells a CSV file's first line from an article's.
    """
    name = path.lower().removesuffix(".gz")
    for ending, name_says in _ENDINGS.items():
        if name.endswith(ending):
            return name_says
    head = head.removeprefix(_BOM)
    if name.endswith(".json") or _JSON_OBJECT.match(head):
        return "jsonl" if _is_object(head.lstrip().partition(b"\n")[0]) else "json"
    if _JSON_LIST.match(head):
        return "json"
    if _HTML.match(head):
        return "html"
    columns = [cell.strip(b' "') for cell in _COLUMNS.split(head.partition(b"\n")[0].strip())]
    return "csv" if len(columns) > 1 and text_key.encode() in columns else "text"


def _is_object(line: bytes) -> bool:
    """Whether the line is a JSON object, or the beginning of one that is too long to see."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return line.startswith(b"{") and len(line) > 60_000
