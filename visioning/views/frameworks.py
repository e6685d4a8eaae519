"""Outside goals: a district plan, state goals, a graduate profile; their articles, and which of our goals answers which."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.models import Team
from leadership.pages import render_page
from visioning.forms.frameworks import ArticleAddForm, ArticleForm, CrossingForm, FrameworkForm
from visioning.forms.goals import RemovalForm
from visioning.models import Article, Crossing, CutOff, Framework, Gone, LabelTaken, Stale, TooMany
from visioning.plan_crosswalk import Crosswalk
from visioning.rules import may_cross_goals


@require_safe
@for_team()
def framework_list(request):
    row = Team.objects.filter(pk=request.team.pk).values(**Crosswalk.questions())[0]
    crosswalk = Crosswalk.of(request.team, row)
    rows = list(request.team.frameworks.all())
    for one in rows:
        one.team = request.team
    context = {
        "frameworks": list(zip(rows, crosswalk.frameworks, strict=False)),
        "crosswalk": crosswalk,
        "can_write": may_cross_goals(request.membership),
    }
    return render_page(request, "visioning/frameworks/framework_list.html", context, partials={"frameworks"})


def framework_of(request, framework_id) -> Framework:
    found = get_object_or_404(request.team.frameworks.select_related("noted_by"), pk=framework_id)
    found.team = request.team
    return found


@require_safe
@for_team()
def framework(request, framework_id):
    return framework_page(request, framework_of(request, framework_id))


def framework_page(request, found, *, form=None, status=200):
    articles = list(found.articles.prefetch_related("crossings__goal", "crossings__by"))
    goals = list(request.team.goals.all())
    crossed = {one.goal_id for article in articles for one in article.crossings.all()}
    context = {
        "framework": found,
        "articles": articles,
        "gaps": [one for one in articles if not one.crossings.all()],
        "silent_goals": [goal for goal in goals if goal.pk not in crossed],
        "goal_count": len(goals),
        "form": form or ArticleAddForm(),
        "can_write": may_cross_goals(request.membership),
    }
    template = "visioning/frameworks/framework.html"
    return render_page(request, template, context, partials={"framework"}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def framework_add(request):
    form = FrameworkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = Framework.note(request.team, request.user, **form.said)
        except TooMany:
            form.add_error(None, _("Twelve are here already. Remove one first."))
        else:
            messages.success(request, _("Added. Now write down what it asks for, an article a line."))
            return redirect(made)
    status = 422 if form.errors else 200
    return render_page(request, "visioning/frameworks/framework_add.html", {"form": form}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def framework_edit(request, framework_id):
    found = framework_of(request, framework_id)
    form = FrameworkForm(request.POST if request.method == "POST" else None, instance=found)
    return mending(request, form, found, found, "visioning/frameworks/framework_edit.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def framework_remove(request, framework_id):
    found = framework_of(request, framework_id)
    return removing(request, found, found, "visioning/frameworks/framework_remove.html")


def mending(request, form, row, framework, template):
    """A form about a row of a framework, and what happens when it is sent."""
    context = {"form": form, "row": row, "framework": framework}
    if form.is_valid():
        try:
            row.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            form = form.on_top_of(stale.stored)
            other = [
                (field.label, getattr(stale.stored, name) or "–")
                for name, field in form.fields.items()
                if name != "edition"
            ]
            return render_page(request, template, context | {"form": form, "other": other}, status=409)
        except LabelTaken as taken:
            form.add_error("label", label_taken(taken))
        except Gone:
            return gone(request, row, framework)
        else:
            messages.success(request, _("Saved."))
            return redirect(framework)
    return render_page(request, template, context, status=422 if form.errors else 200)


def removing(request, row, framework, template):
    """The question before something goes for good. Where somebody said it anew meanwhile it is asked again."""
    status = 200
    if request.method == "POST":
        form = RemovalForm(request.POST)
        try:
            if form.is_valid():
                row.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed."))
                return redirect("framework_list", request.team.slug) if row is framework else redirect(framework)
            status = 422
        except Stale as stale:
            row, status = stale.stored, 409
        except Gone:
            return gone(request, row, framework)
    context = {"row": row, "framework": framework, "again": status != 200}
    return render_page(request, template, context, status=status)


def gone(request, row, framework):
    messages.info(request, _("Somebody removed this a moment ago."))
    stands = row is not framework and Framework.objects.filter(pk=framework.pk).exists()
    return redirect(framework) if stands else redirect("framework_list", request.team.slug)


def label_taken(taken):
    return _("“%(label)s” is here already. Give it another short name.") % {"label": taken.label}


# --- Articles, and goals that answer them ---------------------------------------------------------------------------


@require_POST
@for_team(may_cross_goals)
def article_add(request, framework_id):
    found = framework_of(request, framework_id)
    form = ArticleAddForm(request.POST)
    if form.is_valid():
        try:
            found.add_articles(form.cleaned_data["articles"])
        except LabelTaken as taken:
            form.add_error("articles", label_taken(taken))
        except TooMany:
            form.add_error("articles", _("Sixty articles are enough for one framework. Take those that matter most."))
        except Gone:
            return gone(request, found, found)
        else:
            messages.success(request, _("Added. Which of your goals answer them?"))
            return redirect(found)
    return framework_page(request, found, form=form, status=422)


def article_of(request, framework_id, article_id) -> Article:
    framework = framework_of(request, framework_id)
    found = get_object_or_404(framework.articles.all(), pk=article_id)
    found.framework = framework
    return found


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def article_edit(request, framework_id, article_id):
    found = article_of(request, framework_id, article_id)
    form = ArticleForm(request.POST if request.method == "POST" else None, instance=found)
    return mending(request, form, found, found.framework, "visioning/frameworks/article_edit.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def article_remove(request, framework_id, article_id):
    found = article_of(request, framework_id, article_id)
    return removing(request, found, found.framework, "visioning/frameworks/article_remove.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def crossing_add(request, framework_id, article_id):
    """A goal answers an article, and how."""
    article = article_of(request, framework_id, article_id)
    form = CrossingForm(request.POST if request.method == "POST" else None, article=article)
    if form.is_valid():
        try:
            article.cross(form.said["goal"], request.user, form.said["how"])
        except CutOff:
            form.add_error("goal", _("Somebody removed this goal a moment ago. Choose another one."))
        except Gone:
            return gone(request, article, article.framework)
        else:
            messages.success(request, _("Noted."))
            return redirect(article.framework)
    context = {"form": form, "article": article, "framework": article.framework}
    status = 422 if form.errors else 200
    return render_page(request, "visioning/frameworks/crossing_add.html", context, status=status)


def crossing_of(request, framework_id, article_id, crossing_id) -> Crossing:
    article = article_of(request, framework_id, article_id)
    found = article.crossings.select_related("goal").filter(pk=crossing_id).first()
    if found is None:
        raise Http404
    found.article = article
    return found


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def crossing_edit(request, framework_id, article_id, crossing_id):
    found = crossing_of(request, framework_id, article_id, crossing_id)
    form = CrossingForm(request.POST if request.method == "POST" else None, article=found.article, instance=found)
    return mending(request, form, found, found.article.framework, "visioning/frameworks/crossing_edit.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_cross_goals)
def crossing_remove(request, framework_id, article_id, crossing_id):
    found = crossing_of(request, framework_id, article_id, crossing_id)
    return removing(request, found, found.article.framework, "visioning/frameworks/crossing_remove.html")
