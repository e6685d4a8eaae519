"""What stands beside the vision's text about alignment: the latest check, and those who see it differently. Knows no requests."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef

from leadership.rules import may_run_team

from .alignment_result import sentence_of
from .models import AlignmentAnswer, Dissent
from .rules import may_answer_check


def beside(vision, place) -> dict:
    """For `visioning/alignment_checks/_beside.html`. Two questions to the database, whatever there is."""
    # Of an open check nobody learns more than how many have answered.
    told = AlignmentAnswer.objects.filter(check_asked=OuterRef("pk"), check_asked__closed_at__isnull=False)
    checks = vision.alignment_checks.for_place(place).annotate(
        levels=ArraySubquery(told.values("level")), answered_count=Count("turns")
    )
    check = checks.first()
    dissents = list(Dissent.objects.filter(vision=vision).select_related("person"))
    return {
        "check": check,
        "sentence": sentence_of(check, check.levels) if check and check.is_closed else "",
        "dissents": dissents,
        "own": next((one for one in dissents if one.person_id == place.person_id), None),
        "can_differ": may_answer_check(place),
        "can_ask": may_run_team(place) and (check is None or check.is_closed),
    }
