"""
Figures in digits -> exact values: "1,270", "12,34,567", "1.3x10^6", "½", "１２３".

What has no certain reading has none: "1.2.3", digits of two scripts, a superscript that may be a note.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.find.tokens import Tokens

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


def power_of_ten(tokens: Tokens, numeral: Numeral) -> Numeral | None:
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
    if (
        not digits.isdecimal()
        or len(digits) > 3
        or base is None
        or not (caret or digits != tokens.raw[k])
    ):
        return None
    if base not in {2, 10}:
        return None
    factor = (
        EXACT.power(base, sign * int(digits)) if base == 10 else Decimal(2) ** (sign * int(digits))
    )
    assert numeral.value is not None
    value = EXACT.multiply(numeral.value, factor)
    return Numeral(numeral.first, k + 1, value)


def caret_power(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    """A figure raised by a caret: "10^6", "2.5^-1"."""
    k = numeral.last
    if (
        tokens.word(k) != "^"
        or not (tokens.glued(k) and tokens.glued(k + 1))
        or numeral.value is None
    ):
        return None
    sign = tokens.word(k + 1) in {"-", "−", "+"}
    digits = tokens.written(k + 1 + sign)
    if not (digits.isdecimal() and digits.isascii() and len(digits) < 4) or not numeral.value:
        return None
    exponent = -int(digits) if tokens.word(k + 1) in {"-", "−"} else int(digits)
    value = ROUNDED.power(numeral.value, exponent)
    return Numeral(numeral.first, k + 2 + sign, value if abs(value.adjusted()) < 308 else None)


def slash_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """A fraction of two figures: "3/4", and "1/40". A date (5/17), 24/7 and 9/11 are none."""
    if tokens.word(i + 1) != "/" or not (tokens.glued(i + 1) and tokens.glued(i + 2)):
        return None
    above, below = tokens.raw[i], tokens.written(i + 2)
    if not (above.isdecimal() and below.isdecimal() and len(above) < 4 and len(below) < 4):
        return None
    n, d = int(above), int(below)
    if (
        not 0 < n < d
        or (n, d) in {(9, 11), (24, 7), (7, 7)}
        or (tokens.word(i + 3) == "/" and tokens.glued(i + 3))
    ):
        return None
    return Numeral(i, i + 3, ROUNDED.divide(Decimal(n), Decimal(d)), "fraction")


def vulgar(char: str) -> Decimal:
    """The value of "½"."""
    above, _, below = unicodedata.normalize("NFKC", char).partition("⁄")
    return ROUNDED.divide(Decimal(above), Decimal(below or "1"))
