"""
Writes claimx/lexicon/currencies.toml from CLDR, as the package babel carries it.

    python training/currencies.py > claimx/lexicon/currencies.toml

babel takes 35 to 86 ms to import and read, so claimx reads this table and not babel. What people
write and CLDR does not have (short names, adjectives, "RM", "Rs") stands in OWN below.

Source: Unicode CLDR (Unicode License v3), English display names, symbols and narrow symbols.
"""

from __future__ import annotations

import re

from babel import Locale
from babel.numbers import get_currency_name

# Names that CLDR does not have, or has for several: the one that news means.
OWN = {
    "USD": ["dollar", "buck", "us dollar", "american dollar", "greenback", "united states dollar"],
    "GBP": ["pound sterling", "british pound", "sterling", "quid", "pounds sterling"],
    "EUR": ["euro"],
    "JPY": ["yen", "japanese yen"],
    "CNY": ["yuan", "renminbi", "chinese yuan", "chinese renminbi", "yuan renminbi"],
    "INR": ["rupee", "indian rupee"],
    "KRW": ["won", "south korean won", "korean won"],
    "CHF": ["franc", "swiss franc"],
    "RUB": ["ruble", "rouble", "russian rouble", "russian ruble"],
    "SGD": ["singapore dollar", "singaporean dollar"],
    "MYR": ["ringgit", "malaysian ringgit"],
    "ILS": ["shekel", "israeli shekel", "new shekel", "israeli new shekel"],
    "TRY": ["lira", "turkish lira"],
    "ZAR": ["rand", "south african rand"],
    "AED": ["dirham", "uae dirham", "emirati dirham"],
    "SAR": ["riyal", "saudi riyal"],
    "BRL": ["real", "reais", "brazilian real", "brazilian reais"],
    "MXN": ["peso", "mexican peso"],
    "SEK": ["krona", "kronor", "swedish krona", "swedish kronor", "swedish crown"],
    "NOK": ["norwegian krone", "norwegian kroner", "norwegian crown"],
    "DKK": ["danish krone", "danish kroner", "kroner", "danish crown", "krone"],
    "ISK": ["icelandic krona"],
    "CZK": ["koruna", "czech koruna", "czech crown"],
    "PLN": ["zloty", "polish zloty", "zlotys"],
    "HUF": ["forint", "hungarian forint"],
    "THB": ["baht", "thai baht"],
    "IDR": ["rupiah", "indonesian rupiah"],
    "PHP": ["philippine peso"],
    "VND": ["dong", "vietnamese dong"],
    "NGN": ["naira", "nigerian naira"],
    "KES": ["kenyan shilling"],
    "UAH": ["hryvnia", "hryvnias", "hryvna"],
    "BDT": ["taka", "bangladeshi taka"],
    "GEL": ["lari", "georgian lari"],
    "LAK": ["kip", "lao kip", "laotian kip"],
    "HRK": ["kuna", "croatian kuna"],
    "CRC": ["colon", "colón", "costa rican colón", "costa rican colon"],
    "BTC": ["bitcoin"],
    "ETH": ["ether"],
    "DEM": ["mark", "deutsche mark", "deutschmark", "german mark"],
    "FIM": ["markka", "finnish markka"],
    "ESP": ["peseta", "spanish peseta"],
    "NLG": ["guilder", "dutch guilder", "netherlands guilder"],
    "LKR": ["sri lankan rupee"],
    "HKD": ["hong kong dollar"],
    "TWD": ["taiwan dollar", "new taiwan dollar", "taiwanese dollar"],
    "RON": ["leu", "lei", "romanian leu", "romanian lei"],
    "BGN": ["lev", "leva", "bulgarian lev"],
    "RSD": ["serbian dinar", "dinar"],
    "PEN": ["peruvian sol", "soles"],
    "KZT": ["tenge"],
    "MMK": ["kyat"],
    "KHR": ["riel"],
    "GHS": ["cedi", "ghanaian cedi"],
    "ZMW": ["kwacha"],
    "VES": ["bolivar", "bolívar"],
    "EGP": ["egyptian pound"],
    "IEP": ["irish pound"],
    "AFN": ["afghani"],
    "ALL": ["lek"],
    "AOA": ["kwanza"],
    "AZN": ["manat"],
    "BOB": ["boliviano"],
    "BTN": ["ngultrum"],
    "BWP": ["pula"],
    "ERN": ["nakfa"],
    "ETB": ["birr"],
    "GMD": ["dalasi"],
    "GRD": ["drachma", "drachmae"],
    "GTQ": ["quetzal"],
    "HNL": ["lempira"],
    "HTG": ["gourde"],
    "IRR": ["rial", "iranian rial"],
    "KGS": ["som"],
    "LSL": ["loti", "maloti"],
    "LTL": ["litas"],
    "LVL": ["lats"],
    "MGA": ["ariary"],
    "MKD": ["denar"],
    "MNT": ["tugrik", "tögrög"],
    "MOP": ["pataca"],
    "MRU": ["ouguiya"],
    "MVR": ["rufiyaa"],
    "MZN": ["metical", "meticais"],
    "NIO": ["cordobas", "córdoba"],
    "PAB": ["balboa"],
    "PGK": ["kina"],
    "PTE": ["escudo"],
    "PYG": ["guaranies", "guaraníes"],
    "SLE": ["leones"],
    "SZL": ["lilangeni", "emalangeni"],
    "TJS": ["somoni"],
    "TOP": ["paanga", "pa'anga"],
    "VUV": ["vatu"],
    "WST": ["tala"],
    "XAF": ["central african cfa franc"],
    "XOF": ["cfa franc", "cfa", "west african cfa franc", "franc cfa", "francs cfa"],
}
# The sign before or behind a figure. CLDR's narrow symbols are ambiguous ("$" is 22 dollars), so
# only those that are one country's in English text are taken from it.
SIGNS = {
    "$": "USD",
    "US$": "USD",
    "$US": "USD",
    "$C": "CAD",
    "$HK": "HKD",
    "$S": "SGD",
    "U.S.$": "USD",
    "US $": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "￥": "JPY",
    "A$": "AUD",
    "AU$": "AUD",
    "$A": "AUD",
    "Aus$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "Can$": "CAD",
    "CAD$": "CAD",
    "CDN$": "CAD",
    "NZ$": "NZD",
    "$NZ": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "MXN$": "MXN",
    "Mex$": "MXN",
    "NZD$": "NZD",
    "AUD$": "AUD",
    "USD$": "USD",
    "J$": "JMD",
    "TT$": "TTD",
    "RM": "MYR",
    "Rs": "INR",
    "Rs.": "INR",
    "Re": "INR",
    "RMB": "CNY",
    "CN¥": "CNY",
    "Y=": "JPY",
    "元": "CNY",
    "円": "JPY",
    "R": "ZAR",
    "Kč": "CZK",
    "kr": "SEK",
    "kn": "HRK",
    "zł": "PLN",
    "Ft": "HUF",
    "Rp": "IDR",
    "Tk": "BDT",
    "GH₵": "GHS",
    "GH¢": "GHS",
    "FCFA": "XOF",
    "TL": "TRY",
    "KSh": "KES",
    "Ksh": "KES",
    "NIS": "ILS",
    "BTC": "BTC",
    "XBT": "BTC",
    "ETH": "ETH",
    "₿": "BTC",
    "S/": "PEN",
    "EC$": "XCD",
    "B$": "BND",
    "Z$": "ZWL",
    "FJ$": "FJD",
    "₾": "GEL",
    "ரூ": "LKR",
    "SFr": "CHF",
    "SFr.": "CHF",
    "Fr": "CHF",
    "DM": "DEM",
    "Dh": "AED",
    "Dhs": "AED",
    "DKr": "DKK",
    "SKr": "SEK",
    "NKr": "NOK",
    "₩": "KRW",
    "₪": "ILS",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₱": "PHP",
    "₫": "VND",
    "฿": "THB",
    "₦": "NGN",
    "₴": "UAH",
    "₸": "KZT",
    "₭": "LAK",
    "₮": "MNT",
    "₲": "PYG",
    "₵": "GHS",
    "₡": "CRC",
    "৳": "BDT",
    "៛": "KHR",
    "₼": "AZN",
    "֏": "AMD",
}
# Signs that stand before a figure only: "PS2.7m" is how some wires write £2.7m, 300 PS are horses.
BEFORE = {
    "GBP": ["PS"],
    "KES": ["Sh", "Shs", "Kshs"],
    "TZS": ["TSh", "TShs"],
    "UGX": ["USh", "UShs"],
    "NGN": ["N"],
    "PHP": ["P"],
    "ZMW": ["K"],
}
# Coins keep their own word: "19 cents" is 19, unit cent. The sign follows the figure.
COINS = {
    "cent": (["cents", "us cent", "us cents"], ["c", "¢", "￠"]),
    "penny": (["pence", "pennies"], ["p"]),
    "sen": ([], []),
    "paisa": (["paise"], []),
    "kopeck": (["kopecks", "kopek", "kopeks"], []),
    "centavo": (["centavos"], []),
    "satoshi": (["satoshis"], []),
    "dime": (["dimes"], []),
    "nickel": (["nickels"], []),
    "öre": (["ore"], []),
    "fils": ([], []),
    "jiao": ([], []),
    "centime": (["centimes"], []),
    "pfennig": (["pfennigs"], []),
    "shilling": (["shillings"], []),
    "guinea": (["guineas"], []),
}
SKIPPED = re.compile(
    r"\d|testing|unknown|gold|silver|palladium|platinum|special drawing|composite|unit|"
    r"convertible|foreign exchange|franc \(|\bwir\b|fund|certificate",
    re.IGNORECASE,
)


# Codes that are English words in capitals.
WORDS = frozenset(
    {"ALL", "TOP", "MOP", "BAM", "GEL", "PEN", "TRY", "CUP", "MAD", "COP", "SOS", "ARS"}
)


def quoted(words: list[str]) -> str:
    """The words as a TOML list."""
    return "[" + ", ".join('"' + word.replace('"', '\\"') + '"' for word in words) + "]"


def names() -> dict[str, list[str]]:
    """The names of each currency in lower case, OWN's before CLDR's, each name once."""
    rows = {code: list(dict.fromkeys(own)) for code, own in OWN.items()}
    taken = {name for own in rows.values() for name in own}
    for code, plain in sorted(Locale("en").currencies.items()):
        if SKIPPED.search(plain) or code in {"XXX", "XTS", "XSU", "XUA"}:
            continue
        for count in (1, 2):
            form = get_currency_name(code, count, locale="en").lower()
            if form not in taken:
                taken.add(form)
                rows.setdefault(code, []).append(form)
    return rows


def main() -> None:
    """Print the table."""
    rows = names()
    print(
        "# Made by training/currencies.py from Unicode CLDR (Unicode License v3): change it there."
    )
    print('free = ["signs", "before_only", "coin_signs", "codes"]\n')
    print("# What follows a figure, by ISO 4217 code. Plurals in -s are understood.\n[names]")
    for code in sorted(rows):
        own = rows[code]
        print(f"{code} = {quoted([n for n in own if not (n.endswith('s') and n[:-1] in own)])}")
    print("\n[signs]")
    by_code: dict[str, list[str]] = {}
    for sign, code in SIGNS.items():
        by_code.setdefault(code, []).append(sign)
    for code in sorted(by_code):
        print(f"{code} = {quoted(by_code[code])}")
    print("\n# Only before a figure.\n[before_only]")
    for code, signs in BEFORE.items():
        print(f"{code} = {quoted(signs)}")
    print("\n# Codes that are read as such before or behind a figure.\n[codes]")
    print(f"plain = {quoted([code for code in sorted(rows) if code not in WORDS])}")
    print("\n[coins]")
    for name, (others, _) in COINS.items():
        print(f'"{name}" = {quoted(others)}')
    print("\n[coin_signs]")
    for name, (_, signs) in COINS.items():
        if signs:
            print(f'"{name}" = {quoted(signs)}')


if __name__ == "__main__":
    main()
