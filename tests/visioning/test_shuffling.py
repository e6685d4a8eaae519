"""After shuffling, neither a row's place in its table nor the transaction that wrote it says when it came."""

import pytest
from django.db import connection, transaction

from leadership.models import Naming
from leadership.shuffling import shuffle
from visioning.models import AlignmentAnswer, AlignmentCheck, AlignmentReply, SharedVision

ROWS = 60


@pytest.fixture
def check(team, ana):
    return AlignmentCheck.open(
        SharedVision.start(team), ana, naming=Naming.UNNAMED, share=80, floor=3, lowest=2, answers_needed=3
    )


def came(check, number):
    """One answer, in a transaction of its own, as people answer."""
    with transaction.atomic():
        return AlignmentAnswer.objects.create(check_asked=check, level=3, closer=f"{number} " + "words " * 100)


def order_told_by(what):
    """The numbers of the answers in the order that the database's own notes give away."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT closer FROM visioning_alignmentanswer ORDER BY {what}")  # noqa: S608 - of our own
        return [int(words.split()[0]) for (words,) in cursor.fetchall()]


def likeness(order):
    """Spearman's rank correlation with the order of coming: 1 is the same, 0 is none."""
    size = len(order)
    return 1 - 6 * sum((place - number) ** 2 for place, number in enumerate(order)) / (size * (size**2 - 1))


def test_without_shuffling_the_table_tells_who_came_when(check):
    for number in range(ROWS):
        came(check, number)
    assert likeness(order_told_by("ctid")) == 1
    assert likeness(order_told_by("xmin::text::bigint")) == 1


def test_after_shuffling_it_tells_nothing_and_every_word_is_there(check):
    for number in range(ROWS):
        came(check, number)
    before = set(AlignmentAnswer.objects.values_list("pk", "closer", "level"))
    assert shuffle(check.answers.all()) == ROWS
    assert set(AlignmentAnswer.objects.values_list("pk", "closer", "level")) == before
    assert abs(likeness(order_told_by("ctid"))) < 0.6
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM visioning_alignmentanswer")
        assert cursor.fetchone() == (1,)


def test_what_refers_to_a_row_still_does_and_other_rows_stay(check, ana):
    answers = [came(check, number) for number in range(3)]
    reply = AlignmentReply.objects.create(answer=answers[0], words="We hear you.", by=ana)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text FROM visioning_alignmentanswer WHERE id = %s", [answers[2].pk])
        place = cursor.fetchone()
        shuffle(check.answers.exclude(pk=answers[2].pk))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT ctid::text FROM visioning_alignmentanswer WHERE id = %s", [answers[2].pk])
        assert cursor.fetchone() == place
    reply.refresh_from_db()
    assert reply.answer == answers[0]
    assert shuffle(check.answers.filter(level=1)) == 0
