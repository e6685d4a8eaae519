"""The short link of a plan: for the team always, for others where it is switched on, and dead for ever once replaced."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from leadership.models import PlanDissent, PlanEdition, PlanSheet
from leadership.plan import Plan
from leadership.printing import printer
from leadership.views.plan import plan_html
from leadership.views.plan_links import LIMIT

from ..pdfua import failures
from ..visioning import making
from .planned import everything


@pytest.fixture(autouse=True)
def fresh_counters(db):
    cache.clear()


def link_of(team):
    return reverse("plan_public", args=(PlanSheet.of(team).link_token,))


def press(client, team, wish):
    return client.post(reverse("plan_link", args=(team.slug,)), {"to": wish})


@pytest.fixture
def link(as_ana, team):
    press(as_ana, team, "open")
    return link_of(team)


def test_switched_on_anybody_reads_and_off_nobody(as_ana, as_nobody, as_dov, team, link):
    for client in (as_nobody, as_dov):
        assert "Plan of Northside team" in client.get(link).text
    press(as_ana, team, "close")
    for client in (as_nobody, as_dov):
        told = client.get(link)
        assert told.status_code == 404
        assert "Northside" not in told.text
    press(as_ana, team, "open")
    assert as_nobody.get(link).status_code == 200


def test_a_new_link_kills_the_old_one_for_ever(as_ana, as_nobody, team, link):
    press(as_ana, team, "fresh")
    assert as_nobody.get(link).status_code == 404
    assert as_ana.get(link).status_code == 404
    assert as_nobody.get(link_of(team)).status_code == 200


def test_people_of_the_team_are_led_to_their_page(as_cleo, as_ana, team, link):
    press(as_ana, team, "close")
    answer = as_cleo.get(link)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("team_plan", args=(team.slug,))


@pytest.mark.parametrize("token", ["1", "x", "1-abcde-fghjk", "999999999999999999999-abcde-fghjk", "1-ab%00c-fghjk"])
def test_made_up_links_lead_nowhere(as_nobody, team, link, token):
    assert as_nobody.get(f"/plan/{token}/").status_code == 404
    assert as_nobody.get(f"/plan/{token}/logo.png").status_code == 404


def test_it_can_be_typed_without_care(as_nobody, team, link):
    token = PlanSheet.of(team).link_token
    assert as_nobody.get(f"/plan/{token.upper().replace('-', '')}/").status_code == 200


def test_who_may_switch_it(as_ben, as_cleo, as_dov, team):
    for client, status in ((as_ben, 403), (as_cleo, 403), (as_dov, 404)):
        assert press(client, team, "open").status_code == status
    assert not PlanSheet.objects.exists()


def test_a_press_that_says_nothing_changes_nothing(as_ana, team):
    assert press(as_ana, team, "").status_code == 302
    assert not PlanSheet.objects.exists()


def test_no_trace_is_left_and_nothing_is_kept(as_nobody, link):
    answer = as_nobody.get(link)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert '<meta name="robots" content="noindex, nofollow">' in answer.text


def test_many_at_once_are_asked_to_wait(as_nobody, link, rf):
    request = rf.get("/")
    for _time in range(LIMIT.most):
        LIMIT.count(request)
    assert as_nobody.get(link).status_code == 429


def test_the_open_page_names_nobody_unless_the_team_wants_it(as_ana, as_nobody, team, ana, ben):
    everything(team, ana, ben)
    edition = PlanEdition.send(team, ana, "", Plan.for_team(team).kept)
    PlanDissent.say(edition, ben, "quiet-dissent")
    press(as_ana, team, "open")
    link = link_of(team)
    shown = as_nobody.get(link).text
    for name in ("Ana Ruiz", "Ben Okafor", "Cleo Marsh", "canary-people", "quiet-dissent"):
        assert name not in shown
    assert "Somebody sees it differently. Their words stay with the team." in shown
    assert "Names of people are left out here." in shown
    sheet = PlanSheet.of(team)
    said = {"note": "", "hidden": [], "valid_until": None, "review_on": None, "with_names": True}
    PlanSheet.say(team, sheet.edition, **said)
    shown = as_nobody.get(link).text
    assert "Ben Okafor" in shown
    assert "quiet-dissent" in shown


def test_no_link_of_the_open_page_leads_into_the_team(as_ana, as_nobody, team, ana, ben):
    everything(team, ana, ben)
    press(as_ana, team, "open")
    assert f"/teams/{team.slug}/" not in as_nobody.get(link_of(team)).text


def test_what_nobody_outside_may_read_stays_off_it(as_nobody, as_ana, team, ana, ben, link):
    everything(team, ana, ben)
    making.why_answer(team, ben, "CANARY-private")
    assert "CANARY" not in as_nobody.get(link).text


def test_the_file_has_the_link_and_says_who_may_open_it(as_ana, team, link):
    def paper():
        return plan_html(Plan.for_team(team).at("https://school.example/"))

    assert f"https://school.example{link}" in paper()
    assert "Anybody can open this page" in paper()
    assert failures(printer.pdf(paper())) == []
    press(as_ana, team, "close")
    assert "This page opens for people of the team." in paper()
    assert "QR code" in paper()


def test_without_a_link_the_file_has_none(team):
    assert "QR code" not in plan_html(Plan.for_team(team).at("https://school.example/"))
