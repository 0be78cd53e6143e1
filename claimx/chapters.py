"""
A text too long to be worked on at once, cut into chapters, and its records joined again.

What claimx and spaCy keep of a text while they work on it takes some 500 bytes a character, the records
alone 15 to 35. So a text above CHAPTER, a book or a year's minutes, goes through the pipeline chapter by
chapter, each like an article of its own. A name that an earlier chapter has is the same entity; "he" and
"the ministry" stand for a name of their own chapter.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from claimx.parse import cut
from claimx.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.records import Article, Attribution, Claim, Entity, Mention, Number, Sentence

# In characters: no article is as long.
CHAPTER = 100_000

# Each mention of these is an entity of its own.
_CALENDAR = frozenset({"DATE", "TIME"})
# The fields that hold an id, or a tuple of them.
_IDS = frozenset({"id", "attribution", "entity", "numbers", "entities"})


def chapters(article: Article) -> Iterator[Article]:
    """The article in parts of at most CHAPTER characters that end with a paragraph."""
    for text in cut(article.text, size=CHAPTER):
        yield dataclasses.replace(article, text=text)


def join(article: Article, documents: Iterable[Document], *, pipeline: str) -> Document:
    """
    The article's document.

    Args:
        article: the whole.
        documents: those of its chapters, in order; each is let go before the next is asked for.
        pipeline: the name of what made them.
    """
    joined = _Joined()
    for document in documents:
        joined.add(document)
    return Document(
        source=article.source,
        title=article.title,
        published=article.published,
        text=article.text,
        pipeline=pipeline,
        sentences=tuple(joined.sentences),
        numbers=tuple(joined.numbers),
        entities=tuple(
            dataclasses.replace(entity, mentions=tuple(mentions))
            for entity, mentions in joined.entities
        ),
        attributions=tuple(joined.attributions),
        claims=tuple(joined.claims),
    )


class _Joined:
    """The records of the chapters so far, at their places in the whole text."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.numbers: list[Number] = []
        self.entities: list[tuple[Entity, list[Mention]]] = []
        self.attributions: list[Attribution] = []
        self.claims: list[Claim] = []
        # Whose name it is, and whose mention; None where two have it. By label, as a river's name may be
        # a person's.
        self._named: dict[tuple[str, str], int | None] = {}
        self._mentioned: dict[tuple[str, str], int | None] = {}
        # Of the chapter that is added: where it begins, where its entities stand among all, how many of
        # the other records stand before its own, and each value once.
        self._start = 0
        self._places: list[int] = []
        self._before: dict[str, int] = {}
        self._same: dict[Any, Any] = {}

    def add(self, document: Document) -> None:
        """Put the next chapter's records behind those of the others."""
        self._places = self._places_of(document.entities)
        self._before = {
            "n": len(self.numbers),
            "a": len(self.attributions),
            "c": len(self.claims),
        }
        self._same = {}
        self.numbers += [self._moved(number) for number in document.numbers]
        for entity, k in zip(document.entities, self._places, strict=True):
            self.entities[k][1].extend(self._moved(entity.mentions))
        self.attributions += [self._named_anew(self._moved(one)) for one in document.attributions]
        self.claims += [self._spoken_anew(self._moved(claim)) for claim in document.claims]
        # The last, as the others count from their number.
        self.sentences += [self._moved(sentence) for sentence in document.sentences]
        self._start += len(document.text)

    def _moved(self, value: Any, name: str = "") -> Any:  # noqa: ANN401 (a record, or what a field holds)
        """A record, or what its field of that name holds, as it is in the whole text."""
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [field.name for field in dataclasses.fields(value)]
            moved = {one: self._moved(getattr(value, one), one) for one in fields}
            return dataclasses.replace(value, **moved)
        if isinstance(value, tuple):
            return self._once(tuple(self._moved(item, name) for item in value))
        if name in ("start", "end"):
            return self._once(value + self._start)
        if name == "sentence" and value is not None:
            return self._once(value + len(self.sentences))
        if name in _IDS and value is not None:
            value = self._id(value)
        return self._once(value) if isinstance(value, str) else value

    def _id(self, one: str) -> str:
        """The id in the whole text of the chapter's record of that id."""
        letter, k = one[0], _index(one)
        return f"{letter}{1 + (self._places[k] if letter == 'e' else k + self._before[letter])}"

    def _once(self, value: Any) -> Any:  # noqa: ANN401
        """The same value, kept once in a chapter: that saves a third of the records' memory."""
        return self._same.setdefault(value, value)

    def _named_anew(self, one: Attribution) -> Attribution:
        """The attribution with its source's name in the whole text."""
        if one.source is None or one.source.entity is None:
            return one
        entity, _ = self.entities[_index(one.source.entity)]
        return dataclasses.replace(one, source=dataclasses.replace(one.source, name=entity.name))

    def _spoken_anew(self, claim: Claim) -> Claim:
        """The claim with its speaker's name in the whole text."""
        if claim.attribution is None:
            return claim
        source = self.attributions[_index(claim.attribution)].source
        return dataclasses.replace(claim, speaker=source.name if source else "")

    def _places_of(self, entities: Iterable[Entity]) -> list[int]:
        """For each entity of a chapter, in order, its index among all; new ones are put behind them."""
        places: list[int] = []
        taken: set[int] = set()
        for entity in entities:
            k = self._known(entity)
            if k is None or k in taken:
                k = len(self.entities)
                new = dataclasses.replace(entity, id=f"e{k + 1}", mentions=())
                self.entities.append((new, []))
            taken.add(k)
            places.append(k)
        for entity, k in zip(entities, places, strict=True):
            if entity.label not in _CALENDAR:
                _note(self._named, (entity.label, entity.name), k)
                for text in {m.text for m in entity.mentions if m.kind == "name"}:
                    _note(self._mentioned, (entity.label, text), k)
        return places

    def _known(self, entity: Entity) -> int | None:
        """The index of the same thing in earlier chapters: of that name, or with it as a short form."""
        if entity.label in _CALENDAR:
            return None
        key = (entity.label, entity.name)
        named = self._named.get(key)
        return self._mentioned.get(key) if named is None else named


def _index(wanted: str) -> int:
    """Where the record of that id stands in its list: 0 for "a1"."""
    return int(wanted[1:]) - 1


def _note(index: dict[tuple[str, str], int | None], key: tuple[str, str], k: int) -> None:
    """Remember whose it is; of a name that two have, that it is nobody's."""
    index[key] = k if index.get(key, k) == k else None
