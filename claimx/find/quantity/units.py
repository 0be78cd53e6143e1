"""
Units of measure and currencies beside a figure: "6 kW", "sq km", "A$", "USD", "pound-feet".

A name is known by the lexicon's tables in any case, with its plural and with hyphens for spaces; a
symbol only as it is written there (MW is no mW). Canonical names are singular; money is ISO 4217.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from claimx.find.quantity.tokens import Tokens
from claimx.lexicon import table
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.records import Kind

_MIXED_CODES = word_set("contexts", "units", "mixed_codes")
_SMALL_CODES = word_set("contexts", "units", "small_codes")


class Unit(NamedTuple):
    """A unit: its canonical name, the kind of quantity it makes and the denominator within it."""

    name: str
    kind: Kind
    per: str | None = None
    is_symbol: bool = False
    is_coin: bool = False


class Match(NamedTuple):
    """A unit found in the text, and the token after it."""

    unit: Unit
    last: int


_Index = dict[str, list[tuple[tuple[str, ...], Unit]]]

# Not rates, though "per" stands in them.
_WHOLE = ("part per", "pound per square inch", "kilopound per", "per mille")
_SQUARE = word_set("contexts", "units", "lengths")
_POWERS = {
    "2": "square",
    "3": "cubic",
    "²": "square",
    "³": "cubic",
    "squared": "square",
    "cubed": "cubic",
}
# Currencies that are other words as well ("two real problems", "12 won"): only behind a scale or
# where no word follows.
_WEAK = word_set("contexts", "units", "weak_currencies")


@functools.cache
def names() -> _Index:
    """All names of units, by their first token, the longest first."""
    rows = table("units")
    index: _Index = {}
    for kind in ("measure", "percent", "duration"):
        for name, others in rows[kind].items():
            _add(index, _unit(name, kind), [name, *others])
    for base in rows["si"]:
        spellings = [base, *(other for other, name in rows["spelling"].items() if name == base)]
        for prefix in ("", *rows["prefixes"]):
            _add(
                index,
                _unit(prefix + base, "measure"),
                [prefix + spelling for spelling in spellings],
            )
    money = table("currencies")
    for code, others in money["names"].items():
        _add(index, Unit(code, "money"), others)
    for coin, others in money["coins"].items():
        _add(index, Unit(coin, "money", is_coin=True), [coin, *others])
    for forms in index.values():
        forms.sort(key=lambda row: -len(row[0]))
    return index


@functools.cache
def symbols() -> _Index:
    """All symbols of units and currencies, by their first token as written, the longest first."""
    index: _Index = {}
    _add_measures(index)
    _add_money(index)
    for symbol in list(index):  # 2.4Ghz, 100KWH: long symbols in any case
        if len(symbol) > 2 and symbol.isalpha() and symbol.lower() not in index:
            index[symbol.lower()] = index[symbol]
    for forms in index.values():
        forms.sort(key=lambda row: -len(row[0]))
    return index


def _add_measures(index: _Index) -> None:
    """Put the symbols of units into the index, those with SI prefixes where no other has them."""
    rows = table("units")
    for name, signs in rows["symbols"].items():
        kind: Kind = "measure"
        if name in rows["percent"]:
            kind = "percent"
        elif name in rows["duration"]:
            kind = "duration"
        for sign in signs:
            _put(index, tuple(Tokens(sign).raw), _unit(name, kind)._replace(is_symbol=True))
    taken = {parts for forms in index.values() for parts, _ in forms}
    prefixes = {"": "", **rows["prefixes"]}
    for base, sign in rows["si"].items():
        for prefix, letter in prefixes.items() if sign else ():
            if (letter + sign,) not in taken:
                unit = _unit(prefix + base, "measure")._replace(is_symbol=True)
                _put(index, tuple(Tokens(letter + sign).raw), unit)


def _add_money(index: _Index) -> None:
    """Put the signs and codes of currencies and coins into the index."""
    rows = table("currencies")
    for key, is_coin in (("signs", False), ("coin_signs", True)):
        for name, signs in rows[key].items():
            for sign in signs:
                unit = Unit(name, "money", is_symbol=True, is_coin=is_coin)
                _put(index, tuple(Tokens(sign).raw), unit)
    for code in rows["codes"]["plain"]:
        for written in (code, code.lower()):
            _put(index, (written,), Unit(code, "money", is_symbol=True))


def _unit(name: str, kind: Kind) -> Unit:
    head, per, below = name.partition(" per ")
    if per and not name.startswith(_WHOLE):
        return Unit(head, kind, below)
    return Unit(name, kind)


def _add(index: _Index, unit: Unit, forms: list[str]) -> None:
    """Put a unit's names and their plurals into the index."""
    every = dict.fromkeys(forms)
    for form in forms:
        if not form.endswith(("s", "ch", "x")):
            every[form + "s"] = None
    for form in every:
        _put(index, tuple(Tokens(form).low), unit)


def _put(index: _Index, parts: tuple[str, ...], unit: Unit) -> None:
    rows = index.setdefault(parts[0], [])
    if all(parts != other for other, _ in rows):
        rows.append((parts, unit))


@functools.cache
def _must_be_glued() -> frozenset[str]:
    return frozenset(table("units")["glued"]["symbols"])


def unit_at(tokens: Tokens, k: int, *, scaled: bool = False) -> Match | None:
    """
    The unit that begins at token k, behind a figure: "km", "square miles", "US dollars", "%".

    `scaled`: a scale stands before it ("5 million won"). A hyphen before the unit is the caller's.
    """
    if k >= tokens.size:
        return None
    glued = tokens.glued(k)
    found = _by_symbol(tokens, k, glued=glued, scaled=scaled) or _by_name(tokens, k, scaled=scaled)
    if found is None:
        return None
    return _raised(tokens, found)


def _by_name(tokens: Tokens, k: int, *, scaled: bool) -> Match | None:
    rows = names().get(tokens.low[k])
    if rows is None and tokens.low[k].endswith(("'s", "’s")):
        rows = names().get(tokens.low[k][:-2])
        rows = rows and [row for row in rows if len(row[0]) == 1]
    for parts, unit in rows or ():
        last = _match(tokens.low, tokens, k, parts)
        if last is None:
            continue
        if (
            parts[-1] in _WEAK
            and len(parts) == 1
            and not scaled
            and (not _is_free(tokens, last) or tokens.raw[k][0].isupper())
        ):
            continue
        return Match(unit, last)
    return None


def _by_symbol(tokens: Tokens, k: int, *, glued: bool, scaled: bool) -> Match | None:
    rows = symbols().get(tokens.raw[k])
    if rows is None and len(tokens.raw[k]) > 2:
        rows = [row for row in symbols().get(tokens.low[k], ()) if len(row[0]) == 1]
    for parts, unit in rows or ():
        last = k + 1 if len(parts) == 1 else _match(tokens.raw, tokens, k, parts)
        if last is None:
            continue
        symbol = parts[-1]
        if symbol in _SIGNS and tokens.glued(last) and tokens.is_figure(last):
            continue  # 1 $10 bill: the next figure's
        if symbol == "in" and not glued and _is_inch(tokens, last):
            return Match(unit, last)
        if symbol == '"' and (
            tokens.low[max(0, k - 80) : k].count('"') % 2
            or (not glued and tokens.word(last) not in SIZES)
        ):
            continue  # it closes a quotation
        if symbol == '"':
            return Match(unit, last)
        if (
            not glued
            and len(parts) == 1
            and symbol in _must_be_glued()
            and not (symbol.isupper() and tokens.word(last) == "/" and tokens.glued(last))
        ):
            continue
        if symbol in _WEAK and not glued and not scaled and not _is_free(tokens, last):
            continue
        if (
            symbol.isalpha()
            and len(parts) == 1
            and tokens.glued(last)
            and tokens.is_figure(last)
            and not _is_power(tokens, last)
        ):
            continue  # 24703L202
        if symbol in {"'", "’", "′"} and not _is_feet(tokens, k):
            continue
        return Match(unit, last)
    return None


_SIGNS = frozenset("$£€¥₹")
SIZES = word_set("contexts", "units", "size_words")


def _is_inch(tokens: Tokens, last: int) -> bool:
    """Whether a spaced "in" is inches: "2 in thick", "2 in." at the end of a sentence."""
    after = tokens.word(last)
    return (
        after in SIZES
        or last == tokens.size
        or (
            after == "."
            and tokens.glued(last)
            and (last + 1 == tokens.size or not tokens.raw[last + 1][:1].islower())
        )
    )


def _match(words: list[str], tokens: Tokens, k: int, parts: tuple[str, ...]) -> int | None:
    """The token after the parts where they stand from k on, hyphens between them allowed."""
    for n, part in enumerate(parts):
        if n and k < tokens.size and words[k] != part and tokens.is_hyphen(k):
            k += 1
        if k >= tokens.size or words[k] != part:
            return None
        k += 1
    return k


def _is_free(tokens: Tokens, k: int) -> bool:
    """Whether no noun can follow at token k: a sign, the end, or a word that begins a phrase."""
    word = tokens.word(k)
    return not word[:1].isalpha() or word in _PHRASE_WORDS


_PHRASE_WORDS = word_set("contexts", "units", "phrase_words")


def _is_power(tokens: Tokens, k: int) -> bool:
    return tokens.written(k) in {"2", "3"} and not (
        tokens.glued(k + 1) and (tokens.is_word(k + 1) or tokens.is_figure(k + 1))
    )


def _is_feet(tokens: Tokens, k: int) -> bool:
    """Whether the ' at token k is feet: no quotation mark that closes, no plural's apostrophe."""
    return tokens.is_figure(k - 1) and not (tokens.glued(k + 1) and tokens.is_word(k + 1))


def _raised(tokens: Tokens, found: Match) -> Match:
    """The unit squared or cubed by what follows it: km2, m^3, metres squared."""
    unit, k = found
    if (
        unit.is_symbol
        and unit.kind != "money"
        and tokens.written(k) in {"-", "−", "⁻"}
        and tokens.glued(k)
        and tokens.written(k + 1) in {"1", "¹"}
        and tokens.glued(k + 1)
        and not tokens.glued(k + 2)
    ):
        return Match(unit._replace(name=f"inverse {unit.name}", kind="measure"), k + 2)  # 4e14 s-1
    if unit.name not in _SQUARE and not (unit.name == "second" and unit.is_symbol):
        return found
    if tokens.word(k) == "^" and tokens.written(k + 1) in _POWERS:
        k += 1
    elif not (tokens.word(k) in _POWERS and (tokens.glued(k) or tokens.is_word(k))):
        return found
    elif not tokens.is_word(k - 1):
        return found  # 6'3
    return Match(unit._replace(name=f"{_POWERS[tokens.word(k)]} {unit.name}"), k + 1)


# ------------------------------------------------------------------ money before a figure


@functools.cache
def _signs_before() -> dict[tuple[str, ...], str]:
    """Signs and codes that may stand before a figure, as lower-case tokens."""
    money = table("currencies")
    rows = [*money["signs"].items(), *money["before_only"].items()]
    signs = {tuple(Tokens(sign).low): code for code, signs in rows for sign in signs}
    signs.update({(code.lower(),): code for code in money["codes"]["plain"]})
    for word in ("dollar", "sen", "euro", "rupees", "rupee"):
        signs[word,] = {"dollar": "USD", "sen": "sen", "euro": "EUR"}.get(word, "INR")
    return signs


_CAPITAL_ONLY = word_set("contexts", "units", "capital_codes")


def money_before(tokens: Tokens, i: int) -> tuple[str, int, Unit] | None:
    """
    The currency written before the figure at token i: "$", "US $", "A$", "$A", "USD", "Rs.", "RM".

    Returns:
        (ISO code, its first token, the unit), or None.
    """
    signs = _signs_before()
    for length in (3, 2, 1):
        j = i - length
        code = signs.get(tuple(tokens.low[j:i])) if j >= 0 else None
        if code is not None and _is_near(tokens, j, i) and _is_sign_here(tokens, j, i):
            return code, j, Unit(code, "money", is_symbol=True, is_coin=code == "sen")
    return None


def _is_near(tokens: Tokens, j: int, i: int) -> bool:
    """Whether no more than a space stands between the tokens from j to the figure at token i."""
    return all(tokens.start[n] - tokens.end[n - 1] < 2 for n in range(j + 1, i + 1))


def _is_sign_here(tokens: Tokens, j: int, i: int) -> bool:
    """Whether the tokens from j to the figure at token i are a currency: not "a $" of "a $5 note" or "man's $ 5"."""
    sign = tokens.low[j]
    if i - j == 2 and tokens.low[i - 1] == "$":
        is_letter = len(sign) == 1 and tokens.raw[j].islower() and sign != "c"
        return tokens.glued(i - 1) or not is_letter
    if i - j > 1 or not sign[0].isalpha():
        return True
    if sign in _CAPITAL_ONLY and not tokens.raw[j][0].isupper():
        return False
    if sign in _GLUED_CODES and not tokens.glued(i):
        return False
    if sign in _LETTERS and not (tokens.glued(i) and _is_large(tokens, i)):
        return False
    return _is_code_here(tokens, j)


# Words or initials by themselves, so only glued to a figure: R18, Fr50, PS2.7m.
_GLUED_CODES = frozenset({"r", "fr", "re", "ft", "kr", "ps"})


# N5bn, P1,200, K3 million; but N95 is a mask, P5 a class and K2 a mountain.
_LETTERS = frozenset({"n", "p", "k"})
_SCALES = frozenset({"m", "mn", "bn", "tn", "million", "billion", "trillion"})


def _is_large(tokens: Tokens, i: int) -> bool:
    """Whether the figure at token i is written as a sum of money is: with a comma or a scale."""
    return "," in tokens.raw[i] or tokens.word(i + 1) in _SCALES


def million_code(word: str) -> Unit | None:
    """The unit of a code of millions: "MEUR", "MUSD"."""
    if (
        len(word) == 4
        and word[0] == "M"
        and word[1:].isupper()
        and _signs_before().get((word[1:].lower(),)) == word[1:]
    ):
        return Unit(word[1:], "money", is_symbol=True)
    return None


def _is_code_here(tokens: Tokens, j: int) -> bool:
    """Whether the letters at token j are a currency's code as people write it: "USD 200", "rmb 10"."""
    word = tokens.raw[j]
    if tokens.glued(j) and tokens.is_hyphen(j - 1):
        return False
    return word.isupper() or word in _MIXED_CODES or word in _SMALL_CODES


# ------------------------------------------------------------------ rates


@functools.cache
def denominators() -> dict[str, str]:
    """Words that a rate may be counted by ("a day", "per share"), with their singular."""
    found = {word: word for word in table("units")["per"]["plain"]}
    for kind in ("duration", "measure"):
        for name, others in table("units")[kind].items():
            for form in (name, *others):
                if " " not in form:
                    found.setdefault(form, name)
    for form in _DAILY_UNITS:
        found.setdefault(form, names()[form][0][1].name)
    return found


# Of the names with SI prefixes those that things are sold by: "150p a litre".
_DAILY_UNITS = ("litre", "liter", "metre", "meter", "kilometre", "kilometer", "gram", "kilogram")


def singular(word: str) -> str:
    """The singular of a counted word, by its ending: "people" is "person", "countries" "country"."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3
    return word[:-1] if is_plural else word


_IRREGULAR = {
    "people": "person",
    "persons": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
}


def iter_units() -> Iterator[Unit]:
    """Every unit that is known, for tests."""
    for index in (names(), symbols()):
        for rows in index.values():
            for _, unit in rows:
                yield unit
