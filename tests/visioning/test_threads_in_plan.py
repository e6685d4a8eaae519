"""The plan about a vision's life: threads, alignment, dissent, uses. What it says, what it keeps to itself, that it prints."""

import re
import subprocess
from datetime import timedelta

import pycrdt
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from leadership.models import PlanPrint, StaffMember
from leadership.plan import Plan
from leadership.printing import printer
from leadership.views.plan import fingerprint_of, plan_html
from visioning.live import store
from visioning.models import Dissent, Version, Weave, Why

from .. import factories
from ..conftest import signed_in
from ..pdfua import failures
from ..writing import bullets, paragraph, write
from . import making

DOORS = "Doors stand open here."
LUNCH = "Nobody eats alone."


@pytest.fixture
def vision(team, ana, ben):
    """Two passages, adopted by Ana and Ben."""
    vision = write(
        team,
        ana,
        content=[paragraph(DOORS), bullets([paragraph(LUNCH)])],
        tagline=[paragraph("Doors open.")],
        filter=[paragraph("How does this open a door?")],
        now=[paragraph("Most doors are shut today.")],
    )
    version = Version.keep(vision.text, by=ana, name="First reading")
    version.adopt(ana, [ana, ben])
    return vision


@pytest.fixture
def gathering(team):
    return making.gathering(team, audience="staff", revealed_at=timezone.now())


def tie(vision, source, words, quote, by=None):
    return Weave.tie(making.passage(vision, quote), by, making.phrase(source, words))


@pytest.fixture
def woven(vision, gathering, ana, ben):
    """The doors grew from Ana's, Ben's and somebody's unnamed words, lunch from a voice."""
    said = {
        name: making.gathered_vision(gathering, person, revealed=True, learning=f"Words of {name}.")
        for name, person in (("ana", ana), ("ben", ben), ("nobody", None))
    }
    for name, source in said.items():
        tie(vision, source, f"Words of {name}.", DOORS)
    voice = making.voice(making.listening_round(gathering), "Que no coma solo.", language="es", state="shown")
    tie(vision, voice, "Que no coma solo.", LUNCH)
    return said


def plan_of(team):
    return plan_html(Plan.for_team(team))


def chapter(html, name):
    """The words of one chapter."""
    found = re.search(rf'<section class="chapter" id="{name}">(.*?)</section>', html, re.DOTALL)
    return " ".join(strip_tags(found[1]).split()) if found else ""


# --- Threads ----------------------------------------------------------------------------------------------------------
def test_below_each_block_stands_from_how_many_people_it_grew(team, woven):
    html = plan_of(team)
    assert f'<p class="woven">{DOORS}</p><p class="grew">Grew from the words of 3 people</p>' in html
    assert f'<li class="woven">{LUNCH} <span class="grew">Grew from the words of one person</span></li>' in html


def test_those_who_gave_their_name_are_named_and_the_others_counted(team, woven):
    words = chapter(plan_of(team), "vision")
    assert "2 passages lead back to what people said beforehand." in words
    assert "1 person shared without a name. 1 voice came from outside" in words
    assert "With their name: Ana Ruiz, Ben Okafor" in words
    assert "Que no coma solo" not in words


def test_withdrawn_words_leave_the_plan_with_their_author(team, woven):
    woven["ben"].withdraw()
    words = chapter(plan_of(team), "vision")
    assert "Grew from the words of 2 people" in words
    assert "With their name: Ana Ruiz" in words
    assert "Ben Okafor" not in words
    for name in ("ana", "nobody"):
        woven[name].withdraw()
    words = chapter(plan_of(team), "vision")
    assert "The words behind 1 passage have been withdrawn." in words
    assert "With their name" not in words


def test_what_is_not_revealed_counts_for_nothing(team, woven, gathering):
    gathering.visions.update(revealed=False)
    words = chapter(plan_of(team), "vision")
    assert "Grew from the words of one person" in words  # the voice
    assert "With their name" not in words
    gathering.visions.update(revealed=True)
    gathering.revealed_at = None
    gathering.save(update_fields=("revealed_at",))
    assert "With their name" not in chapter(plan_of(team), "vision")


def test_threads_of_words_written_since_are_not_in_an_adopted_plan(team, vision, woven, ana, gathering):
    write(team, ana, content=[paragraph("A later thought.")])
    later = making.gathered_vision(gathering, factories.person("Late Comer"), revealed=True, learning="Later words.")
    tie(vision, later, "Later words.", "A later thought.")
    words = chapter(plan_of(team), "vision")
    assert "A later thought." not in words
    assert "Late Comer" not in words
    Version.keep(vision.text, by=ana).adopt(ana, [ana])
    assert "Late Comer" in chapter(plan_of(team), "vision")


# --- Alignment --------------------------------------------------------------------------------------------------------
def closed_check(vision, by, answers, **fields):
    check = making.alignment_check(vision, by, answers, **fields)
    check.close()
    return check


def test_a_check_with_names_tells_how_many_and_never_who(team, vision, ana, ben):
    check = closed_check(vision, ana, [(ana, 5), (ben, 2, "Say who watches the yard.")])
    check.answers.get(person=ben).reply("You do not stand there alone.", ana)
    words = chapter(plan_of(team), "alignment")
    assert "1 of 2 can at least live with it. Not yet, by the rule you chose" in words
    assert "Asked about “First reading (Version 1)”" in words
    assert "Say who watches the yard." in words
    assert "You do not stand there alone." in words
    assert "Ana" not in words
    assert "Ben" not in words


def test_the_picture_has_its_sentence_as_title(team, vision, ana, ben):
    closed_check(vision, ana, [(ana, 5), (ben, 4)])
    html = plan_of(team)
    assert '<title id="plan-alignment-title">2 of 2 can at least live with it.' in html


def test_an_open_reason_says_that_it_waits(team, vision, ana, ben):
    closed_check(vision, ana, [(ana, 5), (ben, 1, "Too many doors.")])
    words = chapter(plan_of(team), "alignment")
    assert "still waits for an answer Too many doors." in words


def test_below_five_unnamed_answers_nothing_is_told(team, vision, ana):
    people = [ana, *(factories.person(f"Person {number}") for number in range(3))]
    for person in people[1:]:
        team.welcome(person, "link")
    closed_check(vision, ana, [(person, 1, "CANARY") for person in people], naming="unnamed")
    html = plan_of(team)
    assert "CANARY" not in html
    assert "<svg" not in html
    assert "Fewer than five people answered" in chapter(html, "alignment")


def test_below_ten_unnamed_answers_there_are_rough_shares_and_agreed_words(team, vision, ana):
    people = [factories.person(f"Person {number}") for number in range(6)]
    for person in people:
        team.welcome(person, "link")
    check = making.alignment_check(vision, ana, naming="unnamed")
    for number, person in enumerate(people):
        check.answer(person, 4, "Read me." if number == 0 else "CANARY", even_if_few=number == 0)
    check.close()
    html = plan_of(team)
    assert "Read me." in html
    assert "CANARY" not in html
    assert "more than half, or all" in html
    assert "6 of 6 can" not in html


def test_an_open_check_is_nowhere(team, vision, ana, ben):
    making.alignment_check(vision, ana, [(ben, 1, "CANARY")])
    html = plan_of(team)
    assert 'id="alignment"' not in html
    assert "CANARY" not in html


def test_beside_adopted_words_stands_the_check_about_these_words(team, vision, ana, ben):
    closed_check(vision, ana, [(ana, 5), (ben, 5)])
    write(team, ben, content=[paragraph("More.")])
    closed_check(vision, ana, [(ana, 1, "CANARY"), (ben, 1)])
    html = plan_of(team)
    assert "2 of 2 can at least live with it" in html
    assert "CANARY" not in html


# --- Dissent, uses, why -----------------------------------------------------------------------------------------------
def test_dissent_stands_beside_the_text_under_its_name_until_taken_back(team, vision, ben):
    Dissent.say(vision, ben, "Doors let the cold in.")
    words = chapter(plan_of(team), "vision")
    assert "Doors let the cold in. Ben Okafor" in words
    Dissent.take_back(vision, ben)
    assert "cold" not in plan_of(team)


def test_the_open_round_and_uses_are_told(team, vision, ana):
    making.drafting_round(vision, ana, aim="Hear the kitchen", openness="consult", audience="staff")
    making.vision_use(vision, ana, what="The new fence", outcome="decline", how="It has no door.")
    words = chapter(plan_of(team), "living")
    for said in ("Hear the kitchen", "Ana Ruiz keeps it going.", "Consult: we ask you first", "The new fence"):
        assert said in words
    assert "We said no" in words


def test_many_uses_are_cut_short_and_counted(team, vision, ana):
    today = timezone.localdate()
    for number in range(11):
        making.vision_use(vision, ana, what=f"Use {number:02}", on=today - timedelta(days=number))
    words = chapter(plan_of(team), "living")
    assert "Use 07" in words
    assert "Use 08" not in words
    assert "3 earlier uses are on record." in words


def test_why_is_what_the_team_wrote_and_nobodys_private_answer(team, vision, ana, ben):
    making.why_answer(team, ben, "CANARY-private")
    making.why_answer(team, ana, "CANARY-shown", shown=True)
    assert 'id="why"' not in plan_of(team)
    why = Why.start(team)

    doc = pycrdt.Doc()
    fragment = doc.get("talent", type=pycrdt.XmlFragment)
    fragment.children.append(pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText("People here can weld.")]))
    store.append(why.text_id, ana.pk, doc.get_update())
    html = plan_of(team)
    assert "People here can weld." in chapter(html, "why")
    assert "CANARY" not in html


def test_what_follows_from_the_vision_and_where_the_school_is_now(team, vision):
    html = plan_of(team)
    assert '<p class="cover-tagline">Doors open.</p>' in html
    assert "How does this open a door?" in chapter(html, "short")
    assert "Most doors are shut today." in chapter(html, "now")
    for title in ("In short", "Where we are now"):
        assert re.search(rf'<a href="#\w+">{title}</a>', html)


# --- Who, how often, how it prints ------------------------------------------------------------------------------------
def test_guests_read_the_vision_and_not_the_plan(team, vision, gathering):
    guest = factories.person("Gus Guest")
    StaffMember.objects.create(school=team.school, person=guest)
    client = signed_in(guest)
    assert client.get(reverse("shared_vision", args=(team.slug,))).status_code == 200
    assert client.get(reverse("team_plan", args=(team.slug,))).status_code == 404
    assert client.post(reverse("plan_pdf", args=(team.slug,))).status_code == 404


def everything(team, vision, woven, ana, ben):
    check = closed_check(vision, ana, [(ana, 5), (ben, 2, "سقف يتسع للجميع 👩🏽‍🏫")])
    check.answers.get(person=ben).reply("Thank you.", ana)
    Dissent.say(vision, ben, "لا أرى ذلك هكذا.\n\nNot like this 🌱")
    making.drafting_round(vision, ana)
    making.vision_use(vision, ana, how="So.")


def test_all_of_it_prints_and_passes(team, vision, woven, ana, ben):
    everything(team, vision, woven, ana, ben)
    pdf = printer.pdf(plan_of(team))
    assert failures(pdf) == []
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    for said in ("Grew from the words of 3 people", "1 of 2 can at least live with it", "Seen differently"):
        assert said in text


def test_each_change_makes_another_print(team, vision, woven, ana, ben):
    def mark():
        return fingerprint_of(plan_of(team))

    marks = [mark()]
    woven["ben"].withdraw()
    marks.append(mark())
    Dissent.say(vision, ben, "Differently.")
    marks.append(mark())
    check = closed_check(vision, ana, [(ana, 5), (ben, 2, "More.")])
    marks.append(mark())
    check.answers.get(person=ben).reply("Yes.", ana)
    marks.append(mark())
    making.vision_use(vision, ana)
    marks.append(mark())
    assert len(set(marks)) == len(marks)


def test_the_plan_asks_as_much_for_many_as_for_one(team, vision, woven, ana, ben, gathering):
    client = signed_in(ana)
    everything(team, vision, woven, ana, ben)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("team_plan", args=(team.slug,))).status_code == 200
        return len(asked)

    one = cost()
    check = vision.alignment_checks.get()
    for number in range(3):
        person = factories.person(f"Person {number}")
        team.welcome(person, "link")
        source = making.gathered_vision(gathering, person, revealed=True, learning=f"Said {number}.")
        tie(vision, source, f"Said {number}.", DOORS)
        check.answers.create(person=person, level=2, closer="Hm.").reply("So.", person)
        Dissent.say(vision, person, "Differently.")
        making.vision_use(vision, person)
    assert cost() == one <= 17  # a plan draws on everything there is


def test_no_printed_plan_outlives_what_was_taken_back(team, vision, woven, ana, ben):
    check = closed_check(vision, ana, [(ana, 5), (ben, 2, "More.")])
    reply = check.answers.get(person=ben).reply("Yes.", ana)
    Dissent.say(vision, ben, "Differently.")

    def printed():
        made, _mine = PlanPrint.ask(team, "a wording", "plan.pdf")
        made.keep(b"%PDF", 1)

    for take_back in (
        woven["ben"].withdraw,
        reply.take_back,
        lambda: Dissent.say(vision, ben, "In other words."),
        lambda: Dissent.take_back(vision, ben),
    ):
        printed()
        take_back()
        assert not team.plan_prints.exists()


def test_whoever_waits_for_a_print_that_was_forgotten_is_told(team):
    mine, _mine = PlanPrint.ask(team, "a wording", "plan.pdf")
    PlanPrint.forget(team.pk)
    mine.wait(5)
    assert mine.state == "failed"
