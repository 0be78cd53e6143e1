"""
The claims of an article: each attributed content and each other sentence that states something.

    Kuleba said that 30 tanks were lost, and police closed the bridge.
                     ------------------      ------------------------

gives two claims, the first with Kuleba as its speaker and the second in the article's own voice.
Questions, orders and scraps without a verb are left out; opinions, advice and predictions are kept
with a low score (see worthiness).

Source: docs/rules-claims.md
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.claim import worthiness
from claimx.find.claim.words import Words
from claimx.find.script import script_of, sentence_index
from claimx.lexicon import table
from claimx.records import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Span, Token

    from claimx.find.quotes import QuoteIndex
    from claimx.find.script import SentenceIndex
    from claimx.records import Attribution, Entity, Label, Number, Stance

# What is asked for, wanted or asked is not stated; that somebody asks for it is.
NOT_STATED = frozenset({"ask", "intend", "question"})
MIN_WORDS = 3
# A comma and a closing mark.
MAX_MARKS = 4
# A clause without a subject of its own ("… and left the room") needs more to be worth a claim.
MIN_SHARED_SUBJECT = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A claim before it has its records: where it is, in which sentence, and whose it is."""

    start: int
    end: int
    sentence: int
    attribution: Attribution | None


def find_claims(
    doc: Doc,
    numbers: Sequence[Number],
    entities: Sequence[Entity],
    attributions: Sequence[Attribution],
) -> tuple[Claim, ...]:
    """
    The claims of an article in text order, with score and reasons.

    Args:
        doc: parsed.
        numbers: those of the doc, in text order.
        entities: those of the doc.
        attributions: those of the doc.

    Source: docs/rules-claims.md
    """
    inside = Inside(numbers, entities)
    words = Words(doc)
    text = words.text
    quotes = script_of(doc).quotes
    claims: list[Claim] = []
    for statement_found in find_statements(words, attributions, inside):
        found = _with_marks(text, statement_found, quotes)
        ids = inside.of(found.start, found.end)
        statement = statement_of(words, found.start, found.end, found.attribution, inside)
        features = worthiness.features_of(statement)
        source = found.attribution.source if found.attribution else None
        claims.append(
            Claim(
                id=f"c{len(claims) + 1}",
                sentence=found.sentence,
                text=text[found.start : found.end],
                start=found.start,
                end=found.end,
                attribution=found.attribution.id if found.attribution else None,
                speaker=None if found.attribution is None else source.name if source else "",
                stance=None if found.attribution is None else _stance(found.attribution),
                numbers=tuple(number.id for number in ids.numbers),
                entities=ids.entities,
                score=worthiness.score_of(features),
                reasons=worthiness.reasons_of(features),
            )
        )
    return tuple(claims)


def statement_of(
    words: Words, start: int, end: int, attribution: Attribution | None, inside: Inside
) -> worthiness.Statement:
    """The stretch of a claim with all that its score is made of."""
    source = attribution.source if attribution else None
    ids = inside.of(start, end)
    return worthiness.Statement(
        words=words,
        start=start,
        end=end,
        numbers=ids.numbers,
        labels=ids.labels,
        attribution=attribution,
        is_named_side=source is not None and bool(inside.of(source.start, source.end).labels),
    )


def _with_marks(text: str, found: Found, quotes: QuoteIndex) -> Found:
    """
    The stretch with the quotation marks that belong to it.

    "…, calling it “absurd" gets its closing mark, a quotation its opening one where the parser left it
    with the sentence before, and that sentence loses it.
    """
    start, end = found.start, found.end
    first, last = quotes.at(start - 1), quotes.at(end - 1)
    if first is not None and first.inner == start:
        start = first.start
    if last is not None and last.inner >= end > last.start > start:
        end = start + len(text[start : last.start].rstrip())
    elif last is not None and start <= last.start and last.end - end <= MAX_MARKS:
        end = end if any(map(str.isalnum, text[end : last.end])) else last.end
    return dataclasses.replace(found, start=start, end=end)


def _stance(attribution: Attribution) -> Stance:
    """The stance of the cue; a quotation that goes on from the one before asserts."""
    return attribution.cue.stance if attribution.cue else "assert"


# ------------------------------------------------------------------ where the claims are


def find_statements(
    words: Words, attributions: Sequence[Attribution], inside: Inside
) -> list[Found]:
    """The stretches that state something, in text order, each with its attribution."""
    doc = words.doc
    index = sentence_index(doc)
    said: dict[int, list[Found]] = {}
    unsaid: dict[int, list[tuple[int, int]]] = {}
    for attribution in attributions:
        pieces = _pieces(attribution, index)
        stated = _is_stated(doc, attribution, inside)
        for sentence, (start, end) in pieces.items():
            if stated and _is_enough(words, start, end, inside):
                found = Found(start=start, end=end, sentence=sentence, attribution=attribution)
                said.setdefault(sentence, []).append(found)
            elif attribution.kind == "direct" or _stance(attribution) == "question":
                around = (attribution.source, attribution.cue)
                unsaid.setdefault(sentence, []).extend(
                    [(start, end), *((one.start, one.end) for one in around if one is not None)]
                )
    found_all: list[Found] = []
    for sentence, (start, end) in enumerate(index.spans):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        of_sentence = said.get(sentence, [])
        if of_sentence:
            of_sentence = [_with_rest(span, found, of_sentence) for found in of_sentence]
            found_all += [_with_full_stop(span, found) for found in _without_doubles(of_sentence)]
            found_all += [
                Found(start=i, end=j, sentence=sentence, attribution=None)
                for i, j in _rest_of(span, of_sentence, inside, words)
            ]
        elif _states_something(span, inside, words) and not _is_covered(
            span, unsaid.get(sentence, [])
        ):
            found_all.append(Found(start=start, end=end, sentence=sentence, attribution=None))
    return sorted(found_all, key=lambda found: (found.start, found.end))


def _pieces(attribution: Attribution, index: SentenceIndex) -> dict[int, tuple[int, int]]:
    """
    The content in each sentence that it stands in, from its first to its last character there.

    A quotation of three sentences makes three claims; one that "he said" breaks makes one.
    """
    pieces: dict[int, tuple[int, int]] = {}
    for content in attribution.content:
        last = max(content.start, content.end - 1)
        # The parser may leave an opening mark with the sentence before.
        first = next((i for i, sign in enumerate(content.text) if sign.isalnum()), 0)
        for sentence in range(index.of(content.start + first), index.of(last) + 1):
            start = max(content.start, index.spans[sentence][0])
            end = min(content.end, index.spans[sentence][1])
            if start < end:
                before = pieces.get(sentence, (start, end))
                pieces[sentence] = (min(start, before[0]), max(end, before[1]))
    return pieces


def _is_stated(doc: Doc, attribution: Attribution, inside: Inside) -> bool:
    """
    Whether the content is put forward as so, and by itself says something.

    "said that 30 died" and "reported 30 deaths" do; "asked for permission", "criticised the plan"
    and "threats of war" do not: there the sentence as a whole is the claim.
    """
    contents = [
        span
        for content in attribution.content
        if (span := doc.char_span(content.start, content.end, alignment_mode="expand")) is not None
    ]
    stance, cue = _stance(attribution), attribution.cue
    if cue is None:
        return any(syntax.is_verb(token) for span in contents for token in span)
    words = doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if words is None or stance in NOT_STATED:
        return False
    if syntax.is_noun(words.root) and stance != "assert":
        return False
    start, end = attribution.content[0].start, attribution.content[-1].end
    of_things, of_figures = _report_verbs()
    lemmas = {token.lemma_.lower() for token in words}
    return (
        _has_clause(contents)
        or bool(lemmas & of_things)
        or (bool(lemmas & of_figures) and (inside.has_figure(start, end) or _has_tense(contents)))
    )


def _has_tense(contents: Sequence[Span]) -> bool:
    """Whether any verb of a content has a tense."""
    return any(
        syntax.is_verb(token) and syntax.is_finite(token) for span in contents for token in span
    )


@functools.cache
def _report_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """The verbs that report a bare noun phrase, always and where it has a figure."""
    verbs = table("claims")["verbs"]
    return frozenset(verbs["report_a_thing"]), frozenset(verbs["report_a_figure"])


def _has_clause(contents: Sequence[Span]) -> bool:
    """Whether a content is a clause: the word that heads it is a verb with a tense."""
    inside = {token.i for span in contents for token in span}
    return any(
        syntax.is_verb(token) and syntax.is_finite(token)
        for span in contents
        for token in span
        if token.head.i not in inside or syntax.is_root(token)
    )


def _is_enough(words: Words, start: int, end: int, inside: Inside) -> bool:
    """Whether a piece of content is more than a scrap: “No,” “serious consequences”."""
    span = words.doc.char_span(start, end, alignment_mode="expand")
    if span is None or _is_question(span, words):
        return False
    if inside.has_figure(start, end):
        return True
    i, j = span.start, span.end
    return words.counted(i, j) >= MIN_WORDS and words.has_verb(i, j)


def _states_something(sentence: Span, inside: Inside, words: Words) -> bool:
    """
    Whether a sentence in the article's own voice states something.

    Not a question, not an order ("Read more about this"), not a scrap without a verb unless it has
    a figure or a superlative ("Population: 4.4 million", "The worst inflation since the war").
    """
    if _is_question(sentence, words):
        return False
    i, j = sentence.start, sentence.end
    if inside.has_figure(sentence.start_char, sentence.end_char):
        return words.counted(i, j) > 0
    if words.counted(i, j) < MIN_WORDS:
        return False
    if syntax.is_imperative(sentence.root):
        # "Remember that Ford closed the plant" states what comes after the order.
        return any(map(_tells, sentence))
    return words.has_verb(i, j) or words.has_superlative(i, j)


def _tells(token: Token) -> bool:
    """Whether it is a verb with a tense whose subject is no question word."""
    if not syntax.is_verb(token) or not syntax.is_finite(token):
        return False
    subject = syntax.own_subject_of(token)
    return subject is not None and not syntax.is_question_word(subject)


def _is_question(span: Span, words: Words) -> bool:
    """Whether it ends with a question mark, quotation marks after it left out."""
    text = words.text[span.start_char : span.end_char]
    return text.rstrip(" \t\r\n\"'”’»)").endswith("?")


def _is_covered(sentence: Span, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing is left beside words said that state nothing: “Why?” she asked."""
    if not stretches:
        return False
    left = [
        token
        for token in sentence
        if not (token.is_punct or token.is_space)
        and not any(start <= token.idx < end for start, end in stretches)
    ]
    return len(left) < MIN_WORDS


def _without_doubles(found: Sequence[Found]) -> list[Found]:
    """One claim for each stretch, the one with a source before one without."""
    by_span: dict[tuple[int, int], Found] = {}
    for one in found:
        other = by_span.get((one.start, one.end))
        if other is None or _has_source(one) > _has_source(other):
            by_span[one.start, one.end] = one
    return list(by_span.values())


def _has_source(found: Found) -> bool:
    """Whether the claim's attribution names a source."""
    return found.attribution is not None and found.attribution.source is not None


def _with_rest(sentence: Span, found: Found, said: Sequence[Found]) -> Found:
    """
    The claim with what follows and hangs on it, up to the end of the sentence.

    "Profit fell by 5%, as the bank announced, |marking its worst year|": the content goes on behind
    its cue. A clause with a subject of its own ("…, and police closed the bridge") does not belong
    to it, nor does what somebody else says.
    """
    attribution = found.attribution
    if attribution is None or attribution.kind != "indirect" or found.end >= sentence.end_char - 1:
        return found
    around = [one for one in (attribution.source, attribution.cue) if one is not None]
    content = sentence.doc.char_span(found.start, found.end, alignment_mode="expand")
    others = [
        part
        for other in said
        if other is not found and other.attribution is not None
        for part in (*other.attribution.content, other.attribution.cue)
        if part is not None and part.start >= found.end
    ]
    if content is None or others:
        return found
    rest = [
        token
        for token in sentence
        if token.idx >= found.end
        and not (token.is_punct or syntax.is_link(token))
        and not any(one.start <= token.idx < one.end for one in around)
    ]
    if not rest or not all(_hangs_on(token, content) for token in rest):
        return found
    return dataclasses.replace(found, end=rest[-1].idx + len(rest[-1]))


def _hangs_on(token: Token, content: Span) -> bool:
    """Whether the word belongs to a clause of the content, by its heads."""
    for one in (token, *syntax.ancestors_of(token)):
        if content.start <= one.i < content.end:
            return True
        if syntax.first_conjunct(one) is not None and syntax.own_subject_of(one) is not None:
            return False
    return False


def _with_full_stop(sentence: Span, found: Found) -> Found:
    """The claim with the sentence's last full stop where all the sentence before it is claimed."""
    if found.start == sentence.start_char and found.end == sentence.end_char - 1:
        return dataclasses.replace(found, end=sentence.end_char)
    return found


# ------------------------------------------------------------------ what else the sentence says


def _rest_of(
    sentence: Span, said: Sequence[Found], inside: Inside, words: Words
) -> list[tuple[int, int]]:
    """
    What a sentence states beside its attributed content, as stretches of the text.

    "The record was broken, with the ministry reporting 1,290 deaths": its main clause. "He said so,
    and police closed the bridge": the second clause. "went on to say": nothing.
    """
    doc = sentence.doc
    covered: set[int] = set()
    cues: set[int] = set()
    heads: list[Token] = []
    for found in said:
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        covered.update(token.i for token in span or ())
        cue = found.attribution.cue if found.attribution else None
        span = doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
        if span is not None:
            cues.update(token.i for token in span)
            heads.append(span.root)
        source = found.attribution.source if found.attribution else None
        span = doc.char_span(source.start, source.end, alignment_mode="expand") if source else None
        cues.update(token.i for token in span or ())  # "An audit completed in May found"
    chain = [sentence.root, *syntax.coordinated_verbs_of(sentence.root)]
    speaking = {sentence.root.i for head in heads if _leads_to(sentence.root, head)}
    stretches = []
    for verb in chain:
        if verb.i in covered | cues | speaking or not syntax.is_verb(verb):
            continue
        others = [other for other in [*chain, *heads] if other.i != verb.i]
        stretch = _clause(verb, others, covered)
        if stretch is not None and _is_worth_it(verb, stretch, inside, words):
            stretches.append((stretch.start_char, stretch.end_char))
    return stretches


def _leads_to(verb: Token, cue: Token) -> bool:
    """Whether the verb is part of the saying: "went on to say", "was quoted as saying"."""
    if syntax.own_subject_of(cue) is not None:
        return False
    token = cue
    for head in syntax.ancestors_of(cue):
        if not syntax.completes_verb(token):
            return False
        if head.i == verb.i:
            return True
        token = head
    return False


def _clause(verb: Token, others: Sequence[Token], covered: set[int]) -> Span | None:
    """The verb's clause without the clauses of the others under it and without covered words."""
    doc = verb.doc
    out = set(covered)
    for other in others:
        if syntax.is_under(other, verb):
            out.update(range(other.left_edge.i, other.right_edge.i + 1))
    own = [i for i in range(verb.left_edge.i, verb.right_edge.i + 1) if i not in out]
    while own and syntax.is_link(doc[own[-1]]):
        own.pop()
    while own and syntax.is_link(doc[own[0]]):
        own.pop(0)
    return doc[own[0] : own[-1] + 1] if own else None


def _is_worth_it(verb: Token, clause: Span, inside: Inside, words: Words) -> bool:
    """Whether the clause stands by itself: a subject, and enough said."""
    if _is_question(clause, words) or syntax.subject_of(verb) is None:
        return False
    if inside.has_figure(clause.start_char, clause.end_char):
        return True
    own = syntax.own_subject_of(verb)
    least = MIN_WORDS + 1 if own is not None else MIN_SHARED_SUBJECT
    return syntax.is_finite(verb) and words.counted(clause.start, clause.end) >= least


# ------------------------------------------------------------------ what lies inside


@dataclass(frozen=True, slots=True)
class _Ids:
    """The records inside a stretch."""

    numbers: list[Number]
    entities: tuple[str, ...]
    labels: list[Label]


class Inside:
    """Which numbers and entities lie inside a stretch of the text, by bisection."""

    def __init__(self, numbers: Iterable[Number], entities: Sequence[Entity]) -> None:
        """Sort the numbers and mentions by where they are."""
        self._numbers = sorted(numbers, key=lambda number: number.start)
        self._number_starts = [number.start for number in self._numbers]
        self._entities = entities
        self._mentions = sorted(
            (mention.start, mention.end, order)
            for order, entity in enumerate(entities)
            for mention in entity.mentions
        )

    def numbers(self, start: int, end: int) -> list[Number]:
        """
        The numbers that end inside, or of which at least half lies inside.

        A content that begins after "more than" still has the number.
        """
        first = max(0, bisect.bisect_left(self._number_starts, start) - 1)
        found = []
        # No slice: it would copy the rest of the article for each question.
        for k in range(first, len(self._numbers)):
            number = self._numbers[k]
            if number.start >= end:
                break
            shared = min(end, number.end) - max(start, number.start)
            if shared > 0 and (number.end <= end or 2 * shared >= number.end - number.start):
                found.append(number)
        return found

    def has_figure(self, start: int, end: int) -> bool:
        """Whether a number that is no rank lies inside."""
        return any(number.kind != "ordinal" for number in self.numbers(start, end))

    def of(self, start: int, end: int) -> _Ids:
        """The numbers, the entities in the document's order, and the labels of their mentions."""
        first = bisect.bisect_left(self._mentions, (start, start, 0))
        orders = set()
        for k in range(first, len(self._mentions)):
            mention_start, mention_end, order = self._mentions[k]
            if mention_start >= end:
                break
            if mention_end <= end:
                orders.add(order)
        inside = [self._entities[order] for order in sorted(orders)]
        return _Ids(
            self.numbers(start, end),
            tuple(entity.id for entity in inside),
            [entity.label for entity in inside],
        )
