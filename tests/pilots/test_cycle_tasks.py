"""Tasks of a cycle: written down by the group, taken on by each alone, ticked, given back."""

from html import unescape

import pytest

from pilots.models import CycleClosed, CycleTask, EnoughTasks, TakenAlready
from pilots.models.cycle_tasks import MOST_TASKS
from tests.visioning.theorising import htmx
from visioning.models import Gone

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, participants=[ben])


@pytest.fixture
def cycle(pilot):
    return piloting.cycle(pilot)


@pytest.fixture
def task(cycle):
    return cycle.tasks.create(words="Copy the cards", where="Room 12")


def said(**changes):
    return {"words": "Print the starters", "on": "", "where": ""} | changes


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_a_task_is_written_down_and_waits_for_somebody(as_ben, as_cleo, pilot, cycle):
    as_ben.post(url("cycle_task_add", pilot, 1), said(on="2027-06-01", where="<i>Library</i>"))
    made = CycleTask.objects.get()
    assert (made.who, made.where) == (None, "<i>Library</i>")
    page = as_cleo.get(cycle.get_absolute_url())
    assert "nobody yet" in page.text
    assert "&lt;i&gt;Library&lt;/i&gt;" in page.text
    assert "June 1, 2027" in page.text


def test_whoever_writes_one_may_take_it_and_nobody_else_can_be_named(as_ben, ana, ben, pilot, cycle):
    page = as_ben.get(url("cycle_task_add", pilot, 1)).text
    assert "I’ll do it" in page
    assert ana.name not in page.split("<main", 1)[1]
    as_ben.post(url("cycle_task_add", pilot, 1), said(mine="on", who=ana.pk))
    assert CycleTask.objects.get().who == ben
    made = CycleTask.objects.get()
    as_ben.post(url("cycle_task_edit", pilot, 1, made.pk), said(words="Say it anew", who=ana.pk, edition=made.edition))
    made.refresh_from_db()
    assert (made.words, made.who) == ("Say it anew", ben)


@pytest.mark.parametrize("change", [{"words": ""}, {"words": "x" * 301}, {"on": "soon"}, {"where": "y" * 121}])
def test_what_does_not_fit_comes_back_with_its_words(as_ben, pilot, cycle, change):
    answer = as_ben.post(url("cycle_task_add", pilot, 1), said(**{"where": "Gym"} | change))
    assert answer.status_code == 422
    assert change.get("words", "Print the starters") in text(answer)
    assert change.get("where", "Gym") in text(answer)
    assert not CycleTask.objects.exists()


def test_pressed_twice_it_is_one_and_there_is_an_end(as_ben, pilot, cycle):
    for _press in range(2):
        as_ben.post(url("cycle_task_add", pilot, 1), said())
    assert cycle.tasks.count() == 1
    cycle.tasks.bulk_create(CycleTask(cycle=cycle, words=f"{n}") for n in range(MOST_TASKS - 1))
    with pytest.raises(EnoughTasks):
        CycleTask.note(cycle, words="One more")
    answer = as_ben.post(url("cycle_task_add", pilot, 1), said(words="One more"))
    assert answer.status_code == 409
    assert "One more" in text(answer)


def test_each_takes_it_on_and_gives_it_back(as_ana, as_ben, ana, ben, pilot, task):
    take = url("cycle_task_take", pilot, 1, task.pk)
    as_ben.post(take)
    task.refresh_from_db()
    assert task.who == ben
    assert "Somebody else took this on" in text(as_ana.post(take, follow=True))
    as_ana.post(take, {"to": "back"})  # not hers to give
    task.refresh_from_db()
    assert task.who == ben
    as_ben.post(take, {"to": "back"})
    task.refresh_from_db()
    assert task.who is None
    task.take(ana)
    with pytest.raises(TakenAlready):
        task.take(ben)


def test_it_is_ticked_and_unticked(as_ben, pilot, task):
    done = url("cycle_task_done", pilot, 1, task.pk)
    assert "Done: “Copy the cards”" in text(as_ben.post(done, follow=True))
    task.refresh_from_db()
    assert task.done_at
    as_ben.post(done, {"to": "open"})
    task.refresh_from_db()
    assert task.done_at is None


def test_htmx_gets_the_cycle_alone_with_the_message(as_ben, pilot, task):
    answer = htmx(as_ben, url("cycle_task_take", pilot, 1, task.pk), {}, "cycle")
    assert "<html" not in answer.text
    assert 'id="cycle"' in answer.text
    assert "Give it back" in answer.text
    assert "Yours: “Copy the cards”" in text(answer)
    missing = htmx(as_ben, url("cycle_task_done", pilot, 1, task.pk + 99), {}, "cycle")
    assert "Somebody removed this a moment ago." in text(missing)


def test_two_who_change_one_both_see_both(as_ana, as_ben, pilot, task):
    edit = url("cycle_task_edit", pilot, 1, task.pk)
    as_ana.post(edit, said(words="What Ana wrote", edition=0))
    answer = as_ben.post(edit, said(words="What Ben wrote", edition=0))
    assert answer.status_code == 409
    assert "What Ana wrote" in text(answer)
    assert "What Ben wrote" in text(answer)


def test_it_can_go(as_ben, pilot, task):
    remove = url("cycle_task_remove", pilot, 1, task.pk)
    assert task.words in text(as_ben.get(remove))
    assert as_ben.post(remove, {}).status_code == 422
    assert as_ben.post(remove, {"edition": 9}).status_code == 409
    assert as_ben.post(remove, {"edition": task.edition}).status_code == 302
    assert not CycleTask.objects.exists()
    with pytest.raises(Gone):
        task.settle(True)


def test_in_a_closed_cycle_nothing_changes(as_ben, ben, pilot, cycle, task):
    piloting.closed_cycle(cycle)
    for change in (lambda: task.take(ben), lambda: task.settle(True), lambda: CycleTask.note(cycle, words="x")):
        with pytest.raises(CycleClosed):
            change()
    page = as_ben.get(cycle.get_absolute_url()).text
    assert url("cycle_task_take", pilot, 1, task.pk) not in page
    assert "This cycle is closed." in text(as_ben.post(url("cycle_task_take", pilot, 1, task.pk), follow=True))
    answer = as_ben.post(url("cycle_task_add", pilot, 1), said())
    assert answer.status_code == 409
    assert "Print the starters" in text(answer)


def test_outsiders_and_observers_press_nothing(as_dov, as_cleo, pilot, task):
    for name in ("cycle_task_edit", "cycle_task_take", "cycle_task_done", "cycle_task_remove"):
        outside = as_dov.post(url(name, pilot, 1, task.pk), said())
        assert outside.status_code == 404
        assert "Copy the cards" not in outside.text
        assert as_cleo.post(url(name, pilot, 1, task.pk), said()).status_code == 403
    assert as_cleo.post(url("cycle_task_add", pilot, 1), said()).status_code == 403
    page = as_cleo.get(url("cycle", pilot, 1)).text
    assert "Copy the cards" in page
    assert url("cycle_task_take", pilot, 1, task.pk) not in page
