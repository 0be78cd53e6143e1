"""
Written numerals -> exact values: "1,270", "two dozen", "1.2bn", "two-thirds", "three and a half".

Here a numeral is only read; what it counts, whether it is a date or a name, and what "m" means in
"5m" is for `figures` to say. All arithmetic is decimal: 170 of 3,996 products such as 1.07 * 1e9
are wrong in binary.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from claimx.find.tokens import BREAK, HYPHENS, VULGAR, Tokens
from claimx.lexicon import table

# A double ends near 1.8e308; nothing longer than this needs to be multiplied out.
MAX_DIGITS = 400
EXACT = Context(prec=MAX_DIGITS + 50, Emax=999_999_999, Emin=-999_999_999)
# Fractions that do not end (two-thirds) get as many digits as a double can tell apart.
ROUNDED = Context(prec=20)

_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2}")
_COMMA = re.compile(r"\d+,\d{1,2}")
_SPACED = re.compile(r"\d{1,3}(?:[\u00a0\u2009\u202f'’]\d{3})+(?:\.\d+)?")
_POWER = re.compile(r"(\d+(?:\.\d+)?)[eE]([+-]?\d{1,9})")
_ARABIC = str.maketrans("٫٬", ".,")


@dataclass(frozen=True, slots=True)
class Numeral:
    """
    A numeral of the text: tokens `first` to `last`, `last` exclusive.

    `value` is None where it is too large or too long to hold. `mantissa` is the value before its
    last scale ("5" of "5 million") and `scale` that scale, None without one: a range's first end
    may borrow it ("5 to 7 million"). `shape` is "figure" (12), "word" (twelve), "ordinal" (12th),
    "fraction" (two-thirds) or "many" (dozens). `comma` marks a decimal comma, which stands only
    where a unit or a scale makes it certain; `vague` a couple; `article` a leading "a".
    """

    first: int
    last: int
    value: Decimal | None
    shape: str = "figure"
    mantissa: Decimal | None = None
    scale: Decimal | None = None
    comma: bool = False
    vague: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words, by what they do."""

    ones: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Decimal]
    suffixes: dict[str, Decimal]
    groups: dict[str, int]
    many: dict[str, int]
    ordinals: dict[str, int]
    fractions: dict[str, int]
    starters: frozenset[str]


@functools.cache
def words() -> _Words:
    """The number words of the lexicon."""
    rows = table("numerals")
    ordinals = dict(rows["ordinals"])
    fractions = dict(rows["fractions"])
    for word, value in ordinals.items():
        if value > 2:
            fractions[word] = value
            fractions[word + "s"] = value
    small = {**rows["ones"], **rows["teens"], **rows["tens"]}
    starters = {*small, *ordinals, *rows["many"], *rows["groups"], "half", "quarter", "hundred", "a", "an"}
    return _Words(
        ones=rows["ones"],
        teens=rows["teens"],
        tens=rows["tens"],
        scales={word: Decimal(value) for word, value in rows["scales"].items()},
        suffixes={word: Decimal(value) for word, value in rows["suffixes"].items()},
        groups=rows["groups"],
        many=rows["many"],
        ordinals=ordinals,
        fractions=fractions,
        starters=frozenset(starters),
    )


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
    tokens = Tokens(text)
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
    if word in known.many and word not in known.groups or word == "dozens":
        return _many_at(tokens, i)
    if word[:1] in VULGAR and word:
        return _scaled_fraction(tokens, Numeral(i, i + 1, _vulgar(word), "fraction"))
    if word in {"half", "quarter"}:
        return _half_at(tokens, i)
    if word in known.groups:
        if tokens.word(i - 1) in {"baker's", "baker’s"}:
            return None
        return Numeral(i, i + 1, Decimal(known.groups[word]), "word")
    if word in known.ordinals:
        return None if word == "second" and not _is_rank_second(tokens, i) else Numeral(i, i + 1, Decimal(known.ordinals[word]), "ordinal")
    numeral = _words_at(tokens, i)
    if numeral is not None and word == "hundred" and numeral.last == i + 1:
        return None  # several hundred
    return numeral and _with_fraction(tokens, numeral)


def _is_rank_second(tokens: Tokens, i: int) -> bool:
    """Whether "second" is a rank: "the second time", and not "a second", "per second"."""
    if tokens.word(i - 1) in {"per", "each", "every", "split"} or tokens.is_hyphen(i - 1):
        return False
    return not (tokens.word(i - 1) == "a" and not tokens.is_word(i + 1)) and tokens.word(i + 1) not in {"ago", "later", "or", "and"}


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
    return _scaled(numeral, scale, k + 1)


# ------------------------------------------------------------------ figures


def read_figure(raw: str) -> tuple[Decimal | None, str]:
    """
    The value of a token of digits and separators, and what makes it doubtful.

    Returns:
        (value, ""), (value, "comma") where a decimal comma is likely but not certain, (None, "long")
        where no double can hold it, (None, "not") where the separators make no numeral.
    """
    if not raw.isascii():
        raw = unicodedata.normalize("NFKC", raw.translate(_ARABIC)) if raw[1:2] != "\u00a0" else raw
        raw = raw.replace(" ", "\u00a0")
        if not _is_one_script(raw):
            return None, "not"
    if len(raw) > MAX_DIGITS:
        return None, "long" if raw.isdecimal() else "not"
    if _PLAIN.fullmatch(raw):
        if raw[0] == "0" and len(raw) > 1 and raw[1] != ".":
            return None, "not"
        return Decimal(raw), ""
    if _GROUPED.fullmatch(raw) or _INDIAN.fullmatch(raw):
        if raw[0] == "0":
            return None, "not"
        return Decimal(raw.replace(",", "")), ""
    if _SPACED.fullmatch(raw):
        return Decimal(re.sub("[\u00a0\u2009\u202f'’]", "", raw)), ""
    if _EUROPEAN.fullmatch(raw):
        return Decimal(raw.replace(".", "").replace(",", ".")), ""
    if _COMMA.fullmatch(raw):  # 5,05 is no list: no item of one begins with a nought
        return Decimal(raw.replace(",", ".")), "" if raw.partition(",")[2][:1] == "0" else "comma"
    power = _POWER.fullmatch(raw)
    if power:
        value = EXACT.create_decimal(power[1]).scaleb(int(power[2]), EXACT)
        return (value, "") if abs(value.adjusted()) < 308 else (None, "long")
    return None, "not"


def _is_one_script(raw: str) -> bool:
    """Whether all digits are of one script: half Latin, half Arabic digits are no numeral."""
    return len({ord(c) - int(c) for c in raw if c.isdecimal()}) <= 1


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
    assert value is not None  # noqa: S101 - "long" and "not" are gone
    numeral = Numeral(i, last, value, comma=doubt == "comma")
    power = _power_of_ten(tokens, numeral) or _power(tokens, numeral)
    if power is not None:
        return power
    suffix = tokens.written(last)
    if tokens.glued(last) and suffix[:1] and not suffix[0].isalpha() and suffix[0].isalnum() and suffix not in VULGAR:
        return None  # 10² : a power, or a note number 2; nobody can tell
    if value == value.to_integral_value():
        fraction = _fraction_behind(tokens, last)
        if fraction is not None:
            whole = Numeral(i, fraction.last, value + (fraction.value or 0), "fraction")
            return _scaled_fraction(tokens, whole)
        over = _slash_fraction(tokens, i)
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
    if k - i < 2 or (k - i == 2 and tokens.raw[i + 1] != "000") or tokens.glued(k) and tokens.is_figure(k):
        return None
    value = Decimal("".join(tokens.raw[i:k]))
    return _scale_words(tokens, Numeral(i, k, value))


def _power_of_ten(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    """The figure with a power of ten behind it: "1.3x10^6", "5.5 × 10⁻³", "8x2^10"; else None."""
    k = numeral.last
    if tokens.word(k) not in {"x", "×"} or not tokens.is_figure(k + 1):
        return None
    base, _ = read_figure(tokens.raw[k + 1])
    k += 2
    caret = tokens.word(k) == "^"
    k += caret
    sign = 1
    if tokens.word(k) in {"-", "−", "+", "⁻"} and tokens.glued(k):
        sign = -1 if tokens.word(k) != "+" else 1
        k += 1
        caret = True
    digits = unicodedata.normalize("NFKC", tokens.written(k)) if tokens.glued(k) else ""
    if not digits.isdecimal() or len(digits) > 3 or base is None or not (caret or digits != tokens.raw[k]):
        return None
    if base not in {2, 10}:
        return None
    factor = EXACT.power(base, sign * int(digits)) if base == 10 else Decimal(2) ** (sign * int(digits))
    assert numeral.value is not None  # noqa: S101
    value = EXACT.multiply(numeral.value, factor)
    return Numeral(numeral.first, k + 1, value)


def _power(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    """A figure raised by a caret: "10^6", "2.5^-1"."""
    k = numeral.last
    if tokens.word(k) != "^" or not (tokens.glued(k) and tokens.glued(k + 1)) or numeral.value is None:
        return None
    sign = tokens.word(k + 1) in {"-", "−", "+"}
    digits = tokens.written(k + 1 + sign)
    if not (digits.isdecimal() and digits.isascii() and len(digits) < 4) or not numeral.value:
        return None
    exponent = -int(digits) if tokens.word(k + 1) in {"-", "−"} else int(digits)
    value = ROUNDED.power(numeral.value, exponent)
    return Numeral(numeral.first, k + 2 + sign, value if abs(value.adjusted()) < 308 else None)


def _slash_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """A fraction of two figures: "3/4", and "1/40". A date (5/17), 24/7 and 9/11 are none."""
    if tokens.word(i + 1) != "/" or not (tokens.glued(i + 1) and tokens.glued(i + 2)):
        return None
    above, below = tokens.raw[i], tokens.written(i + 2)
    if not (above.isdecimal() and below.isdecimal() and len(above) < 4 and len(below) < 4):
        return None
    n, d = int(above), int(below)
    if not 0 < n < d or (n, d) in {(9, 11), (24, 7), (7, 7)} or tokens.word(i + 3) == "/" and tokens.glued(i + 3):
        return None
    return Numeral(i, i + 3, ROUNDED.divide(Decimal(n), Decimal(d)), "fraction")


def _vulgar(char: str) -> Decimal:
    """The value of "½"."""
    above, _, below = unicodedata.normalize("NFKC", char).partition("⁄")
    return ROUNDED.divide(Decimal(above), Decimal(below or "1"))


def _fraction_behind(tokens: Tokens, k: int) -> Numeral | None:
    """A fraction that belongs to a whole figure before token k: "2½", "10 1/2", "2 and a half"."""
    if tokens.written(k)[:1] in VULGAR and tokens.written(k):
        return Numeral(k, k + 1, _vulgar(tokens.raw[k]), "fraction")
    if tokens.is_figure(k) and not tokens.glued(k):
        return _slash_fraction(tokens, k)
    return _and_fraction(tokens, k)


# ------------------------------------------------------------------ words


def _scaled(numeral: Numeral, scale: Decimal, last: int) -> Numeral:
    value = None if numeral.value is None else EXACT.multiply(numeral.value, scale)
    base = numeral.mantissa if numeral.mantissa is not None else numeral.value
    return replace(numeral, last=last, value=value, mantissa=base, scale=(numeral.scale or 1) * scale)


def _scale_words(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The figure with the words behind it: "5 million", "3 hundred and 21", "3 lakh crore"."""
    known = words()
    k = _over_hyphen(tokens, numeral.last)
    word = tokens.word(k)
    if word in {"hundred", "hundreds"} or word in known.scales or word in known.groups:
        return _with_fraction(tokens, _words_at(tokens, numeral.first) or numeral)
    return numeral


def _over_hyphen(tokens: Tokens, k: int) -> int:
    """k, or the token behind it where k is a hyphen within a word."""
    return k + 1 if tokens.is_hyphen(k) else k


def _words_at(tokens: Tokens, i: int) -> Numeral | None:  # noqa: C901, PLR0912, PLR0915
    """
    The number words from token i on, as one value: "two hundred and fifty-four thousand".

    A figure may stand for a word where a scale follows ("4 thousand 3 hundred and 21").
    """
    known = words()
    total = Decimal(0)  # what a scale word has closed
    group: Decimal | None = None  # what still waits for its scale
    last_scale: Decimal | None = None
    end = k = i
    shape = "figure" if tokens.is_figure(i) else "word"
    mantissa: Decimal | None = None
    for _ in range(40):
        word = tokens.word(k)
        if word in known.ones:
            value = known.ones[word]
            if group is None:
                group = Decimal(value)
            elif value and group % 100 >= 20 and group % 10 == 0:
                group += value
            elif value and group >= 100 and group % 100 == 0:
                group += value
            else:
                break
        elif word in known.teens or word in known.tens:
            value = known.teens.get(word) or known.tens[word]
            if group is None:
                group = Decimal(value)
            elif group >= 100 and group % 100 == 0:
                group += value
            else:
                break
        elif word == "hundred":
            if group is None:
                if total or k > i:
                    break
                group = Decimal(100)
            elif 0 < group < 100 or (tokens.is_figure(k - 1) and group < 1000):
                mantissa, group = group, group * 100
            else:
                break
        elif word in known.scales:
            scale = known.scales[word]
            if group is None and not total:
                break
            if group is None:
                total, last_scale, mantissa = total * scale, (last_scale or 1) * scale, mantissa
            elif last_scale is not None and scale >= last_scale:
                break
            else:
                mantissa = group if not total else None
                total, group, last_scale = total + EXACT.multiply(group, scale), None, scale
        elif word in known.groups and k > i:
            if group is None or total:
                break
            return Numeral(i, k + 1, group * known.groups[word], "word", group, Decimal(known.groups[word]))
        elif tokens.is_figure(k) and group is None and (k == i or tokens.word(k + 1) in {"hundred", "thousand"} or tokens.word(k - 1) == "and"):
            value_read, doubt = read_figure(tokens.raw[k])
            if value_read is None or doubt or (total and value_read >= 1000):
                break
            group = value_read
        elif tokens.is_figure(k) and group is not None and tokens.word(k - 1) in {"and", "&"}:
            group += int(tokens.raw[k])  # 3 hundred and 21
        else:
            break
        end = k + 1
        k = _next_number_word(tokens, end, group=group, total=total, i=i)
        if k < 0:
            break
    if end == i:
        return None
    value_all = total + (group or 0)
    if last_scale is None or group is not None:
        mantissa, last_scale = None, None
    return Numeral(i, end, value_all, shape, mantissa, last_scale)


def _next_number_word(tokens: Tokens, k: int, *, group: Decimal | None, total: Decimal, i: int) -> int:
    """
    Where the numeral may go on behind token k - 1: over a hyphen, "and" or a comma; -1 if nowhere.

    "two hundred and five": after a full hundred or a scale. "between one hundred and two hundred":
    what follows "and" has a hundred of its own, so it is another numeral.
    """
    known = words()
    word = tokens.word(k)
    if tokens.is_hyphen(k) or (word == "-" and group is not None and group in range(20, 100, 10)):
        return k + 1
    if word in {"and", "&"}:
        full_hundred = group is not None and group >= 100 and group % 100 == 0
        if not (full_hundred or (group is None and total)):
            return -1
        following = tokens.word(k + 1)
        figure = tokens.is_figure(k + 1) and full_hundred is False and total == 0
        if tokens.is_figure(k + 1):
            figure = tokens.is_figure(i) and full_hundred and len(tokens.raw[k + 1]) < 3
        if not (figure or following in known.ones or following in known.teens or following in known.tens):
            return -1
        rest = _simple_at(tokens, k + 1)
        behind = tokens.word(rest[1])
        if full_hundred and (behind == "hundred" or rest[0] >= 100):
            return -1
        if behind in known.fractions and behind.endswith(("s", "f")) and rest[0] < known.fractions[behind]:
            return -1  # one hundred and three quarters: 100.75
        if tokens.word(i - 1) == "between" and "and" not in tokens.low[rest[1] : rest[1] + 4]:
            return -1
        return k + 1
    if word == "," and group is None and total:
        rest = _simple_at(tokens, k + 1)
        return k + 1 if tokens.word(rest[1]) in {"hundred", "thousand"} and not tokens.is_figure(k + 1) else -1
    return k


def _simple_at(tokens: Tokens, k: int) -> tuple[int, int]:
    """The value under a hundred that begins at token k, and where it ends: "fifty-four" is 54."""
    known = words()
    word = tokens.word(k)
    if tokens.is_figure(k):
        return (int(tokens.raw[k]) if tokens.raw[k].isdecimal() and len(tokens.raw[k]) < 4 else 0), k + 1
    if word in known.tens:
        j = _over_hyphen(tokens, k + 1)
        unit = known.ones.get(tokens.word(j), 0)
        return (known.tens[word] + unit, j + 1) if unit else (known.tens[word], k + 1)
    value = known.ones.get(word, known.teens.get(word))
    return (value, k + 1) if value is not None else (0, k)


def _with_fraction(tokens: Tokens, numeral: Numeral) -> Numeral:  # noqa: PLR0911
    """The numeral with what may end it: ordinal, denominator, "and a half", "point five"."""
    k = numeral.last
    known = words()
    if tokens.word(k) == "point" and numeral.scale is None:
        return _decimal_words(tokens, numeral)
    if tokens.word(k) in {"and", "-"} or tokens.is_hyphen(k):
        added = _and_fraction(tokens, k)
        if added is not None and numeral.value is not None and added.value is not None:
            return _add_fraction(tokens, numeral, added)
    k = _over_hyphen(tokens, k)
    if tokens.word(k) == "-" and numeral.shape == "word" and tokens.word(k + 1) in known.fractions:
        k += 1  # five - eighths
    word = tokens.word(k)
    if numeral.shape == "word" and word in known.tens and numeral.value is not None and tokens.word(k - 1) not in {"and"}:
        compound = _compound_denominator(tokens, numeral, k)
        if compound is not None:
            return compound
    if numeral.shape == "word" and word in known.fractions and word != "second":
        below = known.fractions[word]
        value = numeral.value or Decimal(0)
        plural = word.endswith("s") or word == "half"
        if word in {"quarter", "quarters"} and (value >= 4 or not _is_share(tokens, k)):
            return numeral  # two quarters of growth
        if value >= 100 and value % 100 in range(20, 100, 10) and below < 10 and plural and tokens.word(k - 2 - tokens.is_hyphen(k - 1)) != "and":
            tens = value % 100  # one hundred thirty-fifths
            return Numeral(numeral.first, k + 1, _part(value - tens, int(tens) + below), "fraction")
        if plural or value == 1 or (word == "quarter" and tokens.is_hyphen(k - 1)) or (tokens.is_hyphen(k - 1) and value < below and value < 20):
            return _scaled_fraction(tokens, Numeral(numeral.first, k + 1, _part(value, below), "fraction"))
    return _ordinal_end(tokens, numeral, k)


def _compound_denominator(tokens: Tokens, numeral: Numeral, k: int) -> Numeral | None:
    """The fraction of "one twenty-fifth", "three twenty-firsts", whose denominator begins at token k."""
    known = words()
    j = _over_hyphen(tokens, k + 1)
    word = tokens.word(j)
    unit = known.ordinals.get(word.removesuffix("s"), 0)
    if not 0 < unit < 10 or not (word.endswith("s") or numeral.value == 1):
        return None
    assert numeral.value is not None  # noqa: S101
    return Numeral(numeral.first, j + 1, _part(numeral.value, known.tens[tokens.word(k)] + unit), "fraction")


def _part(value: Decimal, below: int) -> Decimal:
    """value / below, exact where it ends: 13/20 is 0.65."""
    return ROUNDED.divide(value, Decimal(below)).normalize(ROUNDED)


def _is_share(tokens: Tokens, k: int) -> bool:
    """Whether "quarters" at token k are fourths and not parts of a year: "three quarters of"."""
    return tokens.word(k - 1) in {"three", "3", "-", "one", "a"} and tokens.word(k - 2) not in {
        "last", "past", "next", "first", "previous", "straight", "consecutive", "the", "final",
    }


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
            value, end = _simple_at(tokens, k)
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
    k = _over_hyphen(tokens, k)
    if tokens.word(k) != "and":
        return None
    k = _over_hyphen(tokens, k + 1)
    known = words()
    word = tokens.word(k)
    if word in {"a", "an", "one"}:
        above, k = 1, _over_hyphen(tokens, k + 1)
    elif word in known.ones or word in known.teens or word in known.tens:
        above, k = _simple_at(tokens, k)
        k = _over_hyphen(tokens, k)
    else:
        return None
    below = known.fractions.get(tokens.word(k))
    if below is None or not 0 < above < below or (above > 1) != tokens.word(k).endswith("s"):
        return None
    if above == 1 and below > 2 and tokens.word(k) != "quarter" and tokens.is_word(k + 1) and tokens.word(k + 1) not in known.scales:
        return None  # two and a third man: an ordinal
    return Numeral(k, k + 1, _part(Decimal(above), below), "fraction")


def _add_fraction(tokens: Tokens, numeral: Numeral, added: Numeral) -> Numeral:
    """Add "and a half" to the numeral: to its last scale where it has one."""
    assert numeral.value is not None and added.value is not None  # noqa: S101, PT018
    scale = words().scales.get(tokens.word(added.last))
    if numeral.scale is not None:
        if scale is not None and scale <= numeral.scale:
            return Numeral(numeral.first, added.last + 1, numeral.value + added.value * scale, "fraction")
        value = numeral.value + EXACT.multiply(added.value, numeral.scale)
        return Numeral(numeral.first, added.last, value, "fraction")
    return _scaled_fraction(tokens, Numeral(numeral.first, added.last, numeral.value + added.value, "fraction"))


def _scaled_fraction(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The fraction with the scale behind it: "half a million", "three quarters of a billion"."""
    known = words()
    k = _over_hyphen(tokens, numeral.last)
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
    return replace(_scaled(numeral, scale, k + 1), shape="word")


def _half_at(tokens: Tokens, i: int) -> Numeral | None:
    """ "half a million", "half-dozen", and the share "half" by itself."""
    if tokens.word(i) == "quarter":
        value = Decimal("0.25")
    else:
        value = Decimal("0.5")
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
        numeral = Numeral(k, k + 1, Decimal(known.groups[tokens.word(k)]), "word", Decimal(1), Decimal(12))
    else:
        return None
    return replace(numeral, first=i, article=True)


def _one_scale(tokens: Tokens, k: int) -> Numeral:
    """What follows the "a" of "a thousand", "a hundred and two thousand", "a million and a half"."""
    if tokens.word(k) == "hundred":
        numeral = _words_at(tokens, k)
        assert numeral is not None  # noqa: S101
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
    numeral = _scaled_fraction(tokens, Numeral(i, i + 2, _part(Decimal(1), known.fractions[word]), "fraction", article=True))
    if word in {"half", "quarter"} or numeral.last > i + 2:
        return numeral
    following = tokens.word(i + 2)
    if tokens.is_hyphen(i + 2):
        return None  # a third-party evaluation
    if following == "of" or not following.isalpha() or following in AFTER_FRACTION:
        return numeral if word not in {"second", "seconds"} else None
    return None


AFTER_FRACTION = frozenset(
    {"in", "from", "to", "more", "less", "fewer", "higher", "lower", "on", "as", "and", "or", "were", "was", "are", "is",
     "have", "had", "has", "since", "this", "last", "the", "during", "by", "compared", "were", "said", "faster", "larger", "smaller", "cheaper"}
)


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
        return Numeral(i, k + 1, 2 * known.scales[word], "word", Decimal(2), known.scales[word], vague=True)
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
    elif tokens.word(i) in {"tens", "scores", "lakhs", "crores"} and tokens.word(k) != "of":
        return None
    elif tokens.word(k) != "of" and not (tokens.word(i) in {"dozens", "hundreds", "thousands"} and tokens.word(k) in {"more", "were", "have", "are", "had"}):
        return None
    if tokens.word(i - 1) in {"a", "some", "few", "several", "many"} or tokens.word(i - 1) == BREAK:
        value = value if tokens.word(i - 1) == BREAK else value
    return Numeral(i, k, value, "many")


def is_hyphen(word: str) -> bool:
    """Whether the token is a hyphen or a dash."""
    return word in HYPHENS
