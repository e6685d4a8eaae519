"""Two people on one cycle in the same second, on real connections: a kind word for one, never a fault."""

import pytest

from pilots.models import Cycle
from tests import factories
from tests.leadership.test_together import at_once

from . import piloting
from .piloting import url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def planned(idea):
    return {"change_idea": idea}


def test_two_plan_the_next_one_at_once():
    team, ana, ben = two()
    pilot = piloting.running(team, ana, participants=[ana, ben])
    add = url("cycle_add", pilot)
    assert sorted(at_once((ana, add, planned("A")), (ben, add, planned("B")))) == [302, 409]
    assert Cycle.objects.count() == 1
    made = Cycle.objects.get()
    predict = url("prediction_add", pilot, made.number)
    said = {"if_words": "If", "then_words": "then"}
    both = (ana, predict, said | {"then_words": "A"}), (ben, predict, said | {"then_words": "B"})
    assert at_once(*both) == [302, 302]
    assert made.predictions.count() == 2
    begin = url("cycle_begin", pilot, made.number), {}
    late = (ben, predict, said | {"then_words": "Late"})
    assert set(at_once((ana, *begin), late)) <= {302, 409}
    made.refresh_from_db()
    assert made.started_at
    task = made.tasks.create(words="Copy the cards")
    take = url("cycle_task_take", pilot, made.number, task.pk), {}
    assert at_once((ana, *take), (ben, *take)) == [302, 302]
    task.refresh_from_db()
    assert task.who in {ana, ben}


def two():
    ana, ben = factories.person("Ana Ruiz"), factories.person("Ben Okafor")
    team = factories.team("Northside team", school=factories.school("Northside"), people=[ana, ben])
    return team, ana, ben
