"""A whole staff of three hundred: every page of the work on a vision asks the database as often as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leadership.models import Audience, Person, StaffMember
from tests.conftest import signed_in
from visioning.models import AlignmentAnswer, AlignmentTurn, GatheredVision, Phrase, Placing, SharedVision, Weave

from . import making
from .writing import Hand

WORDS = "Families cook with us. Nobody eats alone at lunch, and the youngest read aloud to whoever listens."
PAGES = (
    "gatherings/1/",
    "weaving/1/",
    "weaving/1/map/",
    "vision/",
    "vision/threads/",
    "vision/comments/",
    "vision/passages/{passage}/",
    "vision/alignment/",
    "vision/alignment/1/",
    "vision/alignment/2/",
    "plan/",
)


def staff(school, number):
    people = Person.objects.bulk_create(
        Person(email=f"{one}@{school.slug}.example", name=f"Colleague {one}", positions=["teacher"])
        for one in range(number)
    )
    StaffMember.objects.bulk_create(StaffMember(school=school, person=person) for person in people)
    return people


def answered(check, people):
    AlignmentTurn.objects.bulk_create(AlignmentTurn(check_asked=check, person=person) for person in people)
    AlignmentAnswer.objects.bulk_create(
        AlignmentAnswer(check_asked=check, person=person, level=2, closer="Time for it.") for person in people
    )


def a_whole_path(team, ana, number):
    """Visions of so many people, revealed, picked from, laid, woven; one check closed, one open. Gives people and a passage."""
    people = staff(team.school, number)
    now = timezone.now()
    table = making.gathering(team, audience=Audience.STAFF, revealed_at=now, revealed_by=ana)
    visions = GatheredVision.objects.bulk_create(
        GatheredVision(
            gathering=table, person=person, positions=["teacher"], learning=WORDS, revealed=True, shared_at=now
        )
        for person in people
    )
    phrases = Phrase.objects.bulk_create(
        Phrase(gathering=table, vision=one, prompt="learning", start=0, end=13, words="Families cook")
        for one in visions
    )
    themes = [making.theme(table, f"Theme {one}", ana) for one in range(min(number, 12))]
    Placing.objects.bulk_create(
        Placing(theme=themes[one % len(themes)], phrase=phrase, by=ana) for one, phrase in enumerate(phrases)
    )
    vision = SharedVision.start(team)
    Hand(vision.text, ana).write("We eat together. We listen to the youngest.")
    passage = making.passage(vision, "We eat together.")
    Weave.objects.bulk_create(Weave(passage=passage, phrase=phrase, by=ana) for phrase in phrases)
    check = making.alignment_check(vision, ana, audience=Audience.STAFF)
    answered(check, people)
    check.close()
    answered(making.alignment_check(vision, ana, audience=Audience.STAFF), people[1:])
    return people, passage


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.parametrize("who", ["team", "guest"])
def test_three_hundred_ask_no_more_than_three(team, other_team, ana, dov, who):
    counts = []
    for one, runner, number in ((team, ana, 3), (other_team, dov, 300)):
        people, passage = a_whole_path(one, runner, number)
        client = signed_in(runner if who == "team" else people[0])
        pages = PAGES if who == "team" else PAGES[:-1]
        counts.append(
            {page: queries_of(client, f"/teams/{one.slug}/{page.format(passage=passage.pk)}") for page in pages}
        )
    assert counts[0] == counts[1]
