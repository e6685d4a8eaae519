"""Which outside goals a team's plan answers, article by article, and which it does not. Knows rows, no requests."""

from dataclasses import dataclass

from django.db.models import OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.rows_together import listed

from .models import Article, Crossing, Framework, Goal


@dataclass(frozen=True)
class GoalThere:
    """A goal, by its number in the team and its words; `how` it answers, where that is said."""

    number: int
    words: str
    how: str = ""


@dataclass(frozen=True)
class PlannedArticle:
    """One article, and the goals that answer it."""

    label: str
    words: str
    goals: tuple[GoalThere, ...] = ()

    @property
    def is_gap(self) -> bool:
        return not self.goals

    def __str__(self):
        return f"{self.label} – {self.words}"


@dataclass(frozen=True)
class PlannedFramework:
    """One framework. `said_on` are goals that say on themselves that they serve it, and name no article."""

    kind: str  # in words
    title: str
    address: str
    articles: tuple[PlannedArticle, ...] = ()
    said_on: tuple[GoalThere, ...] = ()

    @property
    def gaps(self) -> tuple[PlannedArticle, ...]:
        return tuple(one for one in self.articles if one.is_gap)

    @property
    def sentence(self) -> str:
        """How much of it the goals answer, in words."""
        count, gaps = len(self.articles), len(self.gaps)
        if not count:
            parts = [_("Its articles are not written down here.")]
        elif not gaps:
            parts = [ngettext("Its one article is answered.", "All %(count)s articles are answered.", count)]
        elif gaps == count:
            parts = [
                ngettext(
                    "No goal answers its one article yet.", "No goal answers any of its %(count)s articles yet.", count
                )
            ]
        else:
            parts = [
                ngettext(
                    "Goals answer %(answered)s of its %(count)s articles; no goal answers one.",
                    "Goals answer %(answered)s of its %(count)s articles; no goal answers %(gaps)s.",
                    gaps,
                )
            ]
        if self.said_on:
            on_goal = ngettext(
                "%(said)s goal names it without an article.",
                "%(said)s goals name it without an article.",
                len(self.said_on),
            )
            parts.append(on_goal)
        return " ".join(parts) % {"count": count, "gaps": gaps, "answered": count - gaps, "said": len(self.said_on)}


@dataclass(frozen=True)
class SaidOnGoals:
    """An outside goal that is named on goals alone: nobody entered it as a framework."""

    title: str
    address: str
    goals: tuple[GoalThere, ...]


@dataclass(frozen=True)
class Crosswalk:
    """All of it, and the goals that answer nothing outside the team."""

    frameworks: tuple[PlannedFramework, ...] = ()
    said_on_goals: tuple[SaidOnGoals, ...] = ()
    goals_alone: tuple[GoalThere, ...] = ()

    def __bool__(self):
        return bool(self.frameworks or self.said_on_goals)

    @property
    def gaps(self) -> int:
        """Articles that no goal answers."""
        return sum(len(one.gaps) for one in self.frameworks)

    @classmethod
    def questions(cls) -> dict:
        """What a query over Team is to bring along: no question of its own, however many there are."""
        here = OuterRef("pk")
        crossings = Crossing.objects.filter(article=here).order_by("goal__number")
        articles = Article.objects.filter(framework=here).order_by("place", "id")
        return {
            "framework_rows": listed(
                Framework.objects.filter(team=here).order_by("id"),
                *("kind", "title", "address"),
                article_rows=listed(articles, "label", "words", crossing_rows=listed(crossings, "goal_id", "how")),
            ),
            "crosswalk_goal_rows": listed(
                Goal.objects.filter(team=here).order_by("number"),
                *("id", "number", "words", "framework", "framework_address"),
            ),
        }

    @classmethod
    def of(cls, _team, brought) -> "Crosswalk":
        """`brought` is a row of that query."""
        goals = {row["id"]: row for row in brought["crosswalk_goal_rows"]}
        said = said_on(goals.values())
        frameworks = tuple(framework_of(row, goals, said) for row in brought["framework_rows"])
        crossed = {
            one["goal_id"]
            for row in brought["framework_rows"]
            for article in row["article_rows"]
            for one in article["crossing_rows"]
        }
        entered = {folded(row["title"]) for row in brought["framework_rows"]}
        alone = tuple(
            goal_of(row)
            for row in goals.values()
            if row["id"] not in crossed and not (row["framework"] or row["framework_address"])
        )
        return cls(frameworks, tuple(one for key, one in said.items() if key not in entered), alone)


def folded(title) -> str:
    """Two spellings of one name are one."""
    return " ".join(title.casefold().split())


def goal_of(row, how="") -> GoalThere:
    return GoalThere(row["number"], row["words"], how)


def said_on(rows) -> dict[str, SaidOnGoals]:
    """The outside goals that goals name themselves, by their folded name."""
    found = {}
    for row in rows:
        title = row["framework"] or row["framework_address"]
        if title:
            before = found.get(folded(title))
            goals = (*(before.goals if before else ()), goal_of(row))
            address = (before and before.address) or row["framework_address"]
            found[folded(title)] = SaidOnGoals(before.title if before else title, address, goals)
    return found


def framework_of(row, goals, said) -> PlannedFramework:
    articles = tuple(
        PlannedArticle(
            article["label"],
            article["words"],
            tuple(
                goal_of(goals[one["goal_id"]], one["how"])
                for one in article["crossing_rows"]
                if one["goal_id"] in goals
            ),
        )
        for article in row["article_rows"]
    )
    named = said.get(folded(row["title"]))
    crossed = {one.number for article in articles for one in article.goals}
    return PlannedFramework(
        kind=str(Framework.Kind(row["kind"]).label),
        title=row["title"],
        address=row["address"] or (named.address if named else ""),
        articles=articles,
        said_on=tuple(one for one in named.goals if one.number not in crossed) if named else (),
    )
