"""
Dates and times of day in the text, with their ISO 8601 value.

A grammar over the text finds them, so that every English pipeline gives the same dates; the model's
label is asked only where the words leave it open: "2016" or "May" by itself. A bare duration
("24 hours") and an age are numbers and no dates; a duration with an anchor is a date ("three years
ago", "the past week"). Every pattern has the words that it may begin with, and is tried only there.

Values: `claimx.find.entity.calendar_values`. Source: docs/rules-entities.md#dates
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimx.find.entity.calendar_values import MONTHS, WEEKDAYS, value_of
from claimx.find.entity.name_lexicon import lexicon
from claimx.find.script import PerWord, word_test
from claimx.find.syntax import points_forward
from claimx.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc, Token

    from claimx.find.words import Words
    from claimx.records import Number


class CalendarSpan(NamedTuple):
    """A date or a time of day in the text; `value` is ISO 8601 or None where it is not known."""

    start: int
    end: int
    label: Literal["DATE", "TIME"]
    value: str | None


class _Pattern(NamedTuple):
    """What a construction looks like from its first word on."""

    name: str
    regex: re.Pattern[str]


# ---------------------------------------------------------------- the parts of the grammar

_MONTH = (
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|"
    + "|".join(month.upper() for month in MONTHS)
    + r")\b\.?)"
)
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
)
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)"
_DAY = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%:]|[.,]\d|-(?:\d{3}|[a-z])))"
_YEAR = r"(?:(?:1\d{3}|20\d\d|21\d\d)(?![\w%]|[.,]\d))"
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|through|until|and)\s+)"
_PART = r"(?:morning|afternoon|evening|night|Morning|Afternoon|Evening|Night|lunchtime)\b"
_EDGE = r"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater|[Mm]id)(?:\s+in|\s+on)?[\s-]+(?:the\s+)?)"
_NUMERAL = (
    r"(?i:\d{1,3}|an?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-[a-z]+|\s+and\s+a\s+half)?|several|many|some|few|a\s+few|a\s+couple(?:\s+of)?|a\s+dozen|"
    r"couple(?:\s+of)?|half\s+an?)"
)
_SHORT_UNIT = r"(?:(?:second|minute|hour)s?\b)"
_LONG_UNIT = (
    r"(?:(?:day|night|weekend|week|fortnight|month|quarter|year|decade|season|term|semester|"
    r"generation|cycle)s?\b|centur(?:y|ies)\b)"
)
_PERIOD = (
    r"(?i:(?:weekend|week|fortnight|month|quarter|(?:(?:financial|fiscal|calendar|academic|school|"
    r"tax)\s+)?year|decade|century|spring|summer|autumn|fall|winter|season)\b)"
)
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_RELATIVE_YEAR = r"(?:(?:last|this|next|that|the\s+same|the\s+previous|the\s+following)\s+year\b)"
_ZONE = (
    r"(?:\s*\(?(?:local\s+time|Eastern(?:\s+[Tt]ime)?|Pacific(?:\s+[Tt]ime)?|Central\s+[Tt]ime|"
    r"[ECMP][SD]?T|GMT|UTC|BST|CES?T|MSK|JST|IST|AEST|AEDT|NZ[SD]T)\b(?:\s+time)?)?"
)
_HALF = r"(?:(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_OF_WHAT_YEAR = (
    rf"(?:{_YEAR}|{_RELATIVE_YEAR}|(?:the\s+)?(?:(?:current|last|next|previous)\s+)?"
    rf"(?:(?:fiscal|financial)\s+)?year\b(?:\s+{_YEAR})?|(?:fiscal|FY)\s*{_YEAR})"
)
_NOT_IN_WORD = r"(?![\w’'-]*\w)"
_NOT_A_PART = r"(?!-?\w)"

# The constructions in order of preference: the first that fits where its first word stands wins.
_GRAMMAR = {
    "iso": r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)",
    "slashes": r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])",
    "nine_eleven": r"9/11(?![\d/%])",
    "month_days": (
        rf"(?:{_ANY_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}{_TO}(?:{_ANY_WEEKDAY},?\s+)?(?:{_MONTH}\s+)?"
        rf"{_DAY}(?:,?\s+{_YEAR})?"
    ),
    "days_month": rf"{_DAY}{_TO}{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
    "month_day": (
        rf"(?:{_ANY_WEEKDAY},?\s+)?(?:the\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}"
        rf"(?:,?\s+(?:{_YEAR}|(?:of\s+)?{_RELATIVE_YEAR}))?"
    ),
    "day_month": (
        rf"(?:{_ANY_WEEKDAY},?\s+)?(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}"
        rf"(?:,?\s+(?:{_YEAR}|(?:of\s+)?{_RELATIVE_YEAR}))?"
    ),
    "months": rf"{_MONTH}{_TO}{_MONTH}(?:,?\s+(?:of\s+)?(?:{_YEAR}|{_RELATIVE_YEAR}))?",
    "month_year": rf"{_EDGE}?{_MONTH},?\s+(?:of\s+)?(?:{_YEAR}|{_RELATIVE_YEAR}|['’]\d\d(?!\d))",
    "last_month": rf"(?:[Ll]ast|[Nn]ext|[Tt]his(?:\s+past|\s+coming)?|[Pp]ast)\s+{_MONTH}",
    "month": rf"{_EDGE}?{_MONTH}(?![’'-]\w*[a-z]{{2}})",
    "weekdays": rf"{_WEEKDAY}{_TO}{_WEEKDAY}(?:\s+{_PART})?{_NOT_IN_WORD}",
    "weekday": (
        rf"(?:(?:[Ll]ast|[Nn]ext|[Tt]his(?:\s+past|\s+coming)?|[Ee]very|[Ee]ach)\s+|{_EDGE})?"
        rf"{_WEEKDAY}s?\b(?:\s+(?:last|next)\s+week\b)?(?:\s+{_PART})?{_NOT_A_PART}"
    ),
    "deictic": (
        rf"(?:[Dd]ay\s+(?:before\s+yesterday|after\s+tomorrow)|(?:{_EDGE})?(?:[Yy]esterday|"
        rf"[Tt]oday|[Tt]omorrow))\b(?:\s+{_PART})?|(?:[Ll]ater\s+)?[Tt]onight\b"
    ),
    "this_part": (
        rf"(?:{_EDGE})?(?:[Tt]his|[Tt]hat|[Ll]ast|[Nn]ext|[Ff]ollowing|[Pp]revious|[Ss]ame)\s+{_PART}"
    ),
    "anchored": (
        rf"{_NUMERAL}[\s-]+(?:{_LONG_UNIT}|{_SHORT_UNIT})\s+(?:ago|earlier|later|prior|hence|"
        rf"from\s+now|previously|after|before(?=\s*(?:[.,;:!?)”\"—–]|$)))\b|(?:[Dd]ays|[Ww]eeks|[Mm]onths|[Yy]ears|[Dd]ecades|"
        rf"[Cc]enturies|[Hh]ours|[Mm]inutes)\s+ago\b"
    ),
    "half_of": (
        rf"(?:{_HALF}[\s-]+(?:half|quarter|three\s+quarters|(?:two|three|six|nine)\s+months))|"
        rf"[Qq][1-4]|H[12])(?:\s+of|\s+in)?\s+{_OF_WHAT_YEAR}"
    ),
    "ending": (
        r"(?:(?:(?:three|six|nine|twelve|12)\s+months|week|month|quarter|year)\s+"
        r"(?:ending|ended|to|that\s+ended|through)\s+(?:(?:in|on|last|the)\s+)*"
        rf"(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH}|{_MONTH}|{_WEEKDAY})(?:,?\s+{_YEAR})?)"
    ),
    "edge_of": (
        r"(?:very\s+)?(?:[Ee]nd|[Ss]tart|[Bb]eginning|[Mm]iddle|[Cc]lose|[Tt]urn)\s+of\s+(?:the\s+)?"
        rf"(?:{_MONTH}(?:,?\s+{_YEAR})?|{_YEAR}|(?:(?:last|next|this|previous|following|same|"
        rf"current)\s+)?{_PERIOD}|\d{{3}}0s|day\b)"
    ),
    "season_year": rf"{_EDGE}?{_SEASON}\s+(?:of\s+)?(?:{_YEAR}|{_RELATIVE_YEAR})",
    "period": (
        rf"(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly|[Mm]id)?[\s-]*(?:the\s+)?(?:[Ll]ast|[Nn]ext|"
        rf"[Tt]his(?:\s+past|\s+coming)?|[Pp]ast|[Pp]revious|[Ff]ollowing|[Cc]oming|[Ss]ame|"
        rf"[Tt]hat(?:\s+same)?|[Ee]very|[Ee]ach|[Cc]urrent)\s+"
        rf"(?:{_NUMERAL}[\s-]+{_LONG_UNIT}|{_PERIOD}|day\b|full\s+{_PERIOD}){_NOT_A_PART}"
        rf"|(?:[Rr]ecent|[Cc]oming)\s+(?:days|weeks|months|years|decades)\b"
    ),
    "weekend": r"[Ww]eekend\b(?!\s+[a-z]+s\b)",
    "season": rf"{_SEASON}\b",
    "day_before": (
        r"(?:day|week|month|year|night)\s+(?:before|after|earlier)\b"
        r"(?=\s*[,.;)”]|\s+(?:that|it|his|her|their|the|when)\b)"
    ),
    "earlier_in": r"(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s+in\s+the\s+(?:day|week|month|year)\b",
    "quarter": (
        r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[\s-]+quarter\b(?!-?final)"
        rf"(?:{_TO}(?:the\s+)?(?:first|second|third|fourth)(?:\s+quarter)?\b)?|Q[1-4]\b"
    ),
    "decade": (
        rf"{_EDGE}?(?:(?:1\d\d0|20\d0)s|['’]\d0s|\d0s|(?:[Tt]wenties|[Tt]hirties|[Ff]orties|"
        rf"[Ff]ifties|[Ss]ixties|[Ss]eventies|[Ee]ighties|[Nn]ineties))(?!\w)"
    ),
    "century": (
        rf"{_EDGE}?(?:\d{{1,2}}(?:st|nd|rd|th)|[Nn]ineteenth|[Tt]wentieth|[Tt]wenty-first|"
        rf"[Ee]ighteenth|[Ss]eventeenth)[\s-]+century\b"
    ),
    "fiscal": (rf"(?:[Ff]iscal(?:\s+year)?|FY|[Ff]inancial\s+year)\s*(?:{_YEAR}|['’]?\d\d(?!\d))"),
    "years": (
        rf"{_YEAR}\s*[-–—/]\s*(?:{_YEAR}|\d\d)(?![\d%/-]|\w)|{_YEAR}\s+(?:to|through|until|and)\s+{_YEAR}"
    ),
    "clock": (
        r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[AP]\.M\.|[ap]m\b|[AP]M\b)|"
        r"(?:[01]?\d|2[0-3]):[0-5]\d(?![:\d])|(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:GMT|UTC|BST|CES?T|"
        r"E[SD]T|local\s+time))|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
        rf"twelve)\s+o['’]clock){_ZONE}"
    ),
    "noon": r"(?:[Nn]oon|[Mm]idnight)\b(?!\s+(?:blue|sun))",
    "year": rf"{_EDGE}?{_YEAR}(?![’'/:])",
}

# By how many figures a word begins with.
_SHORT_FIGURES = (
    "slashes", "nine_eleven", "days_month", "day_month", "anchored", "half_of", "quarter", "century",
    "decade", "clock",
)  # fmt: skip
_FIGURES = {
    1: _SHORT_FIGURES,
    2: _SHORT_FIGURES,
    3: ("anchored",),
    4: ("iso", "decade", "years", "clock", "year"),
}
_EDGES = (
    "month_year", "month", "weekday", "deictic", "this_part", "season_year", "period",
    "earlier_in", "decade", "century", "year",
)  # fmt: skip
_FIRST_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        [*MONTHS, *(month[:3] for month in MONTHS), "sept"],
        ("month_days", "month_day", "months", "month_year", "month"),
    ),
    **dict.fromkeys(
        [*WEEKDAYS, *(day + "s" for day in WEEKDAYS)],
        ("month_days", "month_day", "day_month", "weekdays", "weekday"),
    ),
    **dict.fromkeys(
        ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"],
        ("month_days", "month_day", "day_month"),
    ),
    **dict.fromkeys(["early", "late", "earlier", "later", "mid"], _EDGES),
    "last": ("last_month", "weekday", "this_part", "half_of", "period"),
    **dict.fromkeys(["next", "this"], ("last_month", "weekday", "this_part", "period")),
    "past": ("last_month", "period"),
    **dict.fromkeys(["previous", "following", "same", "that"], ("this_part", "period")),
    **dict.fromkeys(["every", "each"], ("weekday", "period")),
    **dict.fromkeys(["coming", "current"], ("period",)),
    **dict.fromkeys(
        ["a", "an", "thirteen", "fourteen", "fifteen", "sixteen", "eighteen", "twenty", "thirty",
         "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "several", "many", "some", "few",
         "couple", "half"], ("anchored",)),
    **dict.fromkeys(
        ["one", "two", "four", "five", "seven", "eight", "ten", "eleven"], ("anchored", "clock")),
    **dict.fromkeys(["three", "six", "nine", "twelve"], ("anchored", "ending", "clock")),
    **dict.fromkeys(["first", "second", "third", "fourth", "final"], ("half_of", "quarter")),
    **dict.fromkeys(["q1", "q2", "q3", "q4", "h1", "h2"], ("half_of", "quarter")),
    **dict.fromkeys(["yesterday", "today", "tomorrow", "tonight"], ("deictic",)),
    "day": ("deictic", "day_before"),
    **dict.fromkeys(["week", "month", "year", "quarter"], ("ending", "day_before")),
    **dict.fromkeys(["days", "weeks", "months", "years", "decades", "centuries", "hours", "minutes"],
                    ("anchored",)),
    "recent": ("period",),
    "weekend": ("weekend",),
    "night": ("day_before",),
    **dict.fromkeys(["end", "start", "beginning", "middle", "close", "turn", "very"], ("edge_of",)),
    **dict.fromkeys(["spring", "summer", "autumn", "fall", "winter"], ("season_year", "season")),
    **dict.fromkeys(["fiscal", "financial", "fy"], ("fiscal",)),
    **dict.fromkeys(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
         "nineties", "'", "’"], ("decade",)),
    **dict.fromkeys(
        ["nineteenth", "twentieth", "twenty-first", "eighteenth", "seventeenth"], ("century",)),
    **dict.fromkeys(["noon", "midnight"], ("noon",)),
}  # fmt: skip

TIME_CONSTRUCTIONS = frozenset({"clock", "noon", "this_part"})
# These words are other things too: alone they need a preposition or the model's word for it.
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan", "dec", "jun", "apr", "aug", "sept"})
_BEFORE_MONTH = frozenset(
    {"in", "since", "by", "until", "till", "during", "late", "early", "mid", "through", "of",
     "mid-", "around", "before", "after"}
)  # fmt: skip
_BEFORE_YEAR = frozenset(
    {"in", "since", "by", "until", "till", "during", "circa", "late", "early", "mid", "before",
     "after", "through", "year", "spring", "summer", "autumn", "winter", "fall", "election"}
)  # fmt: skip
_BEFORE_DECADE = frozenset({"the", "late", "early", "mid", "-", "‘", "’", "'", "in", "of", "mid-"})
PAPERS = re.compile(
    r"\s+(?:Times|Mirror|Telegraph|Express|Mail|Post|Herald|Star|Tribune|World|Sun)\b"
)
_PART_OF_DAY = re.compile(_PART)
_UNIT_WORDS = re.compile(r"\b(?:second|minute|hour)s?\b")


@functools.cache
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    """The patterns that a lower-case first word may begin, with "0000" for four figures."""
    compiled = {name: _Pattern(name, re.compile(body)) for name, body in _GRAMMAR.items()}
    found = {word: tuple(compiled[name] for name in names) for word, names in _FIRST_WORDS.items()}
    for figures, names in _FIGURES.items():
        found[figures * "0"] = tuple(compiled[name] for name in names)
    calendar = table("calendar")
    by_first: dict[str, list[str]] = {}
    for name in [*calendar["fixed"], *calendar["moving"]["names"]]:
        by_first.setdefault(re.split(r"['\s-]", name)[0], []).append(name)
    for first, feasts in by_first.items():
        body = "|".join(
            re.escape(name).replace("'", "['’]") for name in sorted(feasts, key=len, reverse=True)
        )
        feast = _Pattern("feast", re.compile(rf"(?i:{body})(?:,?\s+{_YEAR})?{_NOT_A_PART}"))
        found[first] = (feast, *found.get(first, ()))
    return found


# ---------------------------------------------------------------- finding


def find_dates(
    page: Words, numbers: Iterable[Number] = (), *, published: str | None = None
) -> list[CalendarSpan]:
    """
    The dates and times of day of a text, in order, none overlapping another.

    Args:
        page: the words of a parsed Doc. Its DATE and TIME labels decide about bare years and months.
        numbers: quantities already found; a year that is one ("2,000", "2016 votes") is no date.
        published: the day of publication as an ISO date, or None where it is unknown.

    Returns:
        Spans without a leading article. DATE, or TIME where a part of the day is named
        ("Thursday morning", "9 a.m.").

    Source: docs/rules-entities.md#dates
    """
    doc, text = page.doc, page.text
    counted = {number.start for number in numbers if number.concept is not None}
    found: list[CalendarSpan] = []
    reached = 0
    for i in page.script.passing(_OPENER):
        start = page.starts[i]
        if start < reached:
            continue
        for name, regex in _OPENS[page.lower[i]]:
            match = regex.match(text, start)
            if match is None or not _is_date(name, _Place(page, i, match, counted)):
                continue
            reached = match.end()
            found.append(_calendar_span(doc, i, name, match, published))
            break
    return found


def _opened_by(word: str) -> tuple[_Pattern, ...]:
    """The patterns that a word may begin: "2016", "Sept.", "mid-1990s" (which is one token)."""
    patterns = _patterns()
    figures = len(word) - len(word.lstrip("0123456789"))
    if figures:
        return patterns.get(figures * "0", ())
    if word.startswith("mid-"):
        return patterns["mid"]
    return patterns.get(word) or patterns.get(word.removesuffix("."), ())


_OPENS = PerWord(_opened_by)
_OPENER = word_test(lambda word: bool(_opened_by(word)))


class _Place(NamedTuple):
    """A match and where it stands: the word that it begins with, and the figures that count."""

    page: Words
    i: int
    match: re.Match[str]
    counted: set[int]

    @property
    def before(self) -> str:
        """The word before it, in small letters, or ""."""
        return self.page.lower[self.i - 1] if self.i else ""

    @property
    def last(self) -> int:
        """The index of its last word."""
        return self.page.at(self.match.end() - 1)

    @property
    def after(self) -> Token | None:
        """The word behind it."""
        k = self.last + 1
        return self.page.doc[k] if k < len(self.page) else None

    @property
    def ends_name(self) -> bool:
        """Whether it has a capital after a proper noun: "USA Today", "CBS This Morning"."""
        words = self.page.words
        return (
            self.i > 0
            and words[self.i][0].isupper()
            and words[self.i - 1][:1].isupper()
            and self.page.is_proper(self.i - 1)
            and self.page.has_space(self.i - 1)
        )


def _is_date(name: str, place: _Place) -> bool:
    """Whether what looks like a date is one here: the words beside it and the model decide."""
    page, i = place.page, place.i
    if (
        i
        and page.end(i - 1) == page.starts[i]
        and (page.words[i - 1] in GLUED or page.words[i - 1][-1].isalnum())
    ):
        return False  # "$1999", "F-16"
    check = _CHECKS.get(name)
    return check is None or check(place)


def _is_no_name(place: _Place) -> bool:
    """A day's word that is no part of a name, as in "USA Today"."""
    return not place.ends_name


def _is_feast(place: _Place) -> bool:
    """A feast with its capital: not "Easter Island", not "christmas"."""
    text = place.match.string
    after = text[place.match.end() : place.match.end() + 2]
    is_part = " " not in place.match.group() and after[:1] == " " and after[1:].isupper()
    return place.match.group()[0].isupper() and not place.ends_name and not is_part


def _is_weekday(place: _Place) -> bool:
    """A weekday that is no newspaper's: "the Sunday Times"."""
    return PAPERS.match(place.match.string, place.match.end()) is None


def _is_season(place: _Place) -> bool:
    """A season by itself, where the model takes it for a date."""
    return bool(place.page.doc[place.i].ent_type_ == "DATE")


def _is_weekend(place: _Place) -> bool:
    """The weekend, by its article: "over the weekend"."""
    return place.before in {"the", "bank", "long", "holiday"}


def _is_anchored(place: _Place) -> bool:
    """Days and longer at any point; "seven minutes after" is a duration, "two hours ago" is not."""
    text = place.match.group().lower()
    return _UNIT_WORDS.search(text) is None or not text.endswith(("before", "after"))


def _is_decade(place: _Place) -> bool:
    """A decade: the 1980s, the '80s, the eighties; but "his 40s" is an age."""
    figure = place.match.group().lstrip("'’")
    if figure[0].isdigit() and len(figure) > len("80s"):
        return True
    k = place.i
    while k and place.page.lower[k - 1] in _DECADE_EDGES:
        k -= 1
    holder = place.page.lower[k - 1] if k else ""
    return place.before in _BEFORE_DECADE and holder not in _HOLDERS


def _is_clock(place: _Place) -> bool:
    """A time and no result: "won 10.30 am" is none."""
    return place.before not in {"won", "beat", "drew", "lost"}


def _is_month_day(place: _Place) -> bool:
    """A day of May, and no "may 5 people"."""
    return place.match.group()[0].isupper()


def _is_year(place: _Place) -> bool:
    """A bare four-digit figure that is a year: after a preposition, or by the model's word."""
    figure = place.page.doc[place.last]
    if _is_count(place) or place.before in _NUMBERED:
        return False
    with_edge = place.match.end() - place.match.start() > len("2016")  # "early 2016"
    if with_edge or figure.ent_type_ in {"DATE", "TIME"}:
        return True
    if figure.idx in place.counted or figure.ent_type_ in {"MONEY", "PERCENT", "QUANTITY"}:
        return False
    return _is_in_brackets(place) or _is_attribute(place) or _follows_preposition(place)


# "House Bill 2052"
_NUMBERED = frozenset(
    {"bill", "act", "proposition", "resolution", "measure", "flight", "directive", "no"}
)


def _is_in_brackets(place: _Place) -> bool:
    """A year that opens a bracket and stands there alone or first: "(1987)"."""
    after = place.after
    return place.before == "(" and after is not None and after.text in {")", ",", "-", "–", ";"}


def _follows_preposition(place: _Place) -> bool:
    """A year after "in", "since" and the like, and before no noun that it could count."""
    after = place.after
    return place.before in _BEFORE_YEAR and (
        after is None or after.pos_ not in {"NOUN", "NUM"} or after.lower_ == "election"
    )


def _is_count(place: _Place) -> bool:
    """A figure between a verb and a plural: "serves 1990 pupils"."""
    after = place.after
    if not place.i or after is None or after.tag_ != "NNS":
        return False
    return bool(place.page.doc[place.i - 1].pos_ == "VERB")


def _is_attribute(place: _Place) -> bool:
    """A year of our time before a noun in the singular: "a 2011 survey", "her 2003 book"."""
    after = place.after
    if not place.i or after is None or after.tag_ not in {"NN", "NNP", "JJ"}:
        return False
    before = place.page.doc[place.i - 1]
    return before.pos_ in {"DET", "PRON", "PART"} and "1900" <= place.match.group() <= "2050"


def _is_month(place: _Place) -> bool:
    """A month's name by itself that is a month: not "May" of "Theresa May" or "may"."""
    word = re.split(r"[\s-]", place.match.group())[-1].rstrip(".").lower()
    token = place.page.doc[place.last]
    if token.ent_type_ == "PERSON" or token.tag_ == "MD" or _is_surname(place, word):
        return False
    after = place.after
    if (
        word in _NAME_MONTHS
        and place.before not in _BEFORE_MONTH
        and (after is not None and after.text[:1].isupper() and after.pos_ == "PROPN")
    ):
        return False  # "June Carter"
    if token.ent_type_ in {"DATE", "TIME"}:
        return True
    if word not in _AMBIGUOUS_MONTHS and word not in _NAME_MONTHS:
        return True
    if word in _SHORT_MONTHS or (
        after is not None and after.text[:1].isupper() and after.pos_ == "PROPN"
    ):
        return False
    return place.before in _BEFORE_MONTH or place.match.start() < token.idx


def _is_surname(place: _Place, word: str) -> bool:
    """Whether a first name stands before the month: "Theresa May"."""
    return (
        word in _AMBIGUOUS_MONTHS
        and place.before in lexicon().first_names
        and place.page.words[place.i - 1][0].isupper()
    )


GLUED = frozenset("$£€#@/.:")
_SHORT_MONTHS = frozenset(month[:3] for month in MONTHS) - {"may"}
_NAME_MONTHS = frozenset({"april", "june", "august"})
_DECADE_EDGES = frozenset({"late", "early", "mid", "-", "'", "’", "‘", "mid-"})
_HOLDERS = frozenset({"his", "her", "their", "my", "your", "our", "in", "of"})
_CHECKS: dict[str, Callable[[_Place], bool]] = {
    "year": _is_year,
    "month": _is_month,
    "month_day": _is_month_day,
    "deictic": _is_no_name,
    "this_part": _is_no_name,
    "feast": _is_feast,
    "weekday": _is_weekday,
    "season": _is_season,
    "weekend": _is_weekend,
    "decade": _is_decade,
    "clock": _is_clock,
    "anchored": _is_anchored,
}


def _calendar_span(
    doc: Doc, i: int, name: str, match: re.Match[str], published: str | None
) -> CalendarSpan:
    """The span of a match, without the article, with its label and value."""
    text = match.group()
    is_time = (
        name in TIME_CONSTRUCTIONS
        or _PART_OF_DAY.search(text) is not None
        or text.lower().endswith(("night", "tonight"))
        or (name == "anchored" and _UNIT_WORDS.search(text) is not None)
    )
    end = match.end()
    # "in Sept." at a sentence's end: the dot of a short month stays, that of "May." does not.
    if text.endswith(".") and not text.lower().endswith((".m.",)):
        word = re.split(r"[\s-]", text)[-1].rstrip(".").lower()
        if word in MONTHS or _ends_sentence(doc, end):
            end -= 1
    value = value_of(
        name, match.group(), published=published, forward=_points_forward(doc, i, published)
    )
    return CalendarSpan(match.start(), end, "TIME" if is_time else "DATE", value)


def _ends_sentence(doc: Doc, end: int) -> bool:
    """Whether the dot before `end` closes a sentence that spaCy split off as a token of its own."""
    span = doc.char_span(end - 1, end)
    return span is not None and span.text == "."


def _points_forward(doc: Doc, i: int, published: str | None) -> bool:
    """Whether the sentence speaks of what is to come; asked only where it matters."""
    return published is not None and points_forward(doc[i])
