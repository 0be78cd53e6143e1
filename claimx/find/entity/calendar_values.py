"""
The ISO 8601 value of a written date, resolved against the day of publication.

Dates (2024-05-10), partial ones (2024-05, 2024, --05-10 and --05 with no known year), weeks
(2024-W22), ranges (2024-05-31/2024-06-02) and times (T09:50). No spaCy: testable by the thousand.

Where the day of publication is known: "yesterday" is the day before it; "Monday" the last Monday up
to that day, or the next one in a sentence about what is to come; "May 10" that of the year which
puts it before or after publication in the same way.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from claimx.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NUMBERS = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBERS = {day[:3]: number for number, day in enumerate(WEEKDAYS)}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
_CENTURIES = {
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip
# Two figures of a year: up to 68 of this century ("9/17/16"), as POSIX reads them.
_PIVOT = 69
_MONTHS_OF_YEAR = 12
_DAYS_OF_WEEK = 7
_NOON = 12
_FRIDAY, _SATURDAY = 4, 5

_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|2[01]\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"['’](\d\d)$")
_DAY = re.compile(r"(?<![\d'’])(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]*)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)


class _Now(NamedTuple):
    """The day of publication, where it is known, and whether the sentence is about the future."""

    published: datetime.date | None
    forward: bool


def value_of(name: str, text: str, *, published: str | None, forward: bool = False) -> str | None:
    """
    The ISO 8601 value of a written date, or None where it cannot be known.

    Args:
        name: the construction, as `claimx.find.dates` names them: "month_day".
        text: as in the article: "Friday, May 10".
        published: the day of publication as an ISO date or date and time, or None.
        forward: whether the sentence speaks of what is to come.

    Returns:
        For example 2024-05-10, --05-10, 2024-W22, 2024-05-31/2024-06-02, 1980/1989, T09:50.
    """
    try:
        day = None if published is None else datetime.date.fromisoformat(published[:10])
    except ValueError:
        day = None
    resolver = _RESOLVERS.get(name)
    if resolver is None:
        return None
    try:
        return resolver(" ".join(text.split()), _Now(day, forward))
    except (ValueError, OverflowError):  # 30 February, the year 0
        return None


# ---------------------------------------------------------------- calendar days


def _iso(text: str, _now: _Now) -> str | None:
    datetime.date.fromisoformat(text[:10])
    return text


def _slashes(text: str, _now: _Now) -> str | None:
    """9/17/16 in the American order, 17/9/16 where only the European order makes a date."""
    first, second, year = (int(part) for part in text.split("/"))
    if year < 100:
        year += 2000 if year < _PIVOT else 1900
    month, day = (second, first) if first > _MONTHS_OF_YEAR else (first, second)
    return datetime.date(year, month, day).isoformat()


def _nine_eleven(_text: str, _now: _Now) -> str | None:
    return "2001-09-11"


def _month_day(text: str, now: _Now) -> str | None:
    """May 10; 10 May 2024; Friday, May 10; May 10 last year."""
    month = _month_in(text)
    rest = _YEAR.sub("", text)
    match = _DAY.search(rest)
    if month is None or match is None:
        return None
    return _on_day(month, int(match.group(1)), _year_in(text, now.published), now)


def _month_days(text: str, now: _Now) -> str | None:
    """May 31 to June 2; Sept. 16-19; 10-12 May 2024."""
    year = _year_in(text, now.published)
    rest = _YEAR.sub("", text)
    months = [_MONTH_NUMBERS[name.lower()[:3]] for name in _MONTH.findall(rest)]
    days = [int(figure) for figure in _DAY.findall(rest)]
    if not months or len(days) < 2:
        return None
    first = _on_day(months[0], days[0], year, now)
    last = _on_day(months[-1], days[1], year, now)
    if first and last and last < first and not first.startswith("--"):
        # December 30 to January 2: the end is a year later, unless the year was written there.
        if year is not None:
            first = _on_day(months[0], days[0], year - 1, now)
        else:
            last = _on_day(months[-1], days[1], int(first[:4]) + 1, now)
    return f"{first}/{last}" if first and last else None


def _on_day(month: int, day: int, year: int | None, now: _Now) -> str | None:
    if year is None and now.published is None:
        datetime.date(2000, month, day)  # a leap year: February 29 is a day
        return f"--{month:02}-{day:02}"
    if year is None and now.published is not None:
        year = _year_near(month, day, now.published, forward=now.forward)
    return None if year is None else datetime.date(year, month, day).isoformat()


def _year_near(month: int, day: int, published: datetime.date, *, forward: bool) -> int:
    """The year that puts a day before publication, or after it in a sentence about the future."""
    day = min(day, 28) if month == 2 else day
    this_year = datetime.date(published.year, month, day)
    if forward:
        return published.year if this_year >= published else published.year + 1
    # A day up to three months ahead is rather a plan told in the past tense than nine months ago.
    ahead = (this_year - published).days
    return published.year if ahead <= 92 else published.year - 1


# ---------------------------------------------------------------- months, years and more


def _months(text: str, now: _Now) -> str | None:
    """March to June 2020."""
    year = _year_in(text, now.published)
    first, last = (_MONTH_NUMBERS[name.lower()[:3]] for name in _MONTH.findall(text)[:2])
    if year is None and now.published is not None:
        year = _year_near(last, 1, now.published, forward=now.forward)
    if year is None:
        return f"--{first:02}/--{last:02}"
    return f"{year - (first > last)}-{first:02}/{year}-{last:02}"


def _month(text: str, now: _Now) -> str | None:
    """June 2024; June; last June; early in June."""
    month = _month_in(text)
    if month is None:
        return None
    lower = text.lower()
    year = _year_in(text, now.published)
    if year is None and now.published is None:
        return f"--{month:02}"
    if year is None and now.published is not None:
        if lower.startswith(("last ", "past ", "this past ")):
            year = now.published.year - (month >= now.published.month)
        elif lower.startswith("next "):
            year = now.published.year + (month <= now.published.month)
        elif lower.startswith("this "):
            year = now.published.year
        elif now.forward:
            year = now.published.year + (month < now.published.month)
        else:
            year = now.published.year - (month > now.published.month + 2)
    return f"{year:04}-{month:02}"


def _year(text: str, _now: _Now) -> str | None:
    match = _YEAR.search(text)
    return match.group() if match else None


def _years(text: str, _now: _Now) -> str | None:
    """2012-13; 2010 to 2015."""
    first, last = re.findall(r"\d+", text)[:2]
    last = first[: len(first) - len(last)] + last
    return f"{first}/{last}" if last > first else None


def _fiscal(text: str, _now: _Now) -> str | None:
    figures = re.findall(r"\d+", text)[-1]
    return figures if len(figures) > 2 else str(_full_year(int(figures)))


def _decade(text: str, _now: _Now) -> str | None:
    """The 1980s, the '80s, the eighties."""
    lower = text.lower()
    figures = re.search(r"\d+", lower)
    if figures:
        first = int(figures.group())
        first = 1900 + first if first < 100 and first > 20 else first
    else:
        first = 1900 + next(value for word, value in _DECADES.items() if word in lower)
    return f"{first}/{first + 9}" if first > 100 else None


def _century(text: str, _now: _Now) -> str | None:
    """The 19th century is 1801 to 1900."""
    lower = text.lower()
    figures = re.search(r"\d+", lower)
    number = (
        int(figures.group())
        if figures
        else next(value for word, value in _CENTURIES.items() if word in lower)
    )
    return f"{number * 100 - 99:04}/{number * 100:04}"


def _half_of(text: str, now: _Now) -> str | None:
    """The first half of 2020; Q3 2023; the fourth quarter of last year."""
    year = _year_in(text, now.published)
    lower = text.lower()
    if (
        year is None
        and now.published is not None
        and re.search(r"\b(?:the|this|current) year", lower)
    ):
        year = now.published.year
    if year is None or "fiscal" in lower or "financial" in lower or "fy" in lower:
        return None
    figure = re.search(r"\b[qh]?([1-4])(?:st|nd|rd|th)?\b", lower)
    number = int(figure.group(1)) if figure else _QUARTERS.get(lower.split()[0].split("-")[0], 0)
    if "half" in lower or lower.startswith("h"):
        number = 2 if "last" in lower.split()[:1] or number == _QUARTERS["final"] else number
        first, length = 6 * number - 5, 6
    elif "months" in lower or "quarters" in lower:
        return None
    else:
        first, length = 3 * number - 2, 3
    return f"{year}-{first:02}/{year}-{first + length - 1:02}" if number else None


def _ending(text: str, now: _Now) -> str | None:
    """The quarter ending last November; the year to March 2023."""
    month = _month_in(text)
    if month is None or _DAY.search(_YEAR.sub("", text)):
        return None
    end = _month(text[text.lower().find(MONTHS[month - 1][:3]) :], now)
    if end is None or end.startswith("--"):
        return None
    length = 3 if "quarter" in text.lower() else 12 if "year" in text.lower() else 1
    year, last = int(end[:4]), int(end[5:])
    first_year, first = _shift_month(year, last, 1 - length)
    return f"{first_year:04}-{first:02}/{end}" if length > 1 else end


def _edge_of(text: str, now: _Now) -> str | None:
    """The end of 2016, of May, of last year: the value of what it is the end of."""
    rest = text.lower().split(" of ", 1)[1].removeprefix("the ")
    if _MONTH.match(rest):
        return _month(rest, now)
    if re.match(r"\d{3}0s", rest):
        return _decade(rest, now)
    if _YEAR.match(rest):
        return rest
    if rest.split()[0] not in {"last", "next", "this", "previous", "following", "same", "current"}:
        rest = f"this {rest}"
    return _period(rest, now)


def _season_year(text: str, now: _Now) -> str | None:
    """The summer of 2016: its year; which months it had depends on the hemisphere."""
    year = _year_in(text, now.published)
    return None if year is None else str(year)


# ---------------------------------------------------------------- relative to publication


def _weekday(text: str, now: _Now) -> str | None:
    """Monday; last Friday; Saturday night; every Sunday has none."""
    match = _WEEKDAY.search(text)
    lower = text.lower()
    if now.published is None or match is None or lower.startswith(("every", "each")):
        return None
    if re.search(r"days\b", lower):
        return None
    number = _WEEKDAY_NUMBERS[match.group(1).lower()]
    back = (now.published.weekday() - number) % _DAYS_OF_WEEK
    if lower.endswith(("last week", "next week")):
        weeks = -1 if lower.endswith("last week") else 1
        monday = now.published - datetime.timedelta(days=now.published.weekday())
        return (monday + datetime.timedelta(days=7 * weeks + number)).isoformat()
    if lower.startswith("next "):
        days = _DAYS_OF_WEEK - back
    elif lower.startswith(("last ", "this past ")):
        days = -(back or _DAYS_OF_WEEK)
    elif now.forward or lower.startswith("this coming "):
        days = -back % _DAYS_OF_WEEK
    else:
        days = -back
    return (now.published + datetime.timedelta(days=days)).isoformat()


def _weekdays(text: str, now: _Now) -> str | None:
    """Friday to Sunday."""
    if now.published is None:
        return None
    first, last = (_WEEKDAY_NUMBERS[day.lower()] for day in _WEEKDAY.findall(text)[:2])
    length = (last - first) % _DAYS_OF_WEEK
    value = _weekday(WEEKDAYS[first], now)
    if value is None:
        return None
    start = datetime.date.fromisoformat(value)
    end = start + datetime.timedelta(days=length)
    if not now.forward and end > now.published:
        start -= datetime.timedelta(days=7)
        end -= datetime.timedelta(days=7)
    return f"{start.isoformat()}/{end.isoformat()}"


def _deictic(text: str, now: _Now) -> str | None:
    """Yesterday, tomorrow night, the day before yesterday, tonight."""
    if now.published is None:
        return None
    lower = text.lower()
    days = 0
    if "yesterday" in lower:
        days = -2 if "before" in lower else -1
    elif "tomorrow" in lower:
        days = 2 if "after " in lower else 1
    return (now.published + datetime.timedelta(days=days)).isoformat()


def _this_part(text: str, now: _Now) -> str | None:
    """A part of a day: "this morning", "last night"; "that night" has no value."""
    lower = text.lower()
    if now.published is None or not re.search(r"\b(?:this|last)\b", lower):
        return None
    days = -1 if re.search(r"\blast\b", lower) else 0
    return (now.published + datetime.timedelta(days=days)).isoformat()


def _anchored(text: str, now: _Now) -> str | None:
    """Three days ago, two years from now; "four years earlier" has no anchor in it."""
    lower = text.lower()
    if now.published is None or not lower.endswith(("ago", "from now", "hence")):
        return None
    words = re.split(r"[\s-]+", lower)
    number = int(words[0]) if words[0].isdigit() else _NUMBERS.get(words[0])
    if number is None or "few" in words or "couple" in words or "half" in words or "dozen" in words:
        return None
    if len(words) > 3 and words[1] in _NUMBERS and "ago" in words[3:]:
        number += _NUMBERS[words[1]]  # twenty-two years ago
    return _shifted(words, now.published, number if not lower.endswith("ago") else -number)


def _shifted(words: list[str], published: datetime.date, by: int) -> str | None:
    """The day, week, month, year or decade that lies `by` such units from publication."""
    unit = next((word.rstrip("s") for word in words if word.rstrip("s") in _SHIFTS), None)
    return None if unit is None else _SHIFTS[unit](published, by)


def _day(published: datetime.date, by: int) -> str:
    return (published + datetime.timedelta(days=by)).isoformat()


def _week(published: datetime.date, by: int) -> str:
    year, week, _ = (published + datetime.timedelta(weeks=by)).isocalendar()
    return f"{year:04}-W{week:02}"


def _shifted_month(published: datetime.date, by: int) -> str:
    year, month = _shift_month(published.year, published.month, by)
    return f"{year:04}-{month:02}"


_SHIFTS: dict[str, Callable[[datetime.date, int], str]] = {
    "day": _day,
    "night": _day,
    "week": _week,
    "fortnight": lambda published, by: _week(published, 2 * by),
    "month": _shifted_month,
    "year": lambda published, by: f"{published.year + by:04}",
    "decade": lambda published, by: f"{published.year + 10 * by:04}",
}


def _period(text: str, now: _Now) -> str | None:
    """Last week, next month, this year, this weekend; "the past two years" has no value."""
    words = re.split(r"[\s-]+", text.lower())
    pointer = next((word for word in words if word in _POINTERS), None)
    if now.published is None or pointer is None:
        return None
    by = _POINTERS[pointer]
    if pointer == "this" and len(words) > 1:
        by = _POINTERS.get(words[1], by)  # "this past weekend"
    if any(word.isdigit() or word in _NUMBERS or word in _NO_PERIOD for word in words):
        return None
    if words[-1] == "weekend" and pointer == "this" and by == 0:
        return _bare_weekend(text, now)
    if words[-1] in _PERIODS:
        return _PERIODS[words[-1]](now.published, by)
    return _shifted(words, now.published, by)


def _bare_weekend(_text: str, now: _Now) -> str | None:
    """Over "the weekend": the last one, or the coming one in a sentence about the future."""
    if now.published is None:
        return None
    began = now.published.weekday() >= _FRIDAY
    return _weekend(now.published, 0 if now.forward or began else -1)


_POINTERS = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0, "current": 0}


# Their bounds differ from place to place.
_NO_PERIOD = frozenset(
    {"few", "several", "fiscal", "financial", "tax", "academic", "school", "spring", "summer", "autumn",
     "fall", "winter", "season"}
)  # fmt: skip


def _weekend(published: datetime.date, by: int) -> str:
    """Saturday and Sunday of the week `by` weeks from publication."""
    saturday = published + datetime.timedelta(days=_SATURDAY - published.weekday() + 7 * by)
    return f"{saturday.isoformat()}/{(saturday + datetime.timedelta(days=1)).isoformat()}"


def _quarter(published: datetime.date, by: int) -> str:
    year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 + by, 4)
    return f"{year:04}-{3 * quarter + 1:02}/{year:04}-{3 * quarter + 3:02}"


def _whole_decade(published: datetime.date, by: int) -> str:
    first = published.year // 10 * 10 + 10 * by
    return f"{first}/{first + 9}"


def _whole_century(published: datetime.date, by: int) -> str:
    first = (published.year - 1) // 100 * 100 + 1 + 100 * by
    return f"{first}/{first + 99}"


_PERIODS: dict[str, Callable[[datetime.date, int], str]] = {
    "weekend": _weekend,
    "quarter": _quarter,
    "decade": _whole_decade,
    "century": _whole_century,
}


def _feast(text: str, now: _Now) -> str | None:
    """Christmas 2023; Waitangi Day; a moving feast has its year at most."""
    year = _YEAR.search(text)
    name = _YEAR.sub("", text).strip(" ,").lower().replace("’", "'")
    fixed = table("calendar")["fixed"].get(name)
    if fixed is None:
        return year.group() if year else None
    month, day = (int(part) for part in fixed.split("-"))
    return _on_day(month, day, int(year.group()) if year else None, now)


# ---------------------------------------------------------------- times of day


def _clock(text: str, _now: _Now) -> str | None:
    """9:50 am is T09:50, 6 p.m. T18:00, 1400 GMT T14:00Z."""
    lower = text.lower()
    match = re.match(r"(\d{1,2})[:.](\d\d)|(\d{4})|(\d{1,2})|([a-z]+)", lower)
    if match is None:
        return None
    if match.group(3):
        hour, minute = int(match.group(3)[:2]), int(match.group(3)[2:])
    else:
        first = match.group(1) or match.group(4)
        hour = int(first) if first else _NUMBERS[match.group(5)]
        minute = int(match.group(2) or 0)
    if re.search(r"p\.?m", lower):
        hour = hour % _NOON + _NOON
    elif re.search(r"a\.?m\b|a\.m", lower):
        hour %= _NOON
    elif "clock" in lower:
        return None
    datetime.time(hour, minute)
    zone = "Z" if re.search(r"\b(?:gmt|utc)\b", lower) else ""
    return f"T{hour:02}:{minute:02}{zone}"


def _noon(text: str, _now: _Now) -> str | None:
    return "T12:00" if text.lower() == "noon" else "T00:00"


# ---------------------------------------------------------------- parts


def _month_in(text: str) -> int | None:
    """The number of the first month in the text; "Monday" and "Sunday" are none."""
    for match in _MONTH.finditer(text):
        word = match.group().lower()
        if any(month.startswith(word) for month in MONTHS) or word == "sept":
            return _MONTH_NUMBERS[word[:3]]
    return None


def _year_in(text: str, published: datetime.date | None) -> int | None:
    """The year in a date: 2024, '24, "last year"."""
    match = _YEAR.search(text)
    if match:
        return int(match.group())
    short = _SHORT_YEAR.search(text)
    if short:
        return _full_year(int(short.group(1)))
    if published is not None and re.search(r"\b(?:last|this|next) year$", text.lower()):
        by = {"last": -1, "this": 0, "next": 1}[text.lower().split()[-2]]
        return published.year + by
    return None


def _full_year(figures: int) -> int:
    return figures + (2000 if figures < _PIVOT else 1900)


def _shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * _MONTHS_OF_YEAR + month - 1 + by
    return index // _MONTHS_OF_YEAR, index % _MONTHS_OF_YEAR + 1


_RESOLVERS: dict[str, Callable[[str, _Now], str | None]] = {
    "iso": _iso,
    "slashes": _slashes,
    "nine_eleven": _nine_eleven,
    "month_day": _month_day,
    "day_month": _month_day,
    "month_days": _month_days,
    "days_month": _month_days,
    "months": _months,
    "month_year": _month,
    "last_month": _month,
    "month": _month,
    "year": _year,
    "years": _years,
    "fiscal": _fiscal,
    "decade": _decade,
    "century": _century,
    "half_of": _half_of,
    "ending": _ending,
    "edge_of": _edge_of,
    "season_year": _season_year,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "deictic": _deictic,
    "this_part": _this_part,
    "anchored": _anchored,
    "period": _period,
    "weekend": _bare_weekend,
    "feast": _feast,
    "clock": _clock,
    "noon": _noon,
}
