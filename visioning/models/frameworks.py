"""Outside goals that a plan answers to: a district plan, state goals, a graduate profile, with their articles. And which goal answers which."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from leadership.models.tasks import MOMENT
from leadership.news import tell

from .goals import Goal, ThoughtOut, leads_to_a_page, must_stand
from .themes import TooMany

TOPIC = "plan"
MOST_FRAMEWORKS = 12
MOST_ARTICLES = 60


class LabelTaken(Exception):
    """The framework has an article called so: `label`."""

    def __init__(self, label):
        super().__init__()
        self.label = label


class Framework(ThoughtOut):
    """One such document, as the school enters it."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("The district's plan")
        STATE = "state", _("State goals")
        PROFILE = "profile", _("A graduate profile")
        OTHER = "other", _("Another framework")

    topic = TOPIC

    team = models.ForeignKey(Team, models.CASCADE, related_name="frameworks")
    kind = models.CharField(_("what it is"), max_length=8, choices=Kind.choices, default=Kind.DISTRICT)
    title = models.CharField(_("title"), max_length=200)
    address = models.URLField(_("where it can be read"), max_length=500, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="frameworks_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("framework")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=leads_to_a_page("address"), name="framework_address_is_of_a_page"),
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("framework", args=(self.team.slug, self.pk))

    @classmethod
    @transaction.atomic
    def note(cls, team, by, **said) -> "Framework":
        """Write it down. Pressed twice it is one. Raises TooMany."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        here = cls.objects.filter(team=team)
        twin = here.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        if here.count() >= MOST_FRAMEWORKS:
            raise TooMany
        made = cls.objects.create(team=team, noted_by=by, **said)
        tell(team.pk, cls.topic)
        return made

    @transaction.atomic
    def add_articles(self, pairs) -> list["Article"]:
        """These articles, after those it has: (label, words), a label "" is numbered. All or none. Raises LabelTaken, TooMany, Gone."""
        self.held()
        standing = list(self.articles.all())
        if len(standing) + len(pairs) > MOST_ARTICLES:
            raise TooMany
        taken = {one.label.casefold() for one in standing}
        for label, _words in pairs:
            if label and label.casefold() in taken:
                raise LabelTaken(label)
            taken.add(label.casefold())
        last = max((one.place for one in standing), default=0)
        free = (str(number) for number in range(1, 10**6) if str(number) not in taken)
        made = Article.objects.bulk_create(
            Article(framework=self, label=label or next(free), words=words, place=place)
            for place, (label, words) in enumerate(pairs, last + 1)
        )
        tell(self.team_id, self.topic)
        return made


class Article(ThoughtOut):
    """One of its articles: how it is counted there, and what it says, in the school's own short words."""

    topic = TOPIC

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="articles")
    label = models.CharField(_("its number or short name"), max_length=40)
    words = models.CharField(_("what it asks for"), max_length=400)
    place = models.PositiveIntegerField(editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("article")
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=("framework", "label"), name="article_label_unique"),)

    def __str__(self):
        return self.label

    @property
    def team_id(self):
        return self.framework.team_id

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew. Raises LabelTaken, Stale and Gone."""
        held = self.held()
        label = said.get("label", held.label)
        twins = Article.objects.filter(framework=self.framework_id, label__iexact=label).exclude(pk=self.pk)
        if twins.exists():
            raise LabelTaken(label)
        super().mend(edition, **said)

    @transaction.atomic
    def cross(self, goal, by, how) -> "Crossing":
        """This goal answers it. Where it is said already, that stays as it is. Raises CutOff and Gone."""
        self.held()
        must_stand(goal)
        made, new = Crossing.objects.get_or_create(article=self, goal=goal, defaults={"how": how, "by": by})
        if new:
            tell(self.team_id, self.topic)
        return made


class Crossing(ThoughtOut):
    """A goal of the team answers an article, and how."""

    topic = TOPIC

    article = models.ForeignKey(Article, models.CASCADE, related_name="crossings")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="crossings")
    how = models.CharField(_("how it answers"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="crossings"
    )
    at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("crossing")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("article", "goal"), name="goal_crosses_an_article_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def team_id(self):
        return self.article.framework.team_id
