"""
spaCy's attribute_ruler with a table for what it asks of single words.

The rules that give each word its part of speech are 179 patterns, of which 171 look at one word's
form, tag and label alone. A matcher tries all of them on each word, a sixth of the pipeline's time;
here each different word is tried once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.matcher import Matcher

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_LOOKED_AT: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]

_Match = tuple[int, int, int, int]  # rule, its id, the words' indices


def quicken(ruler: AttributeRuler) -> None:
    """Let the ruler find its matches by a table; what it then sets stays spaCy's."""
    ruler.match = _Table(ruler).match  # type: ignore[method-assign]


class _Table:
    """What the rules for one word find, by what they look at."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._strings = ruler.vocab.strings
        self._alone, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        # Those that a rule names; which of the others a word has says nothing.
        self._forms: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            forms = [_forms_of(words) for words in patterns]
            is_alone = all(of is not None for of in forms)
            (self._alone if is_alone else self._others).add(str(number), patterns)
            self._forms.update(self._strings[form] for of in forms for form in of or ())
        self._known: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    def match(self, doc: Doc) -> list[_Match]:
        """As `AttributeRuler.match`: by rule, so that a later one has precedence, then by place."""
        found = self._rules(self._others(doc, allow_missing=True))
        columns = doc.to_array(_LOOKED_AT).T.tolist()
        columns[0] = [form if form in self._forms else 0 for form in columns[0]]
        for i, key in enumerate(zip(*columns, strict=True)):
            rules = self._known.get(key)
            if rules is None:
                alone = self._rules(self._alone(doc[i : i + 1], allow_missing=True))
                rules = self._known[key] = [(rule, match_id) for rule, match_id, _, _ in alone]
            for rule, match_id in rules:
                found.append((rule, match_id, i, i + 1))
        found.sort()
        return found

    def _rules(self, matches: list[tuple[int, int, int]]) -> list[_Match]:
        """The matches with their rules' numbers."""
        return [(int(self._strings[m]), m, start, end) for m, start, end in matches]


def _forms_of(words: list[dict[str, Any]]) -> list[str] | None:
    """The forms that a pattern of one word names, or None where it looks at more than _LOOKED_AT."""
    if len(words) != 1 or not words[0].keys() <= set(_LOOKED_AT):
        return None
    form = words[0].get("LOWER", [])
    if isinstance(form, dict):
        return form["IN"] if form.keys() == {"IN"} else None
    return [form] if isinstance(form, str) else form
