"""Rights in sentences: whatever is chosen, each right is said, once, in a whole sentence, and no name outlives its account."""

from datetime import date

import pytest

from leadership.models import Audience, Person
from visioning.decision_rights import OPEN, rights_of
from visioning.models import Decision, DecisionStage, Openness, Rule


def decision(**fields):
    said = {"input_until": date(2020, 1, 10), "decide_by": date(2020, 1, 20), "without_agreement": "It stays."}
    return Decision(**(said | fields))


@pytest.mark.parametrize("stage", DecisionStage)
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("openness", Openness)
@pytest.mark.parametrize("rule", Rule)
def test_each_right_is_said_in_a_sentence(rule, openness, audience, stage):
    rights = rights_of(decision(rule=rule, openness=openness, audience=audience, stage=stage))
    assert [one.key for one in rights] == ["rule", "openness", "audience", "without_agreement", "decide_by"]
    for one in rights:
        assert bool(one.sentence) != bool(one.words)
        assert (one.sentence or one.words).endswith(".")
        assert "%(" not in one.sentence


def test_all_degrees_of_openness_have_a_promise():
    assert set(OPEN) == set(Openness)
    assert len({str(promise.expect) for promise in OPEN.values()}) == len(Openness)


def test_what_is_not_said_yet_is_left_out():
    bare = decision(input_until=None, decide_by=None, without_agreement="")
    assert [one.key for one in rights_of(bare)] == ["rule", "openness", "audience"]


def test_advice_is_called_advice():
    assert rights_of(decision(advisory=True))[-1].key == "advisory"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"decider": Person(name="Ana Ruiz")}, "Ana Ruiz decides, after hearing the others."),
        ({}, "One person decides, after hearing the others. Who it is, is not said yet."),
        ({"stage": "open", "decider_name": "Ana as said"}, "Ana as said decides, after hearing the others."),
        ({"stage": "open"}, "A former colleague decides, after hearing the others."),
    ],
)
def test_who_decides_alone(fields, sentence):
    assert rights_of(decision(rule=Rule.LEADER, **fields))[0].sentence == sentence


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stage": "draft"}, "staff of the school, until"),
        ({"stage": "open"}, "staff of the school could, until"),
        ({"stage": "decided", "input_until": date(2090, 1, 1)}, "staff of the school could, until"),
        ({"stage": "open", "input_until": date(2090, 1, 1), "audience": "team"}, "people of the team, until"),
    ],
)
def test_who_is_heard_is_told_in_its_time(fields, words):
    assert words in rights_of(decision(**fields))[2].sentence
