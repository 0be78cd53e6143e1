"""
Further words beside a mention that tell its label: "residents of", "aboard the", "’s widow", ", where".

Each function looks at one construction and is asked only where one of its words stands next to the
name. They say what `name_context` says of titles and nouns: a label with its points, or None.

Source: docs/rules-entities.md#labels
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.name_lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.find.entity.name_parts import Name, Names

Evidence = tuple[str, float]
STRONG = 4.0
CLEAR = 2.5
WEAK = 1.5
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# What only people have.
# In small letters behind a name, of land and water, and of what is built.
NATURE_BEHIND = frozenset(
    {"river", "valley", "mountains", "mountain", "strait", "lake", "island", "islands", "peninsula", "desert", "glacier",
     "volcano", "basin", "reef", "canyon", "fjord", "plateau", "archipelago", "delta", "sea", "lagoon", "estuary"}
)  # fmt: skip
FACILITIES = frozenset(
    {"hotel", "theatre", "theater", "mine", "stadium", "dam", "bridge", "refinery", "reactor", "terminal", "tunnel",
     "shipyard", "quarry", "smelter", "steelworks", "hydroelectric", "pipeline", "barracks", "cemetery", "cathedral"}
)  # fmt: skip
# "Its operator, Northern Tide, said".
FIRMS = frozenset(
    {"operator", "owner", "parent", "maker", "developer", "publisher", "employer", "supplier", "subsidiary", "regulator",
     "manufacturer", "retailer", "airline", "company", "firm", "bank", "charity", "watchdog", "union", "insurer",
     "lender", "contractor", "startup", "start-up", "distributor", "broadcaster", "landlord"}
)  # fmt: skip
# "The Tern, a small van".
GOODS = frozenset(
    {"van", "scooter", "bike", "motorcycle", "minibus", "tractor", "engine", "treatment", "pill", "tablet", "medicine",
     "therapy", "antibiotic", "painkiller", "software", "chatbot", "browser", "vehicle", "suv", "hatchback", "sedan",
     "saloon", "pickup", "headset", "smartwatch", "toy", "doll", "snack", "drink", "beer", "whisky", "perfume", "game",
     "tanker", "ferry", "ship", "vessel", "boat", "yacht", "trawler", "freighter", "pesticide", "herbicide"}
)  # fmt: skip
SPEAKS = frozenset(
    {
        "said",
        "says",
        "believes",
        "hopes",
        "thinks",
        "insisted",
        "claimed",
        "admitted",
        "argued",
        "added",
    }
)
# In small letters behind a place.
AREAS = frozenset(
    {"district", "province", "county", "municipality", "governorate", "prefecture", "oblast", "township", "village",
     "neighbourhood", "neighborhood", "favela", "suburb", "borough", "constituency", "slum", "barrio", "commune"}
)  # fmt: skip
KIN = frozenset(
    {"wife", "husband", "widow", "widower", "mother", "father", "son", "sons", "daughter", "daughters", "parents",
     "brother", "brothers", "sister", "sisters", "childhood", "fiancée", "fiancé",
     "girlfriend", "boyfriend", "uncle", "aunt", "cousin", "nephew", "niece", "grandmother", "grandfather",
     "grandson", "granddaughter", "birthday", "funeral", "memoir", "biographer", "stepfather", "stepmother"}
)  # fmt: skip
# What only people do.
DEEDS = frozenset(
    {"joked", "recalled", "smiled", "laughed", "quipped", "nodded", "shrugged", "sighed", "wept", "cried", "testified",
     "tweeted", "resigned", "pleaded", "graduated", "muttered", "whispered", "shouted", "grinned",
     "reminisced", "starred", "sang", "tweets", "recalls", "admits", "jokes"}
)  # fmt: skip
# Before "of" and a place: "residents of", "the mayor of".
OF_PLACE = frozenset(
    {"residents", "mayor", "governor", "inhabitants", "villagers", "population", "people", "streets", "outskirts",
     "suburbs", "bishop", "archbishop", "coast", "shores", "shore", "coastline", "citizens", "lord-lieutenant",
     "tourists", "mayors", "neighbourhood", "neighborhood", "natives"}
)  # fmt: skip
# Before "in", "to" or "from" and a place: "born in", "flew to".
GOING = {
    "in": frozenset({"born", "arrived", "landed", "raised", "lives", "living", "lived", "live", "residents", "educated",
                     "buried", "hospital", "hospitals", "airport", "courthouse", "court", "protesters", "headquartered",
                     "based", "home", "resident", "people", "office", "offices", "factory", "plant", "villages"}),
    "to": frozenset({"flew", "fly", "flying", "moved", "travelled", "traveled", "trip", "visit", "flights", "fled",
                     "emigrated", "road", "returned", "flight", "travelling", "traveling", "drove", "sailed"}),
    "from": frozenset({"fled", "flew", "flights", "flight", "hails", "miles", "kilometres", "kilometers", "km",
                       "refugees", "migrants", "evacuated"}),
}  # fmt: skip
# Vehicles on water and in space that bear names.
VESSELS = frozenset(
    {"ferry", "ferries", "vessel", "ship", "tanker", "trawler", "freighter", "boat", "yacht", "frigate", "destroyer",
     "warship", "cutter", "liner", "submarine", "corvette", "icebreaker", "carrier", "dredger", "barge", "schooner",
     "lifeboat", "steamer", "cruiser", "battleship", "minesweeper", "tug", "tugboat", "paddle-steamer", "spacecraft",
     "lander", "rover", "orbiter", "supertanker", "ketch", "sloop", "catamaran", "trimaran", "flagship", "lorcha"}
)  # fmt: skip
# A noun of the list of jobs that companies and parties are too: "its owner, Tesco, said".
NOT_ONLY_PEOPLE = frozenset(
    {"owner", "partner", "rival", "winner", "opponent", "predecessor", "successor", "champion", "leader", "host",
     "publisher", "producer", "broadcaster", "investor", "contender", "head", "star", "chair", "employer", "designer",
     "organiser", "organizer", "architect", "model", "chief", "anchor", "victim", "major", "general"}
)  # fmt: skip


def _word(names: Names, k: int) -> str:
    """The word at k in small letters, or "" outside the text."""
    return names.lower[k] if 0 <= k < len(names.lower) else ""


def apposed_to_job(names: Names, name: Name) -> Evidence | None:
    """Its spokeswoman, Inge Lindqvist, said: a person."""
    job = _word(names, name.i - 2)
    is_job = job in lexicon().jobs and job not in NOT_ONLY_PEOPLE
    is_closed = _word(names, name.j) in {",", ".", ";", "(", ")", "—", "–"}
    return ("PERSON", STRONG) if is_job and is_closed and 2 <= name.j - name.i <= 4 else None


def of_kin(names: Names, name: Name) -> Evidence | None:
    """Lindqvist's widow: a person."""
    is_kin = _word(names, name.j + 1) in KIN
    return ("PERSON", CLEAR) if is_kin and not names.is_known(name.i, name.j) else None


def does_as_people_do(names: Names, name: Name) -> Evidence | None:
    """Lindqvist joked: a person."""
    return ("PERSON", CLEAR) if not names.is_known(name.i, name.j) else None


def where_behind(names: Names, name: Name) -> Evidence | None:
    """Residents of Kasese, where a bridge collapsed: a place."""
    if _word(names, name.j + 1) != "where":
        return None
    return (name.label if name.label in {"LOC", "FAC", "ORG"} else "GPE"), CLEAR


def of_place(names: Names, name: Name) -> Evidence | None:
    """Residents of Kasese, the mayor of Kasese: a place."""
    return ("GPE", CLEAR) if _word(names, name.i - 2) in OF_PLACE and name.label != "NORP" else None


def gone_to(names: Names, name: Name) -> Evidence | None:
    """Born in Kasese, flew to Kasese: a place."""
    verb = _word(names, name.i - 2)
    going = verb in GOING[_word(names, name.i - 1)]
    return ("GPE", WEAK) if going and not names.page.is_noun(name.j - 1) else None


def area_behind(names: Names, name: Name) -> Evidence | None:
    """In Agam district, Sumy region: a place."""
    return (
        ("GPE", CLEAR) if name.label not in {"NORP", "LOC"} and not names.is_titled(name) else None
    )


def nature_behind(names: Names, name: Name) -> Evidence | None:
    """The Ghaghara river: no town, though it may be called so."""
    is_land = name.label not in {"NORP", "PERSON"} and not names.in_headline(name.i)
    return ("LOC", STRONG) if is_land else None


def facility_behind(names: Names, name: Name) -> Evidence | None:
    """The Fjellheim hotel, the El Teniente mine: a facility."""
    return ("FAC", CLEAR) if name.label != "NORP" and not names.is_known(name.i, name.j) else None


def apposed_to_thing(names: Names, name: Name) -> Evidence | None:
    """Its operator, Northern Tide, said; the drug, Relivexa, cut: a firm, a product."""
    if _word(names, name.j) != ",":
        return None
    noun = _word(names, name.i - 2)
    if noun in FIRMS:
        return "ORG", CLEAR
    return ("PRODUCT", CLEAR) if noun in lexicon().product_nouns else None


def said_of_self(names: Names, name: Name) -> Evidence | None:
    """Lindqvist said she would appeal: a person."""
    is_self = _word(names, name.j + 1) in {"he", "she"}
    return ("PERSON", CLEAR) if is_self and not names.is_known(name.i, name.j) else None


def described_as_product(names: Names, name: Name) -> Evidence | None:
    """Lanivaxin, a new drug for: a product."""
    if _word(names, name.j + 1) not in {"a", "an", "the", "its"}:
        return None
    for k in range(name.j + 2, min(name.j + 6, len(names.lower) - 1)):
        if names.page.is_noun(k) and not names.page.is_noun(k + 1):
            is_product = names.lower[k] in GOODS or names.lower[k] in lexicon().product_nouns
            return ("PRODUCT", CLEAR) if is_product else None
        if not names.words[k].isalpha() or names.lower[k] in CLAUSE:
            return None
    return None


CLAUSE = frozenset({"of", "who", "which", "that", "and", "for", "by"})


def vessel_before(names: Names, name: Name) -> Evidence | None:
    """The ferry Nordic Star: a product."""
    return ("PRODUCT", CLEAR) if not names.is_known(name.i, name.j) else None


def aboard(names: Names, name: Name) -> Evidence | None:
    """Aboard the Nordic Star: a ship, if it is no company or flight."""
    k = name.i - 1
    k -= _word(names, k) == "the"
    return ("PRODUCT", CLEAR) if _word(names, k) in {"aboard", "onboard"} else None


BEFORE: dict[str, tuple[Callable[[Names, Name], Evidence | None], ...]] = {
    ",": (apposed_to_job, apposed_to_thing),
    "of": (of_place,),
    "the": (aboard,),
    "aboard": (aboard,),
    **dict.fromkeys(GOING, (gone_to,)),
    **dict.fromkeys(VESSELS, (vessel_before,)),
}
BEHIND: dict[str, tuple[Callable[[Names, Name], Evidence | None], ...]] = {
    ",": (where_behind, described_as_product),
    **dict.fromkeys(AREAS, (area_behind,)),
    **dict.fromkeys(NATURE_BEHIND, (nature_behind,)),
    **dict.fromkeys(FACILITIES, (facility_behind,)),
    **dict.fromkeys(SPEAKS, (said_of_self,)),
    **dict.fromkeys(POSSESSIVES, (of_kin,)),
    **dict.fromkeys(DEEDS, (does_as_people_do,)),
}
