"""Searching: what is found, where it leads, how it is shown; and that an odd question breaks nothing."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership import finding, search
from leadership.models import JoinedBy, Membership, Task
from visioning.models import DecisionStage, PersonalVision, TextWords
from visioning.searched_texts import refresh

from .. import factories
from ..conftest import signed_in
from ..pilots import ending, piloting
from ..visioning import deciding, making, theorising
from ..writing import paragraph, write

pytestmark = pytest.mark.django_db


def ask(client, words, **more):
    return client.get(reverse("search"), {"q": words, **more})


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def found(client, words, **more):
    """Addresses that a search leads to."""
    response = ask(client, words, **more)
    assert response.status_code == 200
    return [line.address for group in response.context["groups"] for line in group.lines]


# --- What is found -----------------------------------------------------------------------------------------------


def test_words_of_the_shared_vision_are_found_as_they_stand_now(as_ben, team, ana):
    write(team, ana, content=[paragraph("Every child tends a garden.")])
    assert found(as_ben, "gardens") == [reverse("shared_vision", args=[team.slug])]
    write(team, ana, content=[paragraph("Lanterns light the yard.")])
    assert found(as_ben, "lantern") == [reverse("shared_vision", args=[team.slug])]


def test_a_task_leads_to_its_line(as_ben, team, ana):
    task = Task.note(team, ana, words="Ask the janitor about the kiln")
    assert found(as_ben, "kiln")[0].endswith(f"#task-{task.pk}")


@pytest.mark.parametrize(
    "typed", ["kil", "KILN", "the kiln", "kilns", '"about the kiln"', "kiln -oven", "kiln or oven"]
)
def test_a_word_is_found_by_its_beginning_and_in_other_forms(as_ben, team, ana, typed):
    Task.note(team, ana, words="Ask the janitor about the kiln")
    assert len(found(as_ben, typed)) == 1


@pytest.mark.parametrize("typed", ["kiln -janitor", '"kiln janitor"', "oven", "kiln oven"])
def test_what_was_not_asked_for_is_not_found(as_ben, team, ana, typed):
    Task.note(team, ana, words="Ask the janitor about the kiln")
    assert found(as_ben, typed) == []


@pytest.mark.parametrize(
    ("words", "typed"), [("Ask José", "jose"), ("Ask Jose", "José"), ("Über die Brücke", "brucke")]
)
def test_accents_do_not_matter(as_ben, team, ana, words, typed):
    Task.note(team, ana, words=words)
    response = ask(as_ben, typed)
    assert "<mark>" in body(response)


def test_people_are_found_by_name(as_ben, team):
    assert found(as_ben, "cleo") == [
        reverse(
            "team_people", args=[team.slug], fragment=f"membership-{team.memberships.get(person__name='Cleo Marsh').pk}"
        )
    ]


def test_guides_are_found_by_everybody(as_dov):
    assert reverse("guide", args=["vision"]) in found(as_dov, "vision")


def test_every_kind_of_row_can_be_found_and_its_address_opens(as_ana, team, ana, ben):
    """One search that meets a row of most kinds; each address is asked."""
    vision = write(team, ana, content=[paragraph("Zebra stripes for all.")])
    making.comment(vision, ben, "stripes", words="Zebra comment")
    making.suggestion(vision, ben, "stripes", words="Zebra suggestion")
    theory = theorising.theory(team, ana, title="Zebra theory")
    theorising.goal(team, ana, words="Zebra goal")
    theorising.problem(team, ana, words="Zebra problem")
    gathering = making.gathering(team, name="Zebra gathering", revealed_at=timezone.now())
    making.gathered_vision(gathering, ben, revealed=True, hope="Zebra hope")
    making.theme(gathering, name="Zebra theme")
    listening = making.listening_round(gathering, ana)
    making.voice(listening, "Zebra voice", state="shown")
    making.why_answer(team, ana, "Zebra reason")
    making.guide_answer(team, ben, "Zebra answer", shown=True)
    making.decision_point(team, by=ana, words="Zebra point")
    making.telling(team, ana, message="Zebra telling")
    deciding.draft(team, ana, question="Zebra question?")
    pilot = piloting.closed(team, ana, [ana], title="Zebra pilot")
    piloting.cycle(pilot, change_idea="Zebra idea")
    piloting.measure(pilot, title="Zebra measure")
    ending.card(pilot, ana, tried="Zebra card")
    piloting.open_classroom(team.school, ana, trying="Zebra lesson")
    Task.note(team, ana, words="Zebra task")
    assert theory
    addresses = found(as_ana, "zebra")
    assert len(addresses) >= 20
    answers = {address: as_ana.get(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status not in {200, 302}} == {}


# --- Where it looks ----------------------------------------------------------------------------------------------


def test_a_search_in_one_team_finds_nothing_of_another(as_ben, team, other_team, ben, ana):
    other_team.welcome(ben, JoinedBy.LINK)
    Task.note(team, ana, words="A kiln here")
    Task.note(other_team, ana, words="A kiln there")
    assert len(found(as_ben, "kiln")) == 2
    assert len(found(as_ben, "kiln", team=team.slug)) == 1


def test_the_name_of_a_team_that_is_not_ones_own_opens_nothing(as_dov, team, ana):
    Task.note(team, ana, words="A kiln here")
    assert found(as_dov, "kiln", team=team.slug) == []


def test_whoever_loses_their_place_finds_nothing_at_once(as_ben, team, ana, ben):
    write(team, ana, content=[paragraph("Every child tends a kiln.")])
    Task.note(team, ana, words="A kiln here")
    assert len(found(as_ben, "kiln")) == 2
    Membership.objects.filter(person=ben).delete()
    assert found(as_ben, "kiln") == []


def test_ones_own_vision_is_found_by_oneself_alone(as_ana, as_ben, team, ana):
    PersonalVision.objects.create(person=ana, hope="A quiet kiln")
    assert found(as_ana, "kiln") == [reverse("personal_vision")]
    assert found(as_ben, "kiln") == []


def test_a_draft_of_a_decision_is_the_teams(as_ben, team, ana, northside):
    colleague = factories.person("Eli Colleague")
    northside.welcome(colleague)
    draft = deciding.draft(team, ana, question="Shall we buy a kiln?", audience="staff")
    as_eli = signed_in(colleague)
    assert found(as_ben, "kiln")
    assert found(as_eli, "kiln") == []
    type(draft).objects.filter(pk=draft.pk).update(stage=DecisionStage.OPEN, opened_at=timezone.now())
    assert found(as_eli, "kiln") == [reverse("decision", args=[team.slug, draft.number])]


def test_signed_out_one_is_asked_to_sign_in(as_nobody):
    assert ask(as_nobody, "kiln").status_code == 302


# --- How it is shown ---------------------------------------------------------------------------------------------


def test_what_was_found_is_marked_and_everything_else_is_escaped(as_ben, team, ana):
    Task.note(team, ana, words="<b>kiln</b> <mark>not found</mark> &amp; kilns")
    shown = body(ask(as_ben, "kiln"))
    assert (
        "&lt;b&gt;<mark>kiln</mark>&lt;/b&gt; &lt;mark&gt;not found&lt;/mark&gt; &amp;amp; <mark>kilns</mark>" in shown
    )


def test_of_a_long_text_the_words_around_are_shown(as_ben, team, ana):
    write(team, ana, content=[paragraph("word " * 300 + "the kiln glows " + "word " * 300)])
    line = ask(as_ben, "kiln").context["groups"][0].lines[0]
    assert "the <mark>kiln</mark> glows" in line.name
    assert len(line.name) < 260


def test_nothing_found_is_said_kindly_with_the_words(as_ben, team):
    assert "Nothing that you may read says “&lt;i&gt;quokka”" in body(ask(as_ben, "<i>quokka"))


def test_without_a_word_the_page_only_asks(as_ben, team):
    assert "Type at least one word." in body(ask(as_ben, "--- !!!"))
    assert "Words to look for" in body(ask(as_ben, ""))


def test_the_field_stands_on_every_page_of_whoever_is_signed_in(as_ben, as_nobody, team):
    address = f'action="{reverse("search")}"'
    assert address in body(as_ben.get(reverse("team_home", args=[team.slug])))
    assert address not in body(as_nobody.get(reverse("guide_list")))


# --- Odd questions, many rows, two at once ------------------------------------------------------------------------


ODD = [
    "'", "''", "\\", "a & | ! ( ) <-> :*", "'; DROP TABLE", "%", "\x00kiln", "kiln\x00", "-", '"', '"kiln', "or", "-kiln",
    "k" * 5000, "🎈", "ключ", "مفتاح", "a" * 200 + " kiln", "\u0301", "_", "__", "kiln_", "{0}", "%s %(x)s",
]  # fmt: skip


def test_no_question_breaks_the_page(as_ben, team, ana, subtests):
    Task.note(team, ana, words="A kiln here, 100% {0}")
    for typed in ODD:
        with subtests.test(typed), transaction.atomic():
            assert ask(as_ben, typed).status_code == 200
            assert ask(as_ben, typed, team=typed).status_code == 200


def test_one_row_and_three_rows_ask_the_same(as_ben, team, ana, dov):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert found(as_ben, "kiln")
        return len(asked)

    write(team, ana, content=[paragraph("A kiln")])
    Task.note(team, ana, words="A kiln")
    found(as_ben, "kiln")
    one = count()
    for number in range(3):
        Task.note(team, ana, words=f"A kiln {number}")
        theorising.goal(team, ana, words=f"A kiln {number}")
    assert count() == one <= 10


def test_of_very_many_no_more_than_a_list_holds(as_ben, team, ana):
    Task.objects.bulk_create(Task(team=team, words=f"kiln {n}") for n in range(finding.A_KIND + 10))
    response = ask(as_ben, "kiln")
    assert len(response.context["groups"][0].lines) == finding.A_KIND
    assert "There may be more." in body(response)


def test_a_search_that_takes_too_long_ends_with_a_sentence(as_ben, team, ana, monkeypatch):
    Task.note(team, ana, words="A kiln")
    monkeypatch.setattr(search, "SECONDS", 0.001)
    monkeypatch.setattr(
        finding, "FIND", finding.FIND.replace("SELECT kind, place", "SELECT pg_sleep(1)::text::int, place")
    )
    assert "took too long" in body(ask(as_ben, "kiln"))


test_a_search_that_takes_too_long_ends_with_a_sentence = pytest.mark.django_db(transaction=True)(
    test_a_search_that_takes_too_long_ends_with_a_sentence
)


def test_words_of_a_text_are_read_again_only_when_it_went_on(team, ana, django_assert_num_queries):
    write(team, ana, content=[paragraph("A kiln")])
    refresh([team.pk])
    with django_assert_num_queries(1):
        refresh([team.pk])


def test_so_many_texts_a_search_and_no_more(team, ana, monkeypatch):
    monkeypatch.setattr("visioning.searched_texts.A_SEARCH", 2)
    for question in ("why-recall", "why-children", "why-proud"):
        making.decision_point(team, question=question, by=ana, words="A kiln")
    refresh([team.pk])
    assert TextWords.objects.count() == 2
    refresh([team.pk])
    assert TextWords.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_who_search_at_once_note_the_same_words(team, ana):
    write(team, ana, content=[paragraph("A kiln")])
    together, faults = Barrier(4), []

    def go():
        try:
            together.wait(5)
            refresh([team.pk])
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=go) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert TextWords.objects.get().words == "A kiln"
