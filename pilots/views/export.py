"""All that is a person's own in one file. Each app says what it keeps of them; nobody else's words are in it."""

from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.access import signed_in
from leadership.export import assessments_of, conditions_work_of, places_of
from pilots.recorded import pilots_of
from visioning.export import (
    alignment_of,
    beliefs_of,
    decisions_of,
    initiatives_of,
    stands_of,
    visions_of,
    why_and_uses_of,
)


@require_safe
@signed_in
def me_export(request):
    """Everything that is this person's, for them to keep."""
    person = request.user
    found = {"made_at": timezone.now(), "site": settings.SITE_NAME}
    of_visions = (visions_of, alignment_of, why_and_uses_of, beliefs_of, decisions_of, stands_of, initiatives_of)
    for part in (places_of, *of_visions, assessments_of, conditions_work_of, pilots_of):
        found |= part(person)
    answer = JsonResponse(found, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="throughline-my-data.json"'
    return answer
