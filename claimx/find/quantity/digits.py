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
    from claimx.find.quantity.tokens import Tokens

# A double ends near 1.8e308; nothing longer than this needs to be multiplied out.
MAX_DIGITS = 400
EXACT = Context(prec=MAX_DIGITS + 50, Emax=999_999_999, Emin=-999_999_999)
# Fractions that do not end (two-thirds) get as many digits as a double can tell apart.
ROUNDED = Context(prec=20)
# The shapes of certain figures, and the separators that they lose.
_FORMS = (
    (re.compile(r"\d+(?:\.\d+)?|\.\d+"), r"[^\d.]"),
    (re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"), ","),
    (re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"), ","),
    (re.compile(r"\d{1,3}(?:[\u00a0\u2009\u202f'’]\d{3})+(?:\.\d+)?"), "[\u00a0\u2009\u202f'’]"),
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2}"), r"\."),
)
_COMMA = re.compile(r"\d+,\d{1,2}")
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
    if not raw.isascii():  # NFKC makes every space plain, and they group thousands
        raw = unicodedata.normalize("NFKC", raw.translate(_ARABIC)).replace(" ", "\u00a0")
        if not _is_one_script(raw):
            return None, "not"
    if len(raw) > MAX_DIGITS:
        return None, "long" if raw.isdecimal() else "not"
    for pattern, removed in _FORMS:
        if pattern.fullmatch(raw):
            plain = re.sub(removed, "", raw).replace(",", ".")
            is_code = plain[0] == "0" and plain[1:2].isdecimal()
            return (None, "not") if is_code else (Decimal(plain), "")
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


def power_of_ten(tokens: Tokens, numeral: Numeral, value: Decimal) -> Numeral | None:
    """The figure with a power of ten behind it: "1.3x10^6", "5.5 × 10⁻³", "8x2^10"; else None."""
    k = numeral.last
    if tokens.word(k) not in {"x", "×"} or tokens.written(k + 1) not in {"10", "2"}:
        return None
    base = Decimal(tokens.raw[k + 1])
    k += 2
    is_raised = tokens.word(k) == "^"
    k += is_raised
    is_signed = tokens.word(k) in {"-", "−", "+", "⁻"} and tokens.glued(k)
    is_negative = is_signed and tokens.low[k] != "+"
    k += is_signed
    digits = unicodedata.normalize("NFKC", tokens.written(k)) if tokens.glued(k) else ""
    if not digits.isdecimal() or len(digits) > 3:
        return None
    if not (is_raised or is_signed or digits != tokens.raw[k]):
        return None  # 2 x 10 5
    factor = base ** int(digits)
    scaled = ROUNDED.divide(value, factor) if is_negative else value * factor
    return Numeral(numeral.first, k + 1, scaled)


def caret_power(tokens: Tokens, numeral: Numeral, value: Decimal) -> Numeral | None:
    """A figure raised by a caret: "10^6", "2.5^-1"."""
    k = numeral.last
    if tokens.word(k) != "^" or not (tokens.glued(k) and tokens.glued(k + 1)) or not value:
        return None
    is_signed = tokens.low[k + 1] in {"-", "−", "+"}
    digits = tokens.written(k + 1 + is_signed)
    if not (digits.isdecimal() and digits.isascii() and len(digits) < 4):
        return None
    exponent = -int(digits) if tokens.low[k + 1] in {"-", "−"} else int(digits)
    raised = ROUNDED.power(value, exponent)
    is_held = abs(raised.adjusted()) < 308
    return Numeral(numeral.first, k + 2 + is_signed, raised if is_held else None)


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
