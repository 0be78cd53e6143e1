"""News-like text of any length, made from a seed: what the benchmarks run on where no corpus is."""

from __future__ import annotations

import random

_FIRST = ("Dana", "Omar", "Ines", "Karl", "Ruth", "Wei", "Amara", "Tomás", "Leah", "Viktor")
_LAST = ("Whitlock", "Hassan", "Moreau", "Lindqvist", "Okafor", "Zhang", "Costa", "Novak", "Reyes")
_PLACES = ("Port Harrow", "Lisbon", "Northfield", "Kyiv", "Ohio", "Jakarta", "Ghent", "Valparaíso")
_BODIES = ("the Finance Ministry", "Harrow Council", "the World Bank", "Acme Holdings", "the union")
_THINGS = ("homes", "workers", "schools", "patients", "vehicles", "complaints", "voters", "farms")
_MEASURES = ("unemployment", "output", "rainfall", "turnout", "the budget", "inflation", "revenue")
_SENTENCES = (
    "{body} said on Monday that {count} {thing} in {place} were affected.",
    "“We have never seen {measure} rise so fast,” said {name}, who leads {body}.",
    "{measure} rose by {percent}% to ${money} million, according to {body}.",
    "{name}, {age}, told reporters that the plan would cost more than €{money}m a year.",
    "Between {count} and {more} {thing} were counted last year, up from {less} a decade ago.",
    "The road between {place} and {other} was closed for {small} hours after the storm.",
    "{name} denied that {body} had ignored {count} {thing}.",
    "It was the first time since {year} that the council met outside {place}.",
    "“Nobody asked us,” {name} added. “We learned of it from the newspapers.”",
    "Critics argue that about two in five {thing} are still waiting for help.",
    "The report, published by {body}, found that {percent}% of {thing} had been repaired.",
    "Officials reportedly plan to sell {small} of the {count} {thing} by the end of {year}.",
)


def article(words: int, *, seed: int) -> str:
    """An article of about so many words, in paragraphs of one to four sentences."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    written = 0
    while written < words:
        sentences = [_sentence(chance) for _ in range(chance.randint(1, 4))]
        written += sum(len(sentence.split()) for sentence in sentences)
        paragraphs.append(" ".join(sentences))
    return "\n".join(paragraphs) + "\n"


def _sentence(chance: random.Random) -> str:
    count = chance.randint(20, 90_000)
    sentence = chance.choice(_SENTENCES).format(
        name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
        body=chance.choice(_BODIES),
        place=chance.choice(_PLACES),
        other=chance.choice(_PLACES),
        thing=chance.choice(_THINGS),
        measure=chance.choice(_MEASURES),
        count=f"{count:,}",
        more=f"{count + chance.randint(1, 900):,}",
        less=f"{count // 2:,}",
        percent=chance.choice(("0.3", "4", "5.1", "12", "40")),
        money=chance.choice(("1.2", "7", "34.6", "250")),
        small=chance.randint(2, 19),
        age=chance.randint(21, 88),
        year=chance.randint(1985, 2025),
    )
    return sentence[0].upper() + sentence[1:]
