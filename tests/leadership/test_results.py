"""What came of a round: what its page says first, what it holds back, who reads it, and what goes into the files."""

import csv
import io

import pytest
from django.urls import reverse

from leadership.models import AssessmentTurn
from leadership.privacy import How
from leadership.result_files import harmless
from leadership.results import Result, sentences_for, warning_before

from .. import factories
from ..conftest import signed_in
from .making import assessment_answer, assessment_round, part, staff

TOLD = "vision.told"
SECRET = "The bell schedule was my idea"


def address(round, name="assessment_result"):
    return reverse(name, args=(round.team.slug, round.number))


def answered(team, said, **fields):
    """A closed round; `said` is (group, level of the first item, level of the others), each from another colleague."""
    people = staff(team.school, len(said), start=team.school.staff_members.count())
    answers = [
        {"person": person, "group": group, "levels": {TOLD: first, "vision.used": rest, "vision.seen": rest}}
        for person, (group, first, rest) in zip(people, said, strict=True)
    ]
    return assessment_round(team, answers=answers, **fields)


@pytest.fixture
def apart(team):
    """Teachers see it, support staff do not: two levels apart on the first item."""
    said = [("teacher", level, 2) for level in (4, 4, 4, 4, 3, 3, 4, 2, 4, 3, 4, 1)]
    said += [("support", level, 2) for level in (2, 2, 2, 2, 1, 2)]
    return answered(team, said)


def again(round, people, levels, **fields):
    """A later round of the same items, answered by these people."""
    return assessment_round(
        round.team,
        answers=[
            {"person": person, "group": "teacher", "levels": level}
            for person, level in zip(people, levels, strict=True)
        ],
        name="Spring 2027",
        **fields,
    )


# --- Words first -------------------------------------------------------------------------------------------
def test_a_gap_between_positions_is_said_first(as_ana, apart):
    page = as_ana.get(address(apart)).text
    said = "Teachers and support staff are two levels apart on “Told”: Teachers see more of it."
    assert page.index(said) < page.index("<table") < page.index('<svg class="result-picture')
    assert "18 of 30 people asked have answered." in page
    assert "18 of 30 asked" in page
    assert "not a validated scale" in page


def test_spread_comes_before_the_middle(team):
    round = answered(team, [("", level, 2) for level in (1, 2, 2, 2, 3, 3, 2, 4, 2, 2)])
    item = Result.of(round).parts[0].items[0]
    assert item.sentences == ("Answers reach from not yet to part of how we work; the middle is starting.",)
    assert [cell[1] for cell in item.groups[0].cells] == ["1", "6", "2", "1"]


def test_small_groups_are_told_in_shares_and_the_whole_not_at_all(apart):
    item = Result.of(apart).parts[0].items[0]
    teachers, support = sorted(item.groups, key=lambda group: group.label, reverse=True)
    assert (teachers.shown.how, support.shown.how) == (How.FULL, How.BANDS)
    assert item.whole is None
    assert "rough shares" in support.withheld


def test_few_answers_show_nothing_but_how_many(as_ana, team):
    round = answered(team, [("", 4, 1)] * 4)
    page = as_ana.get(address(round)).text
    assert page.count("Fewer than five people answered without a name") == 1  # said once, not under each item
    assert "Ask again" in page
    assert "4 of 30 people asked have answered." in page
    assert '<svg class="result-picture' not in page
    assert Result.of(round).parts[0].items[0].groups[0].middle == ""


def test_with_names_everybody_sees_who_said_what(as_ana, team, ana, ben):
    round = assessment_round(team, naming="named", audience="team", people_count=6)
    assessment_answer(round, ana, 4, group="teacher", notes={TOLD: "We read it aloud."})
    assessment_answer(round, ben, 4, group="administrator")
    for number, person in enumerate(staff(team.school, 5)):
        assessment_answer(round, person, 4 if number < 2 else 2, group="teacher" if number < 2 else "support")
    page = as_ana.get(address(round)).text
    assert "Teachers and support staff are two levels apart on “Told”" in page
    assert "Ben Okafor" in page
    assert "We read it aloud." in page


def test_with_names_one_person_is_not_called_a_position(team, ana, ben):
    round = assessment_round(team, naming="named", audience="team")
    assessment_answer(round, ana, 1, group="teacher")
    assessment_answer(round, ben, 4, group="administrator")
    item = Result.of(round).parts[0].items[0]
    assert [group.label for group in item.groups] == ["All together"]
    assert item.gap is None
    assert item.sentences[0].startswith("Answers reach from not yet to part of how we work")


def test_an_item_nobody_can_see_is_said_so(team, ana, ben):
    round = assessment_round(team, naming="named", audience="team")
    assessment_answer(round, ana, 0)
    assert Result.of(round).parts[0].items[0].sentences == ("Nobody here can see this from their role.",)


# --- Formal leaders ----------------------------------------------------------------------------------------
def test_what_a_leader_keeps_for_themselves_is_theirs_alone(as_ana, as_ben, as_cleo, apart, ben):
    assessment_answer(apart, ben, 1, private=True, notes={TOLD: SECRET})
    own = as_ben.get(address(apart)).text
    assert "You, for your eyes only: Not yet." in own
    for other in (as_ana, as_cleo):
        page = other.get(address(apart)).text
        assert "eyes only" not in page
        assert SECRET not in page
        assert "Ben Okafor" not in page
    for client in (as_ana, as_ben):
        file = client.get(address(apart, "result_csv")).content.decode("utf-8-sig")
        assert "eyes only" not in file
        assert "Ben Okafor" not in file
    assert "19 of 30 people asked have answered." in own


def test_a_leader_with_their_name_stands_apart_from_the_groups(as_cleo, apart, ben):
    before = Result.of(apart).parts[0].items[0].groups
    assessment_answer(apart, ben, 1, private=False)
    item = Result.of(apart).parts[0].items[0]
    assert [group.shown for group in item.groups] == [group.shown for group in before]
    assert [(said.name, said.label) for said in item.named] == [("Ben Okafor", "Not yet")]
    assert "Formal leaders who answered with their names" in as_cleo.get(address(apart)).text


# --- Notes -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("answers", [9, 10])
def test_notes_without_names_are_read_from_ten_answers_on(as_ana, team, answers):
    round = answered(team, [("", level, 2) for level in (1, 2, 3, 4, 1, 2, 3, 4, 1, 2)[:answers]])
    first = round.answers.first()
    first.notes = {TOLD: SECRET}
    first.save(update_fields=("notes",))
    page = as_ana.get(address(round)).text
    assert (SECRET in page) == (answers == 10)
    assert ("nobody’s notes are shown" in page) == (answers == 9)
    assert (SECRET in as_ana.get(address(round, "result_csv")).content.decode("utf-8-sig")) == (answers == 10)


def test_the_note_of_the_one_who_can_see_it_is_not_read(as_ana, team):
    round = answered(team, [("", 4, 2)] + [("", 0, 2)] * 12)
    only = next(one for one in round.answers.all() if one.levels[TOLD])
    only.notes = {TOLD: SECRET, "vision.used": "We all see this"}
    only.save(update_fields=("notes",))
    page = as_ana.get(address(round)).text
    assert SECRET not in page
    assert "We all see this" in page
    assert "nobody’s notes are shown" in page


# --- Over time ---------------------------------------------------------------------------------------------
def test_the_same_people_again_are_compared_in_the_same_words(team):
    people = staff(team.school, 12)
    first = again_first(team, people)
    second = again(first, people, [3, 3, 4, 4, 2, 3, 3, 4, 1, 3, 4, 3])
    item = Result.of(second).parts[0].items[0]
    assert item.trend == "In “Autumn 2026” the middle was starting; now it is steady."


def again_first(team, people, levels=(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 2, 2)):
    answers = [{"person": one, "group": "teacher", "levels": level} for one, level in zip(people, levels, strict=True)]
    return assessment_round(team, answers=answers)


def test_other_words_are_not_compared_and_it_says_so(team):
    people = staff(team.school, 12)
    first = again_first(team, people)
    other = part()
    other["items"][0]["text"] = "How often is it told?"
    second = again(first, people, [3] * 6 + [1, 2, 4, 4, 2, 2], parts=[other])
    items = Result.of(second).parts[0].items
    assert "words of this item have changed" in items[0].trend
    assert "words of this item" not in items[1].trend


def test_a_new_wording_lets_nobody_be_worked_out(team):
    people = staff(team.school, 13)
    levels = (1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 2, 2)
    first = again_first(team, people[:12], levels)
    other = part()
    other["items"][0]["text"] = "How often is it told?"
    items = Result.of(again(first, people, [*levels, 4], parts=[other])).parts[0].items
    assert [item.groups[0].shown.how is How.FULL for item in items] == [False] * 3


def test_small_positions_are_named_with_those_they_are_counted_with(team):
    said = [("teacher", 1 + place % 4, 2) for place in range(10)] + [
        ("support+", 1 + place % 3, 2) for place in range(7)
    ]
    labels = [group.label for group in Result.of(answered(team, said)).parts[0].items[0].groups]
    assert sorted(labels) == ["Support staff and other colleagues", "Teachers"]


def test_one_new_person_cannot_be_worked_out(as_ana, team):
    people = staff(team.school, 13)
    levels = (1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 2, 2)
    first = again_first(team, people[:12], levels)
    second = again(first, people, [*levels, 4])
    group = Result.of(second).parts[0].items[0].groups[0]
    assert group.shown.how in (How.ROUGH, How.WITHHELD)
    assert not group.shown.counts
    assert "Only a few people are new since the last round" in as_ana.get(address(second)).text


def test_a_round_of_another_team_of_the_school_counts_as_earlier(team, northside):
    people = staff(northside, 13)
    other = factories.team("Second team", school=northside)
    again_first(other, people[:12])
    second = again_first(team, people, (1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 2, 2, 4))
    assert Result.of(second).parts[0].items[0].groups[0].shown.how is not How.FULL


def test_a_deleted_account_is_taken_for_somebody_else(team):
    people = staff(team.school, 12)
    first = again_first(team, people)
    second = again(first, people, [1, 2, 3, 4] * 3)
    AssessmentTurn.objects.filter(round=first, person=people[0]).delete()
    assert Result.of(second).parts[0].items[0].groups[0].shown.how is not How.FULL
    assert Result.of(first).answered_sentence.startswith("12 of")


def test_a_group_that_did_not_change_is_told_though_another_did(team):
    people = staff(team.school, 25)

    def round(some):
        answers = [
            {"person": one, "group": "teacher" if place < 12 else "support", "levels": 1 + place % 4}
            for place, one in enumerate(some)
        ]
        return assessment_round(team, answers=answers)

    round(people[:24])
    support, teachers = Result.of(round(people)).parts[0].items[0].groups
    assert teachers.shown.how is How.FULL
    assert support.shown.how in (How.ROUGH, How.WITHHELD)
    trend = Result.of(team.assessment_rounds.first()).parts[0].items[0].trend
    assert trend.startswith("Teachers: the middle was the same in “Autumn 2026”")
    assert "Support" not in trend


def test_whoever_opens_a_round_is_told_what_few_new_people_mean(team, apart, other_team):
    assert "“Autumn 2026” can be compared" in warning_before(team)
    assert warning_before(other_team) == ""
    assert "“Autumn 2026” can be compared" in warning_before(factories.team("Second team", school=team.school))


def test_whoever_gave_their_name_before_hides_nobody_later(team):
    """Seven of ten were known by name; what is told of the ten would be told of the three."""
    people = staff(team.school, 10)
    named = assessment_round(team, naming="named", audience="team")
    for person in people[:7]:
        assessment_answer(named, person, 3)
    later = again_first(team, people, (1, 2, 3, 4, 1, 2, 3, 4, 1, 2))
    assert Result.of(later).parts[0].items[0].groups[0].shown.how is How.WITHHELD


def test_words_are_shown_as_they_were_typed(as_ana, team, ana):
    round = assessment_round(team, naming="named", audience="team", name="<b>Autumn</b>")
    assessment_answer(round, ana, 3, notes={TOLD: "<script>alert(1)</script>"})
    page = as_ana.get(address(round)).text
    assert "<script>alert" not in page
    assert "<b>Autumn" not in page
    assert "&lt;script&gt;alert(1)" in page


# --- Who reads it ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["as_ana", "as_ben", "as_cleo"])
def test_everybody_on_the_team_reads_the_same(request, who, apart):
    page = request.getfixturevalue(who).get(address(apart))
    assert page.status_code == 200
    assert ("Settle our level" in page.text) == (who != "as_cleo")
    assert ("Make it a task" in page.text) == (who != "as_cleo")
    # A task begins with something to do; what a pilot should try is for people to say, why is known.
    assert ("words=Find%20out%20why%3A%20Teachers" in page.text) == (who != "as_cleo")
    assert ("because=Teachers" in page.text) == (who != "as_cleo")


def test_an_invited_colleague_reads_it_without_the_teams_pages(apart, northside):
    colleague = factories.person("Eve Stone")
    northside.welcome(colleague)
    page = signed_in(colleague).get(address(apart)).text
    assert "two levels apart" in page
    assert "Settle our level" not in page
    assert "Make it a task" not in page
    assert signed_in(colleague).get(address(apart, "result_csv")).status_code == 200


@pytest.mark.parametrize("name", ["assessment_result", "result_csv", "result_pdf", "result_release"])
def test_for_outsiders_there_is_nothing(as_dov, apart, name):
    client = as_dov
    assert client.post(address(apart, name)).status_code in (404, 405)
    assert client.get(address(apart, name)).status_code in (404, 405)


def test_colleagues_see_nothing_of_a_round_among_the_team(team, northside):
    round = answered(team, [("", 3, 2)] * 12, audience="team")
    colleague = factories.person("Eve Stone")
    northside.welcome(colleague)
    assert signed_in(colleague).get(address(round)).status_code == 404


@pytest.mark.parametrize("name", ["assessment_result", "result_csv", "result_pdf"])
def test_while_a_round_is_open_there_is_no_result(as_ana, team, ana, name):
    round = assessment_round(team, closed=False)
    assessment_answer(round, ana, 4, notes={TOLD: SECRET})
    answer = as_ana.get(address(round, name), follow=True)
    assert answer.redirect_chain[0][0] == round.get_absolute_url()
    assert SECRET not in answer.text
    with pytest.raises(ValueError, match="hidden"):
        Result.of(round)


# --- Sentences for other pages -----------------------------------------------------------------------------
def test_other_pages_get_one_sentence_for_each_condition(apart, django_assert_num_queries):
    said = sentences_for([apart])[apart.pk]
    assert said["vision"].startswith("Teachers and support staff are two levels apart")
    assert sentences_for([apart], "capacity") == {apart.pk: {}}
    rounds = list(type(apart).objects.select_related("team"))
    with django_assert_num_queries(3):
        assert set(sentences_for(rounds)[apart.pk]) == {"vision"}


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_page_asks_the_database_no_more_often_for_more(as_ana, apart, rounds, django_assert_max_num_queries):
    for _more in range(rounds - 1):
        answered(apart.team, [("teacher", 3, 2)] * 12, parts=[part(), part("capacity")])
    as_ana.get(address(apart))
    with django_assert_max_num_queries(10):
        as_ana.get(address(apart.team.assessment_rounds.first()))


# --- The file for spreadsheets -----------------------------------------------------------------------------
def rows(client, round):
    return list(csv.reader(io.StringIO(client.get(address(round, "result_csv")).content.decode("utf-8-sig"))))


def test_the_file_holds_what_the_page_shows(as_ana, apart):
    head, *lines = rows(as_ana, apart)
    teachers = next(dict(zip(head, line, strict=True)) for line in lines if line[3] == "Teachers")
    support = next(dict(zip(head, line, strict=True)) for line in lines if line[3] == "Support staff")
    assert [teachers[name] for name in ("Not yet", "Starting", "Steady", "Part of how we work")] == ["1", "1", "3", "7"]
    assert [support[name] for name in ("Not yet", "Starting", "Steady", "Part of how we work")] == [""] * 4
    assert support["Not yet · Starting"] == "more than half, or all"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@cmd", "\t=1", "＝1", " =1", "\u200b=1", "\xa0+1"])
def test_no_cell_is_taken_for_a_formula(as_ana, team, words):
    round = answered(team, [("", level, 2) for level in (1, 2, 3, 4) * 3])
    first = round.answers.first()
    first.notes = {TOLD: words}
    first.save(update_fields=("notes",))
    assert [line[-1].replace("'", "") for line in rows(as_ana, round) if line[-1].startswith("'")] == [words]


def test_no_cell_is_one_where_semicolons_part_them():
    assert harmless("Well;=1+1;\n@cmd") == "Well;'=1+1;\n'@cmd"
    assert harmless("Ten - or 3 + 4; as it was") == "Ten - or 3 + 4; as it was"


# --- The district ------------------------------------------------------------------------------------------
def test_whoever_runs_the_team_releases_and_takes_back(as_ana, apart):
    page = as_ana.post(address(apart, "result_release"), {"to": "district"}, follow=True).text
    apart.refresh_from_db()
    assert apart.is_released
    assert apart.released_figures == {"vision": 2.0}
    assert "Released on" in page
    as_ana.post(address(apart, "result_release"), {"to": "district"})
    as_ana.post(address(apart, "result_release"), {"to": "school"})
    apart.refresh_from_db()
    assert not apart.is_released
    assert apart.released_figures == {"vision": None}  # the place stays, the figure does not


@pytest.mark.parametrize("who", ["as_ben", "as_cleo"])
def test_nobody_else_releases(request, who, apart):
    assert request.getfixturevalue(who).post(address(apart, "result_release"), {"to": "district"}).status_code == 403


def test_without_a_district_there_is_nothing_to_release_to(as_ana, apart, northside):
    northside.district = None
    northside.save(update_fields=("district",))
    assert "Release it" not in as_ana.get(address(apart)).text
    as_ana.post(address(apart, "result_release"), {"to": "district"})
    apart.refresh_from_db()
    assert apart.released_at is None


def test_an_open_round_is_not_released(as_ana, team):
    round = assessment_round(team, closed=False)
    as_ana.post(address(round, "result_release"), {"to": "district"})
    round.refresh_from_db()
    assert round.released_at is None
    assert round.release(None, {}) is False
