"""
Attributions by rules over the parse, the quotation marks and the cue lexicon: who says what.

What `--attributions rules` gives, and the baseline that the trained tagger is measured against. One
construction, one function; each takes a cue's token and gives a candidate or None, and has a row of
its name in docs/rules-attributions.md. Every walk is bounded by a sentence and each quotation is
looked at a fixed number of times, so that time grows with the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimx.find import cues, syntax
from claimx.find.paragraphs import find_paragraphs
from claimx.find.quotes import Quote, QuoteIndex, find_quotes
from claimx.records import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.cues import Entry
    from claimx.find.syntax import SentenceIndex

# "X told reporters in a packed room on Monday, “…”": so far a quotation may stand from its cue.
MAX_GAP = 160
# A shorter quotation inside a sentence is a quoted word and no speech of its own.
MIN_SPEECH = 4

_NOT_CONTENT = " \t\r\n\u00a0,;:—–-."
_JOINT = re.compile(r"[\s,—–-]*")
_LEADS_TO_QUOTE = re.compile(r"[,:—–-]\s*$|[:,]\s*\n\s*$")
_SENTENCE_END = re.compile(r"[.!?;]\s")
_TRANSCRIPT = re.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|the|de|van|von)){0,4})"
    r"(?: \([^()\n]{1,40}\))?(?P<colon>:)[ \t\u00a0]+(?=\S)"
)
# What may follow an object and still tells what is said of it: "blamed him for the loss".
_TAIL = frozenset(
    {"of", "for", "as", "over", "about", "from", "with", "to", "into", "against", "on", "than"}
)


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


def is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation holds words enough to be somebody's sentence."""
    return text.count(" ", quote.inner, quote.inner_end) + 1 >= MIN_SPEECH


def read_page(doc: Doc) -> Page:
    """The Doc with its paragraphs and quotations."""
    text = doc.text
    paragraphs = find_paragraphs(text)
    quotes = QuoteIndex(find_quotes(text, paragraphs))
    return Page(doc, text, paragraphs, quotes, syntax.sentence_index(doc))


def find_candidates(doc: Doc) -> list[Candidate]:
    """
    The attributions of a parsed Doc, by rules, in order of their first content span.

    "“We won,” said Mr Hill." gives the source "Mr Hill", the cue "said" and the content "“We won,”".
    Cues inside quotations are left out: who speaks there is the one quoted.

    Source: docs/rules-attributions.md#rules
    """
    page = read_page(doc)
    found: list[Candidate] = []
    for token in doc:
        if token.is_space or token.is_punct or page.quote_at(token.idx) is not None:
            continue
        candidate = _by_verb(token, page) or _by_other_word(token, page)
        if candidate is not None:
            found.append(candidate)
    found.extend(transcript_lines(page))
    found = _without_repeats(found)
    found = with_quotes_that_go_on(found, page)
    return sorted(found, key=lambda one: (one.content[0], one.cue or (0, 0)))


def _by_verb(verb: Token, page: Page) -> Candidate | None:
    """The attribution that a verb makes, by the first construction that fits."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if syntax.is_infinitive(verb) and verb.dep_ == "acl":
        return None  # "a process to suggest designs": nothing is said yet
    if verb.left_edge.lower_ in {"as", "and"}:
        candidate = as_announced_by(verb, page) or as_somebody_noted(verb, page)
        if candidate is not None:
            return candidate
    if syntax.is_passive(verb) or _is_reduced_passive(verb):
        return passive(verb, page)
    matches = cues.matches_of(verb)
    for entry, words in matches:
        if entry.sourceless:
            return seems(verb, words, page)
    for build in (quotation_beside, clause_after, clause_before_or_around, rest_of_sentence):
        for entry, words in matches:
            candidate = build(verb, entry, words, page)
            if candidate is not None:
                return candidate
    for build in (person_asked, infinitive_after, name_given, object_after):
        for entry, words in matches:
            candidate = None if entry.quoted else build(verb, entry, words, page)
            if candidate is not None:
                return candidate
    return None


def _by_other_word(token: Token, page: Page) -> Candidate | None:
    """The attribution that an adverb, a preposition or a noun makes."""
    if token.lower_ in cues.words_of("adverbs", "sourceless"):
        return adverb_without_source(token, page)
    if token.lower_ in {"according", "per"}:
        return according_to(token, page)
    if token.pos_ == "NOUN" and cues.lemma_of(token) in cues.noun_stances():
        return noun_cue(token, page)
    return None


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
    start, end = _group(verb, words, source, page)
    left = _quote_before(start, page)
    right = _quote_after(verb, end, page)
    quotes = [quote for quote in (left, right) if quote is not None]
    if not quotes or source is None:
        return None
    pieces = [(quote.start, quote.end) for quote in quotes]
    if right is not None and left is None:
        # "He said the plan was “dead,” adding …": the clause holds the quotation.
        clause = _clause_span(verb, end, page)
        if clause is not None and clause[0] < right.start:
            return None
    return _candidate(source, verb, words, pieces, page)


def clause_after(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """The clause behind a cue: "The ministry said that prices rose"."""
    if "clause" not in entry.takes or entry.quoted:
        return None
    source = source_of(verb, page)
    if source is None:
        return None
    end = _group(verb, words, source, page)[1]
    clause = _clause_span(verb, end, page)
    if clause is None:
        return None
    return _candidate(source, verb, words, [clause], page)


def clause_before_or_around(
    verb: Token, entry: Entry, words: tuple[int, ...], page: Page
) -> Candidate | None:
    """The clause that a cue closes or breaks: "Prices rose, he said", "Prices, he said, rose"."""
    if "clause" not in entry.takes or entry.quoted:
        return None
    source = source_of(verb, page)
    if source is None or verb.dep_ in {"relcl", "acl", "advcl"}:
        return None
    start, end = _group(verb, words, source, page)
    text = page.text
    before = text[:start].rstrip(" \u00a0")[-1:]
    behind = text[end : end + 3].lstrip(" \u00a0")[:1]
    if before not in {",", "—", "–", "?"} and verb.dep_ != "parataxis":
        return None
    if behind != "," and _goes_on(verb, end, page):
        return None
    head = syntax.clause_of(verb)
    if (
        head is None
        and verb.dep_ in {"parataxis", "ccomp", "advcl", "conj"}
        and verb.head is not verb
    ):
        head = verb.head
    left = (page.sentences.spans[page.sentences.of(verb.idx)][0], start)
    if head is not None and head.i < verb.i:
        left = (head.left_edge.idx, start)
    pieces = [_trimmed(text, *left)]
    if behind == "," and head is not None and head.right_edge.idx > end:
        pieces.append(_trimmed(text, end, head.right_edge.idx + len(head.right_edge)))
    pieces = [piece for piece in pieces if text.count(" ", *piece) > 0]
    if not pieces:
        return None
    return _candidate(source, verb, words, pieces, page)


def _goes_on(verb: Token, end: int, page: Page) -> bool:
    """Whether the sentence has a verb of its own behind the cue: then the cue does not close it."""
    stop = page.sentences.spans[page.sentences.of(verb.idx)][1]
    behind = page.doc.char_span(end, stop, alignment_mode="contract")
    return behind is not None and any(token.pos_ in {"VERB", "AUX"} for token in behind)


def rest_of_sentence(
    verb: Token, entry: Entry, words: tuple[int, ...], page: Page
) -> Candidate | None:
    """What follows a verb of saying that the parser gave no clause: "He said prices, rents rose"."""
    if "clause" not in entry.takes or lemma_is_plain(verb) is False or entry.quoted:
        return None
    source = source_of(verb, page)
    if source is None:
        return None
    end = _group(verb, words, source, page)[1]
    stop = page.sentences.spans[page.sentences.of(verb.idx)][1]
    if not _goes_on(verb, end, page) or page.text[end : end + 1] != " ":
        return None
    return _candidate(source, verb, words, [(end, stop)], page)


def lemma_is_plain(verb: Token) -> bool:
    """Whether the verb does nothing but report."""
    return cues.lemma_of(verb) in {
        "say",
        "add",
        "argue",
        "claim",
        "suggest",
        "note",
        "insist",
        "contend",
    }


def person_asked(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """Somebody and what they shall do: "urged the senate to act"."""
    if "person" not in entry.takes:
        return None
    source = source_of(verb, page)
    first = next(iter(syntax.objects_of(verb)), None) or _object_of_last(words, page)
    action = syntax.clause_of(verb)
    if source is None or action is None or action.i < verb.i:
        return None
    head = first if first is not None and first.i > verb.i else action
    start = min(head.left_edge.idx, action.left_edge.idx)
    return _candidate(source, verb, words, [(start, _end_of(action))], page)


def infinitive_after(
    verb: Token, entry: Entry, words: tuple[int, ...], page: Page
) -> Candidate | None:
    """An intention or a refusal: "vowed to fight", "declined to comment"."""
    if "infinitive" not in entry.takes:
        return None
    source = source_of(verb, page)
    action = syntax.infinitive_of(page.doc[words[-1]]) or syntax.infinitive_of(verb)
    if source is None or action is None or action.i < words[-1]:
        return None
    return _candidate(source, verb, words, [(action.left_edge.idx, _end_of(action))], page)


def name_given(verb: Token, entry: Entry, words: tuple[int, ...], page: Page) -> Candidate | None:
    """A thing and what it is called: "called him a liar", "which he described as odd"."""
    if "name" not in entry.takes:
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
        pieces.append((named[0].left_edge.idx, _end_of(named[1])))
    else:
        rest = [child for child in verb.rights if syntax.is_argument(child)]
        if rest and (
            fronted is not None
            or len(rest) > 1
            or page.quotes.between(rest[0].idx, _end_of(rest[-1]))
        ):
            pieces.append((rest[0].left_edge.idx, max(_end_of(child) for child in rest)))
    if not pieces or (fronted is not None and len(pieces) == 1):
        return None
    return _candidate(source, verb, words, pieces, page)


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
    start, end = head.left_edge.idx, max(_end_of(head), _end_of(last))
    return _candidate(source, verb, words, [(start, end)], page)


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
    source = _phrase(agent, page) if agent is not None else None
    subject = syntax.own_subject_of(verb)
    pieces = []
    if subject is not None and subject.lower_ not in {"it", "there"}:
        pieces.append(_phrase(subject, page))
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
        pieces.append((rest[0].left_edge.idx, max(_end_of(child) for child in rest)))
    if not pieces:
        return None
    return _candidate(source, verb, (verb.i,), pieces, page)


def as_somebody_noted(verb: Token, page: Page) -> Candidate | None:
    """The sentence around "as Mr Hill noted, …": all but those words."""
    subject = syntax.own_subject_of(verb)
    matches = [
        words
        for entry, words in cues.matches_of(verb)
        if "clause" in entry.takes and not entry.quoted
    ]
    if subject is None or not matches or verb.dep_ != "advcl" or syntax.clause_of(verb) is not None:
        return None
    if subject.left_edge.i - verb.left_edge.i > 1:
        return None
    source = _phrase(subject, page)
    pieces = _sentence_without(verb.left_edge.idx, _end_of(verb), verb, page)
    return _candidate(source, verb, matches[0], pieces, page) if pieces else None


def as_announced_by(verb: Token, page: Page) -> Candidate | None:
    """The sentence around "as stated by X" or ", as announced by X,": all but those words."""
    marker = verb.left_edge
    agent = syntax.agent_of(verb)
    if marker.lower_ == "and":
        return None
    if marker.lower_ != "as" or verb.tag_ != "VBN" or agent is None or not cues.matches_of(verb):
        return None
    source = _phrase(agent, page)
    pieces = _sentence_without(marker.idx, source[1], verb, page)
    return _candidate(source, verb, (verb.i,), pieces, page) if pieces else None


def seems(verb: Token, words: tuple[int, ...], page: Page) -> Candidate | None:
    """How something seems to the writer or to all: "The tactic seems to have worked"."""
    subject = syntax.own_subject_of(verb)
    rest = [child for child in verb.rights if syntax.is_complement(child)]
    if not rest:
        return None
    pieces = []
    if subject is not None and subject.lower_ not in {"it", "there"}:
        pieces.append(_phrase(subject, page))
    pieces.append((rest[0].left_edge.idx, max(_end_of(child) for child in rest)))
    return _candidate(None, verb, words, pieces, page)


# ---------------------------------------------------------------- other cues


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
    source = _phrase(head, page)
    pieces = _sentence_without(token.idx, source[1], token, page)
    words = tuple(range(token.i, preposition.i + 1))
    return _candidate(source, token, words, pieces, page) if pieces else None


def adverb_without_source(adverb: Token, page: Page) -> Candidate | None:
    """The clause that "reportedly" or "allegedly" stands in, on both sides of it."""
    if adverb.head is adverb:
        return None
    clause = adverb.head
    text = page.text
    end = adverb.idx + len(adverb)
    pieces = [
        _trimmed(text, clause.left_edge.idx, adverb.idx),
        _trimmed(text, end, _end_of(clause)),
    ]
    if clause.pos_ not in {"VERB", "AUX"}:
        pieces = pieces[1:]  # "the allegedly stolen car"
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    return _candidate(None, adverb, (adverb.i,), pieces, page) if pieces else None


def noun_cue(noun: Token, page: Page) -> Candidate | None:
    """The clause that a noun of saying takes: "his claim that …", "the decision to leave"."""
    clause = syntax.noun_clause_of(noun)
    if clause is None:
        return None
    possessor = syntax.possessor_of(noun)
    source = _phrase(possessor, page) if possessor is not None else None
    if source is None:
        return None
    return _candidate(source, noun, (noun.i,), [(clause.left_edge.idx, _end_of(clause))], page)


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
        first = _trimmed_space(text, match.end(), end)
        is_spoken = match["name"].isupper() and len(match["name"]) > 1 and capitals > 1
        quote = page.quotes.at(first[0])
        is_quoted = quote is not None and quote.start == first[0]
        is_headline = start == page.paragraphs[0][0] and _is_somebody(page, *match.span("name"))
        if is_spoken or is_quoted or is_headline:
            content = (quote.start, quote.end) if is_quoted and quote is not None else first
            if is_headline and not is_quoted:
                content = _trimmed(text, *first)
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
    A quotation that follows a sentence about its speaker: "Mr Hill was glad. “We won.”"

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
    is_person = subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she"}
    speaks = any(cues.lemma_of(child) in cues.noun_stances() for child in syntax.objects_of(verb))
    if not (is_person or speaks or cues.matches_of(verb)):
        return None
    return _candidate(_phrase(subject, page), verb, (verb.i,), [(quote.start, quote.end)], page)


# ---------------------------------------------------------------- sources


def source_of(verb: Token, page: Page) -> tuple[int, int] | None:
    """The (start, end) of whoever does the verb: its subject, or the noun it describes."""
    subject = _speaker_before(verb, page) or syntax.pronoun_before(verb)
    subject = subject or syntax.subject_of(verb) or syntax.doer_above(verb)
    if subject is None and verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
        subject = verb.head  # "data showing that …"
    if subject is None or subject.dep_ == "expl" or subject.pos_ == "SCONJ":
        return None
    start, end = _phrase(subject, page)
    if start <= verb.idx < end:  # "pastors supporting Mr Cruz"
        end = _trimmed(page.text, start, verb.idx)[1]
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


def _phrase(noun: Token, page: Page) -> tuple[int, int]:
    """The noun phrase as a source: without a relative clause or brackets at its end."""
    end = noun.right_edge
    for child in noun.rights:
        before = page.doc[child.left_edge.i - 1]
        if syntax.is_clause_on_noun(child) and (before.is_punct or child.dep_ != "acl"):
            end = before
            break
        if child.text in {"(", "—", "–"}:
            end = before
            break
    return _trimmed(page.text, noun.left_edge.idx, end.idx + len(end))


# ---------------------------------------------------------------- places


def _group(
    verb: Token, words: tuple[int, ...], source: tuple[int, int] | None, page: Page
) -> tuple[int, int]:
    """The stretch of a cue and its source with auxiliaries and adverbs: "the minister later said"."""
    doc = page.doc
    start = min(
        [verb.idx, *(child.idx for child in verb.lefts if child.dep_ in {"aux", "advmod", "neg"})]
    )
    end = doc[words[-1]].idx + len(doc[words[-1]])
    if source is not None:
        # ", he said, adding that …": "he" belongs to the group of "said" alone.
        own = syntax.own_subject_of(verb) is not None or not page.text[source[1] : start].strip()
        if own and source[1] <= verb.idx and start - source[1] < MAX_GAP:
            start = min(start, source[0])
        elif source[0] >= end and not page.text[end : source[0]].strip():
            end = source[1]
    return start, end


def _quote_before(start: int, page: Page) -> Quote | None:
    """The quotation that ends right before the place, but for commas and dashes."""
    text = page.text
    k = start
    while k > 0 and text[k - 1] in " \t\u00a0,—–-":
        k -= 1
    quote = page.quotes.at(k - 1) if k else None
    return quote if quote is not None and quote.end == k else None


def _quote_after(verb: Token, end: int, page: Page) -> Quote | None:
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


def _clause_span(verb: Token, after: int, page: Page) -> tuple[int, int] | None:
    """The clause that the verb takes, behind the cue."""
    clause = next((one for one in syntax.clauses_of(verb) if one.idx > verb.idx), None)
    if clause is None:
        return None
    if syntax.is_infinitive(clause) and syntax.own_subject_of(clause) is None:
        return None  # "announced a process to suggest designs": the object is the content
    if clause.tag_ in {"VBD", "VBZ", "VBP"} and syntax.own_subject_of(clause) is None:
        return None  # "Earmarks added to the bill included …": no clause but the sentence's verb
    start, end = max(clause.left_edge.idx, after), _end_of(clause)
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


def _sentence_without(start: int, end: int, word: Token, page: Page) -> list[tuple[int, int]]:
    """The sentence's stretches before and behind the words from start to end."""
    text = page.text
    first, last = page.sentences.spans[page.sentences.of(word.idx)]
    pieces = [_trimmed(text, first, start), _trimmed(text, end, last)]
    if text[end:last].lstrip(" \u00a0").startswith(")"):
        pieces = pieces[:1]
    return [piece for piece in pieces if piece[1] - piece[0] > 1]


def _object_of_last(words: tuple[int, ...], page: Page) -> Token | None:
    """The object of a phrase's last word: "calm" of "call for calm"."""
    return syntax.object_of(page.doc[words[-1]]) if len(words) > 1 else None


def _adjoins(before: Token, after: Token) -> bool:
    """Whether one phrase stands right behind the other."""
    return after.left_edge.i <= before.right_edge.i + 1


def _is_reduced_passive(verb: Token) -> bool:
    """Whether the verb is a participle without its auxiliary: "data released by the office"."""
    return verb.tag_ == "VBN" and verb.dep_ == "acl"


def _end_of(token: Token) -> int:
    """The end offset of all that hangs on the token."""
    edge = token.right_edge
    return int(edge.idx) + len(edge)


# ---------------------------------------------------------------- candidates


def _candidate(
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
        start, end = _trimmed(page.text, start, end)  # noqa: PLW2901
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


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, commas and full stops at its ends."""
    while start < end and text[start] in _NOT_CONTENT:
        start += 1
    while end > start and text[end - 1] in _NOT_CONTENT:
        end -= 1
    return start, end


def _trimmed_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_repeats(found: list[Candidate]) -> list[Candidate]:
    """One candidate a cue, and of those with the same content the first."""
    kept: list[Candidate] = []
    seen: set[object] = set()
    for one in found:
        if one.cue in seen or one.content in seen:
            continue
        seen.update((one.cue, one.content))
        kept.append(one)
    return kept


def with_quotes_that_go_on(found: list[Candidate], page: Page) -> list[Candidate]:
    """
    Gives quotations that have no cue of their own to the one who was speaking.

    "“One,” she said. “Two.”": a further piece of the same content. A paragraph that is one quotation
    goes on from the last paragraph's. After indirect speech it is an attribution of its own.
    """
    text = page.text
    held = sorted((span, k) for k, one in enumerate(found) for span in one.content)
    cue_spans = {one.cue for one in found}
    cue_order = sorted((one.cue, k) for k, one in enumerate(found) if one.cue)
    extra: list[Candidate] = []
    content = {k: list(one.content) for k, one in enumerate(found)}
    covered = _Covered([span for span, _ in held])
    paragraph_of = _Covered(page.paragraphs)
    c = 0
    last: int | None = None  # the candidate whose cue was last passed
    speaker: tuple[int, int] | None = None  # the one who last spoke in quotation marks, and where
    for quote in page.quotes.outer:
        while c < len(cue_order) and cue_order[c][0][0] < quote.start:
            last = cue_order[c][1]
            c += 1
        here = paragraph_of.index(quote.start)
        if covered.holds(quote.start):
            owner = covered.owner(quote.start, held)
            speaker = (owner, here) if owner is not None else speaker
            continue
        if quote.depth or not is_speech(text, quote) or not _begins_sentence(text, quote, page):
            continue
        if speaker is not None and speaker[1] in {here, here - 1}:
            same = speaker[1] == here
            whole = quote.end >= page.paragraphs[here][1] - 1 if here is not None else False
            if same or whole:
                content[speaker[0]].append((quote.start, quote.end))
                speaker = (speaker[0], here)
                continue
        about = (
            sentence_before_quote(quote, page)
            if here is not None and same_paragraph(page, quote, here)
            else None
        )
        if about is not None and about.cue not in cue_spans:
            extra.append(about)
            continue
        if last is not None and paragraph_of.index((found[last].cue or (0, 0))[0]) == here:
            one = found[last]
            extra.append(replace(one, content=((quote.start, quote.end),)))
    joined = [replace(one, content=tuple(sorted(content[k]))) for k, one in enumerate(found)]
    return joined + extra


def same_paragraph(page: Page, quote: Quote, here: int) -> bool:
    """Whether a quotation has words of its paragraph before it."""
    return page.paragraphs[here][0] < quote.start


def _begins_sentence(text: str, quote: Quote, page: Page) -> bool:
    """Whether a quotation stands at the start of a sentence or paragraph."""
    del page
    before = (
        text[: quote.start].rstrip(" \t\u00a0")[-1:]
        if quote.start < 400
        else text[quote.start - 400 : quote.start].rstrip(" \t\u00a0")[-1:]
    )
    return before in {"", "\n", ".", "?", "!", "”", '"', ":", "\r"}


class _Covered:
    """Which of some stretches in order holds an offset."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def index(self, offset: int) -> int | None:
        """The stretch that holds the offset."""
        import bisect

        k = bisect.bisect_right(self._starts, offset) - 1
        for j in range(k, max(-1, k - 8), -1):
            if self._spans[j][0] <= offset < self._spans[j][1]:
                return j
        return None

    def holds(self, offset: int) -> bool:
        """Whether any stretch holds the offset."""
        return self.index(offset) is not None

    def owner(self, offset: int, held: list[tuple[tuple[int, int], int]]) -> int | None:
        """The candidate whose content holds the offset."""
        k = self.index(offset)
        return held[k][1] if k is not None else None
