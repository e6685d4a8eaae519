"""Two people on initiatives and outside goals in the same second, on real connections: never a fault, nothing half-saved."""

import pytest
from django.urls import reverse

from tests.leadership.test_together import at_once, pair
from visioning.models import Crossing, Framework, Initiative, InitiativeSupporter

from .theorising import goal

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
assert pair  # a fixture


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def test_two_initiatives_get_two_numbers(pair):
    team, ana, ben = pair
    add = url("initiative_add", team)
    said = {"name": "By Ana", "status": "running"}
    assert at_once((ana, add, said), (ben, add, said | {"name": "By Ben"})) == [302, 302]
    assert sorted(Initiative.objects.values_list("number", flat=True)) == [1, 2]


def test_a_double_press_says_once_that_one_works_on_it(pair):
    team, ana, _ben = pair
    Initiative.note(team, ana, name="Lesson study")
    post = ana, url("initiative_support", team, 1), {"to": "on"}
    assert at_once(post, post) == [302, 302]
    assert InitiativeSupporter.objects.count() == 1


def test_of_two_moves_one_is_told(pair):
    team, ana, ben = pair
    made = Initiative.note(team, ana, name="Lesson study")
    move, said = url("initiative_status", team, 1), {"edition": made.edition}
    answers = at_once((ana, move, said | {"status": "ended"}), (ben, move, said | {"status": "paused"}))
    assert sorted(answers) == [302, 409]


def test_two_paste_the_same_articles(pair):
    team, ana, ben = pair
    made = Framework.note(team, ana, kind="district", title="District plan", address="")
    post = url("article_add", team, made.pk), {"articles": "1 – Reads\n2 – Writes"}
    assert sorted(at_once((ana, *post), (ben, *post))) == [302, 422]
    assert made.articles.count() == 2


def test_two_say_that_one_goal_answers(pair):
    team, ana, ben = pair
    made = Framework.note(team, ana, kind="district", title="District plan", address="")
    (article,) = made.add_articles([("1", "Reads")])
    goal(team, ana)
    post = url("crossing_add", team, made.pk, article.pk), {"goal": 1, "how": "So"}
    assert set(at_once((ana, *post), (ben, *post))) <= {302, 422}
    assert Crossing.objects.count() == 1
