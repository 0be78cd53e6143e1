"""
Two makers of candidates as one: the tagger's attributions, and what rules know better.

The tagger reads meaning and finds three times as many kinds of cues; rules know exactly where a
quotation ends and that "reportedly" has no source. So the tagger's candidates stay, and rules add those
of constructions that are seldom wrong and whose cue the tagger left alone.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.attribution import cues
from claimx.find.attribution.attribution_rules import find_by_construction, source_of
from claimx.find.attribution.page import is_speech, phrase_of, sign_before
from claimx.find.attribution.speech import with_quotes_that_go_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from claimx.find.attribution.page import Page
    from claimx.records import Candidate

# Constructions whose candidates are taken where the tagger has none: on held-out articles most of
# these additions were right (docs/rules-attributions.md has the figures).
SURE = frozenset(
    {
        "adverb_without_source",
        "as_announced_by",
        "as_somebody_noted",
        "clause_after",
        "clause_before_or_around",
        "according_to",
        "quotation_beside",
        "transcript_lines",
    }
)
# Those whose cue and source stand in an aside of the sentence that is their content.
ASIDES = frozenset({"as_announced_by", "as_somebody_noted", "according_to"})
# Those that are found within what somebody says: the others need a whole sentence.
NESTED = frozenset({"clause_after", "quotation_beside"})
# A rule's content that shares this much with the tagger's is the same attribution.
SAME = 0.5
# A candidate less sure than this goes, by whether the lexicon knows its cue and a rule has it too.
# Chosen for end-to-end F1 on held-out articles; where both agree nine of ten are right at any score.
UNSURE = {(False, False): 0.8, (True, False): 0.4, (False, True): 0.2, (True, True): 0.1}
_RELATIVE = re.compile(r",? (?:who|which|whose|that)\b")
# No word of these kinds names anybody.
_NO_NOUN = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PART", "PUNCT"})
_MINDS = frozenset({"assure", "convince", "persuade"})
# A person's act is more often marked than a country's: "Russia has experienced …" stays out.
UNSURE_OF_PERSON = 0.6
SPEAKING_PRONOUNS = frozenset({"he", "she", "they", "i", "we"})
# Who is no source that a rule alone may add.
NOBODY = frozenset({"you", "it", "i", "we", "one", "there", "that", "which"})
# Within what somebody says they are mostly the speaker himself: "said he had told the board".
PRONOUNS = frozenset({"he", "she", "they", "who", "which", "that"})
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
    lines = _Marked([one for name, one in ruled if name == "transcript_lines"])
    ruled = [(name, one) for name, one in ruled if not takes_a_line(one, lines)]
    rules = _Marked([candidate for _, candidate in ruled])
    found = [
        own_pieces(one, page)
        for one in tagged
        if not (
            is_doubtful(one, page, rules)
            or is_of_another_sentence(one, page)
            or takes_a_line(one, lines)
        )
    ]
    found = without_earlier_speech(found, page)
    found = [without_listener(with_nominal_source(one, page), page) for one in found]
    asides = _Marked([candidate for name, candidate in ruled if name in ASIDES])
    found = [with_source_of_aside(with_cue_of_aside(one, asides), asides, page) for one in found]
    found = cut_at_asides(found, [one for name, one in ruled if name == "clause_after"], page)
    marked = _Marked(found)
    for name, rule in ruled:
        one = marked.clipped(rule)
        is_new = not marked.has(one) or is_nested(one, name, marked, page)
        if name in SURE and is_new and is_statement(one, page):
            found.append(one)
    found = with_quotes_that_go_on(found, page)
    found = list(dict.fromkeys(found))
    return sorted(found, key=lambda one: (one.content[0], one.cue or (0, 0)))


def is_doubtful(one: Candidate, page: Page, rules: _Marked) -> bool:
    """
    Whether a candidate is more likely wrong than right.

    Four things speak for it: the tagger's confidence, a cue that the lexicon knows, a rule that has the
    same cue and content, and a person for its source. "Russia has experienced its deadliest day" has
    none of them.
    """
    if one.confidence is None or one.cue is None:
        return False
    if any(is_somebodys_speech(span, page) for span in one.content):
        return False
    span = page.doc.char_span(*one.cue, alignment_mode="expand")
    is_known = span is not None and cues.is_known(span)
    least = UNSURE[is_known, rules.agrees(one)]
    return one.confidence < (min(least, UNSURE_OF_PERSON) if _is_person(one, page) else least)


def _is_person(one: Candidate, page: Page) -> bool:
    """Whether the source is a person by name or pronoun."""
    if one.source is None:
        return False
    span = page.doc.char_span(*one.source, alignment_mode="expand")
    return span is not None and (
        span.root.ent_type_ == "PERSON" or span.root.lower_ in SPEAKING_PRONOUNS
    )


def is_somebodys_speech(span: tuple[int, int], page: Page) -> bool:
    """
    Whether a content is a quotation that must be somebody's: a sentence's words, led to by a colon or comma.

    "I had to change my answer: “Of course I do.”" needs no cue that the lexicon knows.
    """
    quote = page.quotes.at(span[0])
    if quote is None or quote.start != span[0] or span[1] < quote.inner_end:
        return False
    if not is_speech(page.text, quote):
        return False
    return sign_before(quote.start, page) in {":", ","}


def is_of_another_sentence(one: Candidate, page: Page) -> bool:
    """Whether "according to" is linked to words outside its sentence, which it never is."""
    if one.cue is None or not page.text[one.cue[0] : one.cue[1]].lower().startswith("according to"):
        return False
    here = page.sentences.of(one.cue[0])
    return all(
        page.sentences.of(start) != here and page.quotes.at(start) is None
        for start, _ in one.content
    )


def takes_a_line(one: Candidate, lines: _Marked) -> bool:
    """
    Whether a candidate takes a line of a transcript for somebody else's content.

    "The transcript reads as follows:" before "“WALLACE: Do you agree?": Wallace says it.
    """
    if one.cue is not None and lines.has_cue(one.cue):
        return False
    return any(lines.has_cue(span) or lines.with_content(span) for span in one.content)


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


def with_source_of_aside(one: Candidate, asides: _Marked, page: Page) -> Candidate:
    """
    The candidate as the rule has it where the tagger's source runs on into what is said.

    "According to the Gazette, Mr Hill, a plumber, said …": the source ends at the first comma.
    """
    rule = asides.with_cue(one.cue) if one.cue is not None else None
    if rule is None or rule.source is None or one.source is None:
        return one
    start, end = rule.source
    if one.source[0] != start or one.source[1] <= end + len(", "):
        return one
    if _RELATIVE.match(page.text, end):
        return one
    return replace(rule, confidence=one.confidence)


def is_statement(rule: Candidate, page: Page) -> bool:
    """Whether somebody says something: "you find", "imagine that", "it is not clear that" are none."""
    if rule.source is None or rule.cue is None:
        return True
    if page.text[slice(*rule.source)].lower() in NOBODY:
        return False
    tokens = page.doc.char_span(*rule.cue, alignment_mode="expand")
    return tokens is None or cues.cue_lemma_and_stance(tokens)[1] != "believe"


def is_nested(rule: Candidate, name: str, marked: _Marked, page: Page) -> bool:
    """
    Whether a rule's candidate holds another attribution whole, or lies in another's content.

    "According to the Gazette, Mr Hill said that it was over": Hill says it, the Gazette says that he did.
    "The minister said that officials had told her it was safe": so do officials.
    """
    if rule.cue is None or marked.has_cue(rule.cue):
        return False
    if name in NESTED and marked.holds(rule) and _is_others_speech(rule, page):
        return True
    start, end = rule.content[-1]
    other = marked.with_content((start, end))
    if other is None or other.cue is None or other.source is None:
        return False
    if name in ASIDES:
        return start <= other.source[0] < other.cue[1] <= end
    is_inside = any(first <= rule.cue[0] and rule.cue[1] <= last for first, last in other.content)
    return is_inside and other.cue[1] <= other.source[0] <= other.cue[1] + 1


def _is_others_speech(rule: Candidate, page: Page) -> bool:
    """Whether a named or described person speaks, not "he" and no poll that shows something."""
    if rule.source is None or rule.cue is None:
        return False
    cue = page.doc.char_span(*rule.cue, alignment_mode="expand")
    is_pronoun = page.text[slice(*rule.source)].lower() in PRONOUNS
    return cue is not None and cues.is_speech(cue[0]) and not is_pronoun


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


def own_pieces(one: Candidate, page: Page) -> Candidate:
    """
    The candidate without the pieces that are not its own.

    A piece outside quotation marks in a later sentence than the cue goes: of eight on held-out articles
    one was right. So do words that tell of the quotation: "gave [her explanation.] [“…”]", "[Of the
    vote,] he said, [“…”]".
    """
    if one.cue is None or len(one.content) == 1:
        return one
    here = page.sentences.of(one.cue[0])
    quoted = [page.quotes.at(start) is not None for start, _ in one.content]
    kept = [
        span
        for span, is_quoted in zip(one.content, quoted, strict=True)
        if is_quoted or page.sentences.of(span[0]) <= here
    ]
    if len(kept) > 1 and not quoted[0] and all(quoted[1:]) and _tells_of_speech(kept[0], one, page):
        kept = kept[1:]
    return replace(one, content=tuple(kept)) if kept else one


def without_earlier_speech(found: Sequence[Candidate], page: Page) -> list[Candidate]:
    """
    The candidates without quotations of the one who spoke before.

    "“Yes,” Ann Hill said. “We won.” Her lawyer told reporters that …": a quotation that ends with a full
    stop has no cue behind it, so that "We won" is hers and no piece of what the lawyer told.
    """
    kept: list[Candidate] = []
    for one in found:
        if one.cue is None or len(one.content) == 1:
            kept.append(one)
            continue
        own = tuple(
            span
            for span in one.content
            if not (span[1] < one.cue[0] and _is_closed_speech(span, page))
        )
        kept.append(replace(one, content=own) if own else one)
    return kept


def _is_closed_speech(span: tuple[int, int], page: Page) -> bool:
    """Whether a piece is a quotation with a full stop at its end."""
    quote = page.quotes.at(span[0])
    if quote is None or not quote.closed or page.text[quote.inner_end - 1] != ".":
        return False
    return quote.start <= span[0] and span[1] <= quote.end


def _tells_of_speech(span: tuple[int, int], one: Candidate, page: Page) -> bool:
    """Whether the piece before a quotation is the cue's object or what the speech is about."""
    tokens = page.doc.char_span(*span, alignment_mode="expand")
    if tokens is None or one.cue is None:
        return False
    if span[0] < one.cue[0]:
        if syntax.is_participle_clause(tokens.root):
            # "Rating them early, he said, “is like a bet.”": the quotation is no sentence of its own.
            quote = page.quotes.at(one.content[1][0])
            return quote is not None and page.text[quote.inner].isupper()
        return tokens.root.pos_ == "ADP"
    return not page.text[one.cue[1] : span[0]].strip() and (
        cues.lemma_of(tokens.root) in cues.noun_stances()
    )


def with_nominal_source(one: Candidate, page: Page) -> Candidate:
    """
    The candidate with a source that is no verb.

    In "he questioned the vote, implying …" the tagger's pointer may take "questioned" for the one who
    implies; whoever questioned is meant. Where it has none at all for a verb that speakers have, "she
    said", its subject is taken.
    """
    own = page.doc.char_span(*one.cue, alignment_mode="expand") if one.cue is not None else None
    if one.source is None:
        source = _subject_of_speech(own, page) if own is not None else None
        # The tagger may have taken it for a piece of what is said.
        content = tuple(span for span in one.content if span != source)
        return replace(one, source=source, content=content) if source and content else one
    span = page.doc.char_span(*one.source, alignment_mode="expand")
    if span is None or any(token.pos_ not in _NO_NOUN for token in span):
        return one
    verb = next((token for token in span if token.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and one.cue is not None and one.cue[0] <= verb.idx < one.cue[1]:
        verb = None
    for head in (verb, own.root if own is not None else None):
        source = source_of(head, page) if head is not None else None
        if source is not None:
            return replace(one, source=source)
    return replace(one, source=None)


def without_listener(one: Candidate, page: Page) -> Candidate:
    """The candidate without a source that is only told or asked: "Jurors were told that they argued"."""
    if one.source is None or one.cue is None:
        return one
    cue = page.doc.char_span(*one.cue, alignment_mode="expand")
    verb = next((token for token in cue if token.pos_ == "VERB"), None) if cue is not None else None
    if verb is None or not (syntax.is_passive(verb) and cues.has_listener(verb)):
        return one
    if cues.lemma_of(verb) in _MINDS:
        return one  # "is assured of victory" is what one thinks oneself
    subject, agent = syntax.own_subject_of(verb), syntax.agent_of(verb)
    if subject is None or not one.source[0] <= subject.idx < one.source[1]:
        return one
    return replace(one, source=phrase_of(agent, page) if agent is not None else None)


def _subject_of_speech(cue: Span, page: Page) -> tuple[int, int] | None:
    """Whoever a verb of saying in a cue has for its subject, if it is one that speaks."""
    verb = next((token for token in cue if token.pos_ == "VERB"), None)
    if verb is None or verb.tag_ == "VBN" or syntax.is_passive(verb) or not cues.reports(verb):
        return None
    subject = syntax.subject_of(verb) or syntax.doer_above(verb)
    if subject is None or not (syntax.is_noun(subject) or syntax.is_pronoun(subject)):
        return None
    source = source_of(verb, page)
    if source is None or page.text[slice(*source)].lower() in NOBODY:
        return None
    return source


class _Marked:
    """Candidates by the places of their cues and contents."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._cues = sorted((one.cue, k) for k, one in enumerate(candidates) if one.cue is not None)
        self._contents = sorted(
            (span, k) for k, one in enumerate(candidates) for span in one.content
        )
        self._starts = [span[0] for span, _ in self._contents]
        self._candidates = candidates

    def has(self, candidate: Candidate) -> bool:
        """
        Whether one of them has this candidate's cue, or a content that is much the same or starts there.

        The parser may break a clause off early, the tagger's then goes on.
        """
        if candidate.cue is not None and self.has_cue(candidate.cue):
            return True
        return any(
            self._has_start(start) or self.with_content((start, end)) is not None
            for start, end in candidate.content
        )

    def agrees(self, candidate: Candidate) -> bool:
        """Whether one of them has this candidate's cue and much the same content."""
        if candidate.cue is None or not self.has_cue(candidate.cue):
            return False
        found = [self.with_content(span) for span in candidate.content]
        return any(
            one is not None and one.cue is not None and _overlap(one.cue, candidate.cue)
            for one in found
        )

    def has_cue(self, cue: tuple[int, int]) -> bool:
        """Whether one of the cues overlaps this one."""
        return self.with_cue(cue) is not None

    def holds(self, candidate: Candidate) -> bool:
        """Whether one of the contents has all of this candidate in it."""
        spans = [span for span in (candidate.source, candidate.cue) if span is not None]
        spans.extend(candidate.content)
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        k = bisect.bisect_right(self._starts, start)
        near = self._contents[max(0, k - MAX_BACK) : k]
        return any(first <= start and end <= last for (first, last), _ in near)

    def clipped(self, candidate: Candidate) -> Candidate:
        """The candidate ending where the content ends that has its cue: "[they agree], a poll found"."""
        if candidate.cue is None or candidate.cue[0] > candidate.content[-1][0]:
            return candidate
        start, end = candidate.cue
        k = bisect.bisect_right(self._starts, start)
        for (first, last), _ in reversed(self._contents[max(0, k - MAX_BACK) : k]):
            if first <= start and end < last < candidate.content[-1][1]:
                cut = tuple((i, min(j, last)) for i, j in candidate.content if i < last)
                return replace(candidate, content=cut) if cut else candidate
        return candidate

    def _has_start(self, start: int) -> bool:
        """Whether one of the contents starts there."""
        k = bisect.bisect_left(self._starts, start)
        return k < len(self._starts) and self._starts[k] == start

    def with_cue(self, cue: tuple[int, int]) -> Candidate | None:
        """The candidate of which the cue overlaps this one; cues do not overlap each other."""
        k = bisect.bisect_left(self._cues, ((cue[1], 0), 0))
        if k and _overlap(self._cues[k - 1][0], cue):
            return self._candidates[self._cues[k - 1][1]]
        return None

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
