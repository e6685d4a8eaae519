"""The plan as one object and as a page: what it says, whose it is, what it costs."""

import pytest
from django.urls import reverse

from leadership.models import Agreement
from leadership.plan import Plan
from visioning.models import Version

from .. import factories
from ..conftest import signed_in
from ..writing import bullets, heading, paragraph, write


@pytest.fixture
def written(team, ana, ben):
    """Northside's vision in the hands of Ana and Ben, not adopted."""
    write(
        team,
        ana,
        content=[heading("Every child is known", 3), paragraph("We greet ", ("by name", {"strong": {}}), ".")],
    )
    return write(team, ben, content=[bullets([paragraph("We visit each other.")])], see=[paragraph("Open doors.")])


@pytest.fixture
def adopted(written, ana, ben):
    """The same, adopted by both, and then written on."""
    version = Version.keep(written.text, by=ana, name="After the staff meeting")
    version.adopt(ana, [ana, ben])
    write(written.team, ben, content=[paragraph("A later thought.")])
    Version.keep(written.text, automatic=True)
    return version


def page(client, team):
    return client.get(reverse("team_plan", args=(team.slug,)))


# --- the object ---------------------------------------------------------------------------------------------
def test_a_plan_of_a_new_team_says_that_nothing_is_written(team):
    plan = Plan.for_team(team)
    assert plan.is_empty
    assert plan.adoption is None
    assert plan.writers == 0
    assert [part.key for part in plan.organizer] == ["think", "see", "say", "hear", "feel"]


def test_before_adoption_the_plan_shows_the_text_as_it_stands(team, written):
    plan = Plan.for_team(team)
    assert plan.version is None
    assert "<strong>by name</strong>" in plan.vision
    assert "We visit each other." in plan.vision
    assert [part.html for part in plan.organizer] == ["", "<p>Open doors.</p>", "", "", ""]


def test_after_adoption_the_plan_shows_what_was_adopted(team, adopted):
    plan = Plan.for_team(team)
    assert plan.version == adopted
    assert "A later thought." not in plan.vision
    assert plan.newer_versions
    assert plan.adopters == ("Ana Ruiz", "Ben Okafor")


def test_the_latest_adoption_counts(team, adopted, ben):
    later = Version.keep(adopted.text, by=ben, name="Second reading")
    later.adopt(ben, [ben])
    plan = Plan.for_team(team)
    assert plan.version == later
    assert plan.adopters == ("Ben Okafor",)
    assert not plan.newer_versions


def test_headings_people_wrote_stand_below_the_chapter(team, written):
    assert "<h3>Every child is known</h3>" in Plan.for_team(team).vision


def test_positions_are_counted_for_everybody_who_holds_one(team, ana):
    ana.positions = ["teacher", "family"]
    ana.save(update_fields=("positions",))
    counted = [(str(one.label), one.people) for one in Plan.for_team(team).positions]
    assert counted == [("Teacher", 1), ("Administrator", 1), ("Support staff", 1), ("Family", 1)]


def test_who_wrote_is_told_by_name_and_never_by_rank(team, ana, ben):
    write(team, ben, content=[paragraph("One two three four five six seven eight.")])
    write(team, ana, content=[paragraph("Nine.")])
    assert [one.name for one in Plan.for_team(team).contributions] == ["Ana Ruiz", "Ben Okafor"]


def test_words_of_somebody_who_left_stay_without_a_name(team, written, ben):
    ben.delete()
    plan = Plan.for_team(team)
    assert "We visit each other." in plan.vision
    assert [one.name for one in plan.contributions] == ["Ana Ruiz", "a former colleague"]
    assert (plan.writers, plan.writers_left) == (1, True)


def test_an_adopter_who_left_is_counted_and_not_named(team, adopted, ben):
    ben.delete()
    assert [str(name) for name in Plan.for_team(team).adopters] == ["Ana Ruiz", "a former colleague"]


def test_automatic_points_are_counted_and_not_listed(team, adopted):
    plan = Plan.for_team(team)
    assert [version.name for version in plan.versions] == ["After the staff meeting"]
    assert plan.quiet_versions == 1


def test_the_file_is_named_after_team_and_day(team):
    plan = Plan.for_team(team)
    assert plan.file_name == f"northside-team-plan-{plan.day:%Y-%m-%d}.pdf"


# --- the page -----------------------------------------------------------------------------------------------
def test_the_page_shows_the_plan(as_ben, team, adopted):
    Agreement.objects.create(team=team, text="We start on time.")
    body = page(as_ben, team).content.decode()
    for words in ("Our plan", "After the staff meeting", "by name", "Open doors.", "We start on time.", "Ana Ruiz"):
        assert words in body
    assert "Draft, not adopted" not in body


def test_a_draft_is_plainly_marked(as_ben, team, written):
    assert "Draft, not adopted" in page(as_ben, team).content.decode()


def test_an_empty_plan_says_what_to_do_next(as_ana, team):
    body = page(as_ana, team).content.decode()
    assert "The plan starts with your shared vision" in body
    assert reverse("shared_vision", args=(team.slug,)) in body


@pytest.mark.parametrize("who", ["as_ana", "as_ben", "as_cleo"])
def test_everybody_on_the_team_may_read_the_plan(request, who, team, written):
    assert page(request.getfixturevalue(who), team).status_code == 200


def test_for_outsiders_there_is_no_plan(as_dov, team, written):
    assert page(as_dov, team).status_code == 404


def test_another_teams_words_are_never_in_the_plan(as_ana, team, written, other_team, dov):
    write(other_team, dov, content=[paragraph("canary-vision")], feel=[paragraph("canary-feel")])
    Agreement.objects.create(team=other_team, text="canary-agreement")
    version = Version.keep(other_team.shared_vision.text, by=dov, name="canary-version")
    version.adopt(dov, [dov])
    body = page(as_ana, team).content.decode()
    assert "We visit each other." in body
    assert "canary" not in body
    assert "Dov" not in body


def test_what_people_wrote_cannot_become_markup(as_ana, team, ana):
    write(team, ana, content=[paragraph("<script>alert(1)</script>")])
    team.name = "<b>Team</b>"
    team.save(update_fields=("name",))
    body = page(as_ana, team).content.decode()
    assert "<script>alert" not in body
    assert "<b>Team</b>" not in body


def test_reading_the_plan_costs_the_same_for_one_and_for_many(
    team, adopted, ana, django_assert_max_num_queries, django_assert_num_queries
):
    client = signed_in(ana)
    with django_assert_max_num_queries(13) as few:  # a plan draws on everything; what matters is that it never grows
        page(client, team)
    for number in range(3):
        one = factories.person(f"Person {number}", positions=["specialist"])
        team.welcome(one, "link")
        Agreement.objects.create(team=team, text=f"Agreement {number}")
        write(team, one, content=[paragraph(f"Words of {number}.")])
        Version.keep(adopted.text, by=one, name=f"Version of {number}").adopt(one, [one, ana])
    with django_assert_num_queries(len(few)):
        page(client, team)
