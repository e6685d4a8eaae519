"""What stands beside the vision's text about alignment: the latest check, and those who see it differently. Knows no requests."""

from leadership.rules import may_run_team

from .alignment_result import sentences_of
from .models import Dissent
from .rules import may_answer_check


def beside(vision, place) -> dict:
    """For `visioning/alignment_checks/_beside.html`. Four questions to the database, whatever there is."""
    check = vision.alignment_checks.for_place(place).first()
    dissents = list(Dissent.objects.filter(vision=vision).select_related("person"))
    return {
        "check": check,
        "sentence": sentences_of([check]).get(check.pk, "") if check and check.is_closed else "",
        "answered_count": check.turns.count() if check and not check.is_closed else 0,
        "dissents": dissents,
        "own": next((one for one in dissents if one.person_id == place.person_id), None),
        "can_differ": may_answer_check(place),
        "can_ask": may_run_team(place) and (check is None or check.is_closed),
    }
