"""
Written numerals -> exact values: "1,270", "two dozen", "1.2bn", "two-thirds", "three and a half".

Here a numeral is only read; what it counts, whether it is a date or a name, and what "m" means in
"5m" is for `figures` to say. All arithmetic is decimal: 170 of 3,996 products such as 1.07 * 1e9
are wrong in binary.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from claimx.find.quantity.digits import (
    EXACT,
    ROUNDED,
    Numeral,
    caret_power,
    power_of_ten,
    read_figure,
    slash_fraction,
    vulgar,
)
from claimx.find.quantity.not_numbers import is_plural
from claimx.find.quantity.number_words import over_hyphen, scaled, simple_at, words, words_at
from claimx.find.quantity.tokens import VULGAR, Tokens
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from collections.abc import Callable

    _Reader = Callable[[Tokens, int], Numeral | None]

_BEFORE_QUARTERS = word_set("contexts", "numerals", "before_quarters")
_BEFORE_GROUPS = word_set("contexts", "numerals", "before_groups")
AFTER_FRACTION = word_set("contexts", "numerals", "after_fraction")


def read_numeral(text: str) -> Decimal | None:
    """
    The value of a written numeral, or None if it is not one.

    Args:
        text: as in the article: "1,270", "two dozen", "1.2bn", "two-thirds". Case is ignored.

    Returns:
        The value with its scale applied (1.2bn is 1200000000), exact. "m" reads as million,
        never metre: the caller knows the unit.

    Source: docs/rules-numbers.md#numerals
    """
    with localcontext(EXACT):
        return _read_numeral(Tokens(text))


def _read_numeral(tokens: Tokens) -> Decimal | None:
    if not tokens.size:
        return None
    sign = tokens.word(0) in {"-", "−", "minus", "negative"}
    numeral = numeral_at(tokens, int(sign))
    if numeral is None or numeral.comma:
        return None
    numeral = with_suffix(tokens, numeral) or numeral
    if numeral.last != tokens.size or numeral.value is None:
        return None
    return -numeral.value if sign else numeral.value


def numeral_at(tokens: Tokens, i: int) -> Numeral | None:
    """
    The numeral that begins at token i, scale words included, or None.

    "m", "k" and other letters behind it are left to `with_suffix`, a sign to the caller.
    """
    if tokens.is_figure(i):
        return _figure_at(tokens, i)
    word = tokens.word(i)
    for begins, read in _readers():
        if word in begins:
            return read(tokens, i)
    numeral = words_at(tokens, i)
    if numeral is None or (word == "hundred" and numeral.last == i + 1):
        return None  # several hundred
    return _with_fraction(tokens, numeral)


@functools.cache
def _readers() -> tuple[tuple[frozenset[str], _Reader], ...]:
    """What reads a numeral by its first word; all other number words are read by `words_at`."""
    known = words()
    return (
        (frozenset({"a", "an"}), _after_article),
        (frozenset(known.many), _many_at),
        (frozenset(VULGAR), _vulgar_at),
        (frozenset({"half", "quarter"}), _half_at),
        (frozenset(known.groups), _group_at),
        (frozenset(known.ordinals), _ordinal_at),
    )


def _vulgar_at(tokens: Tokens, i: int) -> Numeral:
    """A fraction in one sign: "½ cup", "¾ million"."""
    return _scaled_fraction(tokens, Numeral(i, i + 1, vulgar(tokens.raw[i]), "fraction"))


def _group_at(tokens: Tokens, i: int) -> Numeral | None:
    """A bare "dozen": "another dozen"; a baker's has thirteen."""
    if tokens.word(i - 1) in {"baker's", "baker’s"}:
        return None
    return Numeral(i, i + 1, Decimal(words().groups[tokens.low[i]]), "word")


def _ordinal_at(tokens: Tokens, i: int) -> Numeral | None:
    """A rank in one word, "third"; "second" only where it is no time: "a second", "per second"."""
    word = tokens.low[i]
    if word == "second":
        before, after = tokens.word(i - 1), tokens.word(i + 1)
        if before in {"per", "each", "every", "split"} or tokens.is_hyphen(i - 1):
            return None
        if after in {"ago", "later", "or", "and"} or (before == "a" and not tokens.is_word(i + 1)):
            return None
    rank = words().ordinals[word]
    is_part = tokens.word(i - 1) in {"top", "bottom", "middle", "upper", "lower"}
    if is_part and rank > 2 and tokens.word(i + 1) == "of":  # the bottom fifth of incomes
        return Numeral(i, i + 1, _part(Decimal(1), rank), "fraction")
    return Numeral(i, i + 1, Decimal(rank), "ordinal")


def with_suffix(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    """
    The figure with the scale letters behind it: "5bn", "5 bn", "100k"; None without any.

    One letter must be glued to the figure, longer ones may stand apart.
    """
    k = numeral.last
    word = tokens.word(k)
    scale = words().suffixes.get(word)
    if scale is None or numeral.shape != "figure" or numeral.scale is not None:
        return None
    if not tokens.glued(k) and len(word) == 1:
        return None
    return scaled(numeral, scale, k + 1)


def _figure_at(tokens: Tokens, i: int) -> Numeral | None:
    """The numeral that begins with the digits at token i."""
    value, doubt = read_figure(tokens.raw[i])
    if value is None:
        return Numeral(i, i + 1, None) if doubt == "long" else None
    numeral = Numeral(i, i + 1, value, comma=doubt == "comma")
    found = (
        _space_groups(tokens, i)
        or power_of_ten(tokens, numeral, value)
        or caret_power(tokens, numeral, value)
    )
    if found is not None:
        return found
    clinging = tokens.written(i + 1)[:1] if tokens.glued(i + 1) else ""
    if clinging.isalnum() and not clinging.isalpha() and clinging not in VULGAR:
        return None  # 10²: a power, or a note number 2; nobody can tell
    if value == value.to_integral_value():
        fraction = _fraction_behind(tokens, i + 1)
        if fraction is not None and fraction.value is not None:
            whole = Numeral(i, fraction.last, value + fraction.value, "fraction")
            return _scaled_fraction(tokens, whole)
        over = slash_fraction(tokens, i)
        if over is not None:
            return _scaled_fraction(tokens, over)
    return _scale_words(tokens, numeral)


def _space_groups(tokens: Tokens, i: int) -> Numeral | None:
    """
    Thousands set off by plain spaces: "816 000", "1 234 567.89".

    "day 5 200 people" looks the same, so one group alone must be "000", or stand behind a sign of
    money or between a verb, "of" or the like and a plural noun: "has 12 500 residents".
    """
    if not (tokens.raw[i].isdecimal() and len(tokens.raw[i]) <= 3 and tokens.raw[i][0] != "0"):
        return None
    k = i + 1
    while k < tokens.size and tokens.start[k] == tokens.end[k - 1] + 1 and k - i < 7:
        head, dot, _ = tokens.raw[k].partition(".")
        if not (len(head) == 3 and head.isdecimal()):
            break
        k += 1
        if dot:
            break
    is_pair = k - i == 2 and (tokens.raw[i + 1] == "000" or _is_one_figure(tokens, i))
    is_grouped = k - i > 2 or is_pair
    if not is_grouped or (tokens.glued(k) and tokens.is_figure(k)):
        return None
    value = Decimal("".join(tokens.raw[i:k]))
    return _scale_words(tokens, Numeral(i, k, value))


def _is_one_figure(tokens: Tokens, i: int) -> bool:
    """Whether the figures at i and i + 1 can only be one: "€45 500", "employs 12 500 people"."""
    if tokens.written(i - 1) in {"$", "£", "€"}:
        return True
    return tokens.word(i - 1) in _BEFORE_GROUPS and is_plural(tokens, i + 2, within=2)


def _fraction_behind(tokens: Tokens, k: int) -> Numeral | None:
    """A fraction that belongs to a whole figure before token k: "2½", "10 1/2", "2 and a half"."""
    if tokens.written(k)[:1] in VULGAR and tokens.written(k):
        return Numeral(k, k + 1, vulgar(tokens.raw[k]), "fraction")
    if tokens.is_figure(k) and not tokens.glued(k):
        return slash_fraction(tokens, k)
    return _and_fraction(tokens, k)


def _scale_words(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The figure with the words behind it: "5 million", "3 hundred and 21", "3 lakh crore"."""
    known = words()
    k = over_hyphen(tokens, numeral.last)
    word = tokens.word(k)
    if numeral.comma and word in known.scales:
        return scaled(numeral, known.scales[word], k + 1)
    if word in {"hundred", "hundreds"} or word in known.scales or word in known.groups:
        return _with_fraction(tokens, words_at(tokens, numeral.first) or numeral)
    return numeral


def _with_fraction(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The numeral with what may end it: ordinal, denominator, "and a half", "point five"."""
    k = numeral.last
    if tokens.word(k) == "point" and numeral.scale is None:
        return _decimal_words(tokens, numeral)
    if tokens.word(k) in {"and", "-"} or tokens.is_hyphen(k):
        added = _and_fraction(tokens, k)
        if added is not None:
            return _add_fraction(tokens, numeral, added)
    if numeral.shape != "word" or numeral.value is None:
        return numeral
    k = over_hyphen(tokens, k)
    if tokens.word(k) == "-" and tokens.word(k + 1) in words().fractions:
        k += 1  # five - eighths
    found = _over_denominator(tokens, numeral, numeral.value, k)
    return found or _ordinal_end(tokens, numeral, numeral.value, k)


def _over_denominator(tokens: Tokens, numeral: Numeral, above: Decimal, k: int) -> Numeral | None:
    """The fraction whose denominator is at token k: "two thirds", "three-quarters", "one fifth"."""
    known = words()
    word = tokens.word(k)
    if word in known.tens:
        return _compound_denominator(tokens, numeral, above, k)
    below = known.fractions.get(word)
    if below is None:
        return None
    if word in {"quarter", "quarters"} and (above >= 4 or not _is_share(tokens, k)):
        return None  # two quarters of growth
    plural = word.endswith("s") or word == "half"
    is_joined = tokens.is_hyphen(k - 1)
    has_and = tokens.word(k - 2 - is_joined) == "and"
    if above >= 100 and above % 100 in range(20, 100, 10) and below < 10 and plural and not has_and:
        tens = int(above % 100)  # one hundred thirty-fifths
        return Numeral(numeral.first, k + 1, _part(above - tens, tens + below), "fraction")
    if plural or above == 1 or (is_joined and above < min(below, 20)):
        fraction = Numeral(numeral.first, k + 1, _part(above, below), "fraction")
        return _scaled_fraction(tokens, fraction)
    return None


def _compound_denominator(
    tokens: Tokens, numeral: Numeral, above: Decimal, k: int
) -> Numeral | None:
    """The fraction of "one twenty-fifth", "three twenty-firsts", whose denominator begins at token k."""
    known = words()
    j = over_hyphen(tokens, k + 1)
    word = tokens.word(j)
    unit = known.ordinals.get(word.removesuffix("s"), 0)
    if not 0 < unit < 10 or not (word.endswith("s") or above == 1) or tokens.word(k - 1) == "and":
        return None
    below = known.tens[tokens.low[k]] + unit
    return Numeral(numeral.first, j + 1, _part(above, below), "fraction")


def _part(value: Decimal, below: int) -> Decimal:
    """value / below, exact where it ends: 13/20 is 0.65."""
    return ROUNDED.divide(value, Decimal(below)).normalize(ROUNDED)


def _is_share(tokens: Tokens, k: int) -> bool:
    """Whether "quarters" at token k are fourths and not parts of a year: "three quarters of"."""
    is_few = tokens.word(k - 1) in {"three", "3", "-", "one", "a"}
    return is_few and tokens.word(k - 2) not in _BEFORE_QUARTERS


def _ordinal_end(tokens: Tokens, numeral: Numeral, value: Decimal, k: int) -> Numeral:
    """The numeral with its last word an ordinal: "twenty-first", "two hundredth"; else as it is."""
    rank = words().ordinals.get(tokens.word(k))
    if rank is None:
        return numeral
    if rank >= 100:
        return Numeral(numeral.first, k + 1, value * rank, "ordinal")
    is_ten = value % 100 in range(20, 100, 10) and rank < 10
    if is_ten or (value % 100 == 0 and value):
        return Numeral(numeral.first, k + 1, value + rank, "ordinal")
    return numeral


def _decimal_words(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The numeral with spoken decimals: "nine point nought four", "two point five million"."""
    known = words()
    digits = ""
    k = numeral.last + 1
    while k < tokens.size and len(digits) < 20:
        word = tokens.word(k)
        if word in known.ones:
            digits += str(known.ones[word])
        elif (word in known.teens or word in known.tens) and (not digits or digits == "0"):
            read, end = simple_at(tokens, k)
            digits += str(read)
            k = end - 1
        else:
            break
        k += 1
    if not digits or numeral.value is None:
        return numeral
    value = numeral.value + Decimal(f"0.{digits}")
    return _scaled_fraction(tokens, replace(numeral, last=k, value=value))


def _and_fraction(tokens: Tokens, k: int) -> Numeral | None:
    """The fraction of "and a half", "and three quarters", "-and-a-half" that begins at token k."""
    k = over_hyphen(tokens, k)
    if tokens.word(k) != "and":
        return None
    k = over_hyphen(tokens, k + 1)
    known = words()
    word = tokens.word(k)
    if word in {"a", "an", "one"}:
        above, k = 1, over_hyphen(tokens, k + 1)
    elif word in known.ones or word in known.teens or word in known.tens:
        above, k = simple_at(tokens, k)
        k = over_hyphen(tokens, k)
    else:
        return None
    word, following = tokens.word(k), tokens.word(k + 1)
    below = known.fractions.get(word)
    if below is None or not 0 < above < below or (above > 1) != word.endswith("s"):
        return None
    is_rank = above == 1 and below > 2 and word != "quarter"
    if is_rank and following[:1].isalpha() and following not in known.scales:
        return None  # two and a third man: an ordinal
    return Numeral(k, k + 1, _part(Decimal(above), below), "fraction")


def _add_fraction(tokens: Tokens, numeral: Numeral, added: Numeral) -> Numeral:
    """Add "and a half" to the numeral: to its last scale where it has one."""
    if numeral.value is None or added.value is None:
        return numeral
    if numeral.scale is None:
        whole = Numeral(numeral.first, added.last, numeral.value + added.value, "fraction")
        return _scaled_fraction(tokens, whole)
    own = words().scales.get(tokens.word(added.last))
    if own is not None and own <= numeral.scale:  # one billion and a half million
        value = numeral.value + added.value * own
        return Numeral(numeral.first, added.last + 1, value, "fraction")
    value = numeral.value + added.value * numeral.scale
    return Numeral(numeral.first, added.last, value, "fraction")


def _scaled_fraction(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The fraction with the scale behind it: "half a million", "three quarters of a billion"."""
    known = words()
    k = over_hyphen(tokens, numeral.last)
    if tokens.word(k) == "of" and tokens.word(k + 1) in {"a", "an"}:
        k += 1
    if tokens.word(k) in {"a", "an"}:
        k += 1
    word = tokens.word(k)
    scale = known.scales.get(word)
    if scale is None and word in known.groups and word != "dozens":
        scale = Decimal(known.groups[word])
    if scale is None and word == "hundred":
        scale = Decimal(100)
    if scale is None:
        return numeral
    return replace(scaled(numeral, scale, k + 1), shape="word")


def _half_at(tokens: Tokens, i: int) -> Numeral | None:
    """The numeral of "half a million", "half-dozen", and the share "half" by itself."""
    value = Decimal("0.25") if tokens.word(i) == "quarter" else Decimal("0.5")
    numeral = _scaled_fraction(tokens, Numeral(i, i + 1, value, "fraction"))
    if tokens.word(i) == "quarter" and numeral.last == i + 1:
        return None
    return numeral


def _after_article(tokens: Tokens, i: int) -> Numeral | None:
    """What "a" begins: "a hundred and two", "a dozen", "a third of", "a couple of hundred"."""
    known = words()
    k = i + 1
    word = tokens.word(k)
    if word in known.fractions:
        return _a_fraction(tokens, i)
    if word == "couple":
        return _couple(tokens, i)
    if word == "hundred":
        numeral = words_at(tokens, k)
    elif word in known.scales:
        numeral = Numeral(k, k + 1, known.scales[word], "word", Decimal(1), known.scales[word])
    elif word == "dozen":
        numeral = Numeral(k, k + 1, Decimal(12), "word", Decimal(1), Decimal(12))
    else:
        numeral = None
    return numeral and replace(_with_fraction(tokens, numeral), first=i, article=True)


def _a_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """
    The fraction of "a half", "a quarter", "a third of".

    "a third man" is an ordinal, so a fraction needs "of" behind it or no noun at all. "a quarter"
    of the year has no "of".
    """
    word, following = tokens.word(i + 1), tokens.word(i + 2)
    value = _part(Decimal(1), words().fractions[word])
    numeral = Numeral(i, i + 2, value, "fraction", article=True)
    scaled_up = _scaled_fraction(tokens, numeral)
    if word in {"half", "quarter"} or scaled_up is not numeral:
        return scaled_up
    if tokens.is_hyphen(i + 2):
        return None  # a third-party evaluation
    is_share = following == "of" or not following.isalpha() or following in AFTER_FRACTION
    return numeral if is_share else None


def _couple(tokens: Tokens, i: int) -> Numeral | None:
    """The numeral of "a couple of hundred", about 200; "a couple of weeks" is none."""
    known = words()
    k = i + 2 + (tokens.word(i + 2) == "of")
    word = tokens.word(k)
    scale = known.scales.get(word)
    if word in {"hundred", "dozen"}:
        scale = Decimal(100 if word == "hundred" else 12)
    if scale is None:
        return None
    return Numeral(i, k + 1, 2 * scale, "word", Decimal(2), scale, vague=True)


def _many_at(tokens: Tokens, i: int) -> Numeral | None:
    """
    A lower bound: "hundreds of" is 100, "tens of thousands of" 10,000, "dozens of" 12.

    Without "of" they are vague, no number, but for dozens, hundreds and thousands before a verb
    ("dozens were hurt").
    """
    known = words()
    word = tokens.low[i]
    value = Decimal(known.many[word])
    k = i + 1
    for _ in range(2):
        if tokens.word(k) == "of" and tokens.word(k + 1) in known.many:
            value *= known.many[tokens.low[k + 1]]
            k += 2
    is_verb_next = tokens.word(k) in {"more", "were", "have", "are", "had"}
    is_bound = tokens.word(k) == "of" or k > i + 1
    if not is_bound and not (is_verb_next and word in {"dozens", "hundreds", "thousands"}):
        return None
    return Numeral(i, k, value, "many")
