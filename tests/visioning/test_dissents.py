"""Dissent: visible beside the vision with its author's name, theirs to mend and take back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.conftest import signed_in
from visioning.beside import beside
from visioning.models import Dissent

from .making import alignment_check
from .writing import Hand, begin

WORDS = "I miss the younger children in this."


@pytest.fixture
def vision(team, ana):
    vision = begin(team)
    Hand(vision.text, ana).write("We listen to every child.")
    return vision


def url(name, team):
    return reverse(name, args=[team.slug])


def test_saying_mending_and_taking_it_back(as_ben, ben, team, vision):
    where = url("dissent_edit", team)
    assert "How I see it differently" in as_ben.get(where).text
    as_ben.post(where, {"words": WORDS})
    as_ben.post(where, {"words": WORDS + "\nStill."})
    assert Dissent.objects.get().words == WORDS + "\nStill."
    assert "Still." in as_ben.get(where).text
    assert "Nothing of it is kept." in as_ben.post(url("dissent_remove", team), follow=True).text
    assert not Dissent.objects.exists()


def test_empty_and_huge_words_come_back(as_ben, team, vision):
    where = url("dissent_edit", team)
    assert as_ben.post(where, {"words": "  "}).status_code == 422
    long = as_ben.post(where, {"words": "y" * 1300})
    assert long.status_code == 422
    assert "y" * 1300 in long.text
    assert not Dissent.objects.exists()


def test_who_may(as_cleo, as_dov, as_ana, ana, team, vision, northside):
    where = url("dissent_edit", team)
    Dissent.say(vision, ana, WORDS)
    for name in ("dissent_edit", "dissent_remove"):
        assert as_cleo.post(url(name, team), {"words": "No."}).status_code == 403
        assert as_dov.post(url(name, team), {"words": "No."}).status_code == 404
    guest = factories.person("Gil Staff")
    northside.welcome(guest)
    as_guest = signed_in(guest)
    assert as_guest.post(where, {"words": "Me too."}).status_code == 404
    alignment_check(vision, audience="staff")
    as_guest.post(where, {"words": "Me too."})
    assert {one.words for one in Dissent.objects.all()} == {WORDS, "Me too."}


@pytest.mark.parametrize("leaves", [True, False])
def test_it_can_be_taken_back_after_leaving_and_by_observers(as_ben, ben, team, vision, leaves):
    Dissent.say(vision, ben, WORDS)
    mine = team.memberships.filter(person=ben)
    mine.delete() if leaves else mine.update(role="observer")
    assert WORDS in as_ben.get(reverse("personal_vision")).text
    where = as_ben.post(url("dissent_remove", team))
    assert where["Location"] == (reverse("personal_vision") if leaves else url("shared_vision", team))
    assert not Dissent.objects.exists()
    assert as_ben.post(url("dissent_remove", team)).status_code == (404 if leaves else 403)


def test_what_stands_beside_the_vision(team, ana, ben, cleo, vision):
    mine = team.memberships.get(person=ben)
    alignment_check(vision, answers=[(ben, 4), (ana, 4)], answers_needed=2).close()
    Dissent.say(vision, ana, WORDS)
    for person in (ben, cleo):
        with CaptureQueriesContext(connection) as asked:
            found = beside(vision, mine)
            assert [str(one.person) for one in found["dissents"]][0] == "Ana Ruiz"
        assert len(asked) <= 4
        assert found["sentence"] == "2 of 2 can at least live with it. Enough to start, by the rule you chose."
        Dissent.say(vision, person, WORDS)
    ana.delete()
    assert "Ana Ruiz" not in [str(one.person) for one in beside(vision, mine)["dissents"]]


def test_the_export_holds_my_own(as_ana, as_ben, ana, team, vision):
    Dissent.say(vision, ana, WORDS)
    assert WORDS in as_ana.get(reverse("me_export")).text
    assert WORDS not in as_ben.get(reverse("me_export")).text
