"""
From candidates to attributions: edges mended, sources named, kind and stance told.

The trained tagger and the rules both give candidates (`records.Candidate`): where source, cue and
content stand. What is the same for both is done here: a content that starts inside a number, a word
or a quotation starts with it; "who" gets its antecedent's name and "the ministry" its full one;
quotation marks tell direct from indirect speech, and the cue lexicon the stance.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.attribution.agreement import with_rules
from claimx.find.attribution.cues import core_of, cue_lemma_and_stance
from claimx.find.attribution.page import read_page
from claimx.find.attribution.sources import CALENDAR, SourceNames
from claimx.records import Attribution, Cue, Source, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from claimx.find.quotes import QuoteIndex
    from claimx.records import Candidate, Entity, Number, Quotation

_EDGE = " \t\r\n\u00a0,;:—–"
_WORD = re.compile(r"\w+(?:[.,'’]\w+)*")
_THAT = re.compile(r"that[\s,]+(?=\S)", re.IGNORECASE)
_STRAY_RELATIVE = re.compile(r"(?:which|who|whom)\W*", re.IGNORECASE)
_RELATIVE = re.compile(r", (?:who|which|whose|whom)\b")
_LOOSE_END = re.compile(r"[\s,](?:and|but|or|nor|by)$")
_JOINT = frozenset("-.@/'’_")
# A content that is one of these says nothing: the tagger broke off after it.
_FUNCTION_WORDS = frozenset(
    {"a", "an", "the", "to", "its", "their", "of", "and", "or", "but", "as", "by"}
)
# No word is longer, so that a text without spaces takes no longer than another.
MAX_WORD = 60
MAX_FUNCTION_WORD = 6
_QUESTION_WORDS = re.compile(r"(?:whether|if|why|how|what|who|when|where|about)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:neither|nobody|none|no one|no)\b", re.IGNORECASE)
# How much of a content must be quoted to be direct speech: "that" or "and" may stand outside.
DIRECT_SHARE = 0.9


def find_attributions(
    doc: Doc,
    entities: Sequence[Entity],
    candidates: Sequence[Candidate],
    *,
    numbers: Sequence[Number],
) -> tuple[Attribution, ...]:
    """
    The attributions of a parsed Doc, in order of their first content span.

    Args:
        doc: the parsed article.
        entities: what it names, with every mention (`claimx.find.entities`).
        candidates: where source, cue and content stand, by the tagger or by rules.
        numbers: its figures; no content ends inside one.

    Returns:
        A record for each candidate that has any content left after mending. A tagger's candidates
        are first put right by the rules (`agreement`).

    Source: docs/rules-attributions.md
    """
    page = read_page(doc)
    text, quotes, sentences = page.text, page.quotes, page.sentences
    # Rules alone give no confidence; a tagger that found nothing gives no candidate.
    if not candidates or any(one.confidence is not None for one in candidates):
        candidates = with_rules(candidates, page)
    unbroken = _Unbroken(numbers, entities)
    mended = [_mended(one, doc, text, quotes, unbroken) for one in candidates]
    kept = sorted(
        (one for one in mended if one is not None), key=lambda one: (one.content, one.cue or (0, 0))
    )
    names = SourceNames(doc, entities, quotes).resolve(one.source for one in kept if one.source)
    found: list[Attribution] = []
    for one in kept:
        content = tuple(_span(text, start, end) for start, end in one.content)
        cue = _cue(doc, text, one, content)
        source = None
        if one.source is not None:
            start, end = one.source
            entity, name = names[one.source]
            source = Source(text=text[start:end], start=start, end=end, entity=entity, name=name)
        found.append(
            Attribution(
                id=f"a{len(found) + 1}",
                sentence=sentences.of(content[0].start),
                kind=kind_of(text, one.content, quotes),
                source=source,
                cue=cue,
                content=content,
                confidence=one.confidence,
            )
        )
    return tuple(found)


def kind_of(text: str, content: Sequence[tuple[int, int]], quotes: QuoteIndex) -> Quotation:
    """Whether all, some or none of the content's words stand in quotation marks."""
    words = quoted = 0
    for start, end in content:
        for match in _WORD.finditer(text, start, end):
            words += 1
            quoted += quotes.at(match.start()) is not None
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT_SHARE * words else "mixed"


# ---------------------------------------------------------------- mending


def _mended(
    one: Candidate, doc: Doc, text: str, quotes: QuoteIndex, unbroken: _Unbroken
) -> Candidate | None:
    """The candidate with its edges where words, figures and quotations end; None if it is empty."""
    cue = _to_words(text, *one.cue) if one.cue else None
    cue = cue if cue is not None and cue[0] < cue[1] else None
    source = _mended_source(text, unbroken.whole(*one.source)) if one.source else None
    if source is not None:
        source = unbroken.whole(*source)  # "Moody's" is no possessive
        source = _without_broken_clause(text, source, cue)
        source = _with_name_behind(text, source, unbroken.people, one.content)
    blocked = [span for span in (cue, source) if span is not None]
    content: list[tuple[int, int]] = []
    for start, end in one.content:
        piece = _to_words(text, start, end)
        piece = unbroken.whole(*piece)
        piece = _whole_quotes(text, piece, quotes, cue)
        piece = _with_last_of_list(doc, piece)
        piece = _without(piece, blocked, one.content)
        piece = _trimmed(text, piece, quotes)
        piece = _without_that(doc, text, piece)
        if _says_something(text, *piece):
            content.append(piece)
    content = _joined(content)
    if len(content) > 1:
        # "…, which he called a mistake": the lone pronoun says nothing.
        full = [piece for piece in content if not _STRAY_RELATIVE.fullmatch(text, *piece)]
        content = full or content
    if not content:
        return None
    return type(one)(source=source, cue=cue, content=tuple(content), confidence=one.confidence)


def _says_something(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a word that is no article or conjunction alone."""
    if end - start <= MAX_FUNCTION_WORD and text[start:end].lower() in _FUNCTION_WORDS:
        return False
    return any(text[i].isalnum() for i in range(start, end))


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends and with whole words: "anti-war", "hill.co.nz"."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return start, end
    first, last = max(0, start - MAX_WORD), min(len(text), end + MAX_WORD)
    while start > first and _is_inside_word(text, start):
        start -= 1
    while end < last and _is_inside_word(text, end):
        end += 1
    return start, end


def _is_inside_word(text: str, offset: int) -> bool:
    """Whether the characters on both sides of an offset belong to one word."""
    before, behind = text[offset - 1], text[offset] if offset < len(text) else " "
    if before.isalnum() and behind.isalnum():
        return True
    if before.isalnum() and behind in _JOINT:
        return offset + 1 < len(text) and text[offset + 1].isalnum()
    return before in _JOINT and behind.isalnum() and offset > 1 and text[offset - 2].isalnum()


def _without_broken_clause(
    text: str, source: tuple[int, int], cue: tuple[int, int] | None
) -> tuple[int, int]:
    """The source without a relative clause that it breaks off: "Ms Hill, who chairs [the board,] said"."""
    start, end = source
    relative = _RELATIVE.search(text, start, end)
    if relative is None or cue is None or cue[0] < end:
        return source
    behind = text[end : min(end + 2, cue[0])].lstrip()
    return (start, relative.start()) if behind and behind[0] not in ",—–-" else source


def _with_name_behind(
    text: str,
    source: tuple[int, int],
    people: Sequence[tuple[int, int]],
    content: Sequence[tuple[int, int]],
) -> tuple[int, int]:
    """The source with the name in apposition behind it: "the firm's head, Ann Hill," is one."""
    start, end = source
    k = bisect.bisect_left(people, (end, 0))
    if k == len(people) or text[end : people[k][0]] not in {", ", " "}:
        return source
    if k and people[k - 1][1] > start:
        return source  # it has a name of its own
    if any(first < people[k][1] and end < last for first, last in content if first <= people[k][0]):
        return source  # "Per the statement, Ms Hill resigned"
    return start, people[k][1]


def _mended_source(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The source without commas, "by" and a possessive 's at its ends."""
    start, end = _to_words(text, *span)
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    match = re.match(r"by\s+(?=\w)", text[start:end], re.IGNORECASE)
    if match:
        start += match.end()
    match = re.search(r"(?<=\w)['’]s$", text[start:end])
    if match:
        end = start + match.start()
    return (start, end) if start < end else None


class _Unbroken:
    """The numbers and names of an article, to find the one that an offset cuts."""

    def __init__(self, numbers: Sequence[Number], entities: Sequence[Entity]) -> None:
        names = [
            (mention.start, mention.end)
            for entity in entities
            for mention in entity.mentions
            if mention.kind == "name" and entity.label not in CALENDAR
        ]
        self._lists = [sorted((number.start, number.end) for number in numbers), sorted(names)]
        self.people = sorted(
            (mention.start, mention.end)
            for entity in entities
            for mention in entity.mentions
            if mention.kind == "name" and entity.label == "PERSON"
        )

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The stretch with what it cuts: "290 more" of "1,290 more" gets its 1."""
        for spans in self._lists:
            at_start, at_end = _cut_by(spans, start), _cut_by(spans, end)
            start = at_start[0] if at_start is not None else start
            end = at_end[1] if at_end is not None else end
        return start, end


def _cut_by(spans: list[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The stretch that the offset stands inside of."""
    k = bisect.bisect_left(spans, (offset, 0)) - 1
    if k >= 0 and spans[k][0] < offset < spans[k][1]:
        return spans[k]
    return None


def _with_last_of_list(doc: Doc, piece: tuple[int, int]) -> tuple[int, int]:
    """The stretch with the end of a list that it breaks off: "tanks, vehicles[, and guns]"."""
    tokens = doc.char_span(*piece, alignment_mode="contract")
    if tokens is None:
        return piece
    # The piece may end with the comma or the "and" before the last of the list.
    words = [token for token in tokens[-3:] if not (token.is_punct or token.pos_ == "CCONJ")]
    if not words:
        return piece
    noun = words[-1]
    following = syntax.last_of_list(noun)
    if following is None:
        return piece
    return piece[0], syntax.span_of(doc, (noun.i, syntax.noun_phrase(following)[1]))[1]


def _whole_quotes(
    text: str, piece: tuple[int, int], quotes: QuoteIndex, cue: tuple[int, int] | None
) -> tuple[int, int]:
    """The stretch with the marks of a quotation whose words it holds up to its marks."""
    start, end = piece
    first = quotes.at(start)
    if (
        first is not None
        and not _holds(first.start, first.end, cue)
        and not _has_word(text, first.start, start)
    ):
        start = min(start, first.start)
    for place in (end - 1, end):
        last = quotes.at(place)
        if last is None or last.start >= end or _holds(last.start, last.end, cue):
            continue
        if not _has_word(text, end, last.end):
            end = max(end, last.end)
            break
    return start, end


def _has_word(text: str, start: int, end: int) -> bool:
    """Whether a letter or a digit stands in the stretch."""
    return any(text[i].isalnum() for i in range(start, end))


def _holds(start: int, end: int, span: tuple[int, int] | None) -> bool:
    """Whether a stretch holds the start of another."""
    return span is not None and start <= span[0] < end


def _without(
    piece: tuple[int, int], blocked: list[tuple[int, int]], before: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The stretch without a cue or source that mending let it run into."""
    start, end = piece
    for first, last in blocked:
        if any(s <= first and last <= e for s, e in before):
            continue  # it stood inside before, as "he" does in "what he called"
        if first < start < last:
            start = last
        if first < end < last:
            end = first
    return start, max(start, end)


def _trimmed(text: str, piece: tuple[int, int], quotes: QuoteIndex) -> tuple[int, int]:
    """The stretch without white space, commas and a full stop outside quotation marks at its ends."""
    start, end = piece
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1] == "."):
        if quotes.at(end - 1) is not None or (text[end - 1] == "." and _is_abbreviation(text, end)):
            break
        end -= 1
    # "called the vote “a farce” and": the tagger went one word too far.
    match = _LOOSE_END.search(text, max(start, end - MAX_FUNCTION_WORD), end)
    if match is not None and quotes.at(end - 1) is None:
        return _trimmed(text, (start, match.start()), quotes)
    return start, end


def _is_abbreviation(text: str, end: int) -> bool:
    """Whether the full stop before `end` belongs to its word: "the U.S.", "J. Hill Jr."."""
    return bool(
        re.search(
            r"(?:\b\w\.\w|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|a\.m|p\.m))\.$", text[max(0, end - 8) : end]
        )
    )


def _without_that(doc: Doc, text: str, piece: tuple[int, int]) -> tuple[int, int]:
    """The stretch without the conjunction "that" at its start; "that plan" keeps it."""
    start, end = piece
    match = _THAT.match(text, start, end)
    if match is None:
        return piece
    span = doc.char_span(start, start + 4, alignment_mode="expand")
    if span is not None and syntax.is_conjunction(span[0]):
        return match.end(), end
    return piece


def _joined(content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces in order, overlapping ones made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(content):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


# ---------------------------------------------------------------- cue


def _cue(doc: Doc, text: str, one: Candidate, content: tuple[Span, ...]) -> Cue | None:
    """The cue with its lemma and stance; None where a quotation goes on without one."""
    if one.cue is None:
        return None
    start, end = one.cue
    tokens = doc.char_span(start, end, alignment_mode="expand")
    if tokens is not None and start <= tokens.start_char and tokens.end_char <= end:
        start, end = core_of(tokens)
    lemma, stance = cue_lemma_and_stance(tokens if tokens is not None else (), content[0].text)
    if lemma == "ask" and _asks_a_question(content):
        stance = "question"
    if lemma == ":" and content[-1].text.rstrip("\"”'’").endswith("?"):
        stance = "question"
    if stance == "assert" and one.source is not None and _NOBODY.match(text, *one.source):
        stance = "deny"  # "Neither side would say who won."
    return Cue(text=text[start:end], start=start, end=end, lemma=lemma, stance=stance)


def _asks_a_question(content: tuple[Span, ...]) -> bool:
    """Whether "asked" asks for an answer, "whether it works", and not for a deed."""
    return any(_QUESTION_WORDS.match(span.text) or "?" in span.text[-3:] for span in content)


def _span(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)
