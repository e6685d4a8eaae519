"""Plain functions that make decisions at any stage. Each gives a valid thing; say only what the test is about."""

import threading
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from visioning.models import Decision, DecisionInput, DecisionStage, Rule


def draft(team, by=None, **fields):
    """A draft that could be opened: consent, open to the staff, input for two weeks, decided within three."""
    today = timezone.localdate()
    said = {
        "question": "Which morning do we keep free of meetings?",
        "without_agreement": "The old week stays until summer.",
        "input_until": today + timedelta(days=14),
        "decide_by": today + timedelta(days=21),
    }
    return Decision.prepare(team, by, **(said | fields))


def opened(team, by=None, **fields):
    """An open decision. Days in the past are written after it was opened, as time would do it."""
    days = {name: fields.pop(name) for name in ("input_until", "decide_by") if name in fields}
    if fields.get("rule") == Rule.LEADER:
        fields = {"decider": by, "without_agreement": ""} | fields
    made = draft(team, by, **fields)
    made.open(by)
    Decision.objects.filter(pk=made.pk).update(**days)
    return reread(made)


def dropped(team, by=None, because="The bus times changed, so nobody needs this now.", **fields):
    made = opened(team, by, **fields)
    made.drop(because)
    return reread(made)


def decided(team, by=None, **fields):
    """A decided one: Wednesdays, from next week on, looked at again in a hundred days. Past its verbs, so that any state can be had."""
    today = timezone.localdate()
    came = {
        "stage": DecisionStage.DECIDED,
        "outcome": "Wednesday mornings stay free of meetings.",
        "decided_on": today,
        "decided_by": by,
        "outcome_at": timezone.now(),
        "effective_on": today + timedelta(days=7),
        "prediction": "Every grade plans together twice a month.",
        "review_on": today + timedelta(days=100),
    }
    came |= {name: fields.pop(name) for name in (*came, "meeting", "explanation", "supersedes") if name in fields}
    made = opened(team, by, **fields)
    Decision.objects.filter(pk=made.pk).update(**came)
    return reread(made)


def brought(decision, person, words="Tuesday is when the busses are late.", **fields):
    """What somebody brought; `recorded_by` where it was said face to face."""
    return DecisionInput.bring(decision, person, words, **fields)


def reread(decision):
    return Decision.objects.select_related("team__school").get(pk=decision.pk)


def at_once(*acts):
    """Each act in a thread of its own, all begun together; what each gave or raised."""
    start, came = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait(10)
            came[place] = act()
        except Exception as error:
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    return came
