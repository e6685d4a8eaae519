"""Who does what, when and where in one cycle. Each takes tasks on for themselves; nobody is put on one by others."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from visioning.models import Gone

from .cycles import Cycle
from .rows import TOPIC, OfPilot

MOST_TASKS = 50


class EnoughTasks(Exception):
    """More than a group can keep in view."""


class TakenAlready(Exception):
    """Somebody else took it on a moment ago."""


class CycleTask(OfPilot):
    """One task. Whoever takes part can take it on themselves."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="tasks")
    words = models.CharField(_("what"), max_length=300)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="cycle_tasks"
    )
    on = models.DateField(_("when"), null=True, blank=True)
    where = models.CharField(_("where"), max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("task of a cycle")
        ordering = ("on", "id")

    def __str__(self):
        return self.words

    def whose(self):
        return self.cycle.pilot

    def held(self):
        """This row, held still; first its pilot's and its cycle's. Raises Gone and Closed."""
        self.cycle.held()
        found = CycleTask.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found

    @classmethod
    @transaction.atomic
    def note(cls, cycle, **said) -> "CycleTask":
        """Write one down. The same words twice are one. Raises EnoughTasks, Gone and Closed."""
        held = cycle.held()
        twin = held.tasks.filter(words=said["words"], on=said.get("on"), where=said.get("where", "")).first()
        if twin:
            return twin
        if held.tasks.count() >= MOST_TASKS:
            raise EnoughTasks
        made = held.tasks.create(**said)
        tell(cycle.pilot.team_id, TOPIC)
        return made

    @transaction.atomic
    def take(self, person) -> None:
        """“I’ll do it.” Raises TakenAlready, Gone and Closed."""
        held = self.held()
        if held.who_id == person.pk:
            return
        if held.who_id:
            raise TakenAlready
        self._change(who=person)

    @transaction.atomic
    def give_back(self, person) -> None:
        """Only one’s own; that of somebody else stays theirs. Raises Gone and Closed."""
        if self.held().who_id == person.pk:
            self._change(who=None)

    @transaction.atomic
    def settle(self, done: bool) -> None:
        """Done, or not done after all. Raises Gone and Closed."""
        if bool(self.held().done_at) != done:
            self._change(done_at=timezone.now() if done else None)

    def _change(self, **said) -> None:
        CycleTask.objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        tell(self.whose().team_id, TOPIC)
