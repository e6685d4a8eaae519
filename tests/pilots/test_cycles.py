"""Cycles: planned one upon the other, begun, told, studied, closed; a closed one stays unless it is opened again with a reason."""

from html import unescape

import pytest
from django.db import IntegrityError
from django.utils import timezone

from leadership.models import StaffMember
from pilots.models import Cycle, NotReady, OneIsOpen, UnderWay
from tests import factories
from tests.conftest import signed_in
from tests.visioning.theorising import htmx
from visioning.models import Gone, Stale

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db

IDEA = "Three ways to begin a sentence on every table"


@pytest.fixture
def pilot(team, ana, ben):
    """Under way; Ben takes part."""
    return piloting.running(team, ana, participants=[ben])


def planned(**changes):
    said = {name: "" for name in ("builds_on", "questions", "scope_count", "scope_unit", "starts_on", "ends_on")}
    return said | {"change_idea": IDEA} | changes


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


# --- Planning ----------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(as_ben, as_cleo, pilot):
    assert "No cycle yet." in text(as_ben.get(url("cycle_list", pilot)))
    assert url("cycle_add", pilot) in as_ben.get(url("cycle_list", pilot)).text
    assert url("cycle_add", pilot) not in as_cleo.get(url("cycle_list", pilot)).text


def test_a_participant_plans_a_cycle_and_all_read_it(as_ben, as_cleo, ben, pilot):
    day = piloting.in_days(1)
    said = planned(questions="Who speaks?\nWho does not?", scope_count="2", scope_unit="classes", starts_on=day)
    after = as_ben.post(url("cycle_add", pilot), said, follow=True)
    made = Cycle.objects.get()
    assert (made.number, made.change_idea, made.scope_count, made.noted_by) == (1, IDEA, 2, ben)
    for page in (text(after), text(as_cleo.get(made.get_absolute_url()))):
        assert IDEA in page
        assert "2 classes" in page
        assert "Who does not?" in page
    assert "2 classes" in text(as_cleo.get(url("cycle_list", pilot)))


def test_the_next_one_builds_on_the_last_unless_told(as_ben, pilot):
    first = piloting.closed_cycle(piloting.begun_cycle(pilot), learned="Cards get lost", act_why="Tape them")
    page = text(as_ben.get(url("cycle_add", pilot)))
    assert "Cards get lost" in page
    assert "Tape them" in page
    assert '<option value="1" selected>' in page
    assert as_ben.post(url("cycle_add", pilot), planned(builds_on="7")).status_code == 422
    as_ben.post(url("cycle_add", pilot), planned(builds_on="1"))
    made = Cycle.objects.get(number=2)
    assert made.builds_on == first
    assert "builds on cycle 1" in text(as_ben.get(url("cycle_list", pilot)))
    assert "Cycle 2 builds on cycle 1" in text(as_ben.get(url("cycle_list", pilot)))


def test_what_is_missing_for_a_strong_test_has_its_link(as_ben, as_cleo, pilot):
    piloting.begun_cycle(pilot)
    links = [
        url("cycle", pilot, 1),
        url("measure_list", pilot),
        url("cycle_edit", pilot, 1),
        url("tested_arrow_list", pilot),
    ]
    coach = as_ben.get(url("cycle_list", pilot)).text.split('class="coach"')[1].split("</ul>")[0]
    assert [link for link in links if f'href="{link}"' in coach] == links
    assert url("tested_arrow_list", pilot) not in as_cleo.get(url("cycle_list", pilot)).text


def test_one_is_open_at_a_time(as_ben, ben, pilot):
    piloting.cycle(pilot)
    page = text(as_ben.get(url("cycle_add", pilot)))
    assert "Cycle 1 is still open." in page
    answer = as_ben.post(url("cycle_add", pilot), planned())
    assert answer.status_code == 409
    assert IDEA in text(answer)
    with pytest.raises(OneIsOpen):
        Cycle.plan(pilot, ben, change_idea="Another")
    with pytest.raises(IntegrityError):
        Cycle.objects.create(pilot=pilot, number=9, change_idea="Another")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"change_idea": ""}, "required"),
        ({"change_idea": "x" * 401}, "At most 400 letters, please. These are 401; all of them are still here."),
        ({"questions": "word " * 401}, "At most 2000 letters, please. These are 2004; all of them are still here."),
        ({"scope_count": "3"}, "With how many of what?"),
        ({"scope_unit": "classes"}, "With how many?"),
        ({"scope_count": "0", "scope_unit": "classes"}, "A number from 1 on"),
        ({"scope_count": "99999999999", "scope_unit": "classes"}, "A number from 1 on"),
        ({"scope_count": "many", "scope_unit": "classes"}, "whole number"),
        ({"starts_on": "2026-11-20", "ends_on": "2026-11-10"}, "before the first day"),
        ({"ends_on": "2099-01-01"}, "The pilot ends before this day."),
        ({"ends_on": "0026-11-10"}, "check the year"),
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, pilot, change, words):
    answer = as_ben.post(url("cycle_add", pilot), planned(questions="Our question") | change)
    assert answer.status_code == 422
    assert words in text(answer)
    assert change.get("questions", "Our question").strip() in text(answer)
    assert "error-summary" in answer.text
    assert "maxlength" not in answer.text
    assert not Cycle.objects.exists()


def test_pressed_twice_it_is_one(as_ben, pilot):
    for _press in range(2):
        as_ben.post(url("cycle_add", pilot), planned())
    assert Cycle.objects.count() == 1


def test_a_plan_is_said_anew_and_two_see_both(as_ana, as_ben, pilot):
    made = piloting.cycle(pilot)
    edit = url("cycle_edit", pilot, 1)
    edition = as_ana.get(edit).context["form"].initial["edition"]
    as_ana.post(edit, planned(change_idea="What Ana wrote", edition=edition))
    answer = as_ben.post(edit, planned(change_idea="What Ben wrote", edition=edition))
    assert answer.status_code == 409
    assert "What Ana wrote" in text(answer)
    assert "What Ben wrote" in text(answer)
    made.refresh_from_db()
    assert made.change_idea == "What Ana wrote"
    again = answer.context["form"].data["edition"]
    assert as_ben.post(edit, planned(change_idea="What both want", edition=again)).status_code == 302
    made.refresh_from_db()
    assert made.change_idea == "What both want"


def test_a_plan_without_its_edition_loses_nothing(as_ben, pilot):
    piloting.cycle(pilot)
    answer = as_ben.post(url("cycle_edit", pilot, 1), planned())
    assert answer.status_code == 422
    assert IDEA in text(answer)


def test_a_plan_that_never_began_can_go(as_ben, pilot):
    made = piloting.cycle(pilot)
    piloting.prediction(made)
    page = as_ben.get(url("cycle_remove", pilot, 1))
    assert "with its tasks and one prediction" in text(page)
    assert as_ben.post(url("cycle_remove", pilot, 1), {}).status_code == 422
    Cycle.objects.update(edition=5)
    assert as_ben.post(url("cycle_remove", pilot, 1), {"edition": made.edition}).status_code == 409
    assert as_ben.post(url("cycle_remove", pilot, 1), {"edition": 5}).status_code == 302
    assert not Cycle.objects.exists()
    with pytest.raises(Gone):
        made.mend(0, learned="x")


def test_what_began_stays(as_ben, pilot):
    made = piloting.begun_cycle(pilot)
    with pytest.raises(UnderWay):
        made.remove(made.edition)
    after = as_ben.post(url("cycle_remove", pilot, 1), {"edition": made.edition}, follow=True)
    assert "The cycle has begun." in text(after)
    assert Cycle.objects.exists()


# --- Beginning ---------------------------------------------------------------------------------------------------


def test_it_begins_with_a_prediction_and_once(as_ben, pilot):
    made = piloting.cycle(pilot)
    assert "Write down a prediction" in text(as_ben.get(made.get_absolute_url()))
    after = as_ben.post(url("cycle_begin", pilot, 1), follow=True)
    assert "Write down at least one prediction first." in text(after)
    piloting.prediction(made)
    assert "We begin" in text(as_ben.get(made.get_absolute_url()))
    after = as_ben.post(url("cycle_begin", pilot, 1), follow=True)
    assert "Your predictions are fixed now." in text(after)
    made.refresh_from_db()
    assert made.started_at
    assert made.starts_on == timezone.localdate()
    assert not made.begin()


def test_nothing_begins_before_anybody_was_asked(as_ana, team, ana):
    early = piloting.inviting(team, ana)
    made = piloting.cycle(early)
    piloting.prediction(made)
    with pytest.raises(NotReady) as not_ready:
        made.begin()
    assert not_ready.value.missing == ["pilot"]
    assert "The pilot is not under way yet." in text(as_ana.post(url("cycle_begin", early, 1), follow=True))


def test_once_begun_the_idea_stays_and_the_dates_may_move(as_ben, pilot):
    made = piloting.cycle(pilot)
    piloting.prediction(made)
    open_form = as_ben.get(url("cycle_edit", pilot, 1)).context["form"].initial["edition"]
    made.begin()
    fresh = Cycle.objects.get()
    with pytest.raises(UnderWay):
        fresh.mend(fresh.edition_of(("change_idea",)), change_idea="Something else")
    answer = as_ben.post(url("cycle_edit", pilot, 1), planned(edition=open_form))
    assert answer.status_code == 409
    assert "The cycle began while you were writing" in text(answer)
    assert IDEA in text(answer)
    form = as_ben.get(url("cycle_edit", pilot, 1)).context["form"]
    assert "change_idea" not in form.fields
    day = piloting.in_days(9)
    said = {"scope_count": "1", "scope_unit": "classes", "starts_on": "", "ends_on": day}
    assert as_ben.post(url("cycle_edit", pilot, 1), said | {"edition": form.initial["edition"]}).status_code == 302
    made.refresh_from_db()
    assert made.ends_on == day


# --- Who may, and how the pages answer ---------------------------------------------------------------------------

READ = ("cycle_list", "cycle")
WRITE = (
    "cycle_add",
    "cycle_edit",
    "cycle_begin",
    "cycle_remove",
    "cycle_do",
    "cycle_study",
    "cycle_act",
    "cycle_reopen",
)


def addresses(pilot, names):
    return [url(name, pilot, *(() if name in {"cycle_list", "cycle_add"} else (1,))) for name in names]


def test_an_outsider_sees_nothing_and_an_observer_writes_nothing(as_dov, as_cleo, pilot):
    piloting.begun_cycle(pilot, change_idea="Our quiet idea")
    for address in addresses(pilot, READ + WRITE):
        for answer in (as_dov.get(address), as_dov.post(address, planned())):
            assert answer.status_code in {404, 405}
            assert "Our quiet idea" not in answer.text
    for address in addresses(pilot, READ):
        assert as_cleo.get(address).status_code == 200
    for address in addresses(pilot, WRITE):
        assert as_cleo.post(address, planned()).status_code == 403
        assert as_cleo.get(address).status_code in {403, 405}


def test_whoever_of_the_team_has_not_joined_reads_alone(team, pilot):
    eve = factories.person("Eve Stone")
    team.welcome(eve, "open_call")
    piloting.begun_cycle(pilot)
    client = signed_in(eve)
    assert client.get(url("cycle", pilot, 1)).status_code == 200
    assert client.post(url("cycle_do", pilot, 1), {"happened": "x"}).status_code == 403


def test_a_colleague_of_the_staff_works_once_they_joined(northside, team, ana):
    eve = factories.person("Eve Stone")
    StaffMember.objects.create(school=northside, person=eve)
    open_pilot = piloting.running(team, ana, audience="staff")
    piloting.begun_cycle(open_pilot)
    client = signed_in(eve)
    for address in addresses(open_pilot, READ):
        assert client.get(address).status_code in {403, 404}
    assert client.post(url("cycle_add", open_pilot), planned()).status_code in {403, 404}
    piloting.joined(open_pilot, eve)
    for address in addresses(open_pilot, READ):
        page = client.get(address)
        assert page.status_code == 200
        assert url("tested_arrow_list", open_pilot) not in page.text  # no door of theirs
    edition = client.get(url("cycle_do", open_pilot, 1)).context["form"].initial["edition"]
    said = {"happened": "I saw it", "surprises": "", "edition": edition}
    assert client.post(url("cycle_do", open_pilot, 1), said).status_code == 302


@pytest.mark.parametrize(("name", "part"), [("cycle_list", "cycles"), ("cycle", "cycle")])
def test_htmx_gets_the_part_alone(as_ben, pilot, name, part):
    piloting.begun_cycle(pilot)
    [address] = addresses(pilot, [name])
    answer = htmx(as_ben, address, part=part)
    assert f'id="{part}"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("name", ["cycle_list", "cycle", "cycle_study", "cycle_add"])
def test_one_and_three_rows_ask_as_often(as_ben, pilot, name, django_assert_max_num_queries):
    made = piloting.begun_cycle(pilot)
    measure = piloting.measure(pilot, [1])
    made.predictions.update(measure=measure)
    made.tasks.create(words="Copy the cards", who=pilot.led_by)
    if name in {"cycle_add", "cycle_list"}:
        made.predictions.update(held="yes", result="Five")
        piloting.closed_cycle(made)
    [address] = addresses(pilot, [name])

    def asked():
        with django_assert_max_num_queries(10) as captured:
            assert as_ben.get(address).status_code == 200
        return len(captured)

    as_ben.get(address)
    one = asked()
    for number in range(2):
        if name in {"cycle_add", "cycle_list"}:
            again = piloting.begun_cycle(pilot, builds_on=made)
            again.predictions.update(held="yes", result="Five", measure=measure)
            piloting.closed_cycle(again)
        else:
            piloting.prediction(made, then_words=f"more {number}", measure=measure)
            made.tasks.create(words=f"Copy {number}", who=factories.person(f"Person {number}"))
    assert asked() == one


def test_a_stale_row_is_told_by_the_verb(pilot):
    made = piloting.begun_cycle(pilot)
    edition = made.edition_of(("learned",))
    made.mend(edition, learned="One")
    with pytest.raises(Stale):
        made.mend(edition, learned="Two")
    made.mend(edition, learned="One")  # said already: nothing to do
