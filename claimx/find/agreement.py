"""
Two makers of candidates as one: the tagger's attributions, and what rules know better.

The tagger reads meaning and finds three times as many kinds of cues; rules know exactly where a
quotation ends and that "reportedly" has no source. So the tagger's candidates stay, and rules add those
of constructions that are seldom wrong and whose cue the tagger left alone.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.find import cues
from claimx.find.attribution_rules import find_by_construction, source_of
from claimx.find.speech import with_quotes_that_go_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.find.page import Page
    from claimx.records import Candidate

# Constructions whose candidates are taken where the tagger has none: on held-out articles most of
# these additions were right (docs/rules-attributions.md has the figures).
SURE = frozenset(
    {
        "adverb_without_source",
        "as_announced_by",
        "as_somebody_noted",
        "clause_after",
        "according_to",
        "quotation_beside",
        "transcript_lines",
    }
)
# Those whose cue and source stand in an aside of the sentence that is their content.
ASIDES = frozenset({"as_announced_by", "as_somebody_noted", "according_to"})
# A rule's content that shares this much with the tagger's is the same attribution.
SAME = 0.5
# Below this confidence a candidate needs a cue that the lexicon or a rule knows.
UNSURE = 0.02
# So many contents before a place are looked at.
MAX_BACK = 8
# ", more specifically noting": so long the words between comma and cue may be.
MAX_ADVERB = 25


def with_rules(tagged: Sequence[Candidate], page: Page) -> list[Candidate]:
    """
    The tagger's candidates, put right by the rules where they know better, in text order.

    Doubtful ones go (`is_doubtful`), pieces that have a cue of their own are split off (`split_pieces`),
    and candidates of sure rules are added that the tagger does not have: "The bridge has reportedly
    been closed", for PolNeAR marks few adverbs.
    """
    ruled = find_by_construction(page)
    rules = _Marked([candidate for _, candidate in ruled])
    found = [
        one
        for one in tagged
        if not (is_doubtful(one, page, rules) or is_of_another_sentence(one, page))
    ]
    found = [part for one in found for part in split_pieces(one, page, rules)]
    found = [with_nominal_source(one, page) for one in found]
    sure = _Marked([candidate for name, candidate in ruled if name in ASIDES])
    found = [with_cue_of_aside(one, sure) for one in found]
    found = cut_at_asides(found, [one for name, one in ruled if name == "clause_after"], page)
    marked = _Marked(found)
    for name, one in ruled:
        if name in SURE and not (marked.has(one) and not is_around(one, name, marked)):
            found.append(one)
    found = with_quotes_that_go_on(found, page)
    return sorted(found, key=lambda one: (one.content[0], one.cue or (0, 0)))


def is_doubtful(one: Candidate, page: Page, rules: _Marked) -> bool:
    """
    Whether a candidate is more likely wrong than right.

    The tagger is unsure, the lexicon does not know the cue, and no rule has it: "eased their stance in
    response to", "lifted". On held-out articles a quarter of these are right.
    """
    if one.confidence is None or one.confidence >= UNSURE or one.cue is None:
        return False
    span = page.doc.char_span(*one.cue, alignment_mode="expand")
    return span is None or not (cues.is_known(span) or rules.has_cue(one.cue))


def is_of_another_sentence(one: Candidate, page: Page) -> bool:
    """Whether "according to" is linked to words outside its sentence, which it never is."""
    if one.cue is None or not page.text[one.cue[0] : one.cue[1]].lower().startswith("according to"):
        return False
    here = page.sentences.of(one.cue[0])
    return all(
        page.sentences.of(start) != here and page.quotes.at(start) is None
        for start, _ in one.content
    )


def with_cue_of_aside(one: Candidate, asides: _Marked) -> Candidate:
    """
    The candidate with the cue that its source stands at.

    "The firm is seeking a buyer, as stated by its owner": the owner states, and does not seek.
    """
    if one.source is None:
        return one
    other = asides.with_content(one.content[-1])
    if other is None or other.source is None or not _overlap(other.source, one.source):
        return one
    return replace(one, cue=other.cue)


def is_around(rule: Candidate, name: str, marked: _Marked) -> bool:
    """
    Whether an aside's content holds another attribution whole: both are given.

    "According to the Gazette, Mr Hill said that it was over": Hill says it, the Gazette says that he did.
    """
    if name not in ASIDES or rule.cue is None or marked.has_cue(rule.cue):
        return False
    start, end = rule.content[-1]
    inner = marked.with_content((start, end))
    return (
        inner is not None
        and inner.cue is not None
        and inner.source is not None
        and start <= inner.source[0] < inner.cue[1] <= end
    )


def cut_at_asides(
    found: Sequence[Candidate], clauses: Sequence[Candidate], page: Page
) -> list[Candidate]:
    """
    The candidates, each content ending where its speaker starts anew, with what is said then.

    "Putin warned that they should be careful, noting that …": two attributions, not one long content.
    """
    cut: list[Candidate] = []
    added: list[Candidate] = []
    clauses = sorted(clauses, key=lambda one: one.cue or (0, 0))
    starts = [one.cue[0] if one.cue else 0 for one in clauses]
    for one in found:
        start, end = one.content[-1]
        first = bisect.bisect_left(starts, start)
        for clause in clauses[first : bisect.bisect_left(starts, end)][:MAX_BACK]:
            if one.source != clause.source or clause.cue is None or page.quotes.at(clause.cue[0]):
                continue
            comma = page.text.rfind(",", start, clause.cue[0])
            if comma > start and clause.cue[0] - comma < MAX_ADVERB:
                one = replace(one, content=(*one.content[:-1], (start, comma)))  # noqa: PLW2901
                added.append(replace(clause, confidence=one.confidence))
                break
        cut.append(one)
    return cut + added


def split_pieces(one: Candidate, page: Page, rules: _Marked) -> list[Candidate]:
    """
    The candidate without the pieces that are not its own.

    A piece that a rule finds another cue for is that one's: "The tax is unfair, he argued, and she
    said that it must go" linked to one cue. A piece outside quotation marks in a later sentence than
    the cue goes: of eight on held-out articles one was right.
    """
    if one.cue is None or len(one.content) == 1:
        return [one]
    here = page.sentences.of(one.cue[0])
    kept: list[tuple[int, int]] = []
    split: list[Candidate] = []
    for span in one.content:
        if page.quotes.at(span[0]) is not None:
            kept.append(span)
            continue
        other = rules.with_content(span)
        if other is not None and other.cue is not None and not _overlap(other.cue, one.cue):
            split.append(replace(other, confidence=one.confidence))
        elif page.sentences.of(span[0]) <= here:
            kept.append(span)
    if len(kept) > 1 and _is_speech_noun(kept[0], one.cue, page):
        kept = kept[1:]
    if not kept:
        return [one]
    return [replace(one, content=tuple(kept)), *split]


def _is_speech_noun(span: tuple[int, int], cue: tuple[int, int], page: Page) -> bool:
    """Whether the first piece is the cue's object: "gave [his reasons for it]. [“I was tired.”]"."""
    if span[0] < cue[1] or page.text[cue[1] : span[0]].strip():
        return False
    tokens = page.doc.char_span(*span, alignment_mode="expand")
    return tokens is not None and cues.lemma_of(tokens.root) in cues.noun_stances()


def with_nominal_source(one: Candidate, page: Page) -> Candidate:
    """
    The candidate with a source that is no verb.

    In "he questioned the vote, implying …" the tagger's pointer may take "questioned" for the one who
    implies; whoever questioned is meant.
    """
    if one.source is None:
        return one
    span = page.doc.char_span(*one.source, alignment_mode="expand")
    if span is None or any(token.pos_ not in {"VERB", "AUX", "ADP", "SCONJ"} for token in span):
        return one
    verb = next((token for token in span if token.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and one.cue is not None and one.cue[0] <= verb.idx < one.cue[1]:
        verb = None
    own = page.doc.char_span(*one.cue, alignment_mode="expand") if one.cue is not None else None
    for head in (verb, own.root if own is not None else None):
        source = source_of(head, page) if head is not None else None
        if source is not None:
            return replace(one, source=source)
    return replace(one, source=None)


class _Marked:
    """Candidates by the places of their cues and contents."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._cues = sorted(one.cue for one in candidates if one.cue is not None)
        self._contents = sorted(
            (span, k) for k, one in enumerate(candidates) for span in one.content
        )
        self._starts = [span[0] for span, _ in self._contents]
        self._candidates = candidates

    def has(self, candidate: Candidate) -> bool:
        """Whether one of them has this candidate's cue, or much the same content."""
        if candidate.cue is not None and self.has_cue(candidate.cue):
            return True
        return any(self.with_content(span) is not None for span in candidate.content)

    def has_cue(self, cue: tuple[int, int]) -> bool:
        """Whether one of the cues overlaps this one; they do not overlap each other."""
        k = bisect.bisect_left(self._cues, (cue[1], 0))
        return k > 0 and _overlap(self._cues[k - 1], cue)

    def with_content(self, span: tuple[int, int]) -> Candidate | None:
        """The candidate of which a content is much the same stretch."""
        start, end = span
        k = bisect.bisect_right(self._starts, end)
        for (first, last), one in reversed(self._contents[max(0, k - MAX_BACK) : k]):
            common = min(end, last) - max(start, first)
            if 2 * common >= SAME * (end - start + last - first):
                return self._candidates[one]
        return None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]
