"""The condition language: what it understands, what it refuses, and that it never does anything else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.collection.language import ConditionError, NotCarried, Scope, evaluate, holds, parse, references

ANSWERS = {
    "yes": "1", "age": "17", "many": "3 5 98", "empty": "", "day": "2026-03-01", "ages": ["4", "40", "", "x"],
    "half": "0.5", "endless": "9" * 400,
}  # fmt: skip


def scope(**more) -> Scope:
    return Scope(value=lambda code: ANSWERS.get(code, ""), today=date(2026, 11, 25), **more)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("${yes} = '1'", True),
        ("${yes} != '1'", False),
        ("${yes}=‘1’", True),
        ("${yes}=1", True),
        ("${age} >= 5 and ${age} <= 17", True),
        ("${age} >= 5 and ${age} < 17", False),
        ("${age} < 5 or ${yes} = '1' and ${empty} = ''", True),
        ("(${age} < 5 or ${yes} = '1') and ${empty} = 'x'", False),
        ("not(selected(${many}, '5'))", False),
        ("selected(${many}, '9')", False),
        ("count-selected(${many}) > 2", True),
        ("${empty} > 0", False),
        ("${empty} <= 0", False),
        ("${nothing} = ''", True),
        ("${day} <= today()", True),
        ("${day} > '2026-02-28'", True),
        ("(today() - ${day}) div 365 < 1", True),
        ("sum(${ages}) = 44", True),
        ("count(${ages}) = 4", True),
        ("${ages} = '40'", True),
        ("if(${age} > 18, 'adult', 'child') = 'child'", True),
        ("regex('12/2020', '^[0-9]{2}[/][0-9]{4}$')", True),
        ("string-length(concat(${yes}, ${age})) = 3", True),
        ("-${age} < 0", True),
        ("${age} mod 5 = 2", True),
        ("1 div 0 = 1", False),
        ("${endless} mod 2 = 1", False),
        ("5 mod ${endless} = 5", True),
        ("int(${half} * 3) = 1", True),
        ("", True),
    ],
)
def test_a_condition_is_true_or_not(text, truth):
    assert holds(text, scope()) is truth


def test_the_answer_itself_and_the_columns_of_a_choice():
    assert holds(". > 0 and . < 60", scope(this="30"))
    assert not holds(". > 0 and . < 60", scope(this="70"))
    assert holds("region = ${yes}", scope(columns={"region": "1"}))
    assert holds("Region = ${yes}", scope(columns={"region": "1"}))


def test_entries_of_a_repeated_group():
    found = scope(
        position=2, at=lambda code, place: f"{code}-{place}", label=lambda code, choice: f"{code}:{choice}"
    )
    assert evaluate(parse("indexed-repeat(${name}, ${people}, position(..))"), found) == "name-2"
    assert evaluate(parse("jr:choice-name(${yes}, '${yes}')"), found) == "yes:1"
    assert set(references(parse("jr:choice-name(selected-at(${a}, 0), '${b}')"))) == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("${a} = ", "ends too early"),
        ("(${a} = 1", "ends too early"),
        ("${a} == 1", "character 7"),
        ("$a = 1", "not understood"),
        ("${} = 1", "names no question"),
        ("1 2", "not expected"),
        ("selected(${a})", "has 1 arguments"),
        ("frobnicate(1)", "no function frobnicate()"),
        ("__import__('os')", "no function __import__()"),
        ("${a} = 'x", "not understood"),
        ("(" * 90 + "1" + ")" * 90, "too many levels"),
        ("1" + "+1" * 900, "longer"),
        ("x" * 5000, "longer"),
    ],
)
def test_a_broken_condition_says_where(text, said):
    with pytest.raises(ConditionError, match=said.replace("(", r"\(").replace(")", r"\)")):
        parse(text)


@pytest.mark.parametrize(
    "text", ["once(random())", "now() > 1", "pulldata('f', 'a', 'b', 'c')", "regex(., '(a+)+$')"]
)
def test_what_other_tools_know_is_told_apart(text):
    with pytest.raises(NotCarried):
        parse(text)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)*b", "a*a*a*a*b", "[", "x" * 200])
def test_a_pattern_that_could_take_for_ever_fits_nothing(pattern):
    ANSWERS["pattern"] = pattern
    assert holds("regex(${long}, ${pattern})", scope()) is False


WORDS = ["${a}", "${b}", "'x'", "1", ".", "..", "(", ")", "and", "or", "=", "!=", "<", "+", "-", ",", "not(", "selected(",
         "sum(", "int(", "round(", "indexed-repeat(", "name", "div", "mod", "‘", "if("]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_a_value_or_an_error_in_words(text):
    try:
        evaluate(parse(text), scope())
    except ConditionError as error:
        said = str(error)
    else:
        said = "a value"
    assert said
