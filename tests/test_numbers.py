"""The quantity parser, with and without a parse, and the numerals under it."""

from __future__ import annotations

import json
import time
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.find.quantities import as_json_number, find_numbers, numbers
from claimx.find.quantity.digits import read_figure
from claimx.find.quantity.numerals import read_numeral
from claimx.find.quantity.units import iter_units

if TYPE_CHECKING:
    from claimx.records import Number

CASES = Path(__file__).parent / "cases"
FIELDS = ("text", "value", "upper", "comparison", "trend", "unit", "per", "kind")
DEFAULTS = {"upper": None, "comparison": "=", "trend": None, "unit": None, "per": None}


def cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]


def ids(case: dict[str, Any]) -> str:
    return case["text"].replace("\n", " ")


def as_case(number: Number) -> dict[str, Any]:
    found = {field: getattr(number, field) for field in FIELDS}
    return {k: v for k, v in found.items() if k not in DEFAULTS or v != DEFAULTS[k]}


SURFACE = [
    case
    for path in sorted(CASES.glob("numbers_*.toml"))
    if path.stem not in {"numbers_concepts", "numbers_numerals"}
    for case in cases(path.stem)
]


@pytest.mark.parametrize("case", SURFACE, ids=ids)
def test_surface(case: dict[str, Any]) -> None:
    """Every field of every number of the case's text, without a parse."""
    assert case["numbers"] == [as_case(n) for n in numbers(case["text"])], case["reason"]


@pytest.mark.parametrize("case", cases("numbers_numerals"), ids=ids)
def test_numeral(case: dict[str, Any]) -> None:
    """The exact value of a written numeral, none where it is not one."""
    expected = case.get("value")
    got = read_numeral(case["text"])
    assert (None if expected is None else Decimal(expected)) == got, case["reason"]


@pytest.mark.parametrize("case", cases("numbers_concepts"), ids=ids)
def test_concept(case: dict[str, Any], nlp: Any) -> None:
    """What each number of the case's text counts or measures."""
    plain = [name for name in nlp.pipe_names if not name.startswith("claimx")]
    with nlp.select_pipes(enable=plain):
        found = find_numbers(nlp(case["text"]))
    got = [[n.text, n.concept.text if n.concept else ""] for n in found]
    assert case["concepts"] == got, case["reason"]


# ------------------------------------------------------------------ properties

SIGNS = """
0 1 7 12 44 99 100 1,270 2.5 1,5 2019 10-15 3-1 ½ ⅔ ² ٣ １２ -5 +3 $ £ € % ° ' " ( ) / - – . , : ; ~ ± ^ x
one two twenty half quarter third thirds hundred thousand million bn m k b km kg C F USD Rs RM dollars
cents pounds a an the of and or to from between in per each more than over about some up down rose fell
by year old aged May January pm o'clock Section No. COVID iPhone people points percent dozen dozens couple
minus point first second 4th MEUR absolute zero foot feet inches ft in lb
"""
WORDS = st.sampled_from(
    [
        *SIGNS.split(),
        "\n",
        "\n\n",
        "\t",
        "\u00a0",
        "😀",
        "\x00",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=30).map(" ".join),
    st.lists(WORDS, max_size=30).map("".join),
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_spans_are_the_text(text: str) -> None:
    """For any text: no exception, spans that are the text, in order, apart, and JSON that is strict."""
    end = 0
    for n, number in enumerate(numbers(text), 1):
        assert f"n{n}" == number.id
        assert text[number.start : number.end] == number.text
        assert end <= number.start < number.end
        end = number.end
        assert number.sentence is None
        assert number.concept is None
        json.dumps([number.value, number.upper], allow_nan=False)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**15))
def test_grouping_keeps_the_value(value: int) -> None:
    """An integer reads the same plain, with commas and in other scripts' digits."""
    assert value == read_numeral(str(value))
    assert value == read_numeral(f"{value:,}")
    wide = str(value).translate({ord("0") + d: 0xFF10 + d for d in range(10)})
    assert value == read_numeral(wide)
    arabic = str(value).translate({ord("0") + d: 0x0660 + d for d in range(10)})
    assert value == read_numeral(arabic)


@settings(max_examples=200, deadline=None)
@given(st.decimals(0, 999, places=2), st.sampled_from(["million", "bn", "k", "crore", "trillion"]))
def test_scales_are_exact(mantissa: Decimal, scale: str) -> None:
    """A scaled figure is the exact product: 1.07 * 1e9 is not, in binary."""
    factor = {"million": 10**6, "bn": 10**9, "k": 10**3, "crore": 10**7, "trillion": 10**12}[scale]
    written = f"{mantissa} {scale}" if len(scale) > 1 else f"{mantissa}{scale}"
    assert mantissa * factor == read_numeral(written)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 999_999))
def test_words_and_digits_agree(value: int) -> None:
    """A number spelled out has the value of its digits."""
    assert value == read_numeral(spelled(value))


ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen"""
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"


def spelled(value: int) -> str:
    """The value in English words, below a million."""
    ones, tens = ONES.split(), TENS.split()
    if value < 20:
        return ones[value]
    if value < 100:
        return tens[value // 10] + (f"-{ones[value % 10]}" if value % 10 else "")
    if value < 1000:
        rest = f" and {spelled(value % 100)}" if value % 100 else ""
        return f"{ones[value // 100]} hundred{rest}"
    rest = value % 1000
    joint = " and " if 0 < rest < 100 else " "
    return f"{spelled(value // 1000)} thousand" + (joint + spelled(rest) if rest else "")


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9" * 10_000, None),
        ("1e999999", None),
        ("1e-999999", None),
        ("-1e400", None),
        ("1e300", 10**300),
        ("9" * 300 + " million", int("9" * 300) * 10**6),
    ],
    ids=lambda x: str(x)[:20],
)
def test_what_no_double_holds_is_null(text: str, value: int | None) -> None:
    """A figure beyond a double's range is found, with null for its value."""
    (number,) = numbers(f"It is {text} now.")
    assert value == number.value


@pytest.mark.parametrize(
    "raw", ["1,23,4", "1.2.3", "1,234.5,6", "12,3456", "1٢", "0,123,456", "007"]
)
def test_separators_that_make_no_numeral(raw: str) -> None:
    """Mixed or misplaced separators have no value, rather than a guess."""
    assert (None, "not") == read_figure(raw)


@pytest.mark.parametrize(
    "unit",
    [
        "1" * 5000,
        "1," * 5000,
        "1 " * 5000,
        "$" * 5000,
        "1-" * 5000,
        "½" * 5000,
        " " * 50_000 + "5",
        "a " * 5000,
    ],
)
def test_hostile_runs_end(unit: str) -> None:
    """Long runs of one sign give no exception, and spans that are the text."""
    assert all(unit[n.start : n.end] == n.text for n in numbers(unit))


def test_json_number() -> None:
    """Whole values are integers, others doubles, and what no double holds null."""
    assert 1_070_000_000 == as_json_number(Decimal("1.07") * 10**9)
    assert isinstance(as_json_number(Decimal("2.0")), int)
    assert 0.25 == as_json_number(Decimal("0.25"))
    assert as_json_number(Decimal("1e400")) is None
    assert as_json_number(Decimal("1e-400")) is None
    assert 0 == as_json_number(Decimal("-0.0"))


def test_units_are_canonical() -> None:
    """Each unit's name is trimmed and of composed letters; money that is no coin is an ISO code."""
    units = list(iter_units())
    assert len(units) > 1000
    for unit in units:
        assert unit.name == unicodedata.normalize("NFC", unit.name).strip()
        if unit.kind == "money" and not unit.is_coin:
            assert len(unit.name) == 3
            assert unit.name.isupper()


def test_no_spacy_for_the_surface() -> None:
    """The surface parser imports without spaCy."""
    import subprocess
    import sys

    code = "import sys; from claimx.find.quantities import numbers; numbers('5 km'); sys.exit('spacy' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


@pytest.mark.parametrize("piece", ["from 5 to 20, ", "12, ", "$5 ", "two hundred and five, ", "1-"])
def test_time_is_linear(piece: str) -> None:
    """Doubling what a sentence holds, to 2,000, at most doubles the time, noise allowed for."""

    def least(text: str) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            numbers(text)
            times.append(time.process_time() - start)
        return min(times)

    assert 3 * least(piece * 1000) + 0.02 > least(piece * 2000)
