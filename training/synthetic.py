"""
Training texts for what PolNeAR has little of: transcripts, dashes, an announcing line, Q and A.

They are made while training from the corpus's own direct quotations and named sources: only the
frame is new. Each frame says which words are source, cue and content, by PolNeAR's guidelines as
its few own examples of them show ("TRUMP: The deaths of …": source TRUMP, cue ":").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.corpus import Article, Attribution

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z’'-]+){1,2}")
_WHOLE = re.compile('["“][^"“”\n]+["”]')
_MARKS = "\"“”'‘’` "

# {s} is the source, {c} the cue, {t} the content; \n begins a paragraph.
FRAMES: tuple[tuple[int, str, tuple[str, ...], Callable[[str], str]], ...] = (
    (6, "{s}{c} {t}", (":",), lambda name: name.split()[-1].upper()),
    (2, "{s}{c} {t}", (":",), str.upper),
    (3, "{s}{c} {t}", (":",), str),
    (1, "{s}{c} {t}", (":",), lambda name: name.split()[-1]),
    (1, "{s}{c} {t}", (":", "."), lambda name: "Q" if len(name) % 2 else "A"),
    (2, "“{t}” {c} {s}", ("—", "–", "-", "--"), str),
    (1, '"{t}" {c}{s}', ("—", "–", "-", "--"), str),
    (1, "“{t}”\n{c} {s}", ("—", "–", "-"), str),
    (2, "{s} {c}\n“{t}”", ("added:", "said:", "continued:", "wrote:", "tweeted:"), str),
    (1, "{s} {c}\n{t}", ("added:", "said:", "wrote in a statement:", "replied:"), str),
    (1, "{c} {s}: “{t}”", ("From", "Says", "Writes"), str),
    (1, "‘{t},’ {s} {c}.", ("said", "told the BBC", "told reporters", "added"), str),
    (1, "‘{t},’ {c} {s}.", ("said", "says", "added", "wrote"), str),
    (1, "'{t},' {c} {s}.", ("said", "says", "added", "wrote"), str),
)


def quotations(articles: list[Article]) -> list[tuple[str, str]]:
    """(name, words): what was said in quotation marks, each with one of the corpus's names."""
    words, names = [], []
    for article in articles:
        for attribution in article.attributions[0]:
            for a, b in attribution["content"]:
                said = article.text[a:b].strip()
                if _WHOLE.fullmatch(said) and len(said.split()) > 5:
                    words.append(said.strip(_MARKS).rstrip(","))
            names += [
                name[0]
                for a, b in attribution["source"]
                for name in [_NAME.search(article.text[a:b])]
                if name
            ]
    return [(names[i % len(names)], said) for i, said in enumerate(words)] if names else []


def make(said: list[tuple[str, str]], count: int, rng: random.Random) -> Article:
    """An article of `count` attributions, each in a frame of its own."""
    text = ""
    attributions: list[Attribution] = []
    while len(attributions) < count:
        _, frame, cues, spoken = rng.choices(FRAMES, [f[0] for f in FRAMES])[0]
        # A transcript goes on for some turns.
        for _turn in range(rng.randint(1, 6) if frame == "{s}{c} {t}" else 1):
            name, words = rng.choice(said)[0], rng.choice(said)[1]
            if rng.random() < 0.3:
                words = f"{words.rstrip('.')}. {rng.choice(said)[1]}"
            parts = {"s": spoken(name), "c": rng.choice(cues), "t": words}
            places = {}
            for part in re.split(r"(\{.\})", frame):
                if part[:1] == "{":
                    filler = parts[part[1]]
                    places[part[1]] = [(len(text), len(text) + len(filler))]
                    text += filler
                else:
                    text += part
            # PolNeAR has the quotation marks in the content.
            around = [(a - 1, b + 1) for a, b in places["t"]]
            (a, b) = around[0]
            marked = a >= 0 and text[a] in "\"“‘'"
            if marked and text[b - 2 : b] in (",’", ",'"):
                around = [(a, b)]
            elif marked and b < len(text) and text[b - 1] == ",":
                around = [(a, b + 1)]
            attributions.append(
                {
                    "source": places["s"],
                    "cue": places["c"],
                    "content": around if marked else places["t"],
                }
            )
            text += "\n"
    return Article("synthetic", text, [attributions])
