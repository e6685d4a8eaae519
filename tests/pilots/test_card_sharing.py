"""How far a card goes: as far as everybody who takes part said yes to, to these very words, and not a step further."""

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import DistrictMember, PlanPrint, School
from pilots.models import CardConsent, LearningCard, NotReady, Participation, Reach
from tests import factories
from tests.conftest import signed_in
from visioning.models import Stale

from . import piloting
from .ending import WORDS, body, card, card_words, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.closed(team, ana, [ana, ben])


@pytest.fixture
def made(pilot, ana):
    return card(pilot, ana)


@pytest.fixture
def readers(northside, district, team, other_team, dov):
    """One of each kind of reader."""
    colleague = factories.person("Eve Stone")
    northside.welcome(colleague)
    neighbour = factories.person("Gus Bell")
    factories.school("Riverside", district=district, staff=[neighbour])
    office = factories.person("Ida Frost")
    DistrictMember.objects.create(district=district, person=office)
    return {"colleague": colleague, "neighbour": neighbour, "office": office, "elsewhere": dov}


def shared(made, client):
    return client.get(reverse("shared_card", args=(made.pk,)))


def yes(client, pilot, reach, edition=1):
    return client.post(url("card_consent", pilot), {"reach": reach, "edition": edition})


def share(client, pilot, reach, edition=1):
    return client.post(url("card_share", pilot), {"reach": reach, "edition": edition})


# --- Who reads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "who"),
    [
        ("team", set()),
        ("school", {"colleague"}),
        ("district", {"colleague", "neighbour", "office"}),
        ("public", {"colleague", "neighbour", "office", "elsewhere"}),
    ],
)
def test_it_is_read_as_far_as_it_goes(pilot, ana, readers, reach, who, as_nobody):
    made = card(pilot, ana, reach=reach)
    for name, person in readers.items():
        assert shared(made, signed_in(person)).status_code == (200 if name in who else 404), name
        assert LearningCard.objects.readable_by(person).exists() == (name in who)
    link = as_nobody.get(reverse("card_by_link", args=(made.link_token,)))
    assert link.status_code == (200 if reach == "public" else 404)


def test_the_two_ways_of_asking_who_may_read_agree(pilot, ana, readers, district):
    schools = list(School.objects.all())
    for reach in Reach.values:
        made = card(pilot, ana, reach=reach)
        for school in schools:
            assert LearningCard.objects.readable_at(school).exists() == made.reaches(school)
        made.delete()


def test_schools_without_a_district_are_not_one_district(ana, ben, dov):
    alone = factories.team("Alone", school=factories.school("Alone School"), people=[ana])
    factories.school("Also alone", staff=[dov])
    card(piloting.closed(alone, ana), ana, reach="district")
    assert not LearningCard.objects.readable_by(dov).exists()
    assert not LearningCard.objects.readable_at(dov.staff_members.get().school).exists()


def test_readers_elsewhere_meet_no_names_and_nothing_of_the_inside(pilot, ana, ben, as_dov, as_nobody):
    pilot.notes.create(kind="win", words="A note of the inside", noted_by=ana)
    measure = piloting.measure(pilot, [3, 4])
    piloting.observations(measure, [5], note="Beside the number", group="Room of Ben")
    made = card(pilot, ana, reach="public", measure=measure)
    for page in (shared(made, as_dov), as_nobody.get(reverse("card_by_link", args=(made.link_token,)))):
        said = body(page)
        assert WORDS["held"] in said
        assert "Northside" in said
        for inside in ("Ana Ruiz", "Ben Okafor", "A note of the inside", "Beside the number", "Room of Ben"):
            assert inside not in said


def test_the_link_is_kept_by_no_search_engine_and_ends_with_the_public(pilot, ana, ben, as_nobody):
    made = card(pilot, ana, reach="public")
    address = reverse("card_by_link", args=(made.link_token,))
    page = as_nobody.get(address)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"
    made.share(Reach.SCHOOL, made.edition)
    assert as_nobody.get(address).status_code == 404
    assert as_nobody.get(reverse("card_by_link", args=("made-up",))).status_code == 404
    made.refresh_from_db()
    made._reach(Reach.PUBLIC)
    assert as_nobody.get(address).status_code == 404  # the old one stays shut


def test_a_number_of_participants_says_who_only_where_they_are_many(team, ana, as_dov):
    few = piloting.closed(team, ana, [ana])
    many = piloting.closed(team, ana, [factories.person(f"Person {place}") for place in range(3)])
    assert "A few people took part." in body(shared(card(few, ana, reach="public"), as_dov))
    assert "3 people took part." in body(shared(card(many, ana, reach="public"), as_dov))


# --- The yes of each -----------------------------------------------------------------------------------------------


def test_it_goes_no_further_than_everybody_agreed(as_ana, as_ben, pilot, made):
    yes(as_ana, pilot, "public")
    assert share(as_ana, pilot, "school").status_code == 409
    yes(as_ben, pilot, "district")
    assert share(as_ana, pilot, "public").status_code == 409
    assert share(as_ana, pilot, "district").status_code == 302
    made.refresh_from_db()
    assert made.reach == "district"


def test_those_who_take_part_read_how_many_have_said_yes_and_nobody_who(as_ana, as_ben, as_cleo, pilot, made):
    yes(as_ana, pilot, "school")
    assert "1 of 2 has said yes" in body(as_ben.get(url("learning_card", pilot)))
    page = body(as_cleo.get(url("learning_card", pilot)))
    assert "said yes to sharing" not in page
    assert "Your own yes" not in page


def test_a_later_no_narrows_at_once(as_ana, as_ben, pilot, made):
    yes(as_ana, pilot, "public"), yes(as_ben, pilot, "public"), share(as_ana, pilot, "public")
    assert yes(as_ben, pilot, "school").status_code == 302
    made.refresh_from_db()
    assert (made.reach, made.link_open) == ("school", False)
    yes(as_ben, pilot, "team")
    made.refresh_from_db()
    assert (made.reach, made.shared_at) == ("team", None)
    assert not CardConsent.objects.filter(person__name="Ben Okafor").exists()


def test_other_words_ask_for_every_yes_anew_and_that_is_said_before(as_ana, as_ben, pilot, made):
    yes(as_ana, pilot, "school"), yes(as_ben, pilot, "school"), share(as_ana, pilot, "school")
    assert "Other words are for your team alone" in body(as_ben.get(url("learning_card_edit", pilot)))
    as_ben.post(url("learning_card_edit", pilot), card_words(1, held="Other words."))
    made.refresh_from_db()
    assert made.reach == "team"
    assert not made.consents.exists()


def test_a_yes_is_to_the_words_that_were_read(as_ana, as_ben, pilot, made, ben):
    as_ana.post(url("learning_card_edit", pilot), card_words(1, held="Other words."))
    response = yes(as_ben, pilot, "public", edition=1)
    assert response.status_code == 409
    assert "Other words." in body(response)
    assert not made.consents.exists()
    with pytest.raises(Stale):
        made.share(Reach.SCHOOL, 1)


def test_nobody_says_yes_for_somebody_else(as_ana, as_cleo, as_dov, team, ana, ben, cleo):
    pilot = piloting.closed(team, ana, [ben])
    made = card(pilot, ana)
    for client, answer in ((as_ana, 403), (as_cleo, 403), (as_dov, 404)):
        assert yes(client, pilot, "public").status_code == answer
    assert made.say_yes(cleo, Reach.PUBLIC, 1) is False
    assert not made.consents.exists()


def test_only_who_runs_it_shares_it(as_ben, as_cleo, as_dov, pilot, made):
    assert share(as_ben, pilot, "team").status_code == 403
    assert share(as_cleo, pilot, "team").status_code == 403
    assert share(as_dov, pilot, "team").status_code == 404


def test_who_has_left_is_not_asked(pilot, made, ana, ben):
    made.say_yes(ana, Reach.PUBLIC, 1)
    Participation.objects.filter(person=ben).delete()
    assert made.widest(made.yeses()) == Reach.PUBLIC


def test_where_nobody_takes_part_any_more_it_stays_in_the_school(as_ana, pilot, made):
    Participation.objects.all().delete()
    assert share(as_ana, pilot, "district").status_code == 409
    assert share(as_ana, pilot, "school").status_code == 302


@pytest.mark.parametrize("form", [{}, {"reach": "moon", "edition": 1}, {"reach": "school"}])
def test_an_empty_or_made_up_choice_is_asked_again(as_ana, pilot, made, form):
    for name in ("card_consent", "card_share"):
        assert as_ana.post(url(name, pilot), form).status_code == 422
    made.refresh_from_db()
    assert made.reach == "team"


def test_without_a_card_there_is_nothing_to_say_yes_to(as_ana, pilot):
    assert yes(as_ana, pilot, "school").status_code == 404
    assert share(as_ana, pilot, "school").status_code == 404


def test_the_verb_asks_the_database_who_agreed(pilot, made, ana):
    made.say_yes(ana, Reach.PUBLIC, 1)
    with pytest.raises(NotReady):
        made.share(Reach.SCHOOL, 1)


# --- Lists ---------------------------------------------------------------------------------------------------------


def test_the_list_of_a_team_says_where_each_comes_from(as_ana, team, northside, district, ana, other_team):
    neighbours = factories.team("Riverside team", school=factories.school("Riverside", district=district))
    beside = factories.team("Second team", school=northside)
    titles = {"Ours alone": (team, "team"), "Of the school": (beside, "school"), "Hidden": (beside, "team")}
    titles |= {
        "Of the district": (neighbours, "district"),
        "Of all": (other_team, "public"),
        "Far": (other_team, "district"),
    }
    for title, (whose, reach) in titles.items():
        card(piloting.closed(whose, title=title), reach=reach)
    page = body(as_ana.get(reverse("card_list", args=(team.slug,))))
    parts = ["Ours alone", "From our school", "Of the school", "From our district", "Of the district", "Of all"]
    assert [page.index(words) for words in parts] == sorted(page.index(words) for words in parts)
    assert "Hidden" not in page
    assert "Far<" not in page
    page = body(as_ana.get(reverse("school_card_list", args=(northside.slug,))))
    assert "Of the district" in page
    assert "Ours alone" not in page


def test_empty_lists_say_what_to_do(as_ana, team, northside):
    assert "Go to the pilots" in body(as_ana.get(reverse("card_list", args=(team.slug,))))
    assert "Nothing is shared with our school yet." in body(
        as_ana.get(reverse("school_card_list", args=(northside.slug,)))
    )


def test_lists_are_for_those_who_belong_there(as_dov, team, northside):
    assert as_dov.get(reverse("card_list", args=(team.slug,))).status_code == 404
    assert as_dov.get(reverse("school_card_list", args=(northside.slug,))).status_code == 404


def test_our_own_card_leads_to_our_own_page(as_ana, pilot, made):
    assert shared(made, as_ana).headers["Location"] == made.get_absolute_url()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, team, northside, other_team, rows, django_assert_max_num_queries):
    for place in range(rows):
        card(piloting.closed(team, title=f"Ours {place}"))
        card(piloting.closed(other_team, title=f"Theirs {place}"), reach="public")
    with django_assert_max_num_queries(7):
        assert body(as_ana.get(reverse("card_list", args=(team.slug,)))).count("Theirs ") == rows
    with django_assert_max_num_queries(6):
        as_ana.get(reverse("school_card_list", args=(northside.slug,)))
    theirs = LearningCard.objects.filter(reach="public").first()
    with django_assert_max_num_queries(9):
        shared(theirs, as_ana)


def test_the_list_comes_alone_for_htmx(as_ana, team):
    part = {"HX-Request": "true", "HX-Target": "div#cards"}
    answer = body(as_ana.get(reverse("card_list", args=(team.slug,)), headers=part))
    assert answer.strip().startswith('<div id="cards"')
    assert "<html" not in answer


def test_with_the_last_who_took_part_it_goes_back_to_the_school(pilot, made, ana, ben, as_nobody):
    for person in (ana, ben):
        made.say_yes(person, Reach.PUBLIC, 1)
    made.share(Reach.PUBLIC, 1)
    link = reverse("card_by_link", args=(LearningCard.objects.get().link_token,))
    assert as_nobody.get(link).status_code == 200
    pilot.participations.get(person=ben).leave()
    assert as_nobody.get(link).status_code == 200
    ana.delete()
    assert LearningCard.objects.get().reach == Reach.SCHOOL
    assert as_nobody.get(link).status_code == 404


def test_a_later_no_leaves_no_printed_words_behind(pilot, made, ana, ben):
    for person in (ana, ben):
        made.say_yes(person, Reach.SCHOOL, 1)
    made.share(Reach.SCHOOL, 1)
    PlanPrint.objects.create(team=pilot.team, fingerprint="x", file_name="plan.pdf", asked_at=timezone.now())
    made.take_back(ben)
    assert not PlanPrint.objects.exists()
