"""
Which mentions name the same thing: "Vladimir Putin" and "Putin", "the Institute for the Study of War" and "ISW".

Names are joined by look-up of their forms in tables, never by comparing each with each, so that the
time grows with the number of mentions. A person is never joined with an organisation.

Source: docs/rules-entities.md#grouping
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.find.entity.name_lexicon import lexicon, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.find.entity.name_parts import Name, Names

Gender = str  # "male", "female" or ""
MAX_FORM_WORDS = 8
INITIALS_SKIP = frozenset(
    {"of", "the", "for", "and", "on", "in", "to", "a", "an", "&", "against", "'s", "’s"}
)
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True, eq=False)
class Group:
    """The names of one thing. `full` is its fullest form's words, in small letters."""

    label: str
    names: list[Name] = field(default_factory=list)
    full: tuple[str, ...] = ()
    gender: Gender = ""
    fulls: int = 0


def group_names(names: Names) -> list[Group]:
    """The groups of all names, by first mention."""
    ordered = names.all()
    people = [name for name in ordered if name.label == "PERSON"]
    others = [name for name in ordered if name.label != "PERSON"]
    groups = [*_group_people(names, people), *_group_others(names, others)]
    for group in groups:
        group.names.sort(key=lambda name: name.i)
    groups.sort(key=lambda group: group.names[0].i)
    return groups


# ---------------------------------------------------------------- people


def _group_people(names: Names, people: list[Name]) -> list[Group]:
    """
    One group for each full name; a surname or first name alone goes to the one it can be.

    Of two Clintons "Mrs. Clinton" is the woman, and "Clinton" the one named in full most often.
    """
    by_full: dict[tuple[str, str], Group] = {}
    parts: dict[tuple[str, ...], list[Group]] = {}
    groups: list[Group] = []
    rest: list[tuple[Name, tuple[str, ...], Gender]] = []
    for name in people:
        words, gender = _person_words(names, name), _title_gender(names, name)
        if len(words) < 2:
            rest.append((name, words, gender))
            continue
        group = _same_person(words, by_full)
        if group is None:
            group = Group("PERSON", full=words)
            groups.append(group)
            by_full[_first_name(words[0]), words[-1]] = group
        _add_person(names, group, name, words, gender)
        for part in _parts(words):
            known = parts.setdefault(part, [])
            if len(known) < MAX_NAMESAKES and group not in known:
                known.append(group)
    # A full name that is the end of a longer one: "Warner Schulz", "de Marco".
    merged: dict[int, Group] = {}
    for group in groups:
        longer = [other for other in parts.get(group.full, ()) if other is not group]
        if len(longer) == 1 and id(longer[0]) not in merged:
            merged[id(group)] = longer[0]
            longer[0].names.extend(group.names)
    groups = [group for group in groups if id(group) not in merged]
    alone: dict[tuple[str, ...], Group] = {}
    # "Mr. Obama" before "Obama": where only Michelle Obama is named in full the titles tell.
    rest.sort(key=lambda item: not item[2])
    for name, words, gender in rest:
        candidates = [merged.get(id(group), group) for group in parts.get(words, ())]
        if words in alone:
            candidates.append(alone[words])
        group = _choose(candidates, gender, name.i)
        if group is None:
            group = alone[words] = Group("PERSON", full=words)
            groups.append(group)
        _add_person(names, group, name, words, gender)
    for group in groups:
        if not group.gender:
            group.gender = gender_of(group.full)
    return groups


# Families are small; a list of 20,000 Johns must not be walked for each of them.
MAX_NAMESAKES = 8


def _person_words(names: Names, name: Name) -> tuple[str, ...]:
    """The words of a person's name without initials, nicknames and "Jr."; in small letters."""
    lex = lexicon()
    if name.j - name.i == 1:
        word = names.lower[name.i]
        is_word = word not in lex.name_suffixes and word[0].isalnum()
        return (plain(word.replace("’", "'")),) if is_word else ()
    words = [
        word
        for k, word in enumerate(names.lower[name.i : name.j], name.i)
        if word not in lex.name_suffixes
        and not (k > name.i and names.is_initial(k))
        and word[:1].isalnum()
    ]
    return tuple(plain(word.replace("’", "'")) for word in words)


def _first_name(word: str) -> str:
    """The first name's common long form: "joe" is "joseph"."""
    return NICKNAMES.get(word, word)


NICKNAMES = {
    "joe": "joseph", "bill": "william", "will": "william", "bob": "robert", "rob": "robert",
    "mike": "michael", "jim": "james", "jimmy": "james", "tom": "thomas", "tim": "timothy",
    "dan": "daniel", "dave": "david", "steve": "stephen", "steven": "stephen", "chris": "christopher",
    "matt": "matthew", "nick": "nicholas", "ted": "edward", "ed": "edward", "tony": "anthony",
    "ben": "benjamin", "sam": "samuel", "alex": "alexander", "andy": "andrew", "ken": "kenneth",
    "ron": "ronald", "don": "donald", "dick": "richard", "rick": "richard", "liz": "elizabeth",
    "beth": "elizabeth", "kate": "katherine", "kathy": "katherine", "sue": "susan", "jeff": "jeffrey",
    "greg": "gregory", "bernie": "bernard", "chuck": "charles", "charlie": "charles", "jack": "john",
    "larry": "lawrence", "pat": "patrick", "pete": "peter", "ray": "raymond", "vladimir": "vladimir",
}  # fmt: skip


def _same_person(words: tuple[str, ...], by_full: dict[tuple[str, str], Group]) -> Group | None:
    """The group with the same first name, or its short form, and the same last name."""
    return by_full.get((_first_name(words[0]), words[-1]))


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The forms that may stand for a full name: every end of it, and its first name."""
    words = words[-MAX_FORM_WORDS:]
    for k in range(1, len(words)):
        yield words[k:]
    yield words[:1]


def _add_person(
    names: Names, group: Group, name: Name, words: tuple[str, ...], gender: Gender
) -> None:
    group.names.append(name)
    if len(words) > 1 or names.is_titled(name):
        group.fulls += 1
    if len(words) > len(group.full):
        group.full = words
    if gender and not group.gender:
        group.gender = gender


def _title_gender(names: Names, name: Name) -> Gender:
    """What the title before a mention tells: "Mrs. Clinton"."""
    return title_gender(names.lower[name.i - 1]) if name.i else ""


def title_gender(word: str) -> Gender:
    """The gender that a title or job word tells: "mrs.", "chairman"."""
    return _TITLE_GENDERS.get(word, "")


_TITLE_GENDERS = {
    **dict.fromkeys(("mr", "mr.", "sir", "lord", "king", "prince", "congressman", "chairman", "spokesman",
                     "businessman", "pope", "father", "brother", "husband", "son", "uncle", "actor", "duke",
                     "baron", "sheikh", "councilman", "assemblyman", "nephew", "grandfather"), "male"),
    **dict.fromkeys(("mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame", "queen", "princess", "madame",
                     "congresswoman", "chairwoman", "spokeswoman", "businesswoman", "mother", "sister",
                     "wife", "daughter", "aunt", "actress", "duchess", "baroness", "councilwoman",
                     "assemblywoman", "niece", "grandmother", "widow"), "female"),
}  # fmt: skip


def gender_of(words: tuple[str, ...]) -> Gender:
    """The gender of a full name by its first name; "" where the lists do not know or disagree."""
    lex = lexicon()
    if len(words) > 2 and words[0] in lex.surname_first and words[1] in VIETNAMESE:
        return VIETNAMESE[words[1]]
    # "Nguyen Minh Lan": the first word is the surname; "Yvonne" alone is hardly one.
    if (
        not words
        or words[0] in lex.surname_first
        or (len(words) < 2 and words[0] in lex.word_names)
    ):
        return ""
    first = words[0]
    if first in lex.male:
        return "male"
    return "female" if first in lex.female else ""


# The middle name tells in "Nguyen Thi Lan".
VIETNAMESE = {"thi": "female", "van": "male"}


def _choose(candidates: list[Group], gender: Gender, i: int) -> Group | None:
    """Of the people with that surname or first name the one of that gender named in full most often."""
    if gender:
        candidates = [
            group for group in candidates if (group.gender or gender_of(group.full)) in {gender, ""}
        ]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    # Of several, those named before this place; of these the one in the article's focus.
    earlier = [group for group in candidates if group.names[0].i < i] or candidates
    return max(earlier, key=lambda group: (group.fulls, len(group.names), -group.names[0].i))


# ---------------------------------------------------------------- organisations, places and the rest


def _group_others(names: Names, others: list[Name]) -> list[Group]:
    """Groups by the canonical form of a name, then short forms and acronyms joined to the full one."""
    groups: dict[tuple[str, str], Group] = {}
    spellings: dict[tuple[str, str], Group] = {}
    for name in others:
        spelling = name.label, names.text(name.i, name.j)
        group = spellings.get(spelling)
        if group is None:
            form = canonical(names, name)
            group = groups.get((name.label, form))
            if group is None:
                group = groups[name.label, form] = Group(name.label, full=tuple(form.split()))
            spellings[spelling] = group
        group.names.append(name)
    kept: list[Group] = []
    for label in dict.fromkeys(label for label, _ in groups):
        forms = {form: group for (other, form), group in groups.items() if other == label}
        into: dict[str, str] = {}
        if label not in {"GPE", "NORP"}:
            _join_acronyms(names, forms, into)
        if label in {"ORG", "EVENT"}:
            _join_short_forms(forms, into)
        for form, group in forms.items():
            target = _target(form, into)
            if target != form:
                forms[target].names.extend(group.names)
            else:
                kept.append(group)
    return kept


def _target(form: str, into: dict[str, str]) -> str:
    """Where a form ends after all joins; a short form of a short form, at most a few steps."""
    for _ in range(4):
        if form not in into:
            return form
        form = into[form]
    return form


def canonical(names: Names, name: Name) -> str:
    """
    A form that all spellings share: small letters, no article, dots or possessive, one name of many.

    "U.S." and "the United States" are united states, "Russians" russian; "Russia’s Defence Ministry" and
    "Russian Defence Ministry" are russia defence ministry.
    """
    lex = lexicon()
    words = [
        word.replace("’", "'") for word in names.lower[name.i : name.j] if word not in POSSESSIVES
    ]
    text = " ".join(words)
    if (
        name.label in {"GPE", "ORG", "LOC"}
        and text in lex.same
        and (text not in SMALL_WORDS or names.words[name.i].isupper())
    ):
        return lex.same[text]
    if name.label == "NORP":
        return _singular(text)
    if len(words) > 1:
        words = [_spelling(word) for word in words]
        first = words[0]
        if first in lex.nations:
            words[0] = lex.nations[first]
        first = words[0]
        if first in lex.same and first not in {"is", "who"}:
            words[0] = lex.same[first]
    return " ".join(words).replace(".", "").replace("'", "")


SMALL_WORDS = frozenset({"us", "is", "who", "la", "un", "ap", "uk", "eu"})


def _spelling(word: str) -> str:
    """British and American spellings alike: defence, defense; centre, center."""
    return SPELLINGS.get(word, word)


SPELLINGS = {"defense": "defence", "center": "centre", "organization": "organisation", "labor": "labour",
             "program": "programme", "dept": "department", "dept.": "department", "&": "and",
             "univ": "university", "int'l": "international"}  # fmt: skip


def _singular(text: str) -> str:
    """The singular: "Russians" as "russian", "Democratic" as "democrat"; "Chinese" stays."""
    if text == "democratic":
        return "democrat"
    if (
        text.endswith("s")
        and not text.endswith(("ss", "swiss", "us"))
        and text[:-1] in lexicon().groups
    ):
        return text[:-1]
    return text


def _join_acronyms(names: Names, organisations: dict[str, Group], into: dict[str, str]) -> None:
    """Join "the Institute for the Study of War (ISW)", and initials that only one full name has."""
    acronyms = {
        form: letters
        for form, group in organisations.items()
        if " " not in form and (letters := _letters(names.words[group.names[0].i]))
    }
    if not acronyms:
        return
    by_initials: dict[str, list[str]] = {}
    for form, group in organisations.items():
        words = form.split()
        if len(words) < 2:
            continue
        for letters in _initials(group, names):
            known = by_initials.setdefault(letters, [])
            if len(known) < MAX_NAMESAKES and form not in known:
                known.append(form)
    for form, letters in acronyms.items():
        group = organisations[form]
        name = group.names[0]
        full = next((f for n in group.names[:MAX_NAMESAKES] if (f := _bracketed(names, n))), None)
        if full is not None and full.label == name.label:
            target = canonical(names, full)
            if target != form and target in organisations:
                into[form] = target
                continue
        fitting = [other for other in by_initials.get(letters, ()) if other != form]
        if len(fitting) == 1:
            into[form] = fitting[0]


def _letters(word: str) -> str:
    """The letters of an acronym, "" if it can be none: "isw" of "I.S.W."."""
    letters = word.replace(".", "").lower() if word.isupper() else ""
    return letters if 2 <= len(letters) <= 8 else ""


def _initials(group: Group, names: Names) -> set[str]:
    """The initials of a full name with and without its small words, and without its country."""
    name = group.names[0]
    words = [word for word in names.words[name.i : name.j] if word[:1].isalnum()]
    content = [word for word in words if word.lower() not in INITIALS_SKIP]
    found = {
        "".join(word[0] for word in words).lower(),
        "".join(word[0] for word in content).lower(),
    }
    if content and content[0].lower() in {"u.s.", "us", "american", "national"}:
        found.add("".join(word[0] for word in content[1:]).lower())
    return {letters for letters in found if len(letters) > 1}


def _bracketed(names: Names, name: Name) -> Name | None:
    """The full name just before a bracket that holds this one alone: "... of War (ISW)"."""
    if name.i < 2 or names.words[name.i - 1] != "(" or names.words[name.j : name.j + 1] != [")"]:
        return None
    full = names.owner[name.i - 2]
    return full if full is not None and full.j - full.i > 1 else None


def _join_short_forms(organisations: dict[str, Group], into: dict[str, str]) -> None:
    """
    "the Institute" is the one institute named in full, "Atlantic" is Atlantic Records.

    A short form holds the full one's head ("Defence Ministry", "House" of "House of Representatives") or
    leaves out only "Inc.", "Records" and the like. One that fits two full names stays alone.
    """
    longer: dict[str, list[str]] = {}
    for form in organisations:
        if form in into:
            continue
        for short in _short_forms(form.split()):
            known = longer.setdefault(short, [])
            if len(known) < MAX_NAMESAKES and form not in known:
                known.append(form)
    for form in organisations:
        if form in into:
            continue
        fitting = [other for other in longer.get(form, ()) if into.get(other, other) != form]
        if len(fitting) == 1:
            into[form] = fitting[0]
        elif len(fitting) > 1:
            # "Intelligence Committee" of both "House Intelligence Committee" and "U.S. House ...".
            ends = [other for other in fitting if all(other.endswith(o) for o in fitting)]
            if ends:
                into[form] = max(fitting, key=len)


def _short_forms(words: list[str]) -> set[str]:
    """What may stand for a full name of these words."""
    if not 2 <= len(words) <= MAX_FORM_WORDS:
        return set()
    lex = lexicon()
    head = next((k for k, word in enumerate(words) if k and word in {"of", "for"}), len(words))
    shorts = {" ".join(words[k:head]) for k in range(head)}
    shorts |= {" ".join(words[k:]) for k in range(1, head)}
    if words[-1] in lex.droppable or words[-1] in lex.org_suffixes:
        shorts.add(" ".join(words[:-1]))
    if len(words) > 2 and words[-2] in lex.droppable:
        shorts.add(" ".join(words[:-2]))
    return shorts - {" ".join(words)}
