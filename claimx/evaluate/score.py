"""
Precision, recall and F1 by field, with every miss and every false hit.

A number is found where it overlaps, a named mention where its span is the same (articles and a
possessive 's left out), an attribution's content and a claim where half of the words are shared (F1
of 0.5). Each gold item is matched with one predicted item at most, the best first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from claimx.errors import InputError
from claimx.wire import LineIndex

Content = dict[str, Any]
Test = Callable[[Content, Content], bool]

HALF = 0.5
_WORD = re.compile(r"\w+(?:[.,'’]\w+)*")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(slots=True)
class Count:
    """Hits, gold items and predicted items of one measure."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """The share of predicted items that are right; 1 where nothing was asked or given."""
        return self.hits / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of gold items that were found; 1 where there are none."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    Something that is not as the gold has it.

    `what` is "missed", "false", or the name of a field; then `gold` and `got` are its two values.
    """

    document: str
    kind: str
    what: str
    line: int
    text: str
    gold: str | None = None
    got: str | None = None


@dataclass(slots=True)
class Evaluation:
    """The counts by measure ("numbers", "numbers.unit", …) and all differences."""

    documents: int = 0
    rows: dict[str, Count] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def add(self, row: str, hits: int, gold: int, predicted: int) -> None:
        """Add to a measure."""
        count = self.rows.setdefault(row, Count())
        count.hits += hits
        count.gold += gold
        count.predicted += predicted


def evaluate(predicted: Iterable[Content], gold: Mapping[str, Content]) -> Evaluation:
    """
    How far predicted documents agree with gold.

    Args:
        predicted: JSON documents (`to_dict`); one is matched by the stem of its `document.source`.
        gold: by stem, as `read_gold` gives it. A document without a prediction counts as missed.

    Raises:
        InputError: a predicted document's text is not the gold's.
    """
    by_stem = {_stem(content["document"]["source"]): content for content in predicted}
    result = Evaluation()
    for stem, wanted in sorted(gold.items()):
        got = by_stem.get(stem, {})
        text = (got.get("document") or {}).get("text")
        if text is not None and text.rstrip() != wanted["text"].rstrip():
            raise InputError(stem, "the predicted document's text is not the gold's")
        result.documents += 1
        page = _Page(stem, wanted, got, result)
        if "numbers" in wanted:
            page.numbers()
        if "entities" in wanted:
            page.entities()
        if "attributions" in wanted:
            page.attributions()
        if "claims" in wanted:
            page.claims()
    return result


def _stem(source: str) -> str:
    """The name of a file without folders and ending."""
    return re.sub(r"\.\w+$", "", re.split(r"[/\\]", source)[-1])


class _Page:
    """One document's gold and prediction."""

    def __init__(self, name: str, gold: Content, got: Content, result: Evaluation) -> None:
        self.name = name
        self.gold = gold
        self.got = got
        self.result = result
        self.line_of = LineIndex(gold["text"]).of
        self.number_pairs: dict[str, str] = {}
        self.attribution_pairs: dict[str, str] = {}

    def numbers(self) -> None:
        """Numbers: found where they overlap."""
        gold, got = self.gold["numbers"], self.got.get("numbers") or []
        pairs = _pairs(gold, got, _overlap_share)
        self.number_pairs = {got[j]["id"]: gold[i]["id"] for i, j in pairs.items()}
        tests: dict[str, Test] = {
            "value": lambda g, p: (
                _same_value(g["value"], p["value"]) and _same_value(g.get("upper"), p.get("upper"))
            ),
            "concept": _same_concept,
        }
        for name in ("kind", "unit", "comparison", "trend", "per"):
            tests[name] = _same_field(name)
        self.compare("numbers", gold, got, pairs, tests)

    def entities(self) -> None:
        """Named mentions: the same span."""
        gold, got = _mentions(self.gold["entities"]), _mentions(self.got.get("entities") or [])
        pairs = _pairs(gold, got, lambda g, p: float(_trimmed(g) == _trimmed(p)))
        self.compare("entities", gold, got, pairs, {"label": _same_field("label")})

    def attributions(self) -> None:
        """Attributions: half of the content's words."""
        gold, got = self.gold["attributions"], self.got.get("attributions") or []
        for item in (*gold, *got):
            item.setdefault("start", item["content"][0]["start"])
            item.setdefault("text", " … ".join(span["text"] for span in item["content"]))
        pairs = _pairs(
            gold, got, lambda g, p: _words_shared(self.gold["text"], g["content"], p["content"])
        )
        self.attribution_pairs = {got[j]["id"]: gold[i]["id"] for i, j in pairs.items()}
        tests: dict[str, Test] = {
            "source": lambda g, p: _both_or_neither(g["source"], p["source"]),
            "cue": lambda g, p: _both_or_neither(g["cue"], p["cue"]),
            "name": lambda g, p: _same_name(g["source"], p["source"]),
            "stance": lambda g, p: (p["cue"] or {}).get("stance") == g["cue"]["stance"],
            "kind": _same_field("kind"),
        }
        self.compare("attributions", gold, got, pairs, tests)

    def claims(self) -> None:
        """Claims: half of the words."""
        gold, got = self.gold["claims"], self.got.get("claims") or []
        pairs = _pairs(gold, got, lambda g, p: _words_shared(self.gold["text"], [g], [p]))
        of_attribution, of_number = self.attribution_pairs, self.number_pairs
        tests: dict[str, Test] = {
            "attribution": lambda g, p: g["attribution"] == of_attribution.get(p["attribution"]),
            "numbers": lambda g, p: set(g["numbers"]) == {of_number.get(n) for n in p["numbers"]},
        }
        self.compare("claims", gold, got, pairs, tests)

    def compare(
        self,
        kind: str,
        gold: list[Content],
        got: list[Content],
        pairs: dict[int, int],
        tests: dict[str, Test],
    ) -> None:
        """Count the pairs and what holds of each, and note what differs."""
        free = {j for i, j in pairs.items() if gold[i].get("optional")}
        wanted = [i for i, item in enumerate(gold) if not item.get("optional")]
        judged = [j for j in range(len(got)) if j not in free]
        found = [i for i in wanted if i in pairs]
        self.result.add(kind, len(found), len(wanted), len(judged))
        for name, test in tests.items():
            of_field = [i for i in wanted if _has(gold[i], name)]
            if not of_field:
                continue
            right = [
                i
                for i in of_field
                if i in pairs and (name in gold[i].get("free", ()) or test(gold[i], got[pairs[i]]))
            ]
            wrong = set(found) & set(of_field) - set(right)
            # Predicted items that answer a gold item without the field are not judged by it.
            others = len(judged) - sum(i in pairs for i in wanted if not _has(gold[i], name))
            self.result.add(f"{kind}.{name}", len(right), len(of_field), others)
            for i in sorted(wrong):
                self.note(kind, name, gold[i], _shown(gold[i], name), _shown(got[pairs[i]], name))
        for i in wanted:
            if i not in pairs:
                self.note(kind, "missed", gold[i])
        for j in sorted(set(judged) - set(pairs.values())):
            self.note(kind, "false", got[j])

    def note(
        self, kind: str, what: str, item: Content, gold: str | None = None, got: str | None = None
    ) -> None:
        """Note a difference."""
        line = self.line_of(item["start"])
        self.result.differences.append(
            Difference(
                document=self.name,
                kind=kind,
                what=what,
                line=line,
                text=item["text"],
                gold=gold,
                got=got,
            )
        )


def _has(item: Content, name: str) -> bool:
    """Whether the gold item says anything of the field."""
    if name == "name":
        return isinstance(item.get("source"), dict) and "name" in item["source"]
    if name == "stance":
        return isinstance(item.get("cue"), dict) and "stance" in item["cue"]
    return name in item


def _shown(item: Content, name: str) -> str:
    """A field's value for reading."""
    if name == "name":
        value = (item.get("source") or {}).get("name")
    elif name == "stance":
        value = (item.get("cue") or {}).get("stance")
    else:
        value = item.get(name)
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


# ---------------------------------------------------------------- matching


def _pairs(
    gold: list[Content], got: list[Content], alike: Callable[[Content, Content], float]
) -> dict[int, int]:
    """The best one-to-one matching, greedily: {gold index: predicted index}."""
    order = sorted(range(len(got)), key=lambda j: _extent(got[j])[0])
    weights: list[tuple[float, int, int]] = []
    for i, wanted in enumerate(gold):
        start, end = _extent(wanted)
        for j in order:
            first, last = _extent(got[j])
            if first >= end:
                break
            if last <= start:
                continue
            share = alike(wanted, got[j])
            if share > 0:
                weights.append((-share + (0.01 if wanted.get("optional") else 0), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(weights):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _extent(item: Content) -> tuple[int, int]:
    """From where to where an item stands."""
    spans = item.get("content") or [item]
    return spans[0]["start"], spans[-1]["end"]


def _overlap_share(g: Content, p: Content) -> float:
    """What two spans share of what they cover."""
    shared = min(g["end"], p["end"]) - max(g["start"], p["start"])
    return float(max(0, shared) / (max(g["end"], p["end"]) - min(g["start"], p["start"])))


def _words_shared(text: str, gold: list[Content], got: list[Content]) -> float:
    """F1 over the words of two lists of spans; 0 below a half."""
    g, p = _words(text, gold), _words(text, got)
    share = 2 * len(g & p) / (len(g) + len(p)) if g and p else 0.0
    return share if share >= HALF else 0.0


def _words(text: str, spans: Iterable[Content]) -> set[int]:
    """Where the words of the spans begin."""
    return {
        match.start()
        for span in spans
        for match in _WORD.finditer(text, span["start"], span["end"])
    }


def _mentions(entities: Iterable[Content]) -> list[Content]:
    """The named mentions with their entity's label, in text order."""
    found = [
        {**mention, "label": entity["label"], "optional": bool(one_of(entity, mention))}
        for entity in entities
        for mention in entity["mentions"]
        if mention.get("kind", "name") == "name"
    ]
    return sorted(found, key=lambda mention: mention["start"])


def one_of(entity: Content, mention: Content) -> Any:  # noqa: ANN401 (true, false or not there)
    """Whether the entity or this mention of it is optional."""
    return entity.get("optional") or mention.get("optional")


def _trimmed(mention: Content) -> tuple[int, int]:
    """A mention's span without a leading article and a trailing possessive."""
    start, end, text = mention["start"], mention["end"], mention["text"]
    article = _ARTICLE.match(text)
    if article and article.end() < len(text):
        start += article.end()
    possessive = _POSSESSIVE.search(text)
    if possessive and possessive.start() > 0:
        end -= len(text) - possessive.start()
    return start, end


# ---------------------------------------------------------------- comparing fields


def _same_field(name: str) -> Test:
    """Whether a field has the same value."""
    return lambda g, p: g[name] == p.get(name)


def _same_value(g: float | None, p: float | None) -> bool:
    """Whether two values are the same but for a double's last digits."""
    if g is None or p is None:
        return g is p
    return math.isclose(g, p, rel_tol=1e-6, abs_tol=1e-9)


def _same_concept(g: Content, p: Content) -> bool:
    """Whether the concepts overlap, or there is none in both."""
    return _both_or_neither(g["concept"], p.get("concept"))


def _both_or_neither(g: Content | None, p: Content | None) -> bool:
    """Whether two spans overlap, or there is none."""
    if g is None or p is None:
        return g is p
    return bool(g["start"] < p["end"] and p["start"] < g["end"])


def _same_name(g: Content, p: Content | None) -> bool:
    """Whether two names are the same but for case, article and possessive."""
    return p is not None and _plain(g["name"]) == _plain(p["name"])


def _plain(name: str) -> str:
    """A name in small letters without article, possessive and curly quotation marks."""
    name = " ".join(name.replace("’", "'").split()).casefold()
    return _POSSESSIVE.sub("", _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name)


def rows_in_order(rows: Mapping[str, Count]) -> Iterator[tuple[str, Count]]:
    """The measures, each kind before its fields."""
    for kind in ("numbers", "entities", "attributions", "claims"):
        for name, count in rows.items():
            if name == kind or name.startswith(f"{kind}."):
                yield name, count
