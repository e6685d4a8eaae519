"""Team agreements on the team home: adding, changing, ordering, removing."""

import pytest
from django.urls import reverse

from leadership.models import Agreement, TooMany
from leadership.models.agreements import MOST

PART = {"HX-Request": "true", "HX-Target": "section#agreements"}


@pytest.fixture
def three(team, ana):
    return [Agreement.write(team, ana, text) for text in ("Listen first", "Start on time", "Say it here")]


def order(team):
    return [agreement.text for agreement in team.agreements.in_order()]


def url(name, team, *args):
    return reverse(name, args=(team.slug, *args))


def test_a_member_adds_one_at_the_end(as_ben, ben, team, three):
    answer = as_ben.post(url("agreement_add", team), {"text": "  Ask\nbefore advising "})
    assert answer["Location"] == reverse("team_home", args=(team.slug,))
    assert order(team) == ["Listen first", "Start on time", "Say it here", "Ask before advising"]
    assert team.agreements.in_order().last().written_by == ben
    assert "Ask before advising" in as_ben.get(answer["Location"]).content.decode()


def test_an_empty_one_is_not_added(as_ben, team):
    answer = as_ben.post(url("agreement_add", team), {"text": " "})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert order(team) == []


def test_the_list_stays_short(as_ben, team, ana):
    for number in range(MOST):
        Agreement.write(team, ana, f"Number {number}")
    with pytest.raises(TooMany):
        Agreement.write(team, ana, "One more")
    answer = as_ben.post(url("agreement_add", team), {"text": "One more"})
    assert answer.status_code == 422
    assert "Twelve are plenty." in answer.content.decode()
    assert len(order(team)) == MOST


def test_htmx_gets_the_list_alone(as_ben, team, three):
    text = as_ben.post(url("agreement_add", team), {"text": "Ask first"}, headers=PART).content.decode()
    assert 'id="agreements"' in text
    assert "Ask first" in text
    assert "<html" not in text
    assert 'class="thread"' not in text
    wrong = as_ben.post(url("agreement_add", team), {"text": ""}, headers=PART)
    assert (wrong.status_code, "<html" in wrong.content.decode()) == (422, False)


@pytest.mark.parametrize(
    ("which", "to", "after"),
    [
        (0, "down", ["Start on time", "Listen first", "Say it here"]),
        (2, "up", ["Listen first", "Say it here", "Start on time"]),
        (0, "up", ["Listen first", "Start on time", "Say it here"]),
        (2, "down", ["Listen first", "Start on time", "Say it here"]),
    ],
)
def test_one_moves_as_far_as_there_is_room(as_ben, team, three, which, to, after):
    as_ben.post(url("agreement_move", team, three[which].pk), {"to": to})
    assert order(team) == after


def test_the_focus_stays_with_what_was_moved_and_goes_to_the_heading_of_what_is_gone(as_ben, team, three):
    moved = as_ben.post(url("agreement_move", team, three[0].pk), {"to": "down"}, headers=PART).content.decode()
    place = moved.index(f'id="agreement-{three[0].pk}"')
    assert moved.count("data-takes-focus") == 1
    assert moved.index("<summary data-takes-focus>") > place
    gone = as_ben.post(url("agreement_remove", team, three[0].pk), headers=PART).content.decode()
    assert '<h2 id="agreements-title" tabindex="-1" data-takes-focus>' in gone


def test_moving_what_is_gone_moves_nothing(team, three):
    Agreement.objects.filter(pk=three[0].pk).delete()
    three[0].move(1)
    assert order(team) == ["Start on time", "Say it here"]


def test_one_is_changed(as_ben, team, three):
    address = url("agreement_edit", team, three[0].pk)
    assert "Listen first" in as_ben.get(address).content.decode()
    as_ben.post(address, {"text": "Listen twice"})
    assert order(team)[0] == "Listen twice"
    assert as_ben.post(address, {"text": ""}).status_code == 422


def test_one_is_removed_and_named_once_more(as_ben, team, three):
    answer = as_ben.post(url("agreement_remove", team, three[1].pk), follow=True)
    assert order(team) == ["Listen first", "Say it here"]
    assert "Removed: “Start on time”" in answer.content.decode()


@pytest.mark.parametrize("name", ["agreement_edit", "agreement_move", "agreement_remove"])
def test_observers_may_not_and_outsiders_find_nothing(as_cleo, as_dov, team, three, name):
    for client, status in ((as_cleo, 403), (as_dov, 404)):
        assert client.post(url(name, team, three[0].pk), {"text": "Mine", "to": "down"}).status_code == status
        assert client.post(url("agreement_add", team), {"text": "Mine"}).status_code == status
    assert order(team) == ["Listen first", "Start on time", "Say it here"]


@pytest.mark.parametrize("name", ["agreement_edit", "agreement_move", "agreement_remove"])
def test_those_of_another_team_are_not_here(as_ana, team, other_team, dov, name):
    theirs = Agreement.write(other_team, dov, "Theirs")
    assert as_ana.post(url(name, team, theirs.pk), {"text": "Mine", "to": "up"}).status_code == 404
    assert order(other_team) == ["Theirs"]


def test_an_observer_reads_them_and_is_offered_no_form(as_cleo, team, three):
    text = as_cleo.get(reverse("team_home", args=(team.slug,))).content.decode()
    assert "Listen first" in text
    assert url("agreement_add", team) not in text
