"""Outside goals: entered with their articles, answered by our goals, with every gap named plainly."""

from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leadership.models import Team
from visioning.forms.frameworks import ArticleAddForm, label_and_words
from visioning.models import Article, Crossing, CutOff, Framework, Gone, Stale
from visioning.plan_crosswalk import Crosswalk

from .theorising import goal

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(name, args=[getattr(one, "slug", None) or getattr(one, "pk", one) for one in args])


def flat(answer):
    return " ".join(unescape(answer.text).split())


def noted(team, by, articles=(("1", "Students read"), ("2", "Students write")), **fields):
    made = Framework.note(team, by, **({"kind": "district", "title": "District plan", "address": ""} | fields))
    made.add_articles(articles)
    return made


def crosswalk(team):
    return Crosswalk.of(team, Team.objects.filter(pk=team.pk).values(**Crosswalk.questions())[0])


def said(**changes):
    return {"kind": "state", "title": "State goals", "address": "https://state.example/goals"} | changes


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("2.1 – Every student reads daily", ("2.1", "Every student reads daily")),
        ("A - Students - all of them - write", ("A", "Students - all of them - write")),
        ("Goal 3: Fair for all", ("Goal 3", "Fair for all")),
        ("4. Fair for all", ("4", "Fair for all")),
        ("b) Fair for all", ("b", "Fair for all")),
        ("• Fair for all", ("", "Fair for all")),
        ("Well-being and self-worth", ("", "Well-being and self-worth")),
        ("x" * 41 + " – more", ("", "x" * 41 + " – more")),
    ],
)
def test_a_line_becomes_a_name_and_words(line, pair):
    assert label_and_words(line) == pair


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_taken_or_told(pasted):
    form = ArticleAddForm({"articles": pasted})
    if form.is_valid():
        assert all(words and len(label) <= 40 and len(words) <= 400 for label, words in form.cleaned_data["articles"])
    else:
        assert form.errors["articles"]


def test_a_table_pasted_from_a_sheet_keeps_its_columns():
    form = ArticleAddForm({"articles": "1.1\tStudents read\r\n1.2\tStudents write\r\n\r\n"})
    assert form.is_valid()
    assert form.cleaned_data["articles"] == [("1.1", "Students read"), ("1.2", "Students write")]


# --- The pages -----------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(as_ben, as_cleo, team):
    assert url("framework_add", team) in as_ben.get(url("framework_list", team)).text
    assert url("framework_add", team) not in as_cleo.get(url("framework_list", team)).text


def test_from_the_first_word_to_the_gap(as_ben, as_cleo, ben, team):
    ours = goal(team, ben, words="Every child reads")
    silent = goal(team, ben, words="A garden")
    assert as_ben.post(url("framework_add", team), said(), follow=True).status_code == 200
    made = Framework.objects.get()
    as_ben.post(url("article_add", team, made), {"articles": "1 – <b>Reads</b> daily\n2 – Writes daily\nCounts daily"})
    assert list(Article.objects.values_list("label", "words")) == [
        ("1", "<b>Reads</b> daily"),
        ("2", "Writes daily"),
        ("3", "Counts daily"),
    ]
    first = Article.objects.first()
    as_ben.post(url("crossing_add", team, made, first), {"goal": ours.number, "how": "Twenty minutes a day"})
    page = flat(as_cleo.get(made.get_absolute_url()))
    assert "No goal of ours answers these 2 articles:" in page
    assert "Twenty minutes a day" in page
    assert "&lt;b&gt;Reads" in as_cleo.get(made.get_absolute_url()).text
    assert silent.words in page.partition("Our goals that answer none of it")[2]
    assert "<form" not in page.partition('id="framework"')[2].partition("</main>")[0]
    listed = flat(as_cleo.get(url("framework_list", team)))
    assert "Goals answer 1 of its 3 articles; no goal answers 2." in listed


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"kind": "x"}, {"address": "http://state.example/"}, {"title": "x" * 201}]
)
def test_a_framework_that_does_not_fit_comes_back(as_ben, team, change):
    answer = as_ben.post(url("framework_add", team), said() | change)
    assert answer.status_code == 422
    assert not Framework.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("", "Write at least one line."),
        ("1 – x\n1 – y", "Two lines are called “1”."),
        ("9 – " + "x" * 401, "At most 400 letters, please. These are 401"),
        ("1 – New\n2 – Taken", "“1” is here already."),
        ("\n".join(f"n{number} – words" for number in range(59)), "Sixty articles are enough"),
    ],
)
def test_articles_that_do_not_fit_come_back_whole(as_ben, ben, team, pasted, told):
    made = noted(team, ben)
    answer = as_ben.post(url("article_add", team, made), {"articles": pasted})
    assert answer.status_code == 422
    assert told in answer.text
    assert pasted in answer.text
    assert made.articles.count() == 2


def test_twelve_frameworks_are_enough(as_ben, ben, team):
    Framework.objects.bulk_create(Framework(team=team, title=str(one)) for one in range(12))
    assert as_ben.post(url("framework_add", team), said()).status_code == 422


def test_pressed_twice_it_is_one(as_ben, ben, team):
    for _press in range(2):
        as_ben.post(url("framework_add", team), said())
    made = Framework.objects.get()
    made.add_articles([("1", "Reads")])
    ours = goal(team, ben)
    for _press in range(2):
        made.articles.get().cross(ours, ben, "So")
    assert Crossing.objects.count() == 1


def test_a_goal_is_offered_once_and_never_another_teams(as_ben, ben, dov, team, other_team):
    made = noted(team, ben)
    ours, theirs = goal(team, ben), goal(other_team, dov)
    goal(other_team, dov)
    article = made.articles.first()
    add = url("crossing_add", team, made, article)
    assert theirs.words not in as_ben.get(add).text or theirs.words == ours.words
    assert as_ben.post(add, {"goal": 2, "how": "My words"}).status_code == 422
    as_ben.post(add, {"goal": 1, "how": "So"})
    answer = as_ben.post(add, {"goal": 1, "how": "Again, otherwise"})
    assert answer.status_code == 422
    assert "Again, otherwise" in answer.text
    assert Crossing.objects.get().how == "So"


def test_a_goal_that_went_meanwhile_is_told(ben, team):
    made, ours = noted(team, ben), goal(team, ben)
    read = type(ours).objects.get(pk=ours.pk)
    ours.remove(ours.edition)
    with pytest.raises(CutOff):
        made.articles.first().cross(read, ben, "")


def edits(team, made):
    """Each form about something that is there, with words that fit it."""
    article, crossing = made.articles.first(), Crossing.objects.first()
    return [
        (made, url("framework_edit", team, made), said(title="Words of mine")),
        (article, url("article_edit", team, made, article), {"label": "9", "words": "Words of mine"}),
        (crossing, url("crossing_edit", team, made, article, crossing), {"how": "Words of mine"}),
    ]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_two_who_write_at_once_both_see_both(as_ana, as_ben, ben, team, which):
    made = noted(team, ben)
    made.articles.first().cross(goal(team, ben), ben, "")
    row, edit, words = edits(team, made)[which]
    assert as_ben.get(edit).status_code == 200
    assert as_ben.post(edit, words).status_code == 422
    mine = {name: "Words of Ana" if value == "Words of mine" else value for name, value in words.items()}
    assert as_ana.post(edit, mine | {"edition": row.edition}).status_code == 302
    answer = as_ben.post(edit, words | {"edition": row.edition})
    assert answer.status_code == 409
    assert "Words of Ana" in answer.text
    assert "Words of mine" in answer.text
    assert as_ben.post(edit, words | {"edition": row.edition + 1}).status_code == 302


def test_a_name_that_is_taken_is_told(as_ben, ben, team):
    made = noted(team, ben)
    article = made.articles.first()
    edit = url("article_edit", team, made, article)
    answer = as_ben.post(edit, {"label": "2", "words": "Kept words", "edition": article.edition})
    assert answer.status_code == 422
    assert "Kept words" in answer.text


@pytest.mark.parametrize("which", ["framework", "article", "crossing"])
def test_taking_away_asks_before_and_again_where_it_changed(as_ben, ben, team, which):
    made = noted(team, ben)
    article = made.articles.first()
    crossing = article.cross(goal(team, ben), ben, "")
    rows = {"framework": (made,), "article": (made, article), "crossing": (made, article, crossing)}[which]
    remove, row = url(f"{which}_remove", team, *rows), rows[-1]
    assert "Remove it" in as_ben.get(remove).text
    assert as_ben.post(remove).status_code == 422
    assert as_ben.post(remove, {"edition": row.edition + 1}).status_code == 409
    as_ben.post(remove, {"edition": row.edition})
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert as_ben.get(remove).status_code == 404
    with pytest.raises((Gone, Stale)):
        row.remove(row.edition)


def test_outsiders_find_nothing_and_observers_change_nothing(as_cleo, as_dov, ben, team, other_team):
    made = noted(team, ben)
    article = made.articles.first()
    crossing = article.cross(goal(team, ben), ben, "")
    pages = {
        "framework_add": (),
        "framework_edit": (made,),
        "framework_remove": (made,),
        "article_edit": (made, article),
        "article_remove": (made, article),
        "crossing_add": (made, article),
        "crossing_edit": (made, article, crossing),
        "crossing_remove": (made, article, crossing),
    }
    for name, rows in pages.items():
        assert as_dov.get(url(name, team, *rows)).status_code == 404
        assert as_cleo.post(url(name, team, *rows)).status_code == 403
        if rows:
            assert as_dov.get(url(name, other_team, *rows)).status_code == 404
    assert as_cleo.post(url("article_add", team, made)).status_code == 403
    assert as_dov.get(url("framework_list", team)).status_code == 404
    assert as_dov.get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("part", ["frameworks", "framework"])
def test_htmx_gets_its_part_alone(as_ben, ben, team, part):
    made = noted(team, ben)
    address = made.get_absolute_url() if part == "framework" else url("framework_list", team)
    answer = as_ben.get(address, headers={"HX-Request": "true", "HX-Target": f"div#{part}"})
    assert f'id="{part}"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_however_many_there_are(as_ben, ben, team, count, django_assert_num_queries):
    for number in range(count):
        made = noted(team, ben, title=f"Plan {number}")
        for article in made.articles.all():
            for place in range(count):
                article.cross(goal(team, ben, words=f"Goal {number} {place}"), ben, "")
    as_ben.get(url("framework_list", team))
    with django_assert_num_queries(5):
        as_ben.get(url("framework_list", team))
    with django_assert_num_queries(9):
        as_ben.get(made.get_absolute_url())
    with django_assert_num_queries(1):
        crosswalk(team)


# --- The crosswalk -------------------------------------------------------------------------------------------------


def test_the_crosswalk_says_what_nobody_answers(ben, team):
    assert not crosswalk(team)
    ours = goal(team, ben, words="Every child reads")
    goal(team, ben, words="By name", framework="district  PLAN")
    goal(team, ben, words="Elsewhere", framework="Graduate profile", framework_address="https://district.example/")
    goal(team, ben, words="Alone")
    made = noted(team, ben)
    made.articles.first().cross(ours, ben, "Daily")
    found = crosswalk(team)
    (framework,) = found.frameworks
    assert framework.kind == "The district's plan"
    assert [str(one) for one in framework.gaps] == ["2 – Students write"]
    assert [(one.words, one.how) for one in framework.articles[0].goals] == [("Every child reads", "Daily")]
    assert [one.words for one in framework.said_on] == ["By name"]
    assert framework.sentence == (
        "Goals answer 1 of its 2 articles; no goal answers one. 1 goal names it without an article."
    )
    assert [(one.title, one.address) for one in found.said_on_goals] == [
        ("Graduate profile", "https://district.example/")
    ]
    assert [one.words for one in found.goals_alone] == ["Alone"]
    assert found.gaps == 1


@pytest.mark.parametrize(
    ("articles", "crossed", "sentence"),
    [
        ((), 0, "Its articles are not written down here."),
        ((("1", "x"),), 0, "No goal answers its one article yet."),
        ((("1", "x"),), 1, "Its one article is answered."),
        ((("1", "x"), ("2", "y")), 0, "No goal answers any of its 2 articles yet."),
        ((("1", "x"), ("2", "y")), 2, "All 2 articles are answered."),
    ],
)
def test_each_amount_has_its_sentence(ben, team, articles, crossed, sentence):
    made, ours = noted(team, ben, articles), goal(team, ben)
    for article in list(made.articles.all())[:crossed]:
        article.cross(ours, ben, "")
    assert crosswalk(team).frameworks[0].sentence == sentence
