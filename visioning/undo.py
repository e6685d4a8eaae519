"""What would take back an act at the weaving table, as plain data. Knows rows, no requests; never touches anybody's words."""

from dataclasses import asdict, dataclass, field

from django.db import transaction

from leadership.news import tell


def lock(gathering):
    """One act at a table at a time: acts are short, and two on the same theme then never see half of each other."""
    type(gathering).objects.select_for_update(no_key=True).values("pk").get(pk=gathering.pk)


@dataclass
class Undo:
    """Themes to bring back, phrases to lay and to take out again, weaves to tie again. What is gone meanwhile is left out."""

    themes: list[dict] = field(default_factory=list)  # {"id", "name", "note"}
    lay: list[list] = field(default_factory=list)  # [theme id, phrase id]
    take_out: list[list] = field(default_factory=list)
    drop: list[int] = field(default_factory=list)  # themes made by the act, if they are empty by then
    weaves: list[list] = field(default_factory=list)  # [weave id, theme id]

    @classmethod
    def of_theme(cls, theme):
        """Whatever is needed to bring a theme back as it is now."""
        return cls(
            themes=[{"id": theme.pk, "name": theme.name, "note": theme.note}],
            lay=[[theme.pk, str(phrase)] for phrase in theme.placings.values_list("phrase", flat=True)],
            weaves=[[weave, theme.pk] for weave in theme.weaves.values_list("pk", flat=True)],
        )

    def as_data(self):
        return asdict(self)

    @transaction.atomic
    def apply(self, gathering, person):
        """Take the act back, as far as what it was about is still there."""
        lock(gathering)
        themes = self.bring_back(gathering, person)
        phrases = {str(phrase.pk): phrase for phrase in gathering.phrases.filter(pk__in=self.phrase_ids).held()}
        placings = gathering.themes.model.phrases.through.objects
        placings.bulk_create(
            [
                placings.model(theme=themes[theme], phrase=phrases[phrase], by=person)
                for theme, phrase in self.lay
                if theme in themes and phrase in phrases
            ],
            ignore_conflicts=True,
        )
        for theme, phrase in self.take_out:
            placings.filter(theme__gathering=gathering, theme=theme, phrase=phrase).delete()
        gathering.themes.filter(pk__in=self.drop, placings=None, weaves=None).delete()
        self.tie_again(gathering, themes)
        tell(gathering.team_id, "weaving")

    @property
    def phrase_ids(self):
        return {phrase for _theme, phrase in self.lay}

    def bring_back(self, gathering, person):
        """The themes this speaks of by the ids they had; one whose name is taken now is that other theme."""
        themes = {theme.pk: theme for theme in gathering.themes.all()}
        model = gathering.themes.model
        for kept in self.themes:
            if kept["id"] in themes:
                continue
            theme = gathering.themes.called(kept["name"]).first()
            if theme is None:
                theme = model(pk=kept["id"], gathering=gathering, name=kept["name"], note=kept["note"], named_by=person)
                theme.save(force_insert=True)
            themes[kept["id"]] = theme
        return themes

    def tie_again(self, gathering, themes):
        """Weaves whose theme went with the act. Only those of this team, and only if they lead nowhere else now."""
        for weave, theme in self.weaves:
            if theme not in themes:
                continue
            weaves = themes[theme].weaves.model.objects.filter(passage__text__team=gathering.team_id)
            if not weaves.filter(passage__weaves=weave, theme=theme).exists():
                weaves.filter(pk=weave, phrase=None).update(theme=theme)
