"""Initiatives: noted, said anew, moved, ended rather than deleted; who works on one says so alone; the load is told by name, not by number."""

from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leadership.models import JoinedBy, Membership, Role, StaffMember, Team
from tests import factories
from tests.conftest import signed_in
from visioning.models import Gone, Initiative, InitiativeSupporter, Stale, Strand
from visioning.plan_initiatives import Initiatives

from .theorising import theory

pytestmark = pytest.mark.django_db


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(**changes):
    return {
        "name": "Lesson study",
        "words": "",
        "status": "running",
        "hours": "",
        "lead": "",
        "lead_because": "",
    } | changes


def noted(team, by, **fields):
    return Initiative.note(team, by, **({"name": "Lesson study"} | fields))


def on_top(one, **changes):
    return {name: value for name, value in said(edition=one.edition, **changes).items() if name != "status"}


def tie(initiative, by, words="We protect an hour a week for planning together"):
    """It serves a statement of a theory."""
    statement = theory(initiative.team, by).statements.get(words=words)
    return Strand.objects.create(
        team=initiative.team, initiative=initiative, statement=statement, why="It is that hour", by=by
    )


def flat(answer):
    return " ".join(unescape(answer.text).split())


def planned(team):
    return Initiatives.of(
        team, Team.objects.filter(pk=team.pk).values(**Initiatives.questions())[0], lambda one: (one.quote, "vision")
    )


def test_an_empty_list_says_what_to_do(as_ben, as_cleo, team):
    page = as_ben.get(url("initiative_list", team)).text
    assert "Nothing is noted yet." in page
    assert url("initiative_add", team) in page
    assert url("initiative_add", team) not in as_cleo.get(url("initiative_list", team)).text


def test_a_member_notes_one_with_a_lead_by_skill(as_ben, as_cleo, ana, ben, team):
    everything = said(
        name="Lesson <b>study</b>",
        words="Teachers see lessons",
        hours="2.5",
        lead=ana.pk,
        lead_because="Ran it for years",
    )
    assert as_ben.post(url("initiative_add", team), everything, follow=True).status_code == 200
    made = Initiative.objects.get()
    assert (made.name, made.hours, made.lead, made.noted_by) == ("Lesson <b>study</b>", Decimal("2.5"), ana, ben)
    page = flat(as_cleo.get(made.get_absolute_url()))
    assert "for this skill: Ran it for years" in page
    assert "2.5" in page
    assert "<b>study" not in as_cleo.get(url("initiative_list", team)).text
    # Ana was named by somebody else: she has not said that she works on it.
    assert not InitiativeSupporter.objects.exists()


def test_who_names_themselves_works_on_it(as_ben, ben, team):
    as_ben.post(url("initiative_add", team), said(lead=ben.pk))
    assert InitiativeSupporter.objects.get().person == ben


def test_a_skill_without_a_name_says_who_is_looked_for(as_ben, team):
    as_ben.post(url("initiative_add", team), said(lead_because="Can read a budget"))
    page = flat(as_ben.get(url("initiative", team, 1)))
    assert "Somebody is looked for with this skill: Can read a budget" in page


def test_the_lead_may_be_of_the_staff_and_nobody_else(as_ben, dov, northside, team):
    colleague = factories.person("Eva Lund")
    StaffMember.objects.create(school=northside, person=colleague)
    assert as_ben.post(url("initiative_add", team), said(lead=dov.pk)).status_code == 422
    as_ben.post(url("initiative_add", team), said(lead=colleague.pk))
    assert Initiative.objects.get().lead == colleague


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"words": "x" * 401},
        {"hours": "-1"},
        {"hours": "61"},
        {"hours": "1.25"},
        {"hours": "NaN"},
        {"hours": "many"},
        {"status": "ended"},
        {"status": ""},
        {"lead": "0"},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, team, change):
    answer = as_ben.post(url("initiative_add", team), said(lead_because="Our newcomers") | change)
    assert answer.status_code == 422
    assert "Our newcomers" in answer.text
    assert not Initiative.objects.exists()


def test_two_thousand_letters_are_counted_and_none_is_lost(as_ben, team):
    words = "word " * 400
    answer = as_ben.post(url("initiative_add", team), said(words=words))
    assert answer.status_code == 422
    assert "At most 400 letters, please. These are 1999; all of them are still here." in answer.text
    assert words.strip() in answer.text


def test_pressed_twice_it_is_one(as_ben, team):
    for _press in range(2):
        as_ben.post(url("initiative_add", team), said())
    as_ben.post(url("initiative_add", team), said(name="Another"))
    assert list(Initiative.objects.values_list("number", "name")) == [(1, "Lesson study"), (2, "Another")]


def test_eighty_are_enough(as_ben, ben, team):
    Initiative.objects.bulk_create(Initiative(team=team, number=one, name=str(one)) for one in range(1, 81))
    answer = as_ben.post(url("initiative_add", team), said())
    assert answer.status_code == 422
    assert "Lesson study" in answer.text


# --- Saying it anew, and how it stands ---------------------------------------------------------------------------


def test_two_who_write_at_once_both_see_both(as_ana, as_ben, ben, team):
    made = noted(team, ben)
    edit = url("initiative_edit", team, 1)
    assert 'name="status"' not in as_ben.get(edit).text
    assert as_ben.post(edit, on_top(made, name="")).status_code == 422
    as_ana.post(edit, on_top(made, words="What Ana wrote"))
    answer = as_ben.post(edit, on_top(made, words="What Ben wrote", hours="3"))
    assert answer.status_code == 409
    assert "What Ana wrote" in answer.text
    assert "What Ben wrote" in answer.text
    stored = Initiative.objects.get()
    assert stored.words == "What Ana wrote"
    as_ben.post(edit, on_top(stored, words="What both want"))
    assert Initiative.objects.get().words == "What both want"


def test_somebody_says_how_it_stands(as_ana, as_ben, ben, team):
    made = noted(team, ben)
    move = url("initiative_status", team, 1)
    as_ben.post(move, {"status": "paused", "edition": made.edition})
    stored = Initiative.objects.get()
    assert (stored.status, stored.status_by) == ("paused", ben)
    assert stored.status_at
    answer = as_ana.post(move, {"status": "ended", "edition": made.edition})
    assert answer.status_code == 409
    assert "nothing of yours was saved" in answer.text
    assert as_ana.post(move, {"status": "paused", "edition": made.edition}).status_code == 302
    for bad in ({}, {"status": "gone", "edition": 1}, {"status": "ended", "edition": "x"}):
        assert as_ana.post(move, bad).status_code == 422
    as_ana.post(move, {"status": "ended", "edition": stored.edition})
    assert "Ended" in as_ana.get(url("initiative_list", team)).text


def test_what_was_filtered_is_ended_not_deleted(as_ana, as_ben, ana, ben, team):
    made = noted(team, ben)
    made.put_question(ana, "Does it help?", "decline", "It helps nobody")
    Initiative.objects.update(noted_at=timezone.now() - timedelta(days=2))
    remove = url("initiative_remove", team, 1)
    assert "End it instead" in as_ana.get(remove).text
    assert as_ana.post(remove, {"edition": made.edition}).status_code == 409
    assert remove not in as_ben.get(made.get_absolute_url()).text
    assert Initiative.objects.exists()


def test_a_slip_of_the_pen_goes_within_the_day(as_ana, as_ben, ana, ben, team):
    made = noted(team, ben)
    made.put_question(ana, "Does it help?", "go", "It does")
    remove = url("initiative_remove", team, 1)
    assert as_ana.post(remove, {"edition": made.edition}).status_code == 409
    assert as_ben.post(remove, {"edition": made.edition + 1}).status_code == 409
    assert as_ben.post(remove).status_code == 422
    as_ben.post(remove, {"edition": made.edition})
    assert not Initiative.objects.exists()


def test_only_whoever_noted_it_or_runs_the_team_takes_it_away(as_ana, as_ben, ana, team):
    made = noted(team, ana)
    assert as_ben.get(url("initiative_remove", team, 1)).status_code == 403
    as_ana.post(url("initiative_remove", team, 1), {"edition": made.edition})
    assert not Initiative.objects.exists()


def test_what_is_gone_meanwhile_is_said_kindly(ben, team):
    made = noted(team, ben)
    Initiative.objects.get().remove(made.edition, ben)
    for act in (
        lambda: made.mend(made.edition, name="Too late"),
        lambda: made.move(made.edition, "ended", ben),
        lambda: made.support(ben, True),
        lambda: made.put_question(ben, "?", "go", "because"),
        lambda: made.remove(made.edition, ben),
    ):
        with pytest.raises(Gone):
            act()


def test_a_number_that_comes_back_saves_nothing_on_top_of_the_next(ben, team):
    made = noted(team, ben)
    read = Initiative.objects.get()
    made.remove(made.edition, ben)
    read.pk = noted(team, ben, name="The second").pk
    with pytest.raises(Stale):
        read.move(read.edition, "ended", ben)


# --- Who works on it, and the load ---------------------------------------------------------------------------------


def test_everybody_says_for_themselves_that_they_work_on_it(as_ben, ana, ben, team):
    noted(team, ana)
    support = url("initiative_support", team, 1)
    for _press in range(2):
        as_ben.post(support, {"to": "on", "person": ana.pk})
    assert InitiativeSupporter.objects.get().person == ben
    assert "I no longer work on it" in as_ben.get(url("initiative", team, 1)).text
    for _press in range(2):
        as_ben.post(support)
    assert not InitiativeSupporter.objects.exists()


def test_the_database_keeps_one_word_a_person(ana, team):
    made = noted(team, ana)
    made.support(ana, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeSupporter.objects.create(initiative=made, person=ana)


def test_whoever_left_the_team_is_named_no_longer(as_ana, ana, ben, team):
    made = noted(team, ana)
    made.support(ben, True)
    assert "Ben Okafor" in as_ana.get(url("initiative_list", team)).text
    Membership.objects.get(team=team, person=ben).leave()
    assert "Ben Okafor" not in as_ana.get(url("initiative_list", team)).text
    assert "Ben Okafor" not in as_ana.get(made.get_absolute_url()).text
    assert planned(team).initiatives[0].supporters == 0


def test_the_load_is_told_in_words(as_ana, as_cleo, ana, ben, team):
    tied = noted(team, ana, name="Lesson study", hours=Decimal(6), lead=ana)
    noted(team, ana, name="Reading hour", hours=Decimal("2.5"), lead=ana)
    noted(team, ana, name="Garden", hours=Decimal(40), status="proposed", lead=ana)
    tied.support(ben, True)
    tie(tied, ana)
    page = flat(as_cleo.get(url("initiative_list", team)))
    assert "2 initiatives under way, 8.5 hours a week. 1 serves nothing we said we want." in page
    assert "Ana Ruiz works on 2 at once and leads 2 of them." in page
    assert "<svg" in page
    assert "“We protect an hour a week for planning together”" in page
    loose = page.partition("These serve nothing we said we want")[2].partition("</section>")[0]
    tie_it = f"{url('strand_tie', team)}?work=initiative-2"
    assert tie_it not in page
    assert tie_it in as_ana.get(url("initiative_list", team)).text
    assert "Garden" in loose
    assert "Reading hour" in loose
    assert "Lesson study" not in loose


def test_a_strand_to_a_statement_that_was_taken_out_leads_nowhere(ana, team):
    made = noted(team, ana)
    strand = tie(made, ana)
    assert team.initiatives.tied().get().strand_count == 1
    assert planned(team).initiatives[0].serves[0].why == "It is that hour"
    strand.statement.remove(ana)
    assert team.initiatives.tied().get().strand_count == 0
    assert planned(team).initiatives[0].serves == ()


# --- The plan ------------------------------------------------------------------------------------------------------


def test_the_plan_tells_all_but_who_works_on_what(ana, ben, team):
    assert not planned(team)
    made = noted(team, ana, words="Lessons get better", hours=Decimal("1"), lead=ana, lead_because="Ran it for years")
    made.support(ben, True)
    made.put_question(ben, "Does it help?", "redesign", "Too large")
    made.put_question(ben, "Does it help?", "go", "It is smaller now")
    ended = noted(team, ana, name="Old thing")
    ended.move(ended.edition, "ended", ana)
    noted(team, ana, name="A plan", status="proposed")
    found = planned(team)
    assert [one.name for one in found.initiatives] == ["Lesson study", "A plan", "Old thing"]
    assert [one.name for one in found.ended] == ["Old thing"]
    assert found.sentence.startswith("1 initiative under way, 1 hour a week.")
    lines = found.initiatives[0].said
    assert "Under way, 1 hour a week, 2 people work on it" in lines
    assert "Led by Ana Ruiz, for this skill: Ran it for years" in lines
    assert any("We went ahead" in line and "It is smaller now" in line for line in lines)
    assert not any("Ben Okafor" in line for line in lines)


# --- Who may, parts, questions -------------------------------------------------------------------------------------

PAGES = ("initiative", "initiative_edit", "initiative_remove", "filtering_add")
ACTS = ("initiative_edit", "initiative_remove", "initiative_status", "initiative_support", "filtering_add")


def test_outsiders_find_nothing(as_dov, as_nobody, ana, team):
    noted(team, ana)
    for name in PAGES:
        assert as_dov.get(url(name, team, 1)).status_code == 404
        assert as_nobody.get(url(name, team, 1)).status_code == 302
    for name in ("initiative_list", "initiative_add"):
        assert as_dov.get(url(name, team)).status_code == 404


def test_observers_read_and_write_nothing(as_cleo, ana, team):
    made = noted(team, ana)
    assert as_cleo.post(url("initiative_add", team), said()).status_code == 403
    for name in ACTS:
        assert as_cleo.post(url(name, team, 1)).status_code == 403
    page = as_cleo.get(made.get_absolute_url()).text
    assert "<form" not in page.partition('id="initiative"')[2].partition("</main>")[0]


def test_another_teams_initiative_is_not_found(as_dov, ana, team, other_team):
    noted(team, ana)
    assert as_dov.get(url("initiative", other_team, 1)).status_code == 404


@pytest.mark.parametrize("part", ["initiatives", "initiative"])
def test_htmx_gets_its_part_alone(as_ben, ana, team, part):
    made = noted(team, ana)
    address = made.get_absolute_url() if part == "initiative" else url("initiative_list", team)
    answer = as_ben.get(address, headers={"HX-Request": "true", "HX-Target": f"div#{part}"})
    assert f'id="{part}"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_however_many_there_are(ana, ben, team, count, django_assert_num_queries):
    reader = signed_in(ana)
    statement = theory(team, ana).statements.first()
    for number in range(count):
        made = noted(team, ana, name=f"Number {number}", lead=ben)
        made.put_question(ben, "?", "go", "because")
        Strand.objects.create(team=team, initiative=made, statement=statement, why="It is that hour", by=ana)
        for place in range(count):
            person = factories.person(f"Person {number} {place}")
            Membership.objects.create(team=team, person=person, role=Role.MEMBER, joined_by=JoinedBy.LINK)
            made.support(person, True)
    reader.get(url("initiative_list", team))
    with django_assert_num_queries(8):
        reader.get(url("initiative_list", team))
    with django_assert_num_queries(7):
        reader.get(made.get_absolute_url())
    with django_assert_num_queries(1):
        planned(team)
