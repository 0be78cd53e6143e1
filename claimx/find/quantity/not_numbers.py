"""
Numerals that are no quantity, by the words around them.

Years, addresses, names with digits (COVID-19, F-16, S&P 500, page 12), pronouns ("one of the", "the
one"). Asked after the numeral is read; what is skipped before stands in `codes`.

Each function looks a few tokens around the numeral and no further, so that time is linear. What
only the parse or the named entities can tell is left to `quantities.find_numbers`.
"""

from __future__ import annotations

from claimx.find.quantity import codes
from claimx.find.quantity.tokens import BREAK, Tokens
from claimx.lexicon.sets import word_set

_YEARLY_EVENTS = word_set("contexts", "not_numbers", "yearly_events")
_ONE_DAY = word_set("contexts", "not_numbers", "one_day")
_BEFORE_COUNT = word_set("contexts", "not_numbers", "before_count")
_AVERAGES = word_set("contexts", "not_numbers", "averages")
_ONE_COMPOUNDS = word_set("contexts", "not_numbers", "one_compounds")
_PEOPLE_PLURALS = word_set("contexts", "not_numbers", "people_plurals")
_LOOSE_YEAR_WORDS = word_set("contexts", "not_numbers", "loose_year_words")


def is_year(tokens: Tokens, first: int, last: int) -> bool:  # noqa: PLR0911 (a list of cases)
    """
    Whether a bare four-digit figure is a year: "in 2019", "the 2019 elections", "2020 Escape".

    Not "2000 people": a plural noun that no "the", "in" or name stands before. The caller knows
    that no unit follows.
    """
    if last - first != 1 or not codes.is_year_figure(tokens.raw[first]):
        return False
    before, after = tokens.word(first - 1), tokens.written(last)
    if before in _BEFORE_COUNT and is_plural(tokens, last):
        return False
    if before == "and" and codes.is_year_figure(tokens.written(first - 2)):
        return True
    if is_plural_event(tokens, last):
        return True
    if before == "of" and tokens.word(first - 2) in _AVERAGES:
        return False
    if (
        before in codes.words("years", "before")
        or before in codes.months()
        or before in {"'s", "’s"}
    ):
        return not (
            before in _LOOSE_YEAR_WORDS
            and is_plural(tokens, last)
            and not is_plural_event(tokens, last)
        )
    if is_plural(tokens, last):
        return (
            tokens.written(first - 1)[:1].isupper()
            and first > 1
            and tokens.raw[first - 2] not in {".", BREAK}
        )
    if before in {"average", "by", "total", "maximum", "minimum", "of"}:
        return False
    if not after[:1].isalpha() or after[0].isupper():
        return True
    return before != "about" and (before != "a" or tokens.raw[first] >= "1900")


def is_plural_event(tokens: Tokens, k: int) -> bool:
    """Whether what follows is held in years: "elections", "games", "results"."""
    return tokens.word(k) in _YEARLY_EVENTS


_NOT_PLURAL = word_set("contexts", "not_numbers", "no_plurals")


def is_plural(tokens: Tokens, k: int, *, within: int = 3) -> bool:
    """Whether a plural noun in small letters follows, by its look: "people", "jobs"; within three words."""
    for j in range(k, min(k + within, tokens.size)):
        word = tokens.raw[j]
        if not word.islower() or not word.isalpha():
            return False
        if word in _PEOPLE_PLURALS or (
            word.endswith("s") and len(word) > 3 and word not in _NOT_PLURAL
        ):
            return True
        if word in CLOSED:
            return False
    return False


CLOSED = word_set("contexts", "not_numbers", "closed")


def is_label(tokens: Tokens, first: int, last: int) -> bool:  # noqa: PLR0911 (a list of cases)
    """
    Whether the word before makes the bare numeral a label: "page 12", "Section 427", "type 2".

    "Route 66" and "version two"; but "under 21 players" and "day 5 tanks" count what follows.
    """
    k = first - 1
    if tokens.word(k) in {".", "#"} and tokens.glued(k):
        k -= 1
        initials = tokens.raw[max(0, k - 2) : k + 1]
        if len(initials) == 3 and "".join(initials) in {"H.R", "A.B", "S.B", "H.B"}:
            return True  # the bill H.R. 3200
    if tokens.is_hyphen(k):
        k -= 1
    word = tokens.word(k)
    if word not in codes.words("labels", "any_case") or "," in tokens.written(first):
        return False
    if word in {"no", "nos"}:
        return tokens.word(first - 1) == "." or (
            tokens.raw[k] == "No"
            and k > 0
            and tokens.is_figure(first)
            and not is_plural(tokens, last)
        )
    if word in {"under", "u"}:
        return tokens.is_hyphen(first - 1)
    if word in codes.words("labels", "weak"):
        if tokens.word(k - 1) in {"a", "every", "each", "per", "another"}:
            return False
        if word == "number" and not tokens.is_figure(first):
            return True  # the number one issue
        return (
            tokens.is_figure(first)
            and len(tokens.raw[first]) < 5
            and not is_plural(tokens, last)
            and not tokens.word(last).startswith("%")
        )
    return True


def is_name(tokens: Tokens, first: int, last: int) -> bool:  # noqa: PLR0911 (a list of cases)
    """
    Whether a capital before the bare figure makes it a name: "Apollo 11", "S&P 500", "Big 12".

    A word that begins the sentence says nothing, unless no small word follows the figure.
    """
    before = tokens.written(first - 1)
    if (
        tokens.word(first - 1) == BREAK
        or not before[:1].isupper()
        or tokens.word(first - 1) in codes.words("before", "words")
    ):
        return False
    if tokens.word(first - 1) in codes.months():
        return False
    if before.endswith(("'s", "’s")):
        return False
    figure = tokens.written(first)
    if (
        last - first > 1
        or not (figure.isdecimal() or not tokens.is_figure(first))
        or (len(figure) > 5 and tokens.is_figure(first))
    ):
        return False
    begins = first == 1 or tokens.raw[first - 2] in {
        ".",
        "!",
        "?",
        ":",
        BREAK,
        "“",
        '"',
        "‘",
        ";",
        "•",
    }
    if begins:
        return not tokens.written(last)[:1].islower()
    if not tokens.is_figure(first):
        return figure[:1].isupper() and not is_plural(tokens, last)
    return not (before.endswith(("ing", "ed")))


def is_address(tokens: Tokens, first: int, last: int) -> bool:
    """10 Downing Street; 123 Random Street: a bare figure and a street's name."""
    if last - first != 1 or not tokens.written(last)[:1].isupper():
        return False
    return any(
        tokens.word(k) in codes.words("streets", "words") and tokens.raw[k][0].isupper()
        for k in range(last + 1, last + 4)
        if k < tokens.size
    )


def is_some_day(tokens: Tokens, i: int, last: int) -> bool:
    """Whether "one day" is some day: "it may help one day."; "in one day" and "one day a week" are not."""
    if tokens.low[i : i + 2] != ["one", "day"] or last != i + 2:
        return False
    before, after = tokens.word(i - 1), tokens.word(last)
    return not after.isalpha() and before not in _BEFORE_ONE_DAY and not tokens.is_hyphen(i + 1)


_BEFORE_ONE_DAY = word_set("contexts", "not_numbers", "before_one_day")


def is_pronoun(tokens: Tokens, i: int, last: int) -> bool:  # noqa: PLR0911 (a list of cases)
    """
    Whether "one" only points: "the one", "no one", "one of the best", "one another", "one day".

    "one vote" counts, "one of three" too; "one-time" and "one day" do not.
    """
    if (
        last == i + 1
        and tokens.word(last) == ","
        and tokens.word(i - 1) in {",", "is", "are", "—", "–"}
        and tokens.low[i] in {"one", "two", "three", "four"}
    ):
        return True  # one, his temperament, and two, his language
    if (
        last == i + 1
        and tokens.word(last) == ","
        and tokens.word(i - 1) == "and"
        and tokens.word(i - 2) == ","
    ):
        return True
    if tokens.low[i] != "one" or last != i + 1:
        return False
    before, after = tokens.word(i - 1), tokens.word(last)
    if (
        before in _BEFORE_ONE
        or after in _AFTER_ONE
        or (not after[:1].isalpha() and after not in {"-", "/", "%", "$", "£", "€"})
    ):
        return before not in {"negative", "minus"} or after == "of"
    if tokens.is_hyphen(last) and tokens.word(last + 1) in _ONE_COMPOUNDS:
        return True
    if tokens.is_hyphen(i - 1) and tokens.is_word(i - 2):
        return True
    if after in _ONE_DAY:
        return before in {
            "",
            BREAK,
            ".",
            ",",
            "at",
            "for",
            "on",
            "from",
            "but",
            "and",
            "in",
            "that",
        } or tokens.word(last + 1) in {"or", "be", "i", "we", "is"}
    return False


_BEFORE_ONE = word_set("contexts", "not_numbers", "before_one")
_AFTER_ONE = word_set("contexts", "not_numbers", "after_one")
