"""
Which organisations and places a general noun can stand for: "the company", "the central bank", "the city".

Source: docs/rules-entities.md#references
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from claimx.find.entity.name_lexicon import lexicon

if TYPE_CHECKING:
    from claimx.find.entity.grouping import Group
    from claimx.find.entity.name_parts import Names

# Nouns that name no institution's head, and which organisations they can stand for.
NEWS_NOUNS = frozenset(
    {"newspaper", "paper", "magazine", "network", "broadcaster", "outlet", "website"}
)
COMPANY_NOUNS = frozenset(
    {"company", "firm", "bank", "airline", "retailer", "carmaker", "automaker", "manufacturer", "insurer",
     "lender", "chain", "drugmaker", "startup", "start-up", "conglomerate", "charity", "supermarket", "grocer",
     "carrier", "brewer", "brand", "utility", "operator", "developer", "broker", "maker", "group", "giant"}
)  # fmt: skip
TEAM_NOUNS = frozenset({"club", "side", "team"})
BODY_NOUNS = frozenset({"agency", "organisation", "organization", "alliance"})
# Institutions' words that companies have too: "the bank" may be Bexley Group.
COMPANY_HEADS = frozenset(
    {"bank", "company", "corporation", "group", "studio", "studios", "trust", "airlines", "airways", "motors",
     "pictures", "entertainment", "energy", "bancorp", "holdings", "industries", "technologies", "systems",
     "software", "partners", "pharmaceuticals", "laboratories", "insurance", "securities", "capital",
     "financial", "associates", "communications", "telecom", "united", "records", "club", "broadcasting",
     "services", "fund", "team"}
)  # fmt: skip
NEWS_HEADS = frozenset(
    {"times", "post", "herald", "journal", "tribune", "news", "gazette", "chronicle", "magazine", "telegraph",
     "observer", "network", "media", "enquirer", "inquirer", "star", "mail", "mirror", "independent"}
)  # fmt: skip
PLACE_NOUNS = {
    "country": "country", "nation": "country", "state": "state", "province": "state", "city": "city", "town": "city",
}  # fmt: skip
# Nouns for few organisations.
FEW = {
    "bloc": frozenset({"european union", "eu", "asean", "african union", "mercosur"}),
    "central bank": frozenset(
        {"federal reserve", "fed", "european central bank", "ecb", "bank of england", "bank of japan",
         "bank of canada", "reserve bank of india", "reserve bank of australia", "reserve bank of new zealand",
         "people 's bank of china", "swiss national bank", "bundesbank", "riksbank", "norges bank", "bank of russia",
         "bank of korea", "bank of israel", "bank of mexico", "reserve bank", "central bank of ireland"}
    ),
}  # fmt: skip


GENERAL = {
    **PLACE_NOUNS,
    **{noun: noun for noun in FEW},
    **dict.fromkeys(NEWS_NOUNS, "news"),
    **dict.fromkeys(COMPANY_NOUNS, "company"),
    **dict.fromkeys(BODY_NOUNS, "body"),
}


def kind_of_place(group: Group) -> str:
    """Whether a place is a country, a state or a city, where the lists know it."""
    lex = lexicon()
    return lex.place_kinds.get(" ".join(group.full), "")


@functools.cache
def _body_heads() -> frozenset[str]:
    """Institutions' words that companies do not have."""
    return lexicon().heads - COMPANY_HEADS


def kind_of(names: Names, group: Group) -> str:
    """Which general noun can stand for an organisation: "news", "company", "body" or none."""
    lex = lexicon()
    text = " ".join(group.full)
    if text in lex.media or NEWS_HEADS.intersection(group.full):
        return "news"
    is_company = text in lex.companies
    if not is_company and (text in lex.known or not _body_heads().isdisjoint(group.full)):
        return "body"
    first = group.names[0]
    is_acronym = first.j - first.i == 1 and names.words[first.i].isupper()
    return "other" if is_acronym and not is_company else "company"
