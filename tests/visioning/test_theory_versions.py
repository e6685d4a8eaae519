"""Versions of a theory: kept by people and by themselves, named, read, compared, returned to; and who did what lately."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.leadership.test_together import at_once
from visioning.models import Arrow, Comment, SaidAlready, Statement, Theory, TheoryVersion
from visioning.theory.compare import bare, changes_between
from visioning.theory.shape import ArrowShape, Column, Shape, State, StatementShape
from visioning.theory_history import History

from .theorising import LINES, shape_of, theory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(team, ana):
    return theory(team, ana)


def url(name, plan, *args):
    return reverse(f"theory_version_{name}", args=[plan.team.slug, plan.number, *args])


def rested(plan, minutes=31):
    """Nobody has changed anything for a while."""
    Theory.objects.filter(pk=plan.pk).update(changed_at=timezone.now() - timedelta(minutes=minutes))


def reword(plan, by, number, words):
    one = plan.statements.get(number=number)
    one.mend(by, words, one.edition)


# --- Keeping ------------------------------------------------------------------------------------------------------


def test_keeping_one_with_a_name(as_ben, ben, plan):
    response = as_ben.post(url("keep", plan), {"name": "Before the retreat"}, follow=True)
    assert "Kept: Before the retreat (Version 1)." in response.text
    version = TheoryVersion.objects.get()
    assert (version.kept_by, version.automatic, version.shape) == (ben, False, plan.shape())
    assert "Kept by Ben Okafor on" in response.text


def test_the_same_twice_makes_no_second_version(ana, ben, plan):
    first = TheoryVersion.keep(plan, None, automatic=True)
    assert TheoryVersion.keep(plan, ben) == first
    named = TheoryVersion.keep(plan, ben, "A name")
    assert (named, named.name, named.automatic) == (first, "A name", False)
    assert TheoryVersion.keep(plan, ana, "A name") == first
    assert TheoryVersion.keep(plan, ana, "Another name").number == 2


def test_a_version_stays_as_it_is(ben, plan):
    version = TheoryVersion.keep(plan, ben)
    reword(plan, ben, 1, "Something else")
    assert TheoryVersion.objects.get(pk=version.pk).shape == shape_of()


def test_the_first_change_after_a_rest_keeps_what_was_said_before(ben, plan):
    reword(plan, ben, 1, "Still writing")
    assert not plan.versions.exists()
    before = plan.shape()
    rested(plan)
    reword(plan, ben, 1, "After the rest")
    reword(plan, ben, 1, "And again")
    version = plan.versions.get()
    assert (version.automatic, version.kept_by, version.shape) == (True, None, before)


@pytest.mark.parametrize(
    "change",
    [
        lambda plan, by: Statement.add(plan, by, "do", "One more"),
        lambda plan, by: plan.statements.get(number=2).remove(by),
        lambda plan, by: Arrow.tie(plan.statements.get(number=1), plan.statements.get(number=3), by),
        lambda plan, by: plan.arrows.first().remove(by),
        lambda plan, by: plan.arrows.first().mend(by, 0, because="Because"),
        lambda plan, by: plan.arrows.first().note_state(by, State.SUPPORTED, timezone.localdate()),
        lambda plan, by: plan.become(shape_of(LINES[:2], ()), by),
    ],
    ids=["add", "remove", "tie", "untie", "reason", "state", "become"],
)
def test_whatever_the_first_change_is_the_state_before_it_is_kept(ben, plan, change):
    rested(plan)
    change(plan, ben)
    assert plan.versions.get().shape == shape_of()


def test_what_was_kept_already_and_what_says_nothing_are_not_kept_again(team, ben, plan):
    TheoryVersion.keep(plan, ben, "By hand")
    rested(plan)
    reword(plan, ben, 1, "Other")
    empty = Theory.start(team, ben, "Empty")
    rested(empty)
    Statement.add(empty, ben, "do", "First")
    assert TheoryVersion.objects.count() == 1


def test_a_change_that_fails_keeps_nothing(ben, plan):
    rested(plan)
    with pytest.raises(SaidAlready):
        Statement.add(plan, ben, "do", "Teachers plan lessons in pairs")
    assert not plan.versions.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_keep_or_return_at_once_both_get_on(team, ana, ben, plan):
    keep = url("keep", plan)
    assert at_once((ana, keep, {"name": "Hers"}), (ben, keep, {"name": "His"})) == [302, 302]
    assert [version.number for version in plan.versions.all()] == [2, 1]
    reword(plan, ben, 1, "Something else")
    now = plan.shape()
    back = url("restore", plan, 1)
    assert at_once((ana, back, {}), (ben, back, {})) == [302, 302]
    assert plan.shape() == shape_of()
    assert plan.versions.count() == 3
    assert plan.versions.first().shape == now


# --- Pages --------------------------------------------------------------------------------------------------------


def test_the_list_has_what_people_kept_and_apart_what_kept_itself(as_cleo, ben, plan):
    TheoryVersion.keep(plan, ben, "By hand")
    rested(plan)
    reword(plan, ben, 1, "Other")
    rested(plan)
    reword(plan, ben, 1, "Yet other")
    page = as_cleo.get(url("list", plan)).text
    assert page.index("By hand (Version 1)") < page.index("1 version was kept by itself") < page.index("Version 2")
    assert "Keep this version" not in page


def test_an_empty_list_says_what_to_do(as_ben, plan):
    page = as_ben.get(url("list", plan)).text
    assert "Nobody has kept a version yet." in page
    assert "Keep this version" in page


def test_a_name_that_is_too_long_comes_back_whole(as_ben, ben, plan):
    version = TheoryVersion.keep(plan, ben)
    for address in (url("keep", plan), url("edit", plan, version.number)):
        response = as_ben.post(address, {"name": "n" * 2000})
        assert response.status_code == 422
        assert "n" * 2000 in response.text
        assert "error-summary" in response.text
        assert "maxlength" not in response.text
    assert TheoryVersion.objects.get().name == ""


def test_naming_one(as_ben, plan):
    version = TheoryVersion.keep(plan, None, automatic=True)
    as_ben.post(url("edit", plan, version.number), {"name": "  January   retreat "})
    version.refresh_from_db()
    assert (version.name, version.automatic) == ("January retreat", False)


def test_looking_at_one(as_cleo, ben, plan):
    version = TheoryVersion.keep(plan, ben, "Then")
    reword(plan, ben, 1, "Something else entirely")
    page = as_cleo.get(url("detail", plan, version.number)).text
    assert "We protect an hour a week" in page
    assert "Something else entirely" not in page
    assert "<svg" in page
    assert "Return to this version" not in page


def test_comparing_two_and_comparing_with_now(as_cleo, ben, plan):
    page = as_cleo.get(url("compare", plan)).text
    assert "Nothing changed." in page
    first = TheoryVersion.keep(plan, ben, "First")
    reword(plan, ben, 1, "We protect two hours a week for planning together")
    second = TheoryVersion.keep(plan, ben, "Second")
    plan.statements.get(number=4).remove(ben)
    page = as_cleo.get(url("compare", plan), {"old": second.number, "new": first.number}).text
    assert "Said in other words: “We protect two hours" in page  # the older first, whichever way it was asked
    assert "1 change to a statement." in page
    assert "<ins>" in page
    assert "<del>" in page
    page = as_cleo.get(url("compare", plan), {"old": second.number}).text
    assert "Taken out of “What improves”: “More students pass algebra”" in page
    assert "1 statement taken out, 1 arrow taken out." in page
    for wrong in ({"old": "x"}, {"new": "99"}, {"old": "1\0"}):
        assert as_cleo.get(url("compare", plan), wrong).status_code == 422


def test_typed_words_are_only_ever_words(as_ben, ben, plan):
    TheoryVersion.keep(plan, ben, "<b>then</b>")
    reword(plan, ben, 1, "<script>alert(1)</script>")
    for address in (url("list", plan), url("compare", plan), url("restore", plan, 1), url("detail", plan, 1)):
        page = as_ben.get(address).text
        assert "<script>alert" not in page
        assert "<b>then" not in page


# --- Returning ----------------------------------------------------------------------------------------------------


def test_returning_says_first_what_will_change_and_keeps_the_present(as_ben, ben, plan):
    version = TheoryVersion.keep(plan, ben, "Then")
    reword(plan, ben, 1, "Something else")
    Statement.add(plan, ben, "do", "One more")
    now = plan.shape()
    page = as_ben.get(url("restore", plan, version.number)).text
    assert "Taken out of “What we do”: “One more”" in page
    response = as_ben.post(url("restore", plan, version.number))
    assert response["Location"] == plan.get_absolute_url()
    assert plan.shape() == shape_of()
    kept = plan.versions.first()
    assert (kept.shape, kept.automatic, kept.kept_by) == (now, True, ben)
    assert "There is nothing to return to." in as_ben.get(url("restore", plan, version.number)).text
    as_ben.post(url("restore", plan, version.number))
    assert plan.versions.count() == 2


def test_comments_and_states_survive_and_the_name_stays(ana, ben, plan):
    version = TheoryVersion.keep(plan, ben)
    statement, arrow = plan.statements.get(number=2), plan.arrows.get(source__number=2)
    Comment.begin(statement, ana, "About the statement")
    Comment.begin(arrow, ana, "About the arrow")
    arrow.note_state(ana, State.SUPPORTED, timezone.localdate())
    plan.describe("Another name", "", None, "", plan.described)
    statement.remove(ben)
    Theory.objects.get(pk=plan.pk).versions.get().restore(ben)
    assert version.shape.arrows[1].state == State.UNTESTED
    plan = Theory.objects.get(pk=plan.pk)
    assert plan.title == "Another name"
    assert plan.shape().out_of(2)[0].state == State.SUPPORTED
    assert [one.statement or one.arrow for one in Comment.objects.all()] == [statement, arrow]
    assert Arrow.objects.get(pk=arrow.pk).removed_at is None
    assert Statement.objects.get(pk=statement.pk).removed_at is None


def test_a_version_finds_its_statements_again_by_number(ben, plan):
    version = TheoryVersion.keep(plan, ben)
    keys = dict(plan.statements.values_list("number", "pk"))
    reword(plan, ben, 1, "Quite other words")
    Statement.add(plan, ben, "do", LINES[0].partition(": ")[2])
    version.restore(ben)
    assert plan.shape() == shape_of()
    assert dict(plan.statements.standing().values_list("number", "pk")) == keys


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happened_meanwhile_every_version_comes_back(ben, plan, seed):
    dice = Random(seed)
    words = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"]
    versions = []
    for _turn in range(5):
        versions.append(TheoryVersion.keep(plan, ben))
        said = dice.sample(words, dice.randint(1, 6))
        numbers = dice.sample(range(1, 10), len(said))
        lines = (StatementShape(n, dice.choice(list(Column)), w) for n, w in zip(numbers, said, strict=True))
        ends = {tuple(dice.sample(numbers, 2)) for _tie in range(3)} if len(numbers) > 1 else ()
        plan.become(Shape(plan.title, tuple(lines), tuple(ArrowShape(*one) for one in ends)), ben, dice.random() < 0.5)
    for version in dice.sample(versions, len(versions)):
        version.restore(ben)
        assert not changes_between(bare(plan.shape()), bare(version.shape))


# --- What happened lately -----------------------------------------------------------------------------------------


def test_who_wrote_what_and_what_happened_lately(as_cleo, ana, ben, plan):
    reword(plan, ben, 1, "We protect two hours")
    plan.arrows.get(source__number=3).remove(ben)
    plan.statements.get(number=2).remove(ben)
    TheoryVersion.keep(plan, ben, "A point")
    page = as_cleo.get(url("list", plan)).text
    for sentence in (
        "Written by Ana Ruiz, Ben Okafor.",
        "Ana Ruiz wrote 4 statements.",
        "Ben Okafor changed “We protect two hours”.",
        "Ben Okafor took out “Teachers plan lessons in pairs”.",
        "Ben Okafor took out the arrow from “Students explain their thinking aloud” to “More students pass algebra”.",
        "Ben Okafor kept a version: “A point (Version 1)”.",
    ):
        assert sentence in page
    assert page.count("took out the arrow") == 1  # those that went with their statement go without saying


def test_somebody_who_left_is_a_former_colleague(ana, ben, plan):
    reword(plan, ben, 1, "We protect two hours")
    ben.delete()
    history = History(plan)
    told = [line for _day, lines in history.lately() for line in lines]
    assert "A former colleague changed “We protect two hours”." in told
    assert history.writers == ["Ana Ruiz", "a former colleague"]


def test_many_of_one_day_are_told_together_and_only_the_last_twenty(team, ana, ben, plan):
    for number in range(30):
        made = Statement.add(plan, ben, "do", f"Statement number {number}")
        Statement.objects.filter(pk=made.pk).update(written_at=timezone.now() - timedelta(days=30 - number))
    days = History(plan).lately()
    assert days[0][1] == ["Ana Ruiz drew 3 arrows.", "Ana Ruiz wrote 4 statements."]
    assert days[1][1] == ["Ben Okafor wrote “Statement number 29”."]
    assert sum(len(lines) for _day, lines in days) == 20


# --- Who may, and how much it asks --------------------------------------------------------------------------------


def test_somebody_elsewhere_finds_nothing(as_dov, ben, plan):
    TheoryVersion.keep(plan, ben)
    for name, args in (("list", ()), ("compare", ()), ("detail", (1,)), ("edit", (1,)), ("restore", (1,))):
        assert as_dov.get(url(name, plan, *args)).status_code == 404
    for name, args in (("keep", ()), ("edit", (1,)), ("restore", (1,))):
        assert as_dov.post(url(name, plan, *args), {"name": "x"}).status_code == 404


def test_observers_read_and_do_not_write(as_cleo, ben, plan):
    TheoryVersion.keep(plan, ben)
    for name, args in (("list", ()), ("compare", ()), ("detail", (1,))):
        assert as_cleo.get(url(name, plan, *args)).status_code == 200
    for name, args in (("keep", ()), ("edit", (1,)), ("restore", (1,))):
        assert as_cleo.post(url(name, plan, *args), {"name": "x"}).status_code == 403


def test_versions_of_another_theory_are_not_reached(as_ben, team, ben, plan):
    second = theory(team, ben, title="Another")
    TheoryVersion.keep(second, ben)
    assert as_ben.get(url("detail", plan, 1)).status_code == 404
    assert as_ben.post(url("restore", plan, 1)).status_code == 404


def test_the_part_is_answered_alone(as_ben, plan):
    part = {"HX-Request": "true", "HX-Target": "div#theory-versions"}
    page = as_ben.get(url("list", plan), headers=part).text
    assert 'id="theory-versions"' in page
    assert "<html" not in page


def test_pages_ask_the_same_for_one_and_for_three(as_ben, ana, ben, plan):
    TheoryVersion.keep(plan, ben, "First")
    pages = (url("list", plan), url("detail", plan, 1), url("compare", plan), url("restore", plan, 1))
    counts = []
    for more in (0, 3):
        for number in range(more):
            rested(plan)
            reword(plan, ana, 1, f"Words {number}")
            plan.arrows.first().note_state(ben, State.BEING_TESTED, timezone.localdate())
            TheoryVersion.keep(plan, ben, f"Name {number}")
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                as_ben.get(page)
            counts.append(len(asked))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 10
