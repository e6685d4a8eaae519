"""What pasted rows would be as observations: which column is which, what is asked back, what is there already. No database."""

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.csv_rows import read_text
from pilots.observation_rows import Columns, dry_run, guess, headed, names_of
from pilots.student_names import personal
from pilots.tables import NoTable
from pilots.typed_days import NoDay, Order, day_of
from pilots.typed_numbers import Mark, NoNumber, WhichNumber, number_of

TODAY = date(2026, 11, 22)


def report(words, standing=(), **columns):
    table = read_text(words)
    guessed = guess(table)
    return dry_run(table, Columns(**{**guessed.__dict__, **columns}), set(standing), TODAY)


def read(words, **columns):
    found = report(words, **columns)
    assert not found.wrong, found.wrong
    return [(one.on.isoformat(), str(one.value), one.group, one.note) for one in found.fine]


ONE = [("2026-03-06", "12.5", "", "")]
FOUR = [("2026-03-06", "12", "Room 4", "fog; rain")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-03-06\t12.5", ONE),
        ("2026-03-06\t12,5", ONE),
        ("2026-03-06;12,5", ONE),
        ("2026-03-06,12.5", ONE),
        ("2026-03-06 12.5", ONE),
        ("2026-03-06 12,5", ONE),
        ("2026-03-06 | 12.5", ONE),
        ('"2026-03-06","12,5"', ONE),
        ("\n\n2026-03-06\t12.5\r\n\r\n", ONE),
        ("6.3.2026;12,5", ONE),
        ("March 6, 2026\t12.5", ONE),
        ("3/6/2026\t12.5\n3/13/2026\t12.5", [*ONE, ("2026-03-13", "12.5", "", "")]),
        ("6/3/2026\t12.5\n13/3/2026\t12.5", [*ONE, ("2026-03-13", "12.5", "", "")]),
        ("Date;Count\n2026-03-06;12,5", ONE),
        ("Count;Date\n12,5;2026-03-06", ONE),
        ("Students who explained\tWeek of\n12.5\t2026-03-06", ONE),
        ("sep=;\nDay;Number\n2026-03-06;12,5", ONE),
        ("2026-03-06\t12\tRoom 4\tfog; rain", FOUR),
        ("Day,Number,Class,Comment\n2026-03-06,12,Room 4,fog; rain", FOUR),
        ('Comment;Class;Day;Number\n"fog; rain";Room 4;2026-03-06;12', FOUR),
    ],
)
def test_pasted_rows_in_many_forms(words, expected):
    assert read(words) == expected


def test_columns_are_called_by_their_headings_or_letters():
    assert names_of(read_text("Day;Number\n2026-03-06;1")) == ["Day", "Number"]
    assert names_of(read_text("2026-03-06;1")) == ["Column A (2026-03-06)", "Column B (1)"]


def test_which_day_is_meant_is_asked_and_answered():
    words = "3/4/2026\t1\n5/6/2026\t2"
    asked = report(words)
    assert asked.asks_order
    assert not asked.fine
    assert "March 4, 2026 or April 3, 2026" in asked.wrong[0].wrong[0]
    assert [one.on.month for one in report(words, order=Order.MONTH).fine] == [3, 5]
    assert [one.on.month for one in report(words, order=Order.DAY).fine] == [4, 6]
    assert report(words, order=Order.DAY).asks_order  # who answered may answer otherwise
    assert not report("3/13/2026\t1\n3/4/2026\t2").asks_order


def test_which_number_is_meant_is_asked_and_answered():
    words = "2026-03-06\t1,234\n2026-03-07\t2"
    asked = report(words)
    assert asked.asks_mark
    assert len(asked.fine) == 1
    assert report(words, mark=Mark.POINT).fine[0].value == 1234
    assert report(words, mark=Mark.COMMA).fine[0].value == Decimal("1.234")
    assert report("2026-03-06\t1,234\n2026-03-07\t2,5").fine[0].value == Decimal("1.234")
    assert report("2026-03-06\t1,234\n2026-03-07\t1,234.5").fine[0].value == 1234


def test_commas_in_numbers_and_between_columns():
    for words in ("2026-03-06,12,5\n2026-03-07,13,5", "Day,Number\n2026-03-06,12\n2026-03-07,1,234"):
        with pytest.raises(NoTable, match="Commas part the columns here, and the numbers too"):
            read_text(words)
    found = report("Day,Number\n2026-03-06,12\n2026-03-07,1,234,5")
    assert "more cells than the first one" in found.wrong[0].wrong[0]


def test_each_wrong_row_says_why_by_its_number():
    found = report(
        "Day;Number;Group;Note\n"
        "soon;12\n"
        "2026-03-06;\n"
        ";12\n"
        "\n"
        "2027-01-01;12\n"
        "2026-02-30;12\n"
        "1926-03-06;12\n"
        f"2026-03-06;12;{'x' * 61}\n"
        f"2026-03-06;12;;{'x' * 201}\n"
        "2026-03-06;12;;Maria Lopez, Sam Chen, Noah Reed\n"
        "soon;many\n"
        "2026-03-06;12;Room 4;fine\n"
    )
    said = {one.number: " ".join(one.wrong) for one in found.wrong}
    assert list(said) == [2, 3, 4, 6, 7, 8, 9, 10, 11, 12]
    for number, words in {
        2: "not a day", 3: "number is missing", 4: "day is missing", 6: "still to come", 7: "no such day",
        8: "check the year", 9: "61 letters", 10: "201 letters", 11: "several names", 12: "not a number",
    }.items():  # fmt: skip
        assert words in said[number]
    assert [one.number for one in found.fine] == [13]
    assert found.counted == "1-10-0"
    assert found.left == 10


def test_twins_are_left_out_unless_one_says_so():
    words = "2026-03-06;12;Room 4\n2026-03-06;12;Room 4\n2026-03-06;12;Room 5\n2026-03-06;12,0;Room 4"
    there = {(date(2026, 3, 6), Decimal("12.0000"), "Room 5")}
    found = report(words, there)
    assert [one.twin for one in found.twins] == [
        "It says the same as row 1.", "It is there already.", "It says the same as row 1."
    ]  # fmt: skip
    assert found.counted == "1-0-3"
    assert report(words, there, with_twins=True).counted == "4-0-3"


def test_what_our_own_file_shields_is_read_as_it_was():
    assert read("Day,Number,Group\n2026-03-06,-12.5,'=1+1") == [("2026-03-06", "-12.5", "=1+1", "")]


# --- Days and numbers ---------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_each_clear_form(day):
    for form in (
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y%m%d",
        "%d.%m.%Y",
        "%B %d, %Y",
        "%d %b %Y",
        "%A, %B %d, %Y",
        "%Y-%m-%dT08:15",
    ):
        assert day_of(day.strftime(form)) == day
    assert day_of(day.strftime("%d/%m/%Y"), Order.DAY) == day
    assert day_of(day.strftime("%m-%d-%Y"), Order.MONTH) == day


@settings(max_examples=50)
@given(st.decimals(-(10**9), 10**9, places=3))
def test_every_number_is_read_in_each_clear_form(number):
    for words in (
        f"{number:f}0",
        f"{number:f}0".replace(".", ","),
        f"{number:,f}0".replace(",", " "),
        f" +{abs(number):f}0",
    ):
        assert abs(number_of(words)) == abs(number)
    assert number_of(f"{number:,}", Mark.POINT) == number


@settings(max_examples=50)
@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_a_question(words):
    for read_one, no in ((number_of, NoNumber), (day_of, NoDay)):
        try:
            read_one(words)
        except no as why:
            assert str(why)  # noqa: PT017 (nothing else may come out of it, and mostly this does)


@settings(max_examples=50)
@given(st.text(st.sampled_from("2026-030612;,\t \n\"'x|.é"), max_size=60))
def test_whatever_is_pasted_is_a_table_or_a_sentence(words):
    try:
        table = read_text(words)
    except NoTable as no:
        assert str(no)  # noqa: PT017
        return
    assert dry_run(table, guess(table), set(), TODAY).readings is not None
    names_of(table)


@pytest.mark.parametrize("words", ["1,234", "12,345", "-1,234", "123,456"])
def test_one_comma_before_three_digits_is_never_guessed(words):
    with pytest.raises(WhichNumber):
        number_of(words)


@pytest.mark.parametrize(
    "words", ["1e5", "nan", "inf", "0x10", "1,23,456", "12.34.5", "--3", "3-4", "1_000", "½", "²", "½½", "1,,5"]
)
def test_no_numbers(words):
    with pytest.raises(NoNumber):
        number_of(words)


@pytest.mark.parametrize("words", ["9" * 1_000_000, "-" + "9" * 1_000_000, "0" * 1_000_000 + "1" * 12])
def test_a_number_without_end_is_too_large(words):
    with pytest.raises(NoNumber, match="too large"):
        number_of(words)


@pytest.mark.parametrize(
    "words",
    [
        "2026-03-06,1\n1" + " " * 1_000_000 + "1,2",
        "2026-03-06,1\n" + "T" * 500_000 + " " * 500_000 + ",2",
        "".join(f"1{' ' * 480}{row},{row}\n" for row in range(3900)),
        "".join(f"{'a' * 480}{row},{row}\n" for row in range(3900)),
        "".join(f"2026-03-06,{row},{'ab@' * 150}\n" for row in range(3900)),
        "".join(f"2026-03-06,{row},{'Ab ' * 150}\n" for row in range(3900)),
    ],
    ids=["gap", "clock", "gaps", "letters", "addresses", "names"],
)
def test_no_paste_keeps_us_busy(words):
    began = time.process_time()
    try:
        table = read_text(words)
        personal(table, headed(table))
        dry_run(table, guess(table), set(), TODAY)
    except NoTable:
        pass
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "words", ["1" + " " * 1_000_000 + "1", "T" * 1_000_000, "2026-03-06" + " " * 1_000_000 + "8:30x"]
)
def test_no_typed_day_keeps_us_busy(words):
    began = time.process_time()
    with pytest.raises(NoDay):
        day_of(words)
    assert time.process_time() - began < 1
