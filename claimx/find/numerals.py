"""
Written numerals -> exact values: "1,270", "two dozen", "1.2bn", "two-thirds", "three and a half".

Here a numeral is only read; what it counts, whether it is a date or a name, and what "m" means in
"5m" is for `figures` to say. All arithmetic is decimal: 170 of 3,996 products such as 1.07 * 1e9
are wrong in binary.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

from claimx.find.digits import (
    EXACT,
    ROUNDED,
    Numeral,
    caret_power,
    power_of_ten,
    read_figure,
    slash_fraction,
    vulgar,
)
from claimx.find.number_words import over_hyphen, scaled, simple_at, words, words_at
from claimx.find.tokens import BREAK, HYPHENS, VULGAR, Tokens
from claimx.lexicon.sets import word_set

_BEFORE_QUARTERS = word_set("contexts", "numerals", "before_quarters")
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
    known = words()
    if word in {"a", "an"}:
        return _after_article(tokens, i)
    if (word in known.many and word not in known.groups) or word == "dozens":
        return _many_at(tokens, i)
    if word[:1] in VULGAR and word:
        return _scaled_fraction(tokens, Numeral(i, i + 1, vulgar(word), "fraction"))
    if word in {"half", "quarter"}:
        return _half_at(tokens, i)
    if word in known.groups:
        if tokens.word(i - 1) in {"baker's", "baker’s"}:
            return None
        return Numeral(i, i + 1, Decimal(known.groups[word]), "word")
    if word in known.ordinals:
        return (
            None
            if word == "second" and not _is_rank_second(tokens, i)
            else Numeral(i, i + 1, Decimal(known.ordinals[word]), "ordinal")
        )
    numeral = words_at(tokens, i)
    if numeral is not None and word == "hundred" and numeral.last == i + 1:
        return None  # several hundred
    return numeral and _with_fraction(tokens, numeral)


def _is_rank_second(tokens: Tokens, i: int) -> bool:
    """Whether "second" is a rank: "the second time", and not "a second", "per second"."""
    if tokens.word(i - 1) in {"per", "each", "every", "split"} or tokens.is_hyphen(i - 1):
        return False
    return not (tokens.word(i - 1) == "a" and not tokens.is_word(i + 1)) and tokens.word(
        i + 1
    ) not in {"ago", "later", "or", "and"}


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
    value, doubt = read_figure(tokens.raw[i])
    if doubt == "not":
        return None
    last = i + 1
    if doubt == "long":
        return Numeral(i, last, None)
    grouped = _space_groups(tokens, i)
    if grouped is not None:
        return grouped
    assert value is not None
    numeral = Numeral(i, last, value, comma=doubt == "comma")
    power = power_of_ten(tokens, numeral) or caret_power(tokens, numeral)
    if power is not None:
        return power
    suffix = tokens.written(last)
    if (
        tokens.glued(last)
        and suffix[:1]
        and not suffix[0].isalpha()
        and suffix[0].isalnum()
        and suffix not in VULGAR
    ):
        return None  # 10² : a power, or a note number 2; nobody can tell
    if value == value.to_integral_value():
        fraction = _fraction_behind(tokens, last)
        if fraction is not None:
            whole = Numeral(i, fraction.last, value + (fraction.value or 0), "fraction")
            return _scaled_fraction(tokens, whole)
        over = slash_fraction(tokens, i)
        if over is not None:
            return _scaled_fraction(tokens, over)
    return _scale_words(tokens, numeral)


def _space_groups(tokens: Tokens, i: int) -> Numeral | None:
    """
    Thousands set off by plain spaces: "816 000", "1 234 567.89".

    "day 5 200 people" looks the same, so one group alone must be "000".
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
    if (
        k - i < 2
        or (k - i == 2 and tokens.raw[i + 1] != "000")
        or (tokens.glued(k) and tokens.is_figure(k))
    ):
        return None
    value = Decimal("".join(tokens.raw[i:k]))
    return _scale_words(tokens, Numeral(i, k, value))


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
    known = words()
    if tokens.word(k) == "point" and numeral.scale is None:
        return _decimal_words(tokens, numeral)
    if tokens.word(k) in {"and", "-"} or tokens.is_hyphen(k):
        added = _and_fraction(tokens, k)
        if added is not None and numeral.value is not None and added.value is not None:
            return _add_fraction(tokens, numeral, added)
    k = over_hyphen(tokens, k)
    if tokens.word(k) == "-" and numeral.shape == "word" and tokens.word(k + 1) in known.fractions:
        k += 1  # five - eighths
    word = tokens.word(k)
    if (
        numeral.shape == "word"
        and word in known.tens
        and numeral.value is not None
        and tokens.word(k - 1) != "and"
    ):
        compound = _compound_denominator(tokens, numeral, k)
        if compound is not None:
            return compound
    if numeral.shape == "word" and word in known.fractions and word != "second":
        below = known.fractions[word]
        value = numeral.value or Decimal(0)
        plural = word.endswith("s") or word == "half"
        if word in {"quarter", "quarters"} and (value >= 4 or not _is_share(tokens, k)):
            return numeral  # two quarters of growth
        if (
            value >= 100
            and value % 100 in range(20, 100, 10)
            and below < 10
            and plural
            and tokens.word(k - 2 - tokens.is_hyphen(k - 1)) != "and"
        ):
            tens = value % 100  # one hundred thirty-fifths
            return Numeral(numeral.first, k + 1, _part(value - tens, int(tens) + below), "fraction")
        if (
            plural
            or value == 1
            or (word == "quarter" and tokens.is_hyphen(k - 1))
            or (tokens.is_hyphen(k - 1) and value < below and value < 20)
        ):
            return _scaled_fraction(
                tokens, Numeral(numeral.first, k + 1, _part(value, below), "fraction")
            )
    return _ordinal_end(tokens, numeral, k)


def _compound_denominator(tokens: Tokens, numeral: Numeral, k: int) -> Numeral | None:
    """The fraction of "one twenty-fifth", "three twenty-firsts", whose denominator begins at token k."""
    known = words()
    j = over_hyphen(tokens, k + 1)
    word = tokens.word(j)
    unit = known.ordinals.get(word.removesuffix("s"), 0)
    if not 0 < unit < 10 or not (word.endswith("s") or numeral.value == 1):
        return None
    assert numeral.value is not None
    return Numeral(
        numeral.first, j + 1, _part(numeral.value, known.tens[tokens.word(k)] + unit), "fraction"
    )


def _part(value: Decimal, below: int) -> Decimal:
    """value / below, exact where it ends: 13/20 is 0.65."""
    return ROUNDED.divide(value, Decimal(below)).normalize(ROUNDED)


def _is_share(tokens: Tokens, k: int) -> bool:
    """Whether "quarters" at token k are fourths and not parts of a year: "three quarters of"."""
    return (
        tokens.word(k - 1) in {"three", "3", "-", "one", "a"}
        and tokens.word(k - 2) not in _BEFORE_QUARTERS
    )


def _ordinal_end(tokens: Tokens, numeral: Numeral, k: int) -> Numeral:
    """The numeral with its last word an ordinal: "twenty-first", "two hundredth"; else as it is."""
    value = words().ordinals.get(tokens.word(k))
    if value is None or numeral.shape != "word" or numeral.value is None:
        return numeral
    rest = numeral.value % 100
    if value >= 100:
        return Numeral(numeral.first, k + 1, numeral.value * value, "ordinal")
    if (rest >= 20 and rest % 10 == 0 and value < 10) or (rest == 0 and numeral.value >= 100):
        return Numeral(numeral.first, k + 1, numeral.value + value, "ordinal")
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
            value, end = simple_at(tokens, k)
            digits += str(value)
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
    below = known.fractions.get(tokens.word(k))
    if below is None or not 0 < above < below or (above > 1) != tokens.word(k).endswith("s"):
        return None
    if (
        above == 1
        and below > 2
        and tokens.word(k) != "quarter"
        and tokens.is_word(k + 1)
        and tokens.word(k + 1) not in known.scales
    ):
        return None  # two and a third man: an ordinal
    return Numeral(k, k + 1, _part(Decimal(above), below), "fraction")


def _add_fraction(tokens: Tokens, numeral: Numeral, added: Numeral) -> Numeral:
    """Add "and a half" to the numeral: to its last scale where it has one."""
    assert numeral.value is not None and added.value is not None
    scale = words().scales.get(tokens.word(added.last))
    if numeral.scale is not None:
        if scale is not None and scale <= numeral.scale:
            return Numeral(
                numeral.first, added.last + 1, numeral.value + added.value * scale, "fraction"
            )
        value = numeral.value + EXACT.multiply(added.value, numeral.scale)
        return Numeral(numeral.first, added.last, value, "fraction")
    return _scaled_fraction(
        tokens, Numeral(numeral.first, added.last, numeral.value + added.value, "fraction")
    )


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
    """ "half a million", "half-dozen", and the share "half" by itself."""
    value = Decimal("0.25") if tokens.word(i) == "quarter" else Decimal("0.5")
    numeral = _scaled_fraction(tokens, Numeral(i, i + 1, value, "fraction"))
    if tokens.word(i) == "quarter" and numeral.last == i + 1:
        return None
    return numeral


def _after_article(tokens: Tokens, i: int) -> Numeral | None:
    """What "a" begins: "a hundred and two", "a dozen", "a third of", "a couple of hundred"."""
    known = words()
    k = i + 1
    if tokens.word(k) in {"half", "quarter"} or tokens.word(k) in known.fractions:
        return _a_fraction(tokens, i)
    if tokens.word(k) == "couple":
        return _couple(tokens, i)
    if tokens.word(k) == "half" and tokens.is_hyphen(k + 1):
        k = i + 1
    if tokens.word(k) == "hundred" or tokens.word(k) in known.scales:
        numeral = _one_scale(tokens, k)
    elif tokens.word(k) in known.groups and tokens.word(k) != "dozens":
        numeral = Numeral(
            k, k + 1, Decimal(known.groups[tokens.word(k)]), "word", Decimal(1), Decimal(12)
        )
    else:
        return None
    return replace(numeral, first=i, article=True)


def _one_scale(tokens: Tokens, k: int) -> Numeral:
    """What follows the "a" of "a thousand", "a hundred and two thousand", "a million and a half"."""
    if tokens.word(k) == "hundred":
        numeral = words_at(tokens, k)
        assert numeral is not None
        return _with_fraction(tokens, numeral)
    scale = words().scales[tokens.word(k)]
    numeral = Numeral(k, k + 1, scale, "word", Decimal(1), scale)
    return _with_fraction(tokens, numeral)


def _a_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """
    "a half", "a quarter", "a third of", "a twenty-first".

    "a third man" is an ordinal, so a fraction needs "of" behind it or no noun at all. "a quarter"
    of the year has no "of".
    """
    known = words()
    word = tokens.word(i + 1)
    numeral = _scaled_fraction(
        tokens,
        Numeral(i, i + 2, _part(Decimal(1), known.fractions[word]), "fraction", article=True),
    )
    if word in {"half", "quarter"} or numeral.last > i + 2:
        return numeral
    following = tokens.word(i + 2)
    if tokens.is_hyphen(i + 2):
        return None  # a third-party evaluation
    if following == "of" or not following.isalpha() or following in AFTER_FRACTION:
        return numeral if word not in {"second", "seconds"} else None
    return None


def _couple(tokens: Tokens, i: int) -> Numeral | None:
    """ "a couple of hundred" is about 200; "a couple of weeks" is no number."""
    known = words()
    k = i + 2
    if tokens.word(k) == "of":
        k += 1
    word = tokens.word(k)
    if word == "hundred":
        return Numeral(i, k + 1, Decimal(200), "word", Decimal(2), Decimal(100), vague=True)
    if word in known.scales:
        return Numeral(
            i, k + 1, 2 * known.scales[word], "word", Decimal(2), known.scales[word], vague=True
        )
    if word in known.groups and word != "dozens":
        return Numeral(i, k + 1, Decimal(24), "word", vague=True)
    return None


def _many_at(tokens: Tokens, i: int) -> Numeral | None:
    """
    A lower bound: "hundreds of" is 100, "tens of thousands of" 10,000, "dozens of" 12.

    "several thousands" and "thousands" without "of" are vague: no number, but for "dozens" and
    "hundreds" that a verb follows ("dozens were hurt").
    """
    known = words()
    value = Decimal(known.many[tokens.word(i)])
    k = i + 1
    if tokens.word(k) == "of" and tokens.word(k + 1) in known.many:
        value *= known.many[tokens.word(k + 1)]
        k += 2
        if tokens.word(k) == "of" and tokens.word(k + 1) in known.many:
            value *= known.many[tokens.word(k + 1)]
            k += 2
    elif (tokens.word(i) in {"tens", "scores", "lakhs", "crores"} and tokens.word(k) != "of") or (
        tokens.word(k) != "of"
        and not (
            tokens.word(i) in {"dozens", "hundreds", "thousands"}
            and tokens.word(k) in {"more", "were", "have", "are", "had"}
        )
    ):
        return None
    if tokens.word(i - 1) in {"a", "some", "few", "several", "many"} or tokens.word(i - 1) == BREAK:
        value = value if tokens.word(i - 1) == BREAK else value
    return Numeral(i, k, value, "many")


def is_hyphen(word: str) -> bool:
    """Whether the token is a hyphen or a dash."""
    return word in HYPHENS
