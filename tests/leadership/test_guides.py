"""The guides as pages: open to everybody, complete, any of them at any time; and where to look for what a team notices."""

from html import unescape

import pytest
from django.urls import NoReverseMatch, reverse

from leadership import guides
from leadership.models import Role
from tests import factories

every_guide = pytest.mark.parametrize("key", guides.GUIDE_KEYS)


def text(response):
    return " ".join(unescape(response.text).split())


def condition_page(team, key):
    try:
        return reverse("condition", args=[team.slug, key])
    except NoReverseMatch:
        pytest.skip("no page of a team's condition yet")


# --- The list --------------------------------------------------------------------------------------------------------


def test_everybody_finds_all_guides(as_nobody, db):
    page = text(as_nobody.get(reverse("guide_list")))
    for guide in guides.guides():
        assert guide.essence in page
        assert f'href="{reverse("guide", args=[guide.key])}"' in page
    assert "the order here is advice" in page
    assert "Jonathan Eckert" in page
    assert "no ties to either" in page
    assert "not a validated scale" in page


def test_the_list_says_what_people_notice_and_what_it_may_point_to(as_nobody, db):
    page = text(as_nobody.get(reverse("guide_list")))
    for symptom in guides.extras().symptoms:
        assert f"“{symptom.text}”" in page
        assert symptom.because in page
    for card in guides.extras().protocols:
        assert f'href="{reverse("protocol", args=[card.key])}"' in page


def test_a_site_may_rename_a_condition(as_nobody, as_ana, team, settings):
    settings.CONDITION_LABELS = {"capacity": "Time & means"}
    address = reverse("guide", args=["capacity"])
    for client, page in (
        (as_nobody, reverse("guide_list")),
        (as_nobody, address),
        (as_nobody, reverse("protocol", args=[guides.guide("capacity").protocols[0]])),
        (as_nobody, reverse("guide_meeting", args=["capacity", "why"])),
        (as_ana, reverse("symptom_check", args=[team.slug]) + "?notice=tired-same-few"),
    ):
        response = client.get(page)
        assert "Time &amp; means" in response.text, page
        assert ">Capacity and resources<" not in response.text, page  # titles of sources keep their names


# --- One guide -------------------------------------------------------------------------------------------------------


@every_guide
def test_a_guide_says_everything_on_one_page(as_nobody, db, key):
    guide = guides.guide(key)
    page = text(as_nobody.get(reverse("guide", args=[key])))
    said = [guide.label, guide.essence, *guide.see, *guide.missing, *guide.why_it_matters, guide.case.text]
    said += [part for row in guide.contrasts for part in (row.aspect, row.working, row.not_working)]
    said += [guide.theory.if_we, guide.theory.wrong_if, *(test.prediction for test in guide.tests)]
    said += [measure.text for measure in guide.measures] + [source.title for source in guide.sources]
    said += [words for item in (*guide.items, *guide.pulse) for words in (item.title, item.text, *item.levels)]
    for stage in guide.stages:
        said += [stage.goal, *stage.burning, *stage.decision_points, *(task.text for task in stage.tasks)]
        said += [part for question in stage.questions for part in (question.text, question.decision, *question.prompts)]
        said += [part.text for part in stage.agenda]
    assert [words for words in said if words not in page] == []
    assert page.count("Part of how we work") == len(guide.items) + len(guide.pulse)


@every_guide
def test_links_within_a_guide_lead_somewhere(as_nobody, db, key):
    page = as_nobody.get(reverse("guide", args=[key])).text
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert {part.partition('"')[0] for part in page.split('href="#')[1:]} <= set(ids)


def test_long_parts_are_folded_until_somebody_opens_them_all(as_nobody, db):
    address = reverse("guide", args=["vision"])
    assert "<details open" not in as_nobody.get(address).text
    folded, opened = as_nobody.get(address).text, as_nobody.get(address + "?open=all").text
    assert folded.count('is-shown-on-paper">') == opened.count('is-shown-on-paper" open>') == 5
    assert 'is-shown-on-paper" open>' not in folded


@pytest.mark.parametrize(
    "path", ["guides/nothing/", "guides/protocols/nothing/", "guides/vision/meeting/then/", "guides/protocols/"]
)
def test_what_there_is_no_guide_for(as_nobody, db, path):
    assert as_nobody.get(f"/{path}").status_code == 404


@pytest.mark.parametrize("name", ["guide_list", "guide"])
def test_guides_are_only_read(as_ana, name):
    assert as_ana.post(reverse(name, args=["vision"] if name == "guide" else [])).status_code == 405


@every_guide
def test_a_team_may_work_through_it(as_nobody, as_ana, as_dov, team, other_team, key):
    there = condition_page(team, key)
    address = reverse("guide", args=[key])
    assert f'href="{there}"' in as_ana.get(address).text
    assert "Northside" not in as_nobody.get(address).text
    assert "Northside" not in as_dov.get(address).text
    assert f'href="{condition_page(other_team, key)}"' in as_dov.get(address).text


@pytest.mark.parametrize("address", ["/guides/", "/guides/vision/"])
def test_more_teams_cost_no_more_queries(as_ana, ana, team, address, django_assert_num_queries, settings):
    with django_assert_num_queries(3):  # session, person, teams
        as_ana.get(address)
    for name in ("Second team", "Third team"):
        factories.team(name, school=team.school, people={ana: Role.MEMBER})
    with django_assert_num_queries(3):
        page = as_ana.get(address)
    assert page.status_code == 200


def test_a_reader_who_is_not_signed_in_costs_no_query(as_nobody, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        as_nobody.get("/guides/vision/")


# --- Cards and meetings ----------------------------------------------------------------------------------------------


def test_a_card_says_its_steps_and_minutes(as_nobody, db):
    for card in guides.extras().protocols:
        page = text(as_nobody.get(reverse("protocol", args=[card.key])))
        said = [card.title, card.when, card.people, card.remote, card.careful, *(step.text for step in card.steps)]
        said += [f"{card.minutes} minutes for six people"]
        said += [f'data-timer-step="{step.minutes}"' for step in card.steps]
        assert [words for words in said if words not in page] == []


def test_a_card_names_the_guides_that_use_it(as_nobody, db):
    page = as_nobody.get(reverse("protocol", args=["world-cafe"])).text
    for guide in guides.guides():
        assert (reverse("guide", args=[guide.key]) in page) == ("world-cafe" in guide.protocols)


@every_guide
def test_a_meeting_runs_through_its_agenda(as_nobody, db, key):
    for stage in guides.guide(key).stages:
        page = text(as_nobody.get(reverse("guide_meeting", args=[key, stage.key])))
        assert f"“{stage.label}” in 40 minutes" in page
        for part in stage.agenda:
            assert f"<b>{part.title}.</b> {part.text}" in page
            assert not part.protocol or reverse("protocol", args=[part.protocol]) in page


def test_the_clock_waits_for_script(as_nobody, db):
    page = as_nobody.get(reverse("protocol", args=["rounds"])).text
    assert "data-timer-panel hidden" in page
    assert "checked" not in page  # no sound unless somebody asks for it


# --- What a team notices ---------------------------------------------------------------------------------------------


def notice(client, team, *keys, **headers):
    return client.get(reverse("symptom_check", args=[team.slug]), {"notice": keys}, headers=headers)


def test_nothing_ticked_explains_itself(as_ana, team):
    page = text(notice(as_ana, team))
    assert "Tick one thing or more" in page
    assert "Nothing you tick is saved." in page
    assert " checked" not in page


def test_what_is_ticked_points_to_conditions(as_cleo, team):
    page = text(notice(as_cleo, team, "polite-meetings", "they-decided"))
    assert "3 conditions may be worth a look. These are guesses" in page
    found = page[page.index('id="look-first"') :]
    labels = [guides.guide(key).label for key in ("influence", "relationships", "vision")]
    places = [found.index(f">{label}</a></h3>") for label in labels]
    assert places == sorted(places)
    assert "It may point to a room where it costs too much to differ" in found
    assert page.count(" checked") == 2
    for key in ("influence", "relationships", "vision"):
        assert reverse("guide", args=[key]) in found


def test_ticks_that_do_not_exist_are_left_out(as_ana, team):
    page = notice(as_ana, team, "nonsense", '"><script>alert(1)</script>')
    assert page.status_code == 200
    assert "Tick one thing or more" in page.text
    assert "alert(1)" not in page.text


def test_ticking_fills_the_answer_alone(as_ana, team):
    part = notice(as_ana, team, "confusion", HX_Request="true", HX_Target="section#look-first")
    assert part.text.strip().startswith('<section id="look-first"')
    assert "<html" not in part.text
    assert guides.guide("vision").label in part.text


def test_the_check_is_the_teams(as_nobody, as_dov, as_ana, team, django_assert_max_num_queries):
    assert notice(as_dov, team, "confusion").status_code == 404
    assert notice(as_nobody, team).status_code == 302
    assert as_ana.post(reverse("symptom_check", args=[team.slug])).status_code == 405
    with django_assert_max_num_queries(3):
        notice(as_ana, team, *(symptom.key for symptom in guides.extras().symptoms))
