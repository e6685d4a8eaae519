"""What looks like a list of students is refused, what does not is let through: a table of cases, and properties."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.observation_rows import headed
from pilots.student_names import COMMON, GIVEN, are_names, personal, personal_words
from pilots.tables import table_of

DAYS = [f"2026-03-{day:02}" for day in range(2, 29)]


def table(head, *columns):
    """A table with a day and a number in each row, and these columns beside."""
    length = max(map(len, columns))
    body = [[DAYS[place], str(place + 3), *(column[place] for column in columns)] for place in range(length)]
    return table_of(enumerate([["Day", "Number", *head], *body] if head else body, 1))


def reason(head, *columns):
    made = table(head, *columns)
    return personal(made, headed(made))


NUMBERS = ["4", "5", "6", "7"]
NAMES = [
    "Maria Lopez|Sam Chen|Ada Brown",
    "Lopez, Maria|Chen, Sam|Okafor, Ife",
    "LOPEZ, MARIA|CHEN, SAM|BROWN, ADA",
    "MARIA LOPEZ|SAM CHEN|ADA BROWN",
    "maria lopez|sam chen|noah brown",
    "Mia|Noah|Liam|Emma",
    "Maria L.|Sam C.|Noah B.",
    "M. Lopez|S. Chen|A. Brown|T. Moss|K. Ode",
    "Nguyen Thi Lan|Tran Van Duc|Le Thi Minh",
    "Jean-Luc Martin|Mary-Kate O’Neil|Ana de la Cruz",
    "Zanele Dlamini|Thandeka Nkosi|Sipho Zulu|Bongani Khumalo|Lerato Mokoena",
    "Åsa Öberg|Björn Lindqvist|Märta Ek|Göran Ström|Ylva Dahl",
    "Priya Natarajan|Rahul Mehta|Neha Iyer",
    "Maria Lopez|Sam Chen|Noah Reed|Room 4",
    "Okafor, Ife Grace|Natarajan, Priya|Reed, Noah J.",
    "Garcia Marquez, Ana|van den Berg, Jan|Chen, Mei",
    "Maria Lopez (6a)|Sam Chen (6b)|Noah Reed (new)",
]
GROUPS = [
    "Room 12|Room 14|Room 9",
    "Jordan wing|Chelsea building|Austin campus",
    "Morning (8:00)|Noon (12:00)|Evening (16:00)",
    "Grade 6 North|Grade 6 South|Grade 7",
    "Ms. Ruiz’s class|Mr. Okafor’s class|Mrs. Chen’s class",
    "Maria’s class|Sam's class|Ada’s class",
    "Ms. Ruiz|Mr. Chen|Mrs. Okafor",
    "Ms Ruiz, period 1|Ms Ruiz, period 2|Ms Ruiz, period 3",
    "Period 3 Algebra|Period 4 Algebra|Period 5 Geometry",
    "Red Foxes|Sea Otters|Busy Bees|Night Owls|Polar Bears",
    "Algebra I|Algebra II|Geometry",
    "English Learners|Honors English|Spanish Two",
    "Lincoln High|Roosevelt Middle|Oak Street",
    "Monday|Tuesday|Friday",
    "April|May|June|August",
    "North|South|East|West",
    "Morning|Afternoon|Evening",
    "Blue Team|Green Team|Gold Team",
    "6A|6B|6C",
    "Ruiz|Okafor|Levin",
    "fire drill|substitute teacher|rainy day",
    "Field trip|Snow day|Half day|Assembly|Exam week",
    "Fractions|Decimals|Ratios|Proportions",
    "First Grade|Second Grade|Third Grade|Fourth Grade|Fifth Grade",
    "Started late because of the assembly|Two groups swapped rooms|Good talk, little writing",
    "Science Lab|Art Room|Music Hall|Main Library|West Wing",
    "all|all|all",
]
HEADS_OF_PERSONS = [
    ("Student", ["Kim", "Bo", "Xi", "Lu"]),
    ("Student", NUMBERS),
    ("Student name", ["x", "y", "z", "w"]),
    ("First name", ["a", "b", "c", "d"]),
    ("Last Name", ["a", "b", "c", "d"]),
    ("DOB", ["2014-03-01", "2014-05-02", "2015-01-01", "2014-09-09"]),
    ("Date of birth", NUMBERS),
    ("E-mail", ["a", "b", "c", "d"]),
    ("Student ID", NUMBERS),
    ("ID", NUMBERS),
    ("student_id", NUMBERS),
    ("Pupils", ["Bo", "Xi", "Lu", "Ha"]),
    ("Name", ["Maria Lopez", "Sam Chen", "Room", "Noah Reed"]),
    ("Contact", ["a@b.example", "", "", ""]),
    ("Code", ["100234", "100871", "104412", "109931", "100777"]),
    ("Ref", ["S-100234", "S-100871", "S-104412", "S-109931", "S-100777"]),
    ("Guardian", ["a", "b", "c", "d"]),
]
HEADS_OF_GROUPS = [
    ("Students", NUMBERS),
    ("Students who explained", NUMBERS),
    ("Number of students", NUMBERS),
    ("Children present", NUMBERS),
    ("Name", ["Room 4", "Room 5", "Room 6", "Room 7"]),
    ("Who", ["grade 6", "grade 7", "everybody", "all of us"]),
    ("Teacher", ["Ms. Ruiz", "Mr. Chen", "Mrs. Okafor", "Ms. Ruiz"]),
    ("Week", ["20260302", "20260309", "20260316", "20260323", "20260330"]),
    ("Steps", ["10234", "9871", "8812", "12001", "10777"]),
    ("Idea", ["talk", "wait", "write", "talk"]),
]


@pytest.mark.parametrize("cells", NAMES)
def test_names_are_seen_with_and_without_a_heading(cells):
    cells = cells.split("|")
    assert "looks like a list of students" in reason([], cells)
    assert reason(["Class"], cells)


@pytest.mark.parametrize("cells", GROUPS)
def test_groups_are_let_through(cells):
    cells = cells.split("|")
    assert reason([], cells) == ""
    assert reason(["Class"], cells) == ""


@pytest.mark.parametrize(("head", "cells"), HEADS_OF_PERSONS)
def test_headings_over_persons(head, cells):
    assert "Count them per class or group first" in reason([head], cells)


@pytest.mark.parametrize(("head", "cells"), HEADS_OF_GROUPS)
def test_headings_over_groups(head, cells):
    assert reason([head], cells) == ""


def test_first_and_last_names_side_by_side():
    assert reason([], ["Maria", "Sam", "Noah", "Ada"], ["Lopez", "Chen", "Reed", "Moss"])
    assert reason([], ["Room", "Room", "Room"], ["North", "South", "East"]) == ""


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Maria Lopez, Sam Chen, Noah Reed", True),
        ("Lopez, Maria; Chen, Sam; Reed, Noah", True),
        ("Mia\nNoah\nLiam", True),
        ("write to maria@school.example", True),
        ("Maria was absent", False),
        ("Maria and Sam led the talk", False),
        ("fire drill, then lunch, then rain", False),
        ("Room 4, Room 5, Room 6", False),
        ("Two groups: one with cards, one without", False),
        ("", False),
    ],
)
def test_words_of_one_field(words, seen):
    assert bool(personal_words(words)) is seen


def test_one_more_group_beside_others():
    assert personal_words("Noah Reed", {"Maria Lopez", "Sam Chen"})
    assert personal_words("Room 4", {"Maria Lopez", "Sam Chen", "Noah Reed"}) == ""
    assert personal_words("Noah Reed", {"Room 4", "Room 5", "Room 6"}) == ""


def test_no_word_is_both():
    assert not COMMON & GIVEN


FAMILY = st.sampled_from(["Lopez", "Chen", "Okafor", "Reed", "Moss", "Ek", "Ito", "Haas", "Novak", "Silva", "Brown"])
GIVEN_ONE = st.sampled_from(sorted(name for name in GIVEN if len(name) > 2)).map(str.capitalize)
FULL = st.tuples(GIVEN_ONE, FAMILY)


@settings(max_examples=50)
@given(st.lists(FULL, min_size=3, max_size=20, unique=True), st.sampled_from(["{0} {1}", "{1}, {0}", "{0} {1[0]}."]))
def test_any_list_of_names_in_any_order_is_seen(names, form):
    cells = list(dict.fromkeys(form.format(*name) for name in names))
    if len(cells) >= 3:
        assert are_names(cells)
        assert are_names(list(reversed(cells)))
        assert are_names([f"  {cell} " for cell in cells] * 3)


@settings(max_examples=50)
@given(
    st.sampled_from(["Room", "Grade", "Period", "Class", "Group", "Team", "Section"]),
    st.lists(st.integers(1, 40), min_size=1, max_size=20),
    GIVEN_ONE,
)
def test_numbered_groups_never_are(word, numbers, name):
    assert not are_names([f"{word} {number}" for number in numbers])
    assert not are_names([f"{word} {number} {name}" for number in numbers])


@settings(max_examples=50)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_whatever_is_typed_there_is_an_answer(cells):
    assert are_names(cells) in (True, False)
    assert isinstance(personal_words(",".join(cells), cells), str)
