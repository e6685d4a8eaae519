"""The steps of a cycle after its plan: what happened, what follows, closing; a closed one is opened again with who and why."""

from html import unescape

import pytest

from pilots.models import Closed, Cycle, CycleClosed

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db

IDEA = "Three ways to begin a sentence on every table"


@pytest.fixture
def pilot(team, ana, ben):
    """Under way; Ben takes part."""
    return piloting.running(team, ana, participants=[ben])


def planned(**changes):
    said = {name: "" for name in ("builds_on", "questions", "scope_count", "scope_unit", "starts_on", "ends_on")}
    return said | {"change_idea": IDEA} | changes


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


# --- Do and act --------------------------------------------------------------------------------------------------


def test_nothing_is_told_before_it_began(as_ben, pilot):
    made = piloting.cycle(pilot)
    for name in ("cycle_do", "cycle_study", "cycle_act"):
        assert "The cycle has not begun yet." in text(as_ben.get(url(name, pilot, 1), follow=True))
        assert as_ben.post(url(name, pilot, 1), {"happened": "x"}).status_code == 302
    made.refresh_from_db()
    assert made.happened == ""


def test_what_happened_is_said_and_comes_back_when_too_long(as_ben, pilot):
    made = piloting.begun_cycle(pilot)
    do = url("cycle_do", pilot, 1)
    edition = as_ben.get(do).context["form"].initial["edition"]
    assert as_ben.post(do, {"happened": "", "surprises": "Laughter", "edition": edition}).status_code == 422
    long = as_ben.post(do, {"happened": "y" * 2001, "surprises": "Laughter", "edition": edition})
    assert long.status_code == 422
    assert "y" * 2001 in text(long)
    assert "Laughter" in text(long)
    as_ben.post(do, {"happened": "Six <b>spoke</b>", "surprises": "Laughter", "edition": edition})
    page = text(as_ben.get(made.get_absolute_url()))
    assert "Six <b>spoke</b>" in page
    assert "Six &lt;b&gt;spoke&lt;/b&gt;" in as_ben.get(made.get_absolute_url()).text
    assert "Now put what came of it beside each prediction." in page


def act(client, pilot, **changes):
    edition = client.get(url("cycle_act", pilot, 1)).context["form"].initial["edition"]
    return client.post(url("cycle_act", pilot, 1), {"act": "adopt", "act_why": "It held", "edition": edition} | changes)


def test_closing_waits_until_all_is_said_and_says_what_is_missing(as_ben, pilot):
    made = piloting.begun_cycle(pilot, 2)
    after = act(as_ben, pilot)
    made.refresh_from_db()
    assert (made.act, made.closed_at) == ("adopt", None)
    page = text(as_ben.get(after["Location"]))
    assert "Your words are kept." in page
    assert "It held" in page
    assert url("cycle_do", pilot, 1) in page
    assert url("cycle_study", pilot, 1) in page
    Cycle.objects.update(happened="We tried it")
    made.predictions.update(held="yes", result="Five")
    made.predictions.filter(pk=made.predictions.first().pk).update(held="", result="")
    act(as_ben, pilot)
    made.refresh_from_db()
    assert made.closed_at is None
    made.predictions.update(held="unclear", result="We forgot to count")
    assert "Cycle 1 is closed." in text(as_ben.get(act(as_ben, pilot)["Location"]))
    made.refresh_from_db()
    assert made.closed_at
    assert "Plan the next cycle" in text(as_ben.get(made.get_absolute_url()))


@pytest.mark.parametrize("change", [{"act": ""}, {"act": "spread"}, {"act_why": ""}, {"act_why": "z" * 2001}])
def test_what_follows_needs_its_reason(as_ben, pilot, change):
    piloting.begun_cycle(pilot)
    answer = act(as_ben, pilot, **change)
    assert answer.status_code == 422
    assert change.get("act_why", "It held") in text(answer)


def test_two_who_decide_at_once_both_see_both(as_ana, as_ben, pilot):
    made = piloting.begun_cycle(pilot)
    edition = as_ben.get(url("cycle_act", pilot, 1)).context["form"].initial["edition"]
    act(as_ana, pilot, act="abandon", act_why="What Ana thinks")
    answer = as_ben.post(url("cycle_act", pilot, 1), {"act": "adopt", "act_why": "What Ben thinks", "edition": edition})
    assert answer.status_code == 409
    for words in ("What Ana thinks", "What Ben thinks", "Abandon: let it go"):
        assert words in text(answer)
    made.refresh_from_db()
    assert made.act == "abandon"


# --- Closed, and open again --------------------------------------------------------------------------------------


@pytest.fixture
def closed(pilot):
    made = piloting.begun_cycle(pilot)
    made.predictions.update(held="no", result="Nobody did")
    return piloting.closed_cycle(made)


def test_a_closed_cycle_is_only_read(as_ben, ben, pilot, closed):
    for name in ("cycle_edit", "cycle_do", "cycle_study", "cycle_act", "prediction_add", "cycle_task_add"):
        assert "This cycle is closed." in text(as_ben.get(url(name, pilot, 1), follow=True))
    for change in (
        lambda: closed.mend(0, learned="x"),
        lambda: closed.settle(0, "adopt", "x"),
        lambda: closed.begin(),
        lambda: closed.remove(closed.edition),
    ):
        with pytest.raises(CycleClosed):
            change()
    edition = closed.edition_of(("happened", "surprises"))
    answer = as_ben.post(url("cycle_do", pilot, 1), {"happened": "Late words", "surprises": "", "edition": edition})
    assert answer.status_code == 409
    assert "Late words" in text(answer)
    assert "This cycle is closed." in text(answer)


def test_the_last_one_is_opened_again_with_who_and_why(as_ben, ben, pilot, closed):
    page = url("cycle_reopen", pilot, 1)
    assert page in as_ben.get(closed.get_absolute_url()).text
    assert as_ben.post(page, {"why": ""}).status_code == 422
    after = text(as_ben.post(page, {"why": "Thursday’s count was wrong"}, follow=True))
    assert "Thursday’s count was wrong" in after
    assert "Ben Okafor" in after
    closed.refresh_from_db()
    assert closed.closed_at is None
    assert act(as_ben, pilot, act_why="Counted anew").status_code == 302
    closed.refresh_from_db()
    assert closed.closed_at
    assert "Thursday’s count was wrong" in text(as_ben.get(closed.get_absolute_url()))


def test_an_earlier_one_stays_closed(as_ben, ben, pilot, closed):
    piloting.cycle(pilot)
    assert url("cycle_reopen", pilot, 1) not in as_ben.get(closed.get_absolute_url()).text
    assert "Cycle 2 builds on what stands here." in text(as_ben.get(url("cycle_reopen", pilot, 1), follow=True))
    answer = as_ben.post(url("cycle_reopen", pilot, 1), {"why": "A typo"})
    assert answer.status_code == 409
    assert "A typo" in text(answer)
    closed.refresh_from_db()
    assert closed.closed_at


def test_in_a_closed_pilot_nothing_changes(as_ben, team, ana, ben):
    over = piloting.closed(team, ana, participants=[ben])
    made = piloting.begun_cycle(over)
    page = as_ben.get(made.get_absolute_url())
    for name in ("cycle_add", "cycle_edit", "cycle_do", "cycle_act", "cycle_study", "cycle_reopen"):
        number = () if name == "cycle_add" else (1,)
        assert url(name, over, *number) not in page.text
        assert "This pilot is closed." in text(as_ben.get(url(name, over, *number), follow=True))
    with pytest.raises(Closed):
        made.mend(0, learned="x")
    with pytest.raises(Closed):
        Cycle.plan(over, ben, change_idea="x")
    with pytest.raises(Closed):
        made.open_again(ben, "x")
    edition = made.edition_of(("happened", "surprises"))
    answer = as_ben.post(url("cycle_do", over, 1), {"happened": "Late words", "surprises": "", "edition": edition})
    assert answer.status_code == 409
    assert "Late words" in text(answer)


def test_the_step_where_it_stands_is_marked(as_ben, pilot):
    made = piloting.cycle(pilot)
    steps = {}
    for step in ("plan", "do", "study", "act", None):
        page = as_ben.get(made.get_absolute_url()).text
        marks = [part.split("</a>")[0] for part in page.split('aria-current="step">')[1:]]
        steps[step] = [mark.split("<")[0] for mark in marks]
        if step == "plan":
            piloting.prediction(made)
            made.begin()
        elif step == "do":
            Cycle.objects.update(happened="It rained")
        elif step == "study":
            made.predictions.update(held="yes", result="Five")
        elif step == "act":
            piloting.closed_cycle(Cycle.objects.get())
    assert steps == {"plan": ["Plan"], "do": ["Do"], "study": ["Study"], "act": ["Act"], None: []}


def test_two_steps_of_one_cycle_are_not_in_each_others_way(as_ana, as_ben, pilot):
    made = piloting.begun_cycle(pilot)
    do, study = url("cycle_do", pilot, 1), url("cycle_study", pilot, 1)
    edition = as_ana.get(do).context["form"].initial["edition"]
    page = as_ben.get(study).context
    as_ana.post(do, {"happened": "It rained", "surprises": "", "edition": edition})
    key = made.predictions.get().pk
    said = {f"prediction-{key}-held": "", f"prediction-{key}-result": "", f"prediction-{key}-edition": 0}
    said |= {"learned": "Rain helps", "edition": page["learned"].initial["edition"]}
    assert as_ben.post(study, said).status_code == 302
    made.refresh_from_db()
    assert (made.happened, made.learned) == ("It rained", "Rain helps")
