"""
The only place that knows the parser's labels.

Everything else asks in words: `subject_of(verb)`, `noun_phrase(noun)`, `is_negated(verb)`. The labels
are those of spaCy's English pipelines (ClearNLP's). Every walk is bounded by the sentence, and the
longest by MAX_HOPS, so that time grows with the text alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

MAX_HOPS = 25

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj", "dative", "attr", "oprd"})
CLAUSES = frozenset({"ccomp", "xcomp"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
DETERMINERS = frozenset({"det", "predet"})
# What may stand before a noun and belongs to its phrase.
BEFORE_NOUN = frozenset(
    {"amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "case", "punct"}
)


def heads_of(doc: Doc) -> list[int]:
    """The index of each word's head; that of a sentence's root is its own."""
    offsets = doc.to_array("HEAD").astype("int64")
    return [i + offset for i, offset in enumerate(offsets.tolist())]


def subject_of(verb: Token) -> Token | None:
    """
    The head of the verb's subject: "Putin" of "Putin has warned".

    A verb joined to another shares its subject ("rose and said"), a participle or infinitive under
    another verb has that verb's ("Putin rose, warning …").
    """
    own = own_subject_of(verb)
    if own is not None:
        return own
    if verb.dep_ in {"conj", "xcomp", "advcl"}:
        head = verb
        for _ in range(MAX_HOPS):
            if head.dep_ not in {"conj", "xcomp", "advcl"} or head.head == head:
                break
            head = head.head
            own = own_subject_of(head)
            if own is not None:
                return own
    return None


def own_subject_of(verb: Token) -> Token | None:
    """The head of the subject that hangs on this very verb."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def subjects_of(verb: Token) -> list[Token]:
    """All that the parser calls subjects of this very verb; where it errs there may be two."""
    return [child for child in verb.children if child.dep_ in SUBJECTS and child.dep_ != "expl"]


def objects_of(verb: Token) -> list[Token]:
    """The heads of the verb's objects and predicate nouns, in text order."""
    return [child for child in verb.children if child.dep_ in OBJECTS]


def clause_of(verb: Token) -> Token | None:
    """The head of the clause that the verb takes: "resign" of "said he would resign"."""
    return next((child for child in verb.children if child.dep_ in CLAUSES), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: "was told"."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def agent_of(verb: Token) -> Token | None:
    """The head of the passive's agent: "ministry" of "was announced by the ministry"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return object_of(child)
    return None


def object_of(preposition: Token) -> Token | None:
    """The head of the preposition's object: "ministry" of "by the ministry"."""
    return next((child for child in preposition.children if child.dep_ in {"pobj", "pcomp"}), None)


def prepositions_of(token: Token) -> list[Token]:
    """The prepositions that hang on a word: "of" of "the total number of troops"."""
    return [child for child in token.children if child.dep_ in {"prep", "agent"}]


def is_negated(verb: Token) -> bool:
    """Whether the verb is negated: "did not say", "never said"."""
    return any(child.dep_ == "neg" or child.lower_ in {"never", "no"} for child in verb.children)


def conjuncts_of(token: Token) -> list[Token]:
    """The words coordinated with this one after it, in order: "b", "c" of "a, b and c"."""
    found: list[Token] = []
    last = token
    for _ in range(len(token.sent)):
        following = next((child for child in last.children if child.dep_ == "conj"), None)
        if following is None:
            return found
        found.append(following)
        last = following
    return found


def next_conjunct(token: Token) -> Token | None:
    """The next word coordinated with this one: "b" for the "a" of "a, b and c"."""
    return next((child for child in token.rights if child.dep_ == "conj"), None)


def antecedent_of(verb: Token) -> Token | None:
    """The noun that a relative clause is about: "minister" of "the minister, who said …"."""
    return verb.head if verb.dep_ == "relcl" else None


def relative_clauses_of(noun: Token) -> list[Token]:
    """The heads of the noun's relative clauses: "resigned" of "the minister, who resigned"."""
    return [child for child in noun.children if child.dep_ == "relcl"]


def apposition_of(noun: Token) -> Token | None:
    """The head of the noun's apposition: "doctor" of "Hugh Hill, a doctor"."""
    return next((child for child in noun.children if child.dep_ == "appos"), None)


def ancestors_of(token: Token) -> Iterator[Token]:
    """The token's heads up to its sentence's root, at most MAX_HOPS of them."""
    for _ in range(MAX_HOPS):
        if token.head == token:
            return
        token = token.head
        yield token


def noun_phrase(noun: Token) -> tuple[int, int]:
    """
    The noun with all that hangs on it, as token indices (i, j), j exclusive.

    "the minister of defence, who resigned": all of it. `core_phrase` is the part before and with the
    noun.
    """
    return noun.left_edge.i, noun.right_edge.i + 1


def core_phrase(noun: Token) -> tuple[int, int]:
    """The noun with what stands before it in its phrase, as token indices (i, j), j exclusive."""
    i = noun.i
    for child in noun.lefts:
        if child.dep_ in BEFORE_NOUN or child.dep_ in DETERMINERS:
            i = min(i, child.left_edge.i)
    return i, noun.i + 1


def is_verb(token: Token) -> bool:
    """Whether the word is a verb or an auxiliary."""
    return token.pos_ in {"VERB", "AUX"}


def is_finite(verb: Token) -> bool:
    """Whether the verb or one of its auxiliaries has a tense or a modal: "rose", "has risen"."""
    return verb.tag_ in FINITE_TAGS or any(
        child.tag_ in FINITE_TAGS for child in verb.lefts if child.dep_ in {"aux", "auxpass"}
    )


def is_modal(token: Token) -> bool:
    """Whether the word is a modal: "will", "should"."""
    return token.tag_ == "MD"


def is_past(token: Token) -> bool:
    """Whether the word is a verb in the past tense: "rose", "was"."""
    return token.tag_ == "VBD"


def is_participle(token: Token) -> bool:
    """Whether the word is a past participle: "wounded"."""
    return token.tag_ == "VBN"


def is_present(token: Token) -> bool:
    """Whether the word is a finite verb in the present tense: "rises", "are"."""
    return token.tag_ in {"VBZ", "VBP"}


def is_perfect(token: Token) -> bool:
    """Whether the word is a "have" that makes the perfect: "has" of "has risen"."""
    return token.dep_ == "aux" and token.lemma_ == "have"


def is_superlative(token: Token) -> bool:
    """Whether the word is a superlative: "deadliest", "most"."""
    return token.tag_ in {"JJS", "RBS"}


def is_comparative(token: Token) -> bool:
    """Whether the word is a comparative: "higher", "more"."""
    return token.tag_ in {"JJR", "RBR"}


def is_root(token: Token) -> bool:
    """Whether the word heads its sentence."""
    return bool(token.head == token)  # tokens are made anew: "is" would fail


def is_participle_clause(verb: Token) -> bool:
    """Whether the word heads a clause that tells of the circumstances: "Sentencing him, she said"."""
    return verb.dep_ == "advcl" and verb.tag_ == "VBG"


def coordinated_verbs_of(verb: Token) -> list[Token]:
    """The verbs coordinated with this one after it: "arrested" of "said so and arrested him"."""
    return [token for token in conjuncts_of(verb) if is_verb(token)]


def adverbial_clauses_of(verb: Token) -> list[Token]:
    """The heads of the verb's adverbial clauses: "arrived" of "spoke after police arrived"."""
    return [child for child in verb.children if child.dep_ == "advcl"]


def is_noun(token: Token) -> bool:
    """Whether the word is a noun or a name."""
    return token.pos_ in {"NOUN", "PROPN"}


def is_negation(token: Token) -> bool:
    """Whether the word negates: "not", "never", "no"."""
    return token.dep_ == "neg" or token.lower_ in {"never", "no", "nobody", "none", "nothing"}


def is_imperative(verb: Token) -> bool:
    """Whether the verb heads an order: "Read more about this"."""
    return verb.tag_ == "VB" and not any(
        child.dep_ in SUBJECTS or child.dep_ in {"aux", "auxpass"} for child in verb.lefts
    )


def completes_verb(token: Token) -> bool:
    """Whether the word is part of what its head says: "say" of "went on to say", "as saying"."""
    return token.dep_ in {"xcomp", "ccomp", "pcomp", "prep"}


def is_link(token: Token) -> bool:
    """Whether the word only links what stands around it: a comma, "and", "with", "that"."""
    return (
        token.is_space
        or token.pos_ in {"PUNCT", "CCONJ", "SCONJ", "ADP"}
        or token.dep_ in {"mark", "cc", "prep"}
    )


def clauses_of(verb: Token) -> list[Token]:
    """The heads of the clauses that the verb takes, in text order."""
    return [child for child in verb.children if child.dep_ in CLAUSES]


def infinitive_of(word: Token) -> Token | None:
    """The head of the "to" clause on a word: "fight" of "vowed to fight", "eager to fight"."""
    return next(
        (child for child in word.rights if child.dep_ in CLAUSES or is_infinitive(child)), None
    )


def is_infinitive(token: Token) -> bool:
    """Whether a verb has "to" before it."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in token.lefts)


def predicate_of_object(verb: Token) -> tuple[Token, Token] | None:
    """
    The first and last head of an object with what is said of it: "him" and "liar" of "called him a liar".

    The parser makes it an object and a predicate, a small clause, or an object and an "as" phrase.
    """
    rights = list(verb.rights)
    objects = [child for child in rights if child.dep_ in {"dobj", "obj"}]
    for child in rights:
        if child.dep_ in {"oprd", "acomp"} and (objects or child.left_edge.i > verb.i):
            return (objects[0] if objects and objects[0].i < child.i else child), child
        if child.dep_ in CLAUSES and own_subject_of(child) is not None:
            return child, child
        if (
            child.dep_ == "prep"
            and child.lower_ in {"as", "to"}
            and objects
            and objects[0].i < child.i
        ):
            return objects[0], child
    return None


def is_complement(child: Token) -> bool:
    """Whether a word is a clause, an infinitive or a predicate of its head."""
    return child.dep_ in CLAUSES | {"oprd", "acomp", "attr"}


def noun_clause_of(noun: Token) -> Token | None:
    """The head of the "that" or "to" clause on a noun: "win" of "the belief that they win"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and (
            is_infinitive(child) or any(left.dep_ == "mark" for left in child.lefts)
        ):
            return child
    return None


def possessor_of(noun: Token) -> Token | None:
    """Whose it is: "Biden" of "Biden’s decision"."""
    return next((child for child in noun.lefts if child.dep_ == "poss"), None)


def span_of(doc: Doc, phrase: tuple[int, int]) -> tuple[int, int]:
    """Token indices (i, j), j exclusive, as character offsets."""
    last = doc[phrase[1] - 1]
    return doc[phrase[0]].idx, last.idx + len(last)


def is_conjunction(token: Token) -> bool:
    """Whether a "that" opens a clause, and is no demonstrative: "said that", not "said that plan"."""
    return token.dep_ == "mark" or (token.pos_ == "SCONJ" and token.dep_ != "det")


def appositions_of(noun: Token) -> list[Token]:
    """The heads of the noun's appositions, and the noun that it is one of."""
    found = [child for child in noun.children if child.dep_ == "appos"]
    if noun.dep_ == "appos":
        found.append(noun.head)
    return found


def noun_before_relative(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for: "minister" of "the minister, who said …"."""
    for verb in ancestors_of(pronoun):
        if verb.dep_ == "relcl":
            return verb.head
    return None


def is_under(token: Token, head: Token) -> bool:
    """Whether the token hangs on the other one, at whatever depth."""
    return token.i != head.i and any(above.i == head.i for above in ancestors_of(token))


def pronoun_before(verb: Token) -> Token | None:
    """
    The pronoun right before a verb and its auxiliaries, which is its subject whatever the parser says.

    "a class that he argued was failing": en_core_web_sm makes "that" the subject of "argued".
    """
    i = verb.i - 1
    for _ in range(MAX_HOPS):
        if i < 0 or verb.doc[i].is_punct or verb.doc[i + 1].is_sent_start:
            return None
        token = verb.doc[i]
        if token.lower_ in {"he", "she", "they", "i", "we"}:
            return token
        if token.pos_ not in {"AUX", "ADV", "PART"}:
            return None
        i -= 1
    return None


def is_clause_on_noun(child: Token) -> bool:
    """Whether a word is the head of a clause that describes the noun it hangs on."""
    return child.dep_ in {"relcl", "acl", "advcl", "parataxis"}


# What is planned, after which an infinitive or a date lies ahead: "is due to meet on Friday".
_PLANS = frozenset(
    {"plan", "expect", "schedule", "set", "intend", "aim", "hope", "agree", "due", "want", "prepare",
     "slate", "vow", "pledge", "promise", "go", "be", "likely", "ready", "decide", "propose"}
)  # fmt: skip


def points_forward(token: Token) -> bool:
    """
    Whether the clause around a word speaks of what is to come: "will meet on Friday".

    A modal, an infinitive of a plan ("is due to meet"), the present for a timetable ("begins on
    Monday"), the progressive ("is meeting on Friday").
    """
    verb = next((above for above in ancestors_of(token) if is_verb(above)), None)
    if verb is None:
        return False
    auxiliaries = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
    is_now = any(is_present(child) for child in auxiliaries)
    if any(is_perfect(child) for child in auxiliaries):
        forward = False
    elif any(is_modal(child) for child in auxiliaries):
        forward = True
    elif any(child.tag_ == "TO" for child in auxiliaries):
        # "will seek to recover it on 14 June"
        is_planned = verb.head.lemma_ in _PLANS or verb.head.pos_ == "NOUN"
        forward = is_planned or points_forward(verb)
    elif verb.tag_ in {"VBG", "VBN"}:
        forward = is_now and (verb.tag_ == "VBG" or verb.lemma_ in _PLANS)
    else:
        forward = is_present(verb) and verb.lemma_ not in _TELLING
    return forward


# A headline's or paper's present tense tells of what has been: "The report shows".
_TELLING = frozenset({"say", "report", "claim", "show", "tell"})


def doer_above(verb: Token) -> Token | None:
    """The subject of the verb that a participle helps: "Hill" of "Hill replied by noting that …"."""
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and verb.head.head.pos_ in {"VERB", "AUX"}:
        return subject_of(verb.head.head)
    return None


def object_before(verb: Token) -> Token | None:
    """The object that a relative or "what" clause puts first: "which" of "which he called odd"."""
    return next(
        (child for child in verb.lefts if child.dep_ in OBJECTS and child.tag_ in {"WP", "WDT"}),
        None,
    )


def is_argument(child: Token) -> bool:
    """Whether a word is an object, a predicate or a clause of its verb."""
    return child.dep_ in OBJECTS | CLAUSES | {"acomp"}


# What a number is about: asked by `concepts`, a token at a time.

_BEFORE_ITS_NOUN = frozenset(
    {
        "nummod",
        "amod",
        "compound",
        "nmod",
        "quantmod",
        "poss",
        "npadvmod",
        "advmod",
        "det",
        "predet",
        "acl",
    }
)


def modified_by(token: Token) -> Token | None:
    """The later word that this one stands before and modifies: "troops" for the "1,270" of "1,270 troops"."""
    head = token.head
    if head.i > token.i and token.dep_ in _BEFORE_ITS_NOUN:
        return head
    return None


def preposition_over(token: Token) -> Token | None:
    """The preposition that the word is the object of: "to" for the "5.1%" of "rose to 5.1%"."""
    return token.head if token.dep_ in {"pobj", "pcomp"} else None


def noun_over_of(noun: Token) -> Token | None:
    """The noun that an "of" hangs this one on: "margin" for "error" in "margin of error"."""
    preposition = preposition_over(noun)
    is_of = preposition is not None and preposition.lower_ == "of"
    return (
        preposition.head
        if preposition is not None and is_of and is_noun(preposition.head)
        else None
    )


def first_conjunct(token: Token) -> Token | None:
    """The word that this one is coordinated with, before it: "tanks" for "guns" in "tanks and guns"."""
    return token.head if token.dep_ == "conj" else None


def is_object(token: Token) -> bool:
    """Whether the word is an object or a predicate noun of its head."""
    return token.dep_ in OBJECTS


def is_subject(token: Token) -> bool:
    """Whether the word is a subject of its head."""
    return token.dep_ in SUBJECTS


def is_apposition(token: Token) -> bool:
    """Whether the word stands in apposition to its head."""
    return token.dep_ == "appos"


def is_name_word(token: Token) -> bool:
    """Whether the word is part of a name."""
    return token.pos_ == "PROPN"


def is_singular_name(token: Token) -> bool:
    """Whether the word is a singular word of a name: "Max" of "737 Max"."""
    return token.tag_ == "NNP"


def is_pronoun(token: Token) -> bool:
    """Whether the word is a pronoun; "who" and "which" are too."""
    return token.pos_ == "PRON"


def is_adjective(token: Token) -> bool:
    """Whether the word is an adjective or a participle that stands as one."""
    return token.pos_ == "ADJ" or token.tag_ in {"VBN", "VBG"}


def is_adverb(token: Token) -> bool:
    """Whether the word is an adverb."""
    return token.pos_ == "ADV"


def is_number_word(token: Token) -> bool:
    """Whether the word is a numeral to the parser, or a sign of money or percent."""
    return token.pos_ == "NUM" or token.tag_ in {"CD", "$"} or token.is_digit


def counts_back(token: Token) -> Token | None:
    """The name right before a figure that the figure belongs to: "iPhone" of "iPhone 14"."""
    head = token.head
    return (
        head
        if token.dep_ in {"nummod", "appos", "nmod"}
        and head.i == token.i - 1
        and is_name_word(head)
        else None
    )


def is_determiner(token: Token) -> bool:
    """Whether the word is an article or stands for one: "the", "these", "its"."""
    return token.dep_ in DETERMINERS or token.tag_ in {"PRP$", "DT", "WP$", "PDT"}


def is_possessive(token: Token) -> bool:
    """Whether the word is a possessive before its noun: "Russia" of "Russia's losses"."""
    return token.dep_ == "poss"


def auxiliaries_of(verb: Token) -> list[Token]:
    """The verb's auxiliaries: "has", "been" of "has been lifted"."""
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]


def predicates_of(verb: Token) -> list[Token]:
    """What the verb says its subject is: "cautious" of "should be cautious"."""
    return [child for child in verb.children if child.dep_ in {"acomp", "attr", "oprd"}]


def is_among_subjects(token: Token) -> bool:
    """Whether the word is the head of a subject, or coordinated or in apposition with one."""
    if token.dep_ in {"conj", "appos"}:
        token = token.head
    return token.dep_ in SUBJECTS


def noun_of_determiner(determiner: Token, reach: int) -> int | None:
    """The index of the noun whose article this is: "ministry" of "the ministry". At most `reach` words on."""
    noun = determiner.head
    if determiner.dep_ != "det" or noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    return noun.i if determiner.i < noun.i <= determiner.i + reach else None


def noun_of_clause(verb: Token) -> Token | None:
    """The noun that a participle, infinitive or relative clause hangs on: "engine tuned to produce"."""
    return verb.head if verb.dep_ in {"acl", "relcl"} and is_noun(verb.head) else None


def is_plural_noun(token: Token) -> bool:
    """Whether the word is a common noun in the plural."""
    return token.tag_ == "NNS"


def is_plural(noun: Token) -> bool:
    """Whether a noun is many: by its form, or because another is coordinated with it."""
    return noun.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in noun.rights)


def is_singular_noun(token: Token) -> bool:
    """Whether the word is a common noun in the singular."""
    return token.tag_ == "NN"


def is_plural_word(token: Token) -> bool:
    """Whether the word is a noun or name in the plural, by its tag or its look: "companies", "Latinos"."""
    if token.tag_ in {"NNS", "NNPS"}:
        return True
    is_name = token.tag_ == "NNP" and len(token) > 4
    return is_name and token.lower_.endswith("s") and token.lower_[-2:] not in {"ss", "us", "is"}


def is_in_noun_run(token: Token) -> bool:
    """Whether the word may stand in a row of nouns: a noun, a name, an adjective, a figure."""
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}


def subject_of_object(pronoun: Token) -> int | None:
    """
    The index of the subject of the verb that an objective pronoun hangs on: "Lang" of "Lang called him".

    Also of "Lang resigned and spoke against him" and "Lang, who hired him".
    """
    if pronoun.tag_ != "PRP" or pronoun.dep_ not in {"dobj", "dative", "pobj", "obj"}:
        return None
    verb = pronoun.head
    if not is_verb(verb):
        verb = verb.head
    for _ in range(3):
        subject = own_subject_of(verb) if is_verb(verb) else None
        if subject is not None and is_question_word(subject):
            return verb.head.i if verb.dep_ == "relcl" else None
        if subject is not None:
            return subject.i
        if verb.dep_ != "conj":
            return None
        verb = verb.head
    return None


def holders_of(pronoun: Token) -> list[int]:
    """
    Whose the thing of an "its" can be, nearest first, as indices of words before it.

    The possessors of the phrases that it stands in ("Russia" of "Russia's worst day in its war"),
    then the subject of its clause ("Mexico" of "Mexico kept its cool"), then that one's possessor.
    """
    found: list[int] = []
    for above in ancestors_of(pronoun):
        if is_verb(above):
            subject = subject_of(above)
            if subject is not None:
                possessor = possessor_of(subject)
                found += [subject.i] if possessor is None else [subject.i, possessor.i]
            break
        possessor = possessor_of(above)
        if possessor is not None:
            found.append(possessor.i)
    return [i for i in found if i < pronoun.i]


def is_question_word(token: Token) -> bool:
    """Whether the word asks or relates: "what", "who", "which", "how"."""
    return token.tag_ in {"WDT", "WP", "WP$", "WRB"}


def last_of_list(noun: Token) -> Token | None:
    """The noun that ends a list of three or more right behind this one: "guns" of "tanks, cars and guns"."""
    if noun.dep_ != "conj" or not is_noun(noun.head):
        return None
    following = next((child for child in noun.rights if child.dep_ == "conj"), None)
    if following is None or not is_noun(following):
        return None
    between = noun.doc[noun.i + 1 : following.left_edge.i]
    return following if all(token.is_punct or token.dep_ == "cc" for token in between) else None
