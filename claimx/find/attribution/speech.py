"""
Speech that has no verb of saying: transcripts, and quotations that go on.

"WALLACE: Do you agree?" is said by WALLACE; "“One,” she said. “Two.”" is two pieces of one speech. Each
quotation is looked at once, so that time grows with the text alone.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.attribution import cues
from claimx.find.attribution.page import (
    is_speech,
    make_candidate,
    phrase_of,
    sign_before,
    trimmed,
    trimmed_space,
)
from claimx.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.find.attribution.page import Page
    from claimx.find.quotes import Quote

_NAME = r"[A-Z][\w.'’-]*"
_TRANSCRIPT = re.compile(
    rf"[\"“]?(?P<name>{_NAME}(?: (?:{_NAME}|of|the|de|van|von)){{0,4}})"
    r"(?: \([^()\n]{1,40}\))?(?P<colon>:)[ \t\u00a0]+(?=\S)"
)
# "May: I will not resign": who speaks so is a person, whatever the name looks like.
_FIRST_PERSON = re.compile(r"(?:I|We|My|Our)\b(?!\.)")
_SPACE = " \t\u00a0"
# So many contents may lie inside another and still let it be found.
MAX_NESTED = 8
# A clause that leads to a quotation has its verb among so many words before the colon.
MAX_WORDS = 12


def transcript_lines(page: Page) -> list[Candidate]:
    """
    Paragraphs that begin with their speaker: "WALLACE: Do you agree?"; the colon is the cue.

    Names in capitals, where two paragraphs of the article begin so; a headline's "Hill: We won", where
    the name is a person's or a body's; and a name before a colon and a quotation.
    """
    text = page.text
    lines = [
        (match, start, end)
        for start, end in page.paragraphs
        if (match := _TRANSCRIPT.match(text, start, end)) is not None
    ]
    capitals = sum(match["name"].isupper() for match, _, _ in lines)
    found = []
    for match, start, end in lines:
        first = trimmed_space(text, match.end(), end)
        is_spoken = match["name"].isupper() and len(match["name"]) > 1 and capitals > 1
        quote = page.quotes.at(first[0])
        is_quoted = quote is not None and quote.start == first[0]
        is_headline = start == page.paragraphs[0][0] and (
            _is_somebody(page, *match.span("name")) or _FIRST_PERSON.match(text, *first) is not None
        )
        if is_spoken or is_quoted or is_headline:
            content = (quote.start, quote.end) if is_quoted and quote is not None else first
            if is_headline and not is_quoted:
                content = trimmed(text, *first)
            found.append(
                Candidate(source=match.span("name"), cue=match.span("colon"), content=(content,))
            )
    return found


def _is_somebody(page: Page, start: int, end: int) -> bool:
    """Whether the words name a person or a body."""
    span = page.doc.char_span(start, end, alignment_mode="expand")
    return span is not None and any(entity.label_ in {"PERSON", "ORG"} for entity in span.ents)


def sentence_before_quote(quote: Quote, page: Page) -> Candidate | None:
    """
    A quotation behind a sentence about its speaker, as in "Mr Hill was glad. “We won.”".

    The sentence's verb is the cue, if it has a subject and speaks of speech or its subject is a person.
    """
    k = quote.start
    while k > 0 and page.text[k - 1] in " \t\u00a0":
        k -= 1
    if not k or page.text[k - 1] not in ".:":
        return None
    start, _ = page.sentences.spans[page.sentences.of(k - 1)]
    sentence = page.doc.char_span(start, k, alignment_mode="contract")
    if sentence is None or page.quotes.touching(start, k - 1):
        return None
    verb = sentence.root
    subject = syntax.own_subject_of(verb)
    if subject is None or verb.pos_ not in {"VERB", "AUX"}:
        return None
    is_person = subject.pos_ == "PROPN" or subject.lower_ in {"he", "she"}
    speaks = any(cues.lemma_of(child) in cues.noun_stances() for child in syntax.objects_of(verb))
    if not (is_person or speaks or cues.matches_of(verb)):
        return None
    return make_candidate(
        phrase_of(subject, page), verb, (verb.i,), [(quote.start, quote.end)], page
    )


def clause_before_colon(quote: Quote, page: Page) -> Candidate | None:
    """A quotation and the clause that leads to it: "I had to change my answer: “Of course I do.”"."""
    colon = page.text.rfind(":", 0, quote.start)
    start, _ = page.sentences.spans[page.sentences.of(colon)]
    sentence = page.doc.char_span(start, colon, alignment_mode="contract")
    if sentence is None:
        return None
    for verb in reversed(sentence[-MAX_WORDS:]):
        subject = syntax.subject_of(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if subject is not None and page.quotes.at(verb.idx) is None:
            content = [(quote.start, quote.end)]
            return make_candidate(phrase_of(subject, page), verb, (verb.i,), content, page)
    return None


def with_quotes_that_go_on(found: Sequence[Candidate], page: Page) -> list[Candidate]:
    """
    The candidates, with the quotations that no cue claims given to the one who was speaking.

    "“One,” she said. “Two.”": a further piece of the same content. A paragraph that is one quotation
    goes on from the paragraph before it. After a sentence about its speaker, "Mr Hill was glad.
    “We won.”", and after indirect speech it is an attribution of its own.
    """
    held = sorted((span, k) for k, one in enumerate(found) for span in one.content)
    content_at = _Stretches([span for span, _ in held])
    paragraph_at = _Stretches(page.paragraphs)
    by_cue = sorted((one.cue, k) for k, one in enumerate(found) if one.cue)
    cue_starts = [cue[0] for cue, _ in by_cue]
    known = {one.cue for one in found}
    sources = {one.source[0] for one in found if one.source is not None}
    pieces = {k: list(one.content) for k, one in enumerate(found)}
    extra: list[Candidate] = []
    speaker: tuple[int, int] | None = None  # who last spoke in quotation marks, in which paragraph
    waiting: list[Quote] = []  # quotations that go on in the next paragraph, where their cue may be
    for quote in page.quotes.outer:
        here = paragraph_at.index(quote.start)
        if here is None:
            continue
        if not quote.continues:
            waiting = []
        k = content_at.index(quote.start)
        if k is not None:
            speaker = (held[k][1], here)
            pieces[speaker[0]].extend((one.start, one.end) for one in waiting)
            waiting = []
            continue
        is_long = is_speech(page.text, quote) or _is_sentence(quote, page)
        if not is_long or not begins_sentence(quote, page) or quote.inner in sources:
            continue  # "“WALLACE: Do you agree?" begins with its speaker
        start, end = page.paragraphs[here]
        is_whole = quote.start == start and quote.end >= end - 1
        if sign_before(quote.start, page) == ":":
            speaker = None  # "I changed my answer: “Of course.”" goes on from nobody
            announcer = clause_before_colon(quote, page)
            if announcer is not None and announcer.cue not in known:
                extra.append(announcer)
                continue
        if speaker is not None and (speaker[1] == here or (is_whole and speaker[1] == here - 1)):
            pieces[speaker[0]].append((quote.start, quote.end))
            speaker = (speaker[0], here)
            continue
        if is_whole and not quote.closed:
            waiting.append(quote)
            continue
        about = sentence_before_quote(quote, page) if quote.start > start else None
        if about is not None and about.cue not in known:
            extra.append(about)
            continue
        k = bisect.bisect_left(cue_starts, quote.start) - 1
        if k >= 0 and cue_starts[k] >= start:
            extra.append(replace(found[by_cue[k][1]], content=((quote.start, quote.end),)))
    return [replace(one, content=tuple(sorted(pieces[k]))) for k, one in enumerate(found)] + extra


def _is_sentence(quote: Quote, page: Page) -> bool:
    """Whether a quotation of few words is a sentence all the same: "“We won.”"."""
    return page.text[quote.inner].isupper() and page.text[quote.inner_end - 1] in ".?!"


def begins_sentence(quote: Quote, page: Page) -> bool:
    """Whether a quotation stands at the start of a sentence or a paragraph."""
    k = quote.start
    while k > 0 and page.text[k - 1] in _SPACE:
        k -= 1
    return k == 0 or page.text[k - 1] in '\r\n.?!:”"'


class _Stretches:
    """Which of some stretches, in order of start, holds an offset."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def index(self, offset: int) -> int | None:
        """The last stretch that starts before the offset and ends behind it, of the nearest few."""
        k = bisect.bisect_right(self._starts, offset) - 1
        for j in range(k, max(-1, k - MAX_NESTED), -1):
            if self._spans[j][0] <= offset < self._spans[j][1]:
                return j
        return None
