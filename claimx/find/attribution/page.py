"""
A parsed article with its quotations, and the places that rules ask for in it.

What stands before a cue, which clause a verb takes, where a sentence is without some of its words:
each function takes tokens or offsets and gives offsets. Rules of constructions are in
attribution_rules.py and speech.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.attribution import cues
from claimx.find.script import script_of
from claimx.records import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.quotes import Quote, QuoteIndex
    from claimx.find.script import SentenceIndex

# "X told reporters in a packed room on Monday, “…”": so far a quotation may stand from its cue.
MAX_GAP = 160
# A shorter quotation inside a sentence is a quoted word and no speech of its own.
MIN_SPEECH = 4

_NOT_CONTENT = " \t\r\n\u00a0,;:—–-."
_LEADS_TO_QUOTE = re.compile(r"[,:—–-]\s*$|[:,]\s*\n\s*$")
_SENTENCE_END = re.compile(r"[.!?;]\s")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed article and its quotations."""

    doc: Doc
    text: str  # doc.text is made anew on each call
    paragraphs: list[tuple[int, int]]
    quotes: QuoteIndex
    sentences: SentenceIndex

    def quote_at(self, offset: int) -> Quote | None:
        """The quotation that is speech and holds the character; a quoted word is none."""
        quote = self.quotes.at(offset)
        return quote if quote is not None and is_speech(self.text, quote) else None


def read_page(doc: Doc) -> Page:
    """The Doc with its paragraphs and quotations."""
    script = script_of(doc)
    return Page(doc, script.text, script.paragraphs, script.quotes, script.sentences(doc))


def is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation holds words enough to be somebody's sentence."""
    # It is asked of each word of a quotation, so no more of it is looked at than its beginning.
    end = min(quote.inner_end, quote.inner + 400)
    return text.count(" ", quote.inner, end) + 1 >= MIN_SPEECH


def phrase_of(noun: Token, page: Page) -> tuple[int, int]:
    """The noun phrase as a source: without a relative clause or brackets at its end."""
    end = noun.right_edge
    for child in noun.rights:
        before = page.doc[child.left_edge.i - 1]
        if syntax.is_clause_on_noun(child) and not (
            child.dep_ in {"acl", "relcl"} and not before.is_punct
        ):
            end = before
            break
        if child.text in {"(", "—", "–"}:
            end = before
            break
    return trimmed(page.text, noun.left_edge.idx, end.idx + len(end))


def cue_group(
    verb: Token, words: tuple[int, ...], source: tuple[int, int] | None, page: Page
) -> tuple[int, int]:
    """The stretch of a cue and its source with auxiliaries and adverbs: "the minister later said"."""
    doc = page.doc
    # "“Never,” she wrote": the parser takes the quotation for an adverb of the cue.
    own_words = [
        child.idx
        for child in verb.lefts
        if child.dep_ in {"aux", "advmod", "neg"} and page.quotes.at(child.idx) is None
    ]
    start = min([verb.idx, *own_words])
    end = doc[words[-1]].idx + len(doc[words[-1]])
    if source is not None:
        # ", he said, adding that …": "he" belongs to the group of "said" alone.
        own = syntax.own_subject_of(verb) is not None or not page.text[source[1] : start].strip()
        if own and source[1] <= verb.idx and start - source[1] < MAX_GAP:
            start = min(start, source[0])
        elif source[0] >= end and not page.text[end : source[0]].strip():
            end = source[1]
    return start, end


def quote_before(start: int, page: Page) -> Quote | None:
    """The quotation that ends right before the place, but for commas and dashes."""
    text = page.text
    k = start
    while k > 0 and text[k - 1] in " \t\u00a0,—–-":
        k -= 1
    quote = page.quotes.at(k - 1) if k else None
    return quote if quote is not None and quote.end == k else None


def quote_after(verb: Token, end: int, page: Page) -> Quote | None:
    """The quotation that a cue leads to: "said: “…”", "told reporters, “…”", also on a new line."""
    text = page.text
    near = page.quotes.between(end, min(len(text), end + MAX_GAP))
    if not near:
        return None
    quote = near[0]
    gap = text[end : quote.start]
    if not gap.strip():
        return quote
    if not _LEADS_TO_QUOTE.search(gap) or _SENTENCE_END.search(gap):
        return None
    between = page.doc.char_span(end, quote.start, alignment_mode="expand")
    other = between is not None and any(
        token.i > verb.i and token.pos_ == "VERB" and cues.matches_of(token) for token in between
    )
    return None if other else quote


def clause_span(verb: Token, after: int, page: Page) -> tuple[int, int] | None:
    """The clause that the verb takes, behind the cue."""
    clause = next((one for one in syntax.clauses_of(verb) if one.idx > verb.idx), None)
    if clause is None:
        return None
    if syntax.is_infinitive(clause) and syntax.own_subject_of(clause) is None:
        return None  # "announced a process to suggest designs": the object is the content
    if clause.pos_ == "ADJ" and not any(map(syntax.is_verb, clause.children)):
        return None  # "found it difficult" finds nothing out
    if clause.tag_ in {"VBD", "VBZ", "VBP"} and syntax.own_subject_of(clause) is None:
        return None  # "Earmarks added to the bill included …": no clause but the sentence's verb
    start, end = max(clause.left_edge.idx, after), end_of(clause)
    # ", adding that …", ", while …" may hang on the clause, and belong to the cue.
    for child in clause.rights:
        if child.pos_ == "VERB" and child.tag_ == "VBG" and cues.matches_of(child):
            k = child.left_edge.i
            if page.doc[k - 1].text == ",":
                end = min(end, page.doc[k - 1].idx)
    return (start, _with_quote_behind(end, page)) if start < end else None


def _with_quote_behind(end: int, page: Page) -> int:
    """The end of the quotation that goes on with a clause: "said it would open; “For now …”"."""
    near = page.quotes.between(end, end + 4)
    if near and is_speech(page.text, near[0]):
        gap = page.text[end : near[0].start].strip()
        if gap in {",", ";", ":", "—", "–"} and _quote_is_last(near[0], page):
            return near[0].end
    return end


def _quote_is_last(quote: Quote, page: Page) -> bool:
    """Whether a quotation ends its sentence, so that no other cue follows it."""
    behind = page.text[quote.end : quote.end + 1]
    return behind in {"", ".", "\n", "\r"} or page.text[quote.inner_end - 1] in ".?!"


def sentence_without(start: int, end: int, word: Token, page: Page) -> list[tuple[int, int]]:
    """The sentence's stretches before and behind the words from start to end."""
    text = page.text
    first, last = page.sentences.spans[page.sentences.of(word.idx)]
    pieces = [trimmed(text, first, start), trimmed(text, end, last)]
    if text[end:last].lstrip(" \u00a0").startswith(")"):
        pieces = pieces[:1]
    return [piece for piece in pieces if piece[1] - piece[0] > 1]


def sign_before(offset: int, page: Page) -> str:
    """The character before a place, white space left out; "" at the text's start."""
    k = offset
    while k > 0 and page.text[k - 1].isspace():
        k -= 1
    return page.text[k - 1] if k else ""


def end_of(token: Token) -> int:
    """The end offset of all that hangs on the token."""
    edge = token.right_edge
    return int(edge.idx) + len(edge)


def make_candidate(
    source: tuple[int, int] | None,
    cue: Token,
    words: tuple[int, ...],
    pieces: list[tuple[int, int]],
    page: Page,
) -> Candidate | None:
    """The candidate with its edges trimmed and out of quotations, or None where nothing is left."""
    doc = page.doc
    span = (doc[words[0]].idx, doc[words[-1]].idx + len(doc[words[-1]]))
    content = []
    for start, end in pieces:
        start, end = _to_quotes(start, end, span, page)  # noqa: PLW2901 (the same piece, mended)
        start, end = trimmed(page.text, start, end)  # noqa: PLW2901
        if start < end and not (start <= span[0] < end):
            content.append((start, end))
    if not content:
        return None
    del cue
    content = sorted(set(content))
    return Candidate(source=source, cue=span, content=tuple(content))


def _to_quotes(start: int, end: int, cue: tuple[int, int], page: Page) -> tuple[int, int]:
    """The stretch with its ends moved out of the quotations that they stand in."""
    first = page.quotes.at(start)
    if first is not None and first.start < start and not first.start <= cue[0] < first.end:
        start = first.start
    last = page.quotes.at(end - 1) if end else None
    if last is not None and last.end > end and not last.start <= cue[0] < last.end:
        end = last.end
    return start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, commas and full stops at its ends."""
    while start < end and text[start] in _NOT_CONTENT:
        start += 1
    while end > start and text[end - 1] in _NOT_CONTENT:
        end -= 1
    return start, end


def trimmed_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
