"""Open classrooms: who opens the door, who comes, what they saw."""

from datetime import timedelta

from django.utils import timezone

from pilots.models import OpenClassroom, Visit
from visioning.demo.stage import Stage


def play(stage: Stage, script, pilots) -> None:
    said = {name: script[name] for name in ("trying", "place", "look_fors", "room_for")}
    at = timezone.localtime().replace(hour=script["hour"], minute=30, second=0, microsecond=0)
    host = stage.person(script, "host")
    # One comes before it is over, even in a demo: the day is set back afterwards.
    opened = OpenClassroom.invite(
        stage.team.school, host, pilot=pilots[script["pilot"]], at=at + timedelta(abs(script["in"])), **said
    )
    for one in script["visits"]:
        Visit.come(opened, stage.person(one))
    OpenClassroom.objects.filter(pk=opened.pk).update(at=at + timedelta(script["in"]))
    for one in script["visits"]:
        if "saw" in one:
            visit = opened.visits.get(person=stage.person(one))
            visit.mend(visit.edition, one["saw"])
    if "debrief" in script:
        opened.mend(opened.edition, debrief=script["debrief"])
