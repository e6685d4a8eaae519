"""Tasks of a team: added, taken over from a guide, done, never overdue."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership import guides
from leadership.models import Role, Task
from tests import factories
from tests.conftest import signed_in

from . import making

PART = {"HX-Request": "true", "HX-Target": "div#tasks"}


def url(name, team, *args, **query):
    return reverse(name, args=[team.slug, *args], query=query or None)


def said(**changes):
    return {"words": "Ask five colleagues", "guide": "", "owner": "", "due_on": ""} | changes


def test_nothing_to_do_explains_itself(as_ben, as_cleo, team):
    page = as_ben.get(url("task_list", team)).text
    assert "Each guide suggests tasks" in page
    assert "Add a task" in page
    assert "Add a task" not in as_cleo.get(url("task_list", team)).text


def test_a_member_adds_one(as_ben, as_cleo, ana, ben, team):
    answer = as_ben.post(
        url("task_add", team), said(owner=ana.pk, due_on="2020-11-03", words="<b>Ask</b>", guide="vision")
    )
    assert answer["Location"] == url("task_list", team)
    task = Task.objects.get()
    assert (task.noted_by, task.owner, task.guide) == (ben, ana, "vision")
    page = as_cleo.get(url("task_list", team)).text
    assert "Ana Ruiz" in page
    assert "was planned for Nov. 3, 2020" in page
    assert "overdue" not in page.lower()
    assert "&lt;b&gt;Ask" in page
    assert "Not done" not in page
    assert url("task_done", team, task.pk) not in page


def test_the_next_one_comes_first_and_those_without_a_day_last(as_ben, ana, team):
    today = timezone.localdate()
    for words, due_on in (("No day", None), ("Later", today + timedelta(9)), ("Soon", today)):
        making.task(team, ana, words, due_on=due_on)
    page = as_ben.get(url("task_list", team)).text
    assert page.index("Soon") < page.index("Later") < page.index("No day")
    assert "no day yet" in page
    assert "nobody yet" in page


@pytest.mark.parametrize(
    "change",
    [
        {"words": ""},
        {"words": "x" * 401},
        {"owner": "0"},
        {"due_on": "soon"},
        {"due_on": "0001-01-01"},
        {"guide": "harmony"},
        {"stage": "when"},
        {"round": "7"},
        {"round": "many"},
        {"item": "vision.told"},
    ],
)
def test_what_does_not_fit_comes_back(as_ben, team, change):
    answer = as_ben.post(url("task_add", team), said() | change)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert not Task.objects.exists()


def test_neither_outsiders_nor_observers_can_be_asked_to_do_it(as_ben, cleo, dov, team):
    for person in (cleo, dov):
        assert as_ben.post(url("task_add", team), said(owner=person.pk)).status_code == 422


def test_whoever_has_it_keeps_it_when_they_begin_to_look_on(as_ben, ana, ben, team):
    task = making.task(team, ana, owner=ana)
    team.memberships.filter(person=ana).update(role=Role.OBSERVER)
    edit = url("task_edit", team, task.pk)
    assert f'value="{ana.pk}" selected' in as_ben.get(edit).text
    as_ben.post(edit, said(owner=ana.pk, words="Ask six"))
    task.refresh_from_db()
    assert (task.owner, task.words) == (ana, "Ask six")


def test_it_can_come_out_of_a_result(as_ben, ana, team, other_team):
    round = making.assessment_round(team, name="Autumn")
    making.assessment_round(other_team)
    still_open = making.assessment_round(team, closed=False)
    page = as_ben.get(url("task_add", team, round=1, item="vision.told", words="Tell the <kitchen>")).text
    assert 'name="round" value="1"' in page
    assert "Tell the &lt;kitchen&gt;" in page
    assert '<option value="vision" selected>' in page
    as_ben.post(url("task_add", team), said(round=1, item="vision.told"))
    task = Task.objects.get()
    assert (task.round, task.item) == (round, "vision.told")
    assert "came out of the round" in as_ben.get(url("task_list", team)).text
    for wrong in ({"round": 1, "item": "vision.sung"}, {"round": still_open.number, "item": "vision.told"}):
        assert as_ben.post(url("task_add", team), said(**wrong)).status_code == 422
    assert Task.objects.count() == 1


def test_a_guides_suggestion_is_taken_over_once(as_ben, as_ana, ben, team):
    stage = guides.guide("vision").stages[0]
    suggested = stage.tasks[0]
    answer = as_ben.post(url("task_take", team), {"guide": "vision", "key": suggested.key}, follow=True)
    task = Task.objects.get()
    assert (task.words, task.stage, task.guide, task.noted_by) == (suggested.text, stage.key, "vision", ben)
    assert "Who does it, and by when?" in answer.text
    again = as_ana.post(url("task_take", team), {"guide": "vision", "key": suggested.key}, follow=True)
    assert "has taken this on already" in again.text
    assert Task.objects.count() == 1
    as_ana.post(url("task_edit", team, task.pk), said(words="In our words", guide="capacity"))
    task.refresh_from_db()
    assert (task.words, task.guide) == ("In our words", "vision")


def test_taking_over_can_lead_back_to_the_stage(as_ben, team):
    suggested = guides.guide("vision").stages[0].tasks[0]
    answer = as_ben.post(url("task_take", team), {"guide": "vision", "key": suggested.key, "back": "stage"})
    assert answer["Location"] == url("condition_stage", team, "vision", "why") + "#tasks"


@pytest.mark.parametrize("wrong", [{}, {"guide": "harmony", "key": "x"}, {"guide": "vision", "key": "no-such-task"}])
def test_what_no_guide_suggests_is_not_taken_over(as_ben, team, wrong):
    answer = as_ben.post(url("task_take", team), wrong)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert not Task.objects.exists()


def test_every_suggestion_fits_a_task():
    longest = Task._meta.get_field("words").max_length
    for guide in guides.guides():
        for stage in guide.stages:
            assert all(len(task.text) <= longest for task in stage.tasks), guide.key


def test_done_and_not_done_after_all(as_ben, ana, ben, team):
    task = making.task(team, ana)
    as_ben.post(url("task_done", team, task.pk), {"to": "done"})
    task.refresh_from_db()
    assert task.done_by == ben
    first = task.done_at
    assert "noted by Ben Okafor" in as_ben.get(url("task_list", team)).text
    as_ben.post(url("task_done", team, task.pk))
    task.refresh_from_db()
    assert task.done_at == first
    as_ben.post(url("task_done", team, task.pk), {"to": "open"})
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (None, None)


def test_filters_stay_when_something_is_done(as_ben, ana, ben, team):
    mine = making.task(team, ana, "For Ben", owner=ben, guide="vision")
    making.task(team, ana, "For Ana", owner=ana)
    list_of_mine = url("task_list", team, guide="vision", show="mine")
    page = as_ben.get(list_of_mine).text
    assert "For Ben" in page
    assert "For Ana" not in page
    assert "For Ana" in as_ben.get(url("task_list", team, show="theirs", guide="harmony")).text
    answer = as_ben.post(url("task_done", team, mine.pk, guide="vision", show="mine"))
    assert answer["Location"] == list_of_mine


def test_changing_and_removing(as_ben, ana, team):
    task = making.task(team, ana, due_on=date(2026, 1, 2), guide="vision")
    edit, remove = url("task_edit", team, task.pk), url("task_remove", team, task.pk)
    assert 'value="2026-01-02"' in as_ben.get(edit).text
    assert '<option value="vision" selected>' in as_ben.get(edit).text
    assert as_ben.post(edit, said(words="")).status_code == 422
    as_ben.post(edit, said(words="The kitchen"))
    task.refresh_from_db()
    assert (task.words, task.due_on, task.guide) == ("The kitchen", None, "")
    assert "The kitchen" in as_ben.get(remove).text
    as_ben.post(remove)
    assert not Task.objects.exists()


def test_what_was_removed_meanwhile_is_not_made_again(ana, team):
    task = making.task(team, ana)
    task.remove()
    assert not task.mend(words="Too late")
    assert not task.settle(True, ana)
    assert not Task.objects.exists()


def test_who_left_for_good_leaves_the_task(as_ben, ana, ben, team):
    task = making.task(team, ana, owner=ana, round=None)
    Task.objects.update(done_at=timezone.now(), done_by=ana)
    ana.delete()
    page = as_ben.get(url("task_list", team)).text
    assert task.words in page
    assert "Ana" not in page


def test_outsiders_find_nothing_and_observers_change_nothing(as_dov, as_cleo, as_nobody, dov, other_team, ana, team):
    task = making.task(team, ana)
    theirs = making.task(other_team, dov, "Theirs")
    changes = [url("task_add", team), url("task_take", team)]
    changes += [url(f"task_{name}", team, task.pk) for name in ("edit", "done", "remove")]
    assert as_dov.get(url("task_list", team)).status_code == 404
    assert as_nobody.get(url("task_list", team)).status_code == 302
    for address in changes:
        assert as_dov.post(address, said()).status_code == 404
        assert as_cleo.post(address, said()).status_code == 403
    assert as_dov.post(url("task_remove", other_team, task.pk)).status_code == 404
    assert Task.objects.filter(pk__in=(task.pk, theirs.pk), done_at=None).count() == 2
    assert "Theirs" not in as_cleo.get(url("task_list", team)).text


def test_guests_from_the_staff_find_nothing(northside, team):
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    making.assessment_round(team, closed=False)
    assert signed_in(eve).get(url("task_list", team)).status_code == 404


def test_an_open_page_fetches_its_part(as_ben, ana, team):
    task = making.task(team, ana)
    for answer in (
        as_ben.get(url("task_list", team), headers=PART),
        as_ben.post(url("task_done", team, task.pk), {"to": "done"}, headers=PART),
    ):
        assert 'id="tasks"' in answer.text
        assert "<html" not in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, rows, django_assert_num_queries):
    round = making.assessment_round(team)
    for number in range(rows):
        owner = factories.person(f"Person {number}")
        making.task(team, owner, owner=owner, round=round)
        Task.note(team, owner, words="Done", done_at=timezone.now(), done_by=owner)
    as_ana.get(url("task_list", team))
    with django_assert_num_queries(4):
        as_ana.get(url("task_list", team))


def test_ones_own_wait_on_the_first_page_when_their_day_is_near(as_ben, as_ana, ana, ben, team, other_team):
    today = timezone.localdate()
    making.task(team, ana, "Soon", owner=ben, due_on=today + timedelta(14))
    making.task(team, ana, "Planned for yesterday", owner=ben, due_on=today - timedelta(1))
    making.task(team, ana, "Far away", owner=ben, due_on=today + timedelta(15))
    making.task(team, ana, "Without a day", owner=ben)
    making.task(team, ana, "Done", owner=ben, due_on=today, done_at=timezone.now())
    making.task(team, ana, "Hers", owner=ana, due_on=today)
    making.task(other_team, ana, "On a team they left", owner=ben, due_on=today)
    page = as_ben.get("/").text
    assert "Soon" in page
    assert "It was planned for" in page
    for words in ("Far away", "Without a day", "Done<", "Hers", "On a team they left"):
        assert words not in page
    assert "Soon" not in as_ana.get("/").text


def test_ones_own_file_holds_ones_own_tasks_and_notes(as_ben, ana, ben, team):
    making.task(team, ana, "For Ben", owner=ben)
    making.task(team, ana, "CANARY")
    making.note("stop", team, ben, words="Ben stops")
    making.note("stop", team, ana, words="CANARY")
    file = as_ben.get("/me/export/")
    assert [one["words"] for one in file.json()["tasks"]] == ["For Ben"]
    assert [one["words"] for one in file.json()["noted_stop"]] == ["Ben stops"]
    assert "CANARY" not in file.text


def test_of_very_many_the_next_are_shown_and_the_others_on_request(as_ben, ana, team):
    Task.objects.bulk_create(Task(team=team, noted_by=ana, words=f"Task {n} of many") for n in range(102))
    page = as_ben.get(url("task_list", team)).text
    assert "Task 99 of many" in page
    assert "Task 100 of many" not in page
    assert "Show the other 2" in page
    whole = url("task_list", team, all=1)
    assert f'href="{whole}"' in page
    page = as_ben.get(whole).text
    assert "Task 101 of many" in page
    assert "Show the other" not in page
    assert f'hx-get="{whole}"' in page  # so that news do not shorten it again
    last = Task.objects.get(words="Task 101 of many")
    done = as_ben.post(url("task_done", team, last.pk, all=1), {"to": "done"}, headers=PART).text
    assert f'action="{url("task_done", team, last.pk, all=1)}"' in done
    assert "Task 100 of many" in done


def test_a_new_one_is_on_the_list_however_long_it_is(as_ben, ana, team):
    Task.objects.bulk_create(Task(team=team, noted_by=ana, words=f"Task {n}") for n in range(99))
    assert as_ben.post(url("task_add", team), said(words="The hundredth"))["Location"] == url("task_list", team)
    answer = as_ben.post(url("task_add", team), said(words="One more", due_on=""))
    assert answer["Location"] == url("task_list", team, all=1)
    assert "One more" in as_ben.get(answer["Location"]).text
