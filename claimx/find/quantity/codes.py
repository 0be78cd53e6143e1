"""
Dates, clock times, telephone numbers, list numbers, web addresses and other codes of digits.

They are skipped before a numeral is read. Each function looks a few tokens around the figure and no
further, so that time is linear.
"""

from __future__ import annotations

import functools
import re

from claimx.find.quantity.tokens import BREAK, HYPHENS, Tokens
from claimx.find.quantity.units import money_before
from claimx.lexicon import table
from claimx.lexicon.sets import word_set

_URL = re.compile(r"(?:https?://|ftp://|www\.)\S+")


@functools.cache
def months() -> frozenset[str]:
    """Names of months, full and short."""
    rows = table("not_numbers")["months"]
    return frozenset([*rows["full"], *rows["short"]])


@functools.cache
def words(group: str, key: str) -> frozenset[str]:
    """A list of the lexicon of what is no number."""
    return frozenset(table("not_numbers")[group][key])


def urls(text: str) -> list[tuple[int, int]]:
    """Where the text has web addresses."""
    if "://" not in text and "www." not in text:
        return []
    return [match.span() for match in _URL.finditer(text)]


def skip_code(tokens: Tokens, i: int) -> int | None:
    """
    The token after a date, clock time, telephone number or other code that begins at figure i.

    None where the figure may be a quantity. Asked before its unit is read: "2.15pm" is a time and
    no picometre, "10 May" a date.
    """
    for rule in (
        _embedded,
        _digit_chain,
        _clock_time,
        _calendar_date,
        _era,
        _decade,
        _list_number,
        _bracketed,
        _leading_zero,
    ):
        last = rule(tokens, i)
        if last is not None:
            return last
    return None


def _embedded(tokens: Tokens, i: int) -> int | None:  # noqa: PLR0911 (a list of cases)
    """A figure glued behind letters, "#", "@", a hyphenated name or a tag's quote: S23, i7, COVID-19, #1, id="7"."""
    if not tokens.glued(i):
        return None
    before = tokens.raw[i - 1]
    if before in {"#", "@", "_", "&", "\\", "^"}:
        return i + 1
    if before[0].isalpha():
        return None if money_before(tokens, i) is not None else chain_end(tokens, i)
    if before == '"' and tokens.word(i - 2) == "=" and tokens.glued(i - 1):
        return i + 1
    name = tokens.written(i - 2)
    if before in HYPHENS and name in {"COVID", "Covid"}:  # COVID -19 as well
        return i + 1
    is_hyphened = before in HYPHENS and tokens.glued(i - 1)
    if is_hyphened and name[:1].isalpha() and name.lower() not in _PREFIXES:
        return chain_end(tokens, i)
    if before in {"/", ":", ".", ","} and tokens.glued(i - 1) and tokens.is_figure(i - 2):
        return None
    is_joined = before == "." and tokens.glued(i - 1) and tokens.is_word(i - 2)
    if is_joined and money_before(tokens, i) is None:
        return None if tokens.low[i - 2] in {"no", "c", "ca", "approx"} else i + 1  # ID.3
    return None


ZEROS = frozenset({"net", "ground", "patient", "sub", "near"})


def is_zero_phrase(tokens: Tokens, i: int) -> bool:
    """Whether "zero" is half of a term: "net zero", "ground zero", "zero tolerance"."""
    if tokens.low[i] != "zero":
        return False
    before = tokens.word(i - 1 - tokens.is_hyphen(i - 1))
    after = tokens.word(i + 1 + tokens.is_hyphen(i + 1))
    is_verb = after in {"in", "ing"} and tokens.word(i + 2) == "on"  # they zero in on
    return before in ZEROS or is_verb or after in {"tolerance", "sum", "hour", "hours", "day"}


_PREFIXES = word_set("contexts", "not_numbers", "hyphen_prefixes")


def chain_end(tokens: Tokens, i: int) -> int:
    """The token after a code without spaces: "5G", "S23-14", "L202"; at most twelve on."""
    k = i + 1
    while (
        k < min(tokens.size, i + 12)
        and tokens.glued(k)
        and (
            tokens.raw[k][0].isalnum()
            or (tokens.raw[k] in "-/+" and tokens.glued(k + 1) and not tokens.is_word(k + 1))
        )
    ):
        k += 1
    return k


def _digit_chain(tokens: Tokens, i: int) -> int | None:
    """
    Digits joined without spaces into a date or a number to call: 2024-05-10, 5/17/2018, 555-0100.

    Two groups may be a range or a score, so three are needed, or a shape that only telephones
    have; 2012–13 is a season.
    """
    k, groups, signs = i, [tokens.raw[i]], []
    while (
        k + 2 < tokens.size
        and (tokens.raw[k + 1] in "-/–‑:·" or tokens.raw[k + 1] in _ODD_SEPARATORS)
        and tokens.glued(k + 1)
        and tokens.glued(k + 2)
        and tokens.is_figure(k + 2)
    ):
        signs.append(tokens.raw[k + 1])
        groups.append(tokens.raw[k + 2])
        k += 2
        if len(groups) > 12:
            break
    if tokens.word(i - 1) == "+" and tokens.glued(i) and len(groups) > 1:
        return k + 1
    if len(groups) == 1:
        return _spaced_phone(tokens, i)
    is_chain = len(groups) > 2 and all(len(group) < 12 for group in groups)
    if is_chain or signs[0] in _ODD_SEPARATORS:
        # 5‚000 has a low quotation mark for its comma; 10-20-30 is no range of anything, 1:23:45 a time; but 1-2-1 may be a formation: neither.
        return k + 1
    left, right = groups[:2]
    if signs[0] == ":":
        is_time = left.isdecimal() and len(left) < 3 and int(left) < 60 and len(right) == 2
        return k + 1 if is_time and tokens.word(i - 1) != "ratio" else None
    if not (left.isdecimal() and right.isdecimal()):
        return None
    if signs[0] == "/":
        is_code = is_year_figure(left) or (left, right) in _SLASHED
    else:
        is_season = is_year_figure(left) and (len(right) == 2 or is_year_figure(right))
        is_code = is_season or (right[0] == "0" and len(right) > 1)
    is_phone = len(left) == 3 and len(right) == 4
    return k + 1 if is_code or is_phone else None


_ODD_SEPARATORS = frozenset("‚;`´_")
_SLASHED = frozenset({("24", "7"), ("9", "11"), ("7", "7")})


def _spaced_phone(tokens: Tokens, i: int) -> int | None:
    """Groups with spaces behind "+44" or a leading zero: "+44 20 7946 0958", "0800 123 456"."""
    figure = tokens.raw[i]
    plus = tokens.word(i - 1) == "+" and tokens.glued(i)
    if not (
        figure.isdecimal()
        and ((figure[0] == "0" and len(figure) > 2) or (plus and len(figure) < 4))
    ):
        return None
    k = i + 1
    while k < min(tokens.size, i + 8) and (
        (tokens.is_figure(k) and tokens.raw[k].isdecimal()) or tokens.raw[k] in {"(", ")", "-", "–"}
    ):
        k += 1
    return k if k > i + 1 and len("".join(tokens.raw[i:k])) > 6 else None


def _clock_time(tokens: Tokens, i: int) -> int | None:
    """2.15pm, 9 a.m., 17:22, 5 o'clock, 0900 GMT; "2 to 5 pm" and "9-11 am" too."""
    if (
        tokens.word(i + 1) in {"-", "–", "to", "and", "until"}
        and tokens.is_figure(i + 2)
        and _is_clock(tokens, i + 2)
    ):
        return i + 1
    return i + 2 if _is_clock(tokens, i) else None


def _is_clock(tokens: Tokens, i: int) -> bool:
    figure = tokens.raw[i]
    after = tokens.word(i + 1)
    if after in {"a", "p"} and tokens.word(i + 2) == "." and tokens.word(i + 3) == "m":
        return True
    if (
        after in {"hours", "hrs"}
        and figure.isdecimal()
        and len(figure) == 4
        and figure[0] in "012"
        and figure[2] < "6"
    ):
        return figure[0] == "0" or tokens.word(i - 1) in {"at", "by", "from", "until"}
    if after not in words("clock", "after"):
        return False
    if after in {"am", "pm"}:
        hour, _, minutes = figure.replace(",", ".").partition(".")
        if hour.isdecimal() and len(hour) in {3, 4} and not minutes:
            return int(hour[-2:]) < 60
        return hour.isdecimal() and len(hour) < 3 and int(hour) < 25 and len(minutes) in {0, 2}
    return figure.replace(".", "").isdecimal() and len(figure) < 6


def _calendar_date(tokens: Tokens, i: int) -> int | None:
    """
    A day or year beside a month: "May 10", "10 May", "May 4th", "4th of May", "June 2018".

    Of "May 10-12" and "20 and 21 May" every day.
    """
    figure = tokens.raw[i]
    if not figure.isdecimal() or len(figure) > 4 or not _is_day_or_year(figure):
        return None
    known = months()
    k = i + 1
    if tokens.glued(k) and tokens.word(k) in {"st", "nd", "rd", "th"}:
        k += 1
    if tokens.word(k) == "of":
        k += 1
    if tokens.word(k) in known and len(figure) < 3 and _is_month(tokens, k):
        return k
    before = i - 1
    if tokens.word(before) == "." or (tokens.word(before) == "," and len(figure) == 4):
        before -= 1
    if tokens.word(before) == "the":
        before -= 1
    if (
        tokens.word(before) in known
        and _is_month(tokens, before)
        and not tokens.word(k).startswith("%")
    ):
        return _day_range_end(tokens, k)
    # "20 and 21 May", "20-21 May", "20 to 24 May"
    joiner = tokens.word(k)
    if (
        (joiner in HYPHENS or joiner in {"and", "to", "or", ",", "until"})
        and tokens.is_figure(k + 1)
        and len(figure) < 3
    ):
        last = k + 2
        if tokens.word(last) in {"st", "nd", "rd", "th"}:
            last += 1
        if tokens.word(last) in known and _is_month(tokens, last):
            return i + 1
    return None


def _is_day_or_year(figure: str) -> bool:
    return (len(figure) < 3 and 0 < int(figure) < 32) or is_year_figure(figure)


def _is_month(tokens: Tokens, k: int) -> bool:
    """Whether the month's name at token k is one: "may" and "march" need their capital."""
    return (
        tokens.raw[k][0].isupper()
        or tokens.low[k] not in {"may", "march", "mar", "dec", "sep", "jan"}
        or tokens.word(k + 1) in {".", ","}
    )


def _day_range_end(tokens: Tokens, k: int) -> int:
    """The token after the days that go on behind a month: "20-24", "4 and 5", "31, 1999"."""
    for _ in range(4):
        joiner = tokens.word(k)
        following = tokens.written(k + 1)
        if not (following.isdecimal() and len(following) < 5 and _is_day_or_year(following)):
            break
        if joiner == "," and not is_year_figure(following):
            break
        if joiner not in {",", "and", "to", "or", "through"} and joiner not in HYPHENS:
            break
        if (
            joiner in {"and", "to", "or"}
            and tokens.word(k + 2).isalpha()
            and tokens.word(k + 2) not in {"in", "at", "and", "for"}
        ):
            break
        k += 2
    return k


def is_year_figure(figure: str) -> bool:
    """Whether four digits may be a year: 1500 to 2100."""
    return len(figure) == 4 and figure.isdecimal() and 1500 <= int(figure) <= 2100


def _era(tokens: Tokens, i: int) -> int | None:
    """A year of an era: "300 BC", "A.D. 1000 and 1260"."""
    if not tokens.raw[i].isdecimal() or len(tokens.raw[i]) > 4:
        return None
    after = tokens.raw[i + 1 : i + 5]
    if after[:1] and after[0] in _ERAS and not tokens.glued(i + 1):
        return i + 2
    if after in (["B", ".", "C", "."], ["A", ".", "D", "."]):
        return i + 5
    if "".join(tokens.raw[max(0, i - 4) : i]).endswith(("AD", "A.D.")):
        return i + 3 if tokens.is_figure(i + 2) and tokens.word(i + 1) in _YEAR_JOINTS else i + 1
    return None


_ERAS = frozenset({"BC", "BCE", "AD", "CE"})
_YEAR_JOINTS = frozenset({"and", "to", "-", "–"})


def _decade(tokens: Tokens, i: int) -> int | None:
    """The 1990s, the '80s, his 40s, the 49ers, 737s: digits with a plural s or "ers"."""
    if tokens.glued(i + 1) and tokens.word(i + 1) in {"s", "'s", "’s", "ers", "er"}:
        return i + 2
    if (
        tokens.word(i + 1) in {"'", "’", "′"}
        and tokens.glued(i + 1)
        and tokens.word(i + 2) == "s"
        and tokens.glued(i + 2)
    ):
        return i + 3
    if (
        tokens.word(i - 1) in {"'", "’", "‘"}
        and tokens.glued(i)
        and not tokens.glued(i - 1)
        and len(tokens.raw[i]) == 2
        and not tokens.is_word(i + 1)
    ):
        return i + 1  # the class of '84
    return None


def _list_number(tokens: Tokens, i: int) -> int | None:
    """The number of a list: "1. Who" or "2) Where" at the start of a line, "3)" within one."""
    if not tokens.raw[i].isdecimal() or len(tokens.raw[i]) > 3:
        return None
    starts = i == 0 or tokens.raw[i - 1] == BREAK
    if (
        starts
        and tokens.word(i + 1) in {".", ")"}
        and tokens.glued(i + 1)
        and i + 2 < tokens.size
        and not tokens.glued(i + 2)
        and tokens.raw[i + 2] != BREAK
    ):
        return i + 2
    if (
        tokens.word(i + 1) == ")"
        and len(tokens.raw[i]) < 3
        and tokens.word(i - 1) != "("
        and tokens.is_word(i - 1)
        and _opens_list(tokens, i)
    ):
        return i + 2
    return None


def _opens_list(tokens: Tokens, i: int) -> bool:
    """Whether no bracket is open before token i: then "2)" numbers a list."""
    return "(" not in tokens.raw[max(0, i - 30) : i]


def _bracketed(tokens: Tokens, i: int) -> int | None:
    """A citation "[12]", or a shirt number "Prescott (4)": a small bare figure in brackets."""
    if (
        tokens.word(i - 1) == "["
        and tokens.word(i + 1) in {"]", ",", "-", "–"}
        and tokens.raw[i].isdecimal()
    ):
        return i + 1
    if (
        tokens.word(i - 1) == "("
        and tokens.word(i + 1) == ")"
        and tokens.raw[i].isdecimal()
        and len(tokens.raw[i]) < 3
    ):
        return i + 2 if tokens.is_word(i - 2) else None
    return None


def _leading_zero(tokens: Tokens, i: int) -> int | None:
    """A code: "007"; the number to call for help, "911"."""
    figure = tokens.raw[i]
    if figure == "911":
        return i + 1
    return i + 1 if len(figure) > 1 and figure[0] == "0" and figure.isdecimal() else None
