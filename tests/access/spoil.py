"""Fills the world with things that run where words are not kept words. Judges nothing."""

from leadership.models import Agreement
from visioning.models import Version

from ..writing import heading, paragraph, write
from ..xss import PAYLOADS


def spoil(world):
    """Every text a person can type holds a payload somewhere; each page gets its share of them."""
    own = world.places["own"]
    payloads = iter(PAYLOADS * 3)
    for person in world.people.values():
        person.name, person.strengths = next(payloads)[:120], next(payloads)[:280]
        person.save()
    for row in (own.team, own.team.school, own.team.school.district):
        row.name = next(payloads)[:120]
        row.save()
    own.team.purpose = next(payloads)[:280]
    own.team.save()
    own.join_request.note = next(payloads)[:280]
    own.join_request.save()
    Agreement.objects.bulk_create(Agreement(team=own.team, text=payload[:280]) for payload in PAYLOADS)
    blocks = [paragraph(payload) for payload in PAYLOADS]
    blocks += [paragraph((payload, {"link": {"href": payload}})) for payload in PAYLOADS]
    blocks += [heading(payload, level=next_level) for payload, next_level in zip(PAYLOADS, range(1, 10), strict=False)]
    write(own.team, world.people["member"], content=blocks, think=[paragraph(PAYLOADS[0])])
    for payload in PAYLOADS[:40]:
        version = Version.objects.filter(text=own.text).first()
        Version.objects.create(
            text=own.text, number=version.number + 1, name=payload[:120], words=version.words, kept_by=version.kept_by
        )
    Version.keep(own.text, by=world.people["member"], name=PAYLOADS[1][:120])
    return world
