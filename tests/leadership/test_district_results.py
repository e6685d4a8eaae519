"""What a district knows of rounds that schools released: nothing below five schools, and never one school."""

import pytest
from django.urls import reverse

from leadership.district_results import across_schools, counted
from leadership.privacy import Band
from leadership.results import Result

from .. import factories
from .making import assessment_answer, assessment_round, staff

NOT_YET = "Not yet enough schools share their results"


def school_with_round(district, name, level, ana, released=True):
    """A school whose team answered with names, and released it."""
    school = factories.school(name, district=district)
    team = factories.team(f"{name} team", school=school)
    round = assessment_round(team, naming="named", audience="team")
    people = staff(school, 3, start=100 * school.pk)
    for person in people:
        assessment_answer(round, person, level)
    if released:
        assert round.release(ana, Result.of(round).figures)
    return round


@pytest.fixture
def page(as_ana, northside, ana, district):
    northside.welcome(ana)
    return lambda: as_ana.get(reverse("district_home", args=(district.slug,)))


@pytest.fixture
def four(district, ana):
    return [school_with_round(district, f"School {number}", 3, ana) for number in range(4)]


def test_four_schools_show_nothing(page, four):
    assert NOT_YET in page().text


def test_what_is_not_released_is_not_counted(page, four, district, ana):
    school_with_round(district, "Fifth", 3, ana, released=False)
    assert NOT_YET in page().text


def test_five_schools_are_counted_in_words(page, four, district, ana):
    school_with_round(district, "Fifth", 1, ana)
    text = page().text
    assert NOT_YET not in text
    assert "in more than half of 5 schools the middle is steady or more." in text
    assert "nobody or few" in text


def test_a_sixth_school_changes_nothing_until_there_are_ten(district, four, ana):
    school_with_round(district, "Fifth", 1, ana)
    before = across_schools(district)
    school_with_round(district, "Sixth", 1, ana)
    assert across_schools(district) == before
    for number in range(4):
        school_with_round(district, f"Late {number}", 1, ana)
    assert across_schools(district)[0].schools == 10
    assert across_schools(district)[0].low is Band.MOST


def test_a_school_that_releases_again_is_not_seen_to_change(district, ana):
    def again(round):
        newer = assessment_round(round.team, naming="named", audience="team")
        for person in staff(round.team.school, 3, start=1000 * newer.pk):
            assessment_answer(newer, person, 1)
        assert newer.release(ana, Result.of(newer).figures)

    first = [school_with_round(district, f"School {number}", 3 if number < 3 else 1, ana) for number in range(5)]
    before = across_schools(district)
    assert before[0].high is Band.MOST
    for round in first[:4]:
        again(round)
        assert across_schools(district) == before
    again(first[4])
    assert across_schools(district)[0].high is Band.FEW


def test_where_one_takes_back_nobody_moves_up_in_its_place(district, ana):
    rounds = [school_with_round(district, f"School {number}", 3 if number else 1, ana) for number in range(6)]
    assert across_schools(district)[0].high is Band.MOST
    assert rounds[1].take_back()
    assert across_schools(district) == []
    assert rounds[1].release(ana, Result.of(rounds[1]).figures)
    assert across_schools(district)[0].schools == 5


def test_another_district_counts_its_own_schools(four, ana):
    other = factories.district("Lake District")
    school_with_round(other, "Lakeside", 3, ana)
    assert across_schools(other) == []


def test_halves_are_said_as_halves():
    one = counted("Shared vision", [[one] for one in (1, 2, 3, 4, 1, 2, 3, 4, 1, 4, 4)])
    assert (one.low, one.high, one.schools) == (Band.HALF, Band.HALF, 10)
    assert "as many are below steady" in one.sentence


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_page_asks_the_database_no_more_often_for_more(
    page, district, four, ana, rounds, django_assert_max_num_queries
):
    for number in range(rounds):
        school_with_round(district, f"More {number}", 2, ana)
    page()
    with django_assert_max_num_queries(10):
        page()
