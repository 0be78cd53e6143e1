"""
Annotation by hand: claimx's JSON or brat standoff, as one kind of dict.

What was not annotated is not there: a gold document without "numbers" says nothing of numbers, an
item without "unit" nothing of its unit. `"optional": true` on an item means right if given and no
miss if not; `"free": ["concept"]` that a field is not judged.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

from claimx.errors import InputError
from claimx.records import Label

Content = dict[str, Any]
LISTS = ("numbers", "entities", "attributions", "claims")
LABELS = frozenset(Label.__args__)  # type: ignore[attr-defined]  # a Literal has them
_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t?")
_ARGUMENT = re.compile(r"(\w+?)\d*:([TE]\d+)")


def read_gold(folder: str) -> dict[str, Content]:
    """
    The gold documents of a folder (or of one file), by the stem of their names.

    Raises:
        InputError: there is none, or one cannot be read.
    """
    files = [folder]
    if os.path.isdir(folder):
        files = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    found: dict[str, Content] = {}
    for file in files:
        stem, ending = os.path.splitext(os.path.basename(file))
        if ending == ".json":
            found[stem] = _json(file)
        elif ending == ".ann":
            found[stem] = brat(_read(os.path.splitext(file)[0] + ".txt"), _read(file), name=file)
    if not found:
        raise InputError(folder, "no gold: neither .json nor .ann with .txt")
    return found


def _read(file: str) -> str:
    """A file's text, line ends kept."""
    try:
        with open(file, encoding="utf-8", newline="") as opened:
            return opened.read()
    except OSError as error:
        raise InputError(file, (error.strerror or "cannot be read").lower()) from None
    except UnicodeDecodeError:
        raise InputError(file, "not UTF-8") from None


def _json(file: str) -> Content:
    """A gold document in claimx's JSON."""
    try:
        content = json.loads(_read(file))
    except ValueError as error:
        raise InputError(file, f"not JSON: {error}") from None
    head = content.get("document") if isinstance(content, dict) else None
    if not isinstance(head, dict) or not isinstance(head.get("text"), str):
        raise InputError(file, "not a claimx document with its text")
    text = head["text"]
    for name in LISTS:
        for item in content.get(name) or ():
            for span in _spans(item):
                if text[span["start"] : span["end"]] != span["text"]:
                    where = f"{span['start']} to {span['end']}"
                    reason = f"{name}: the text has no {span['text']!r} at {where}"
                    raise InputError(file, reason)
    scope = (content.get("gold") or {}).get("scope")
    lists = {
        name: content[name]
        for name in LISTS
        if content.get(name) is not None and (scope is None or name in scope)
    }
    return {"text": text, **lists}


def _spans(item: Content) -> list[Content]:
    """The spans of an item that must be those of the text."""
    spans = list(item.get("content") or ()) + list(item.get("mentions") or ())
    return spans or [item]


def brat(text: str, annotation: str, *, name: str = "annotation") -> Content:
    """
    Brat standoff as a gold document.

    Read are text-bound annotations (T lines, in one piece or several) of the types Number, Claim,
    Source, Cue, Content and OntoNotes' entity labels, and what links them: E lines and relations
    (R lines) between a Cue or Content and the others. A type that never occurs was not annotated.

    Args:
        text: the article.
        annotation: the .ann file's text.
        name: what errors call it.

    Raises:
        InputError: a span lies outside the text.
    """
    bounds: dict[str, tuple[str, list[Content]]] = {}
    links: list[dict[str, list[str]]] = []
    for line in annotation.splitlines():
        match = _TEXT_BOUND.match(line)
        if match:
            bounds[match[1]] = match[2], _pieces(text, match[3], name)
        elif line.startswith("E"):
            arguments: dict[str, list[str]] = {}
            for role, target in _ARGUMENT.findall(line.partition("\t")[2]):
                arguments.setdefault(role, []).append(target)
            links.append(arguments)
        elif line.startswith("R"):
            targets = [target for _, target in _ARGUMENT.findall(line)]
            links.append({bounds[t][0]: [t] for t in targets if t in bounds})
    found: Content = {"text": text}
    for number, (kind, pieces) in sorted(bounds.items(), key=lambda item: item[1][1][0]["start"]):
        whole = _whole(text, pieces)
        if kind == "Number":
            found.setdefault("numbers", []).append({"id": number, **whole})
        elif kind == "Claim":
            found.setdefault("claims", []).append({"id": number, **whole})
        elif kind in LABELS:
            entity = {"id": number, "label": kind, "mentions": [{**whole, "kind": "name"}]}
            found.setdefault("entities", []).append(entity)
        elif kind == "Content":
            found.setdefault("attributions", []).append({"id": number, "content": pieces})
    for item in found.get("attributions", ()):
        for role in ("Source", "Cue"):
            target = next(
                (
                    link[role][0]
                    for link in links
                    if item["id"] in link.get("Content", ()) and link.get(role)
                ),
                None,
            )
            item[role.lower()] = _whole(text, bounds[target][1]) if target in bounds else None
    return found


def _pieces(text: str, places: str, name: str) -> list[Content]:
    """The spans of "10 20;25 30"."""
    pieces = []
    for place in places.split(";"):
        start, end = map(int, place.split())
        if not 0 <= start < end <= len(text):
            raise InputError(name, f"a span from {start} to {end} in a text of {len(text):,}")
        pieces.append({"text": text[start:end], "start": start, "end": end})
    return sorted(pieces, key=lambda piece: piece["start"])


def _whole(text: str, pieces: list[Content]) -> Content:
    """The span from the first piece's beginning to the last one's end."""
    start, end = pieces[0]["start"], pieces[-1]["end"]
    return {"text": text[start:end], "start": start, "end": end}
