"""Alignment checks: opened with a rule, answered with or without names, read only when closed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.models import Role, StaffMember
from tests import factories
from tests.conftest import signed_in
from tests.leadership.test_together import at_once
from visioning.alignment_result import Result
from visioning.models import AlignmentAnswer, AlignmentCheck, AlignmentReply, AlignmentTurn, Version

from .making import alignment_check
from .writing import Hand, begin

SECRET = "Nobody asked the bus drivers about the late bus."


@pytest.fixture
def vision(team, ana):
    vision = begin(team)
    hand = Hand(vision.text, ana)
    hand.write("We listen to every child.")
    hand.write("We decide together.")
    return vision


@pytest.fixture
def crowd(team):
    """Twelve more on the team."""
    people = [factories.person(f"Teacher {number}") for number in range(12)]
    for person in people:
        team.welcome(person, "link")
    return people


@pytest.fixture
def gil(northside):
    """On the staff of the school, not on the team."""
    person = factories.person("Gil Staff")
    StaffMember.objects.create(school=northside, person=person)
    return person


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def opening(**fields):
    return {
        "version": "now",
        "audience": "team",
        "naming": "named",
        "share": "80",
        "floor": "3",
        "lowest": "2",
        "answers_needed": "2",
        "closes_on": "",
        **fields,
    }


def answer(client, team, check, **fields):
    return client.post(url("alignment_check_answer", team, check.number), {"level": "4", **fields}, follow=True)


def page(client, team, check):
    return client.get(url("alignment_check", team, check.number)).text


# --- Opening ------------------------------------------------------------------------------------------------


def test_a_facilitator_opens_one_on_the_text_as_it_is_now(as_ana, ana, as_cleo, team, vision):
    assert "Nobody was asked yet" in as_cleo.get(url("alignment_check_list", team)).text
    response = as_ana.post(url("alignment_check_new", team), opening(), follow=True)
    check = AlignmentCheck.objects.get()
    assert response.redirect_chain[-1][0] == check.get_absolute_url()
    assert check.version.plain() == "We listen to every child.\nWe decide together."
    Hand(vision.text, ana).write("Later words.")
    words = page(as_cleo, team, check)
    assert "We listen to every child." in words
    assert "Later words." not in words
    assert (
        "Enough to start means: four in five of those who answer can at least live with it, nobody says “I cannot "
        "work toward it yet” and at least 2 people answer." in words
    )
    assert "0 of 2 people asked have answered." in words
    assert "Check 1: Version 1" in as_cleo.get(url("alignment_check_list", team)).text


def test_only_facilitators_open_and_close(as_ben, as_cleo, as_dov, team, vision):
    check = alignment_check(vision)
    for name, args in (("alignment_check_new", ()), ("alignment_check_close", (check.number,))):
        for client, status in ((as_ben, 403), (as_cleo, 403), (as_dov, 404)):
            assert client.get(url(name, team, *args)).status_code == status
            assert client.post(url(name, team, *args), opening()).status_code == status
    check.refresh_from_db()
    assert not check.is_closed


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"naming": "unnamed"}, "Fewer than five people are asked"),
        ({"answers_needed": "3"}, "Only 2 people are asked."),
        ({"closes_on": "2020-01-01"}, "This day has passed already."),
        ({"version": "77"}, "error-summary"),
        ({"lowest": "5"}, "error-summary"),
        ({"naming": ""}, "error-summary"),
    ],
)
def test_a_rule_that_cannot_be_comes_back(as_ana, team, vision, said, complaint):
    response = as_ana.post(url("alignment_check_new", team), opening(**said))
    assert response.status_code == 422
    assert complaint in response.text
    assert not AlignmentCheck.objects.exists()


def test_without_names_at_least_five_must_answer(as_ana, team, vision, crowd):
    as_ana.post(url("alignment_check_new", team), opening(naming="unnamed", answers_needed="2"))
    assert AlignmentCheck.objects.get().answers_needed == 5


def test_one_check_at_a_time(as_ana, team, vision):
    as_ana.post(url("alignment_check_new", team), opening())
    response = as_ana.post(url("alignment_check_new", team), opening(), follow=True)
    assert "One at a time is enough." in response.text
    assert AlignmentCheck.objects.count() == 1


def test_a_blank_page_is_nothing_to_ask_about(as_ana, team):
    assert as_ana.get(url("alignment_check_new", team)).status_code == 404
    begin(team)
    assert "Nothing is written yet" in as_ana.get(url("alignment_check_new", team)).text


# --- Answering ----------------------------------------------------------------------------------------------


def test_named_answers_stay_hidden_until_the_close_and_can_be_changed(as_ana, as_ben, as_cleo, ana, ben, team, vision):
    check = alignment_check(vision)
    assert "stays hidden" in answer(as_ben, team, check, level="2", closer=SECRET).text
    answer(as_ben, team, check, level="3", closer=SECRET + " Twice.")
    assert AlignmentAnswer.objects.get().level == 3
    for client in (as_ana, as_cleo):
        words = page(client, team, check) + client.get(url("alignment_check_list", team)).text
        assert SECRET not in words
        assert "1 of 2 people asked have answered." in words
    assert SECRET in page(as_ben, team, check)  # their own
    with pytest.raises(ValueError, match="hidden"):
        Result.of(check)
    response = as_ana.post(url("alignment_check_close", team, 1), follow=True)
    assert (
        "1 of 1 can at least live with it. Not yet, by the rule you chose: only one person answered." in response.text
    )
    words = page(as_cleo, team, check)
    assert SECRET in words
    assert "Ben Okafor" in words
    assert "1 of 2 people asked have answered." in words


def test_an_answer_without_a_name_is_sent_once(as_ben, ben, team, vision, crowd):
    check = alignment_check(vision, naming="unnamed")
    assert "once sent, it cannot be changed" in page(as_ben, team, check)
    answer(as_ben, team, check, level="2", closer=SECRET)
    assert SECRET not in page(as_ben, team, check)
    again = answer(as_ben, team, check, level="5")
    assert "Without names an answer cannot be changed." in again.text
    stored = AlignmentAnswer.objects.get()
    assert (stored.level, stored.person) == (2, None)
    assert AlignmentTurn.objects.get().person == ben


def test_nothing_in_the_database_joins_turns_and_answers(team, vision, crowd):
    check = alignment_check(vision, naming="unnamed", answers=[(person, 3, f"Words {person}") for person in crowd])
    turns = AlignmentTurn._meta.get_fields()
    assert {field.name for field in turns} == {"id", "check_asked", "person"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT closer, xmin::text FROM visioning_alignmentanswer ORDER BY ctid")
        rows = cursor.fetchall()
    in_turn = [f"Words {person}" for person in crowd]
    assert [words for words, _made in rows] != in_turn
    assert len({made for _words, made in rows}) == 1  # written together, whenever they came
    assert not check.answers.filter(person__isnull=False).exists()


def test_observers_outsiders_and_strangers_do_not_answer(as_cleo, as_dov, as_nobody, team, vision):
    check = alignment_check(vision)
    where = url("alignment_check_answer", team, check.number)
    assert as_cleo.post(where, {"level": "4"}).status_code == 403
    assert as_dov.post(where, {"level": "4"}).status_code == 404
    assert as_dov.get(url("alignment_check", team, 1)).status_code == 404
    assert as_dov.get(url("alignment_check_list", team)).status_code == 404
    assert as_nobody.post(where, {"level": "4"}).status_code == 302
    assert not AlignmentAnswer.objects.exists()


def test_the_staff_is_asked_only_where_the_check_says_so(gil, as_ana, ana, team, vision):
    as_gil = signed_in(gil)
    check = alignment_check(vision)
    assert as_gil.get(url("alignment_check", team, check.number)).status_code == 404
    check.close()
    staff = alignment_check(vision, audience="staff")
    assert as_gil.get(url("alignment_check", team, check.number)).status_code == 404  # the team's own stays theirs
    assert "Check 1" not in as_gil.get(url("alignment_check_list", team)).text
    assert "of 3 people asked" in page(as_gil, team, staff)
    assert "How far can you work toward" in as_gil.get("/").text
    answer(as_gil, team, staff)
    assert AlignmentAnswer.objects.get().person == gil
    assert "How far can you work toward" not in as_gil.get("/").text
    assert as_gil.get(url("alignment_check_close", team, staff.number)).status_code == 403


def test_without_a_level_the_words_come_back(as_ben, team, vision):
    check = alignment_check(vision)
    response = as_ben.post(url("alignment_check_answer", team, 1), {"closer": "My long thoughts"})
    assert response.status_code == 422
    assert "My long thoughts" in response.text
    assert as_ben.post(url("alignment_check_answer", team, 1), {"level": "9"}).status_code == 422
    long = as_ben.post(url("alignment_check_answer", team, 1), {"level": "4", "closer": "x" * 1300})
    assert long.status_code == 422
    assert "x" * 1300 in long.text
    assert not check.turns.exists()


def test_after_the_last_day_nothing_more_is_taken(as_ana, as_ben, team, vision):
    check = alignment_check(vision, closes_on=timezone.localdate())
    answer(as_ben, team, check)
    AlignmentCheck.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert "The last day for answers was" in page(as_ben, team, check)
    assert "takes no more answers" in answer(as_ana, team, check).text
    assert AlignmentAnswer.objects.count() == 1
    assert "What people answered" in as_ana.post(url("alignment_check_close", team, 1), follow=True).text
    assert "takes no more answers" in answer(as_ana, team, check).text


def test_closing_twice_closes_once(as_ana, team, vision):
    alignment_check(vision)
    as_ana.post(url("alignment_check_close", team, 1))
    closed = AlignmentCheck.objects.get().closed_at
    again = as_ana.post(url("alignment_check_close", team, 1), follow=True)
    assert "Somebody closed this check a moment ago." in again.text
    assert AlignmentCheck.objects.get().closed_at == closed


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_answers_of_one_person_at_once_leave_one(team, vision, crowd):
    check = alignment_check(vision, naming="unnamed")
    post = (crowd[0], url("alignment_check_answer", team, 1), {"level": "4"})
    assert at_once(post, post) == [302, 302]
    assert check.answers.count() == check.turns.count() == 1


# --- The result ---------------------------------------------------------------------------------------------


def closed(vision, people, levels, words=(), **fields):
    check = alignment_check(vision, **fields)
    words = dict(words)
    for place, (person, level) in enumerate(zip(people, levels, strict=False)):
        check.answer(person, level, words.get(place, ""))
    check.close()
    return check


def test_ten_and_more_unnamed_answers_are_told_in_full(as_cleo, team, vision, crowd):
    levels = [5, 5, 5, 4, 4, 4, 4, 3, 3, 1, 2]
    check = closed(vision, crowd, levels, {9: SECRET, 0: "A start date."}, naming="unnamed")
    words = page(as_cleo, team, check)
    assert "9 of 11 can at least live with it. Not yet, by the rule you chose: somebody cannot work toward it" in words
    assert words.index(SECRET) < words.index("A start date.")
    assert "approved" not in words
    assert "majority" not in words
    assert not [person for person in crowd if person.name in words]
    rows = {row.label: row.amount for row in Result.of(check).rows}
    assert list(rows.values()) == ["3", "4", "2", "1", "1"]
    assert Result.of(check).svg().count("<circle") == 11
    assert "<title" in Result.of(check).svg()


def test_between_five_and_ten_only_rough_shares_and_words_meant_for_few(as_cleo, team, vision, crowd):
    check = alignment_check(vision, naming="unnamed", answers_needed=5)
    for person, level in zip(crowd, [5, 4, 4, 4, 2, 4], strict=False):
        check.answer(person, level, SECRET if level == 2 else "")
    check.answer(crowd[7], 5, "Read this anyway.", even_if_few=True)
    check.close()
    words = page(as_cleo, team, check)
    assert "More than half can work toward this. Enough to start, by the rule you chose." in words
    assert SECRET not in words
    assert "Read this anyway." in words
    assert "With fewer than 10 answers" in words
    assert "<circle" not in Result.of(check).svg()
    assert {row.amount for row in Result.of(check).rows} == {"more than half, or all", "nobody or few"}


def test_below_five_nothing_of_the_answers_is_shown(as_ana, team, vision, crowd):
    check = closed(vision, crowd, [5, 5, 5, 5], {0: SECRET}, naming="unnamed", answers_needed=1)
    words = page(as_ana, team, check)
    assert "Fewer than five people answered, so nothing of their answers is shown." in words
    assert SECRET not in words
    assert not Result.of(check).enough
    assert not Result.of(check).rows
    assert "alignment-picture" not in words


def test_reasons_are_answered_by_the_team(as_ana, as_ben, as_cleo, ana, ben, team, vision):
    check = closed(vision, [ana, ben], [4, 2], {1: SECRET})
    reason = check.answers.get(person=ben)
    where = url("alignment_reply_add", team, 1, reason.pk)
    assert [one.words for one in Result.of(check).open_reasons] == [SECRET]
    assert as_cleo.post(where, {"words": "No."}).status_code == 403
    empty = as_ana.post(where, {"words": " "})
    assert empty.status_code == 422
    assert "aria-invalid" in empty.text
    as_ana.post(where, {"words": "The late bus is\non Thursday's agenda."})
    assert "on Thursday&#x27;s agenda." in page(as_cleo, team, check)
    assert not Result.of(check).open_reasons
    reply = AlignmentReply.objects.get()
    assert as_ben.post(url("alignment_reply_remove", team, 1, reply.pk)).status_code == 404  # not theirs
    as_ana.post(url("alignment_reply_remove", team, 1, reply.pk))
    assert not AlignmentReply.objects.exists()


def test_a_reason_that_is_not_shown_cannot_be_answered(as_ana, team, vision, crowd):
    check = closed(vision, crowd, [5, 4, 4, 4, 2], {4: SECRET}, naming="unnamed")
    hidden = check.answers.get(closer=SECRET)
    response = as_ana.post(url("alignment_reply_add", team, 1, hidden.pk), {"words": "We heard you."})
    assert response.status_code == 404
    assert not AlignmentReply.objects.exists()


def test_right_to_left_words_and_scripts_stay_words(as_ana, ana, team, vision):
    check = closed(vision, [ana], [2], {0: "<script>alert(1)</script> שלום"})
    words = page(as_ana, team, check)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; שלום" in words
    assert 'dir="auto"' in words


def test_somebody_who_left_is_a_former_colleague(as_ana, ana, ben, team, vision):
    check = closed(vision, [ana, ben], [4, 2], {1: SECRET})
    ben.delete()
    words = page(as_ana, team, check)
    assert "Ben" not in words
    assert "a former colleague" in words


# --- Paragraph by paragraph ---------------------------------------------------------------------------------


def keys(check):
    return [f"paragraph_{key}" for key in check.asked_about]


def test_only_changed_paragraphs_are_asked_about_again(as_ana, as_ben, ana, ben, team, vision):
    check = alignment_check(vision, by_paragraph=True)
    first, second = keys(check)
    answer(as_ben, team, check, **{first: "5", second: "2"})
    check.close()
    result = Result.of(check)
    assert [part.sentence for part in result.paragraphs] == ["1 of 1 can work toward it.", "0 of 1 can work toward it."]
    Hand(vision.text, ana).insert(1, "together", "slowly and ")
    again = alignment_check(vision, by_paragraph=True)
    assert len(again.asked_about) == 1
    words = page(as_ben, team, again)
    assert keys(again)[0] in words
    assert first not in words
    assert "What changed since check 1" in words
    answer(as_ben, team, again, **{keys(again)[0]: "4", first: "1"})
    assert AlignmentAnswer.objects.get(check_asked=again).levels_by_paragraph == {again.asked_about[0]: 4}
    again.close()
    carried, fresh = Result.of(again).paragraphs
    assert carried.asked_at == AlignmentCheck.objects.get(number=1).closed_at
    assert carried.sentence == "1 of 1 can work toward it."
    assert (fresh.asked_at, fresh.sentence) == (None, "1 of 1 can work toward it.")
    assert "the words have not changed since" in page(as_ana, team, again)


def test_paragraphs_follow_the_same_rule_for_small_groups(team, vision, crowd):
    check = alignment_check(vision, naming="unnamed", by_paragraph=True)
    some, few = check.asked_about
    for place, person in enumerate(crowd[:11]):
        about = {some: 4} | ({few: 1} if place < 4 else {})
        check.answer(person, 1 + place % 5, levels_by_paragraph=about)
    check.close()
    told, untold = Result.of(check).paragraphs
    assert told.rows[0].amount == "all, or all but one or two"
    assert not untold.rows
    assert untold.sentence == "Fewer than five people spoke about this paragraph."
    assert alignment_check(vision, by_paragraph=True).asked_about == [few]  # those who were not heard are asked again


# --- Pages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["alignment-state", "alignment-reasons"])
def test_parts_are_fetched_alone(as_ben, ben, team, vision, part):
    check = alignment_check(vision, answers=[(ben, 4, SECRET)])
    if part == "alignment-reasons":
        check.close()
    headers = {"HX-Request": "true", "HX-Target": f"section#{part}"}
    response = as_ben.get(url("alignment_check", team, 1), headers=headers)
    assert f'id="{part}"' in response.text
    assert "<html" not in response.text


def queries(client, where):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(where).status_code == 200
    return len(found)


def test_pages_ask_as_much_for_one_as_for_three(as_ana, ana, ben, team, vision, crowd):
    one, many = url("alignment_check", team, 1), url("alignment_check", team, 3)
    alignment_check(vision, answers=[(ben, 2, "One.")], by_paragraph=True).close()
    as_ana.get(one)
    closed_one, list_one = queries(as_ana, one), queries(as_ana, url("alignment_check_list", team))
    Hand(vision.text, ana).write("More.")
    alignment_check(vision, answers=[(ben, 2, "One.")], by_paragraph=True).close()
    Hand(vision.text, ana).write("Even more.")
    last = alignment_check(vision, by_paragraph=True)
    open_one = queries(as_ana, many)
    for number, person in enumerate(crowd):
        last.answer(person, 1 + number % 5, f"Reason {number}")
    assert queries(as_ana, many) == open_one <= 10
    last.close()
    for reason in last.answers.all()[:3]:
        reason.reply("Yes.", ben)
    assert queries(as_ana, many) <= closed_one + 2 <= 10
    assert queries(as_ana, url("alignment_check_list", team)) == list_one <= 10


def test_the_adoption_page_tells_what_the_check_said(as_ana, ana, ben, team, vision):
    check = closed(vision, [ana, ben], [4, 2], {1: SECRET})
    words = as_ana.get(url("version_adopt", team, check.version.number)).text
    assert Result.of(check).sentence in words
    assert SECRET in words
    Hand(vision.text, ana).write("More.")
    as_ana.post(url("version_keep", team), {"name": "Later"})
    assert "Nobody was asked about exactly these words." in as_ana.get(url("version_adopt", team, 2)).text


def test_the_first_page_says_what_waits_and_the_export_holds_my_answers(as_ana, as_ben, as_cleo, ben, team, vision):
    check = alignment_check(vision)
    assert "How far can you work toward “Version 1”?" in as_ben.get("/").text
    assert "How far can you work toward" not in as_cleo.get("/").text
    answer(as_ben, team, check, closer=SECRET)
    assert "How far can you work toward" not in as_ben.get("/").text
    assert SECRET in as_ben.get(reverse("me_export")).text
    assert SECRET not in as_ana.get(reverse("me_export")).text


def test_an_unnamed_answer_is_in_nobodys_export(as_ben, ben, team, vision, crowd):
    check = alignment_check(vision, naming="unnamed")
    answer(as_ben, team, check, closer=SECRET)
    mine = as_ben.get(reverse("me_export"))
    assert SECRET not in mine.text
    assert "is not stored with your name" in mine.text
    assert mine.json()["alignment_checks_answered_without_my_name"]["checks"][0]["check_asked__number"] == 1


def test_two_kinds_of_observers(team, ana, cleo, northside):
    """An observer of the team stays one, though the staff is asked and they are on it."""
    vision = begin(team)
    Hand(vision.text, ana).write("Words.")
    check = alignment_check(vision, audience="staff")
    team.memberships.filter(person=ana).update(role=Role.OBSERVER)
    assert StaffMember.objects.filter(person=cleo, school=northside).exists()
    for person in (ana, cleo):
        assert check not in AlignmentCheck.objects.waiting_for(person)


def test_a_version_that_is_adopted_already_is_not_offered_for_adoption(as_ana, ana, ben, team, vision):
    check = closed(vision, [ana, ben], [5, 4], answers_needed=2)
    offer = url("version_adopt", team, check.version.number)
    assert offer in as_ana.get(check.get_absolute_url()).text
    check.version.adopt(ana, [ana, ben])
    assert offer not in as_ana.get(check.get_absolute_url()).text
    Hand(vision.text, ana).write("More.")
    Version.keep(vision.text, ana, "Later").adopt(ana, [ana])
    assert offer in as_ana.get(check.get_absolute_url()).text
