"""
Attributions by rules over the parse, the quotation marks and the cue lexicon: who says what.

What `--attributions rules` gives, and the baseline that the trained tagger is measured against. One
construction, one function; each takes a cue's token and gives a candidate or None, and has a row of
its name in docs/rules-attributions.md. Every walk is bounded by a sentence and each quotation is
looked at a fixed number of times, so that time grows with the text alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.attribution import cues
from claimx.find.attribution.page import (
    clause_span,
    cue_group,
    end_of,
    make_candidate,
    phrase_of,
    quote_after,
    quote_before,
    read_page,
    sentence_without,
    trimmed,
)
from claimx.find.attribution.speech import transcript_lines, with_quotes_that_go_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

    from claimx.find.attribution.cues import Entry
    from claimx.find.attribution.page import Page
    from claimx.records import Candidate

# What may follow an object and still tells what is said of it: "blamed him for the loss".
_TAIL = frozenset(
    {"of", "for", "as", "over", "about", "from", "with", "to", "into", "against", "on", "than"}
)
# Attributions inside the content of each other, at most.
MAX_NESTED = 5
# Verbs that do nothing but report.
_PLAIN = frozenset({"say", "add", "argue", "claim", "suggest", "note", "insist", "contend"})


def find_candidates(doc: Doc) -> list[Candidate]:
    """
    The attributions of a parsed Doc, by rules, in order of their first content span.

    "“We won,” said Mr Hill." gives the source "Mr Hill", the cue "said" and the content "“We won,”".
    Cues inside quotations are left out: who speaks there is the one quoted.

    Source: docs/rules-attributions.md#rules
    """
    page = read_page(doc)
    found = [candidate for _, candidate in find_by_construction(page)]
    found = with_quotes_that_go_on(found, page)
    return sorted(found, key=lambda one: (one.content[0], one.cue or (0, 0)))


def find_by_construction(page: Page) -> list[tuple[str, Candidate]]:
    """Each candidate with the name of the construction that gave it; one a cue, one a content."""
    found: list[tuple[str, Candidate]] = []
    around: list[int] = []  # the ends of the contents that the token may stand in
    for token in page.doc:
        if token.is_space or token.is_punct or page.quote_at(token.idx) is not None:
            continue
        while around and around[-1] <= token.idx:
            around.pop()
        # "He said she said he said …": each would hold all that follow, so time must not be theirs.
        if len(around) >= MAX_NESTED:
            continue
        one = _by_verb(token, page) or _by_other_word(token, page)
        if one is not None:
            found.append(one)
            around.append(min(one[1].content[-1][1], around[-1] if around else len(page.text)))
    found.extend(("transcript_lines", candidate) for candidate in transcript_lines(page))
    return _without_repeats(found)


def _by_verb(verb: Token, page: Page) -> tuple[str, Candidate] | None:
    """The attribution that a verb makes, by the first construction that fits."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if verb.dep_ == "acl" and syntax.is_infinitive(verb):
        return None  # "a process to suggest designs": nothing is said yet
    for aside in (as_announced_by, as_somebody_noted):
        candidate = aside(verb, page)
        if candidate is not None:
            return aside.__name__, candidate
    if syntax.is_passive(verb) or _is_reduced_passive(verb):
        candidate = passive(verb, page)
        return ("passive", candidate) if candidate is not None else None
    matches = cues.matches_of(verb)
    for build in _CONSTRUCTIONS:
        for entry, words in matches:
            candidate = build(verb, entry, words, page)
            if candidate is not None:
                return build.__name__, candidate
    return None


def _by_other_word(token: Token, page: Page) -> tuple[str, Candidate] | None:
    """The attribution that an adverb, a preposition or a noun makes."""
    build: Callable[[Token, Page], Candidate | None] | None = None
    if token.lower_ in cues.words_of("adverbs", "sourceless"):
        build = adverb_without_source
    elif token.lower_ in {"according", "per"}:
        build = according_to
    elif token.pos_ == "NOUN" and cues.lemma_of(token) in cues.noun_stances():
        build = noun_cue
    candidate = build(token, page) if build is not None else None
    return (build.__name__, candidate) if build is not None and candidate is not None else None


# ---------------------------------------------------------------- constructions of verbs


def quotation_beside(
    verb: Token, entry: Entry, words: tuple[int, ...], page: Page
) -> Candidate | None:
    """
    A quotation before, after or around a cue: "“…,” he said", "She wrote: “…”", "“…,” he said, “…”".

    Only the marks decide what is content here: the parser often hangs the quotation on a wrong word.
    """
    if "clause" not in entry.takes:
        return None
    source = source_of(verb, page)
    start, end = cue_group(verb, words, source, page)
    left = quote_before(start, page)
    right = quote_after(verb, end, page)
    quotes = [quote for quote in (left, right) if quote is not None]
    if not quotes or source is None:
        return None
    pieces = [(quote.start, quote.end) for quote in quotes]
    if right is not None and left is None:
        # "He said the plan was “dead,” adding …": the clause holds the quotation.
        clause = clause_span(verb, end, page)
        if clause is not None and clause[0] < right.start:
            return None
    return make_candidate(source, verb, words, pieces, page)


def clause_after(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """The clause behind a cue: "The ministry said that prices rose"."""
    if "clause" not in entry.takes or entry.quoted:
        return None
    source = source_of(verb, page)
    if source is None:
        return None
    end = cue_group(verb, words, source, page)[1]
    clause = clause_span(verb, end, page)
    if clause is None:
        return None
    return make_candidate(source, verb, words, [clause], page)


def clause_before_or_around(
    verb: Token, entry: Entry, words: tuple[int, ...], page: Page
) -> Candidate | None:
    """The clause that a cue closes or breaks: "Prices rose, he said", "Prices, he said, rose"."""
    if "clause" not in entry.takes or entry.quoted:
        return None
    source = source_of(verb, page)
    if source is None or verb.dep_ in {"relcl", "acl", "advcl"}:
        return None
    start, end = cue_group(verb, words, source, page)
    text = page.text
    before = text[:start].rstrip(" \u00a0")[-1:]
    behind = text[end : end + 3].lstrip(" \u00a0")[:1]
    if before not in {",", "—", "–", "?"} and verb.dep_ != "parataxis":
        return None
    if behind != "," and _goes_on(verb, end, page):
        return None
    head = syntax.clause_of(verb)
    if head is None and verb.dep_ in {"parataxis", "ccomp", "advcl", "conj"} and verb.head != verb:
        head = verb.head
    left = (page.sentences.spans[page.sentences.of(verb.idx)][0], start)
    if head is not None and head.i < verb.i:
        left = (head.left_edge.idx, start)
    pieces = [trimmed(text, *left)]
    if behind == "," and head is not None and head.right_edge.idx > end:
        pieces.append(trimmed(text, end, head.right_edge.idx + len(head.right_edge)))
    pieces = [piece for piece in pieces if text.count(" ", *piece) > 0]
    if not any(_has_finite_verb(piece, page) for piece in pieces):
        return None  # "For decades, he said": no clause
    return make_candidate(source, verb, words, pieces, page)


def _has_finite_verb(piece: tuple[int, int], page: Page) -> bool:
    """Whether a stretch of text has a verb with a tense or a modal."""
    words = page.doc.char_span(*piece, alignment_mode="contract")
    return words is not None and any(map(syntax.is_finite, words))


def _goes_on(verb: Token, end: int, page: Page) -> bool:
    """Whether the sentence has a verb of its own behind the cue: then the cue does not close it."""
    stop = page.sentences.spans[page.sentences.of(verb.idx)][1]
    behind = page.doc.char_span(end, stop, alignment_mode="contract")
    return behind is not None and any(token.pos_ in {"VERB", "AUX"} for token in behind)


def rest_of_sentence(
    verb: Token, entry: Entry, words: tuple[int, ...], page: Page
) -> Candidate | None:
    """What follows a verb of saying that the parser gave no clause: "He said prices, rents rose"."""
    if "clause" not in entry.takes or cues.lemma_of(verb) not in _PLAIN or entry.quoted:
        return None
    source = source_of(verb, page)
    if source is None:
        return None
    end = cue_group(verb, words, source, page)[1]
    stop = page.sentences.spans[page.sentences.of(verb.idx)][1]
    if not _goes_on(verb, end, page) or page.text[end : end + 1] != " ":
        return None
    return make_candidate(source, verb, words, [(end, stop)], page)


def person_asked(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """Somebody and what they shall do: "urged the senate to act"."""
    if "person" not in entry.takes or entry.sourceless:
        return None
    source = source_of(verb, page)
    first = next(iter(syntax.objects_of(verb)), None) or _object_of_last(words, page)
    action = syntax.clause_of(verb)
    if source is None or action is None or action.i < verb.i:
        return None
    head = first if first is not None and first.i > verb.i else action
    start = min(head.left_edge.idx, action.left_edge.idx)
    return make_candidate(source, verb, words, [(start, end_of(action))], page)


def infinitive_after(
    verb: Token, entry: Entry, words: tuple[int, ...], page: Page
) -> Candidate | None:
    """An intention or a refusal: "vowed to fight", "declined to comment"."""
    if "infinitive" not in entry.takes or entry.sourceless:
        return None
    source = source_of(verb, page)
    action = syntax.infinitive_of(page.doc[words[-1]]) or syntax.infinitive_of(verb)
    if source is None or action is None or action.i < words[-1]:
        return None
    return make_candidate(source, verb, words, [(action.left_edge.idx, end_of(action))], page)


def name_given(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """A thing and what it is called: "called him a liar", "which he described as odd"."""
    if "name" not in entry.takes or entry.sourceless:
        return None
    source = source_of(verb, page)
    if source is None:
        return None
    pieces = []
    named = syntax.predicate_of_object(verb)
    fronted = syntax.object_before(verb)
    if fronted is not None and fronted.idx < source[0]:
        pieces.append((fronted.left_edge.idx, fronted.idx + len(fronted)))
    if named is not None:
        pieces.append((named[0].left_edge.idx, end_of(named[1])))
    else:
        rest = [child for child in verb.rights if syntax.is_argument(child)]
        if rest and (
            fronted is not None
            or len(rest) > 1
            or page.quotes.between(rest[0].idx, end_of(rest[-1]))
        ):
            pieces.append((rest[0].left_edge.idx, max(end_of(child) for child in rest)))
    if not pieces or (fronted is not None and len(pieces) == 1):
        return None
    return make_candidate(source, verb, words, pieces, page)


def object_after(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """What is praised, criticized, announced or asked for: "slammed the plan", "called for calm"."""
    source = source_of(verb, page)
    if len(words) > 1:
        head = _object_of_last(words, page) or next(
            iter(syntax.objects_of(page.doc[words[-1]])), None
        )
    else:
        head = next((noun for noun in syntax.objects_of(verb) if noun.i > verb.i), None)
    if source is None or head is None:
        return None
    if "object" not in entry.takes and not _reports_object(verb, entry, head):
        return None
    last = head
    for preposition in syntax.prepositions_of(verb):
        if preposition.i > head.i and preposition.lower_ in _TAIL and _adjoins(last, preposition):
            last = preposition
    start, end = head.left_edge.idx, max(end_of(head), end_of(last))
    return make_candidate(source, verb, words, [(start, end)], page)


def _reports_object(verb: Token, entry: Entry, head: Token) -> bool:
    """
    Whether a noun alone is what a verb of saying reports.

    "The poll showed a slim lead", "The minister indicated plans to ask": the source is a document, or
    the object a noun of saying.
    """
    if entry.quoted or entry.listener or "clause" not in entry.takes or entry.words == ("add",):
        return False
    subject = syntax.subject_of(verb)
    if entry.poll and subject is not None:
        return cues.lemma_of(subject) in cues.words_of("documents", "words")
    return cues.lemma_of(head) in cues.noun_stances() and head.tag_ != "NNP"


def passive(verb: Token, page: Page) -> Candidate | None:
    """What is expected or said of somebody: "is expected to win", "was asked about it by them"."""
    if cues.lemma_of(verb) not in cues.words_of("passives", "words"):
        return None
    agent = syntax.agent_of(verb)
    source = phrase_of(agent, page) if agent is not None else None
    subject = syntax.own_subject_of(verb)
    pieces = []
    if subject is not None and subject.lower_ not in {"it", "there"}:
        pieces.append(phrase_of(subject, page))
    elif verb.dep_ == "acl" and agent is not None:
        pieces.append(syntax.span_of(page.doc, syntax.core_phrase(verb.head)))
    rest = [
        child
        for child in verb.rights
        if syntax.is_complement(child)
        or (child.lower_ in {"as", "about", "for", "of"} and syntax.object_of(child) is not None)
    ]
    if agent is None and not rest:
        return None
    if rest:
        pieces.append((rest[0].left_edge.idx, max(end_of(child) for child in rest)))
    if not pieces:
        return None
    return make_candidate(source, verb, (verb.i,), pieces, page)


def as_somebody_noted(verb: Token, page: Page) -> Candidate | None:
    """The sentence around "as Mr Hill noted, …": all but those words."""
    subject = syntax.own_subject_of(verb)
    if verb.left_edge.lower_ != "as":
        return None
    matches = [
        words
        for entry, words in cues.matches_of(verb)
        if "clause" in entry.takes and not entry.quoted
    ]
    if subject is None or not matches or verb.dep_ != "advcl" or syntax.clause_of(verb) is not None:
        return None
    if subject.left_edge.i - verb.left_edge.i > 1:
        return None
    source = phrase_of(subject, page)
    pieces = sentence_without(verb.left_edge.idx, end_of(verb), verb, page)
    return make_candidate(source, verb, matches[0], pieces, page) if pieces else None


def as_announced_by(verb: Token, page: Page) -> Candidate | None:
    """The sentence around "as stated by X" or ", as announced by X,": all but those words."""
    marker = verb.left_edge
    agent = syntax.agent_of(verb)
    if marker.lower_ != "as" or verb.tag_ != "VBN" or agent is None or not cues.matches_of(verb):
        return None
    source = phrase_of(agent, page)
    pieces = sentence_without(marker.idx, source[1], verb, page)
    return make_candidate(source, verb, (verb.i,), pieces, page) if pieces else None


def seems(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """How something seems to the writer or to all: "The tactic seems to have worked"."""
    if not entry.sourceless:
        return None
    subject = syntax.own_subject_of(verb)
    rest = [child for child in verb.rights if syntax.is_complement(child)]
    if not rest:
        return None
    pieces = []
    if subject is not None and subject.lower_ not in {"it", "there"}:
        pieces.append(phrase_of(subject, page))
    pieces.append((rest[0].left_edge.idx, max(end_of(child) for child in rest)))
    return make_candidate(None, verb, words, pieces, page)


def according_to(token: Token, page: Page) -> Candidate | None:
    """The sentence around "according to X" or "per the statement,": all but those words."""
    doc = page.doc
    preposition = token
    if token.lower_ == "according":
        if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            return None
        preposition = doc[token.i + 1]
    head = syntax.object_of(preposition)
    if head is None or head.i < token.i:
        return None
    if token.lower_ == "per" and not (
        token.is_sent_start or (token.i and doc[token.i - 1].text == ",")
    ):
        return None  # "a total of 5,000 per person"
    source = phrase_of(head, page)
    # "according to Ms Hill, who chairs the board, …": who she is, is no content either.
    end = max([source[1], *(end_of(verb) for verb in syntax.relative_clauses_of(head))])
    pieces = sentence_without(token.idx, end, token, page)
    words = tuple(range(token.i, preposition.i + 1))
    return make_candidate(source, token, words, pieces, page) if pieces else None


def adverb_without_source(adverb: Token, page: Page) -> Candidate | None:
    """The clause that "reportedly" or "allegedly" stands in, on both sides of it."""
    if adverb.head == adverb:
        return None
    clause = adverb.head
    text = page.text
    end = adverb.idx + len(adverb)
    pieces = [
        trimmed(text, clause.left_edge.idx, adverb.idx),
        trimmed(text, end, end_of(clause)),
    ]
    if clause.pos_ not in {"VERB", "AUX"}:
        pieces = pieces[1:]  # "the allegedly stolen car"
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    return make_candidate(None, adverb, (adverb.i,), pieces, page) if pieces else None


def noun_cue(noun: Token, page: Page) -> Candidate | None:
    """The clause that a noun of saying takes: "his claim that …", "the decision to leave"."""
    clause = syntax.noun_clause_of(noun)
    if clause is None:
        return None
    possessor = syntax.possessor_of(noun)
    source = phrase_of(possessor, page) if possessor is not None else None
    if source is None:
        return None
    return make_candidate(source, noun, (noun.i,), [(clause.left_edge.idx, end_of(clause))], page)


# In this order: the first that fits a verb is taken.
_CONSTRUCTIONS = (
    seems,
    quotation_beside,
    clause_after,
    clause_before_or_around,
    rest_of_sentence,
    person_asked,
    infinitive_after,
    name_given,
    object_after,
)


def source_of(verb: Token, page: Page) -> tuple[int, int] | None:
    """The (start, end) of whoever does the verb: its subject, or the noun it describes."""
    subject = _speaker_before(verb, page) or syntax.pronoun_before(verb)
    subject = subject or syntax.subject_of(verb) or syntax.doer_above(verb)
    if subject is None and verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
        subject = verb.head  # "data showing that …"
    if subject is None or subject.dep_ == "expl" or subject.pos_ == "SCONJ":
        return None
    start, end = phrase_of(subject, page)
    if start <= verb.idx < end:  # "pastors supporting Mr Cruz"
        end = trimmed(page.text, start, verb.idx)[1]
    return (start, end) if start < end else None


def _speaker_before(verb: Token, page: Page) -> Token | None:
    """
    The subject of the verb of saying that ", adding" or ", specifically noting" goes on from.

    "Putin warned that they should be cautious, noting that …": the parser makes "they" take the note.
    """
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "xcomp", "conj"}:
        return None
    i = verb.left_edge.i
    if not i or page.doc[i - 1].text != ",":
        return None
    for head in syntax.ancestors_of(verb):
        if head.dep_ in {"ROOT", "conj"} and head.i < verb.i:
            takes = any(
                "clause" in entry.takes and not entry.quoted for entry, _ in cues.matches_of(head)
            )
            return syntax.own_subject_of(head) if takes else None
    return None


def _object_of_last(words: tuple[int, ...], page: Page) -> Token | None:
    """The object of a phrase's last word: "calm" of "call for calm"."""
    return syntax.object_of(page.doc[words[-1]]) if len(words) > 1 else None


def _adjoins(before: Token, after: Token) -> bool:
    """Whether one phrase stands right behind the other."""
    return after.left_edge.i <= before.right_edge.i + 1


def _is_reduced_passive(verb: Token) -> bool:
    """Whether the verb is a participle without its auxiliary: "data released by the office"."""
    return verb.tag_ == "VBN" and verb.dep_ == "acl"


def _without_repeats(found: list[tuple[str, Candidate]]) -> list[tuple[str, Candidate]]:
    """One candidate a cue, and of those with the same content the first."""
    kept: list[tuple[str, Candidate]] = []
    seen: set[object] = set()
    for name, one in found:
        if one.cue in seen or one.content in seen:
            continue
        seen.update((one.cue, one.content))
        kept.append((name, one))
    return kept
