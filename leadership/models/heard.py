"""When a person was last here, and what was mailed to them, so that nothing is told or sent twice. Knows nothing of what is told."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AWAY = timedelta(minutes=30)  # whoever comes back after that begins a new visit
LONG_AGO = timedelta(days=366)  # no page was open for longer; Postgres does not know every day that can be typed
NOTED = timedelta(minutes=5)  # so seldom looking is written down: a page that is only read should seldom write


class LastHere(models.Model):
    """`told_from`: what happened since then is told on the person's home now; `seen_at`: when they last looked."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="last_here")
    told_from = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("last visit")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(told_from__lte=models.F("seen_at")), name="told_from_before_seen"
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def of(cls, person) -> "LastHere | None":
        """From when on there is something to tell, without noting that they looked. None: they were never here."""
        return cls.objects.filter(person=person).first()

    @classmethod
    def look(cls, person, now=None) -> "LastHere | None":
        """This person looks at their home. What is told moves on where a new visit begins. None the very first time."""
        now = now or timezone.now()
        here = cls.of(person)
        if here is None:
            # Two windows that open at once make one row.
            cls.objects.bulk_create([cls(person=person, told_from=now, seen_at=now)], ignore_conflicts=True)
            return None
        if now - here.seen_at > NOTED:
            seen_before, new_visit = here.seen_at, now - here.seen_at > AWAY
            here.told_from, here.seen_at = seen_before if new_visit else here.told_from, now
            # Another window that looked a moment ago has moved it on already.
            cls.objects.filter(pk=here.pk, seen_at=seen_before).update(told_from=here.told_from, seen_at=now)
        return here

    @classmethod
    def has_read(cls, person, upto) -> None:
        """They have read what was told until `upto`, never further than now nor further back than before."""
        now = timezone.now()
        upto = min(max(upto, now - LONG_AGO), now)
        cls.objects.filter(person=person, told_from__lt=upto).update(told_from=upto, seen_at=now)


class MailSent(models.Model):
    """One mail that a person was or is being sent, once for ever: `what` names its occasion, like "weekly:2026-11-23".

    The row is taken and committed before anything leaves. A worker that dies in between has taken a mail that nobody
    gets; it is never sent twice. `sent_at` is None for those, and where there was nothing to say.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails_sent")
    what = models.CharField(max_length=80)
    taken_at = models.DateTimeField(auto_now_add=True)  # by a worker that is about to send it
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail sent")
        constraints = (models.UniqueConstraint(fields=("person", "what"), name="mail_sent_once"),)

    def __str__(self):
        return self.what

    @classmethod
    @transaction.atomic
    def take(cls, person, what) -> "MailSent | None":
        """This mail is mine to send. None where somebody took it before, now or a year ago."""
        taken, new = cls.objects.get_or_create(person=person, what=what)
        return taken if new else None

    def has_left(self) -> None:
        self.sent_at = timezone.now()
        self.save(update_fields=("sent_at",))

    def let_go(self) -> None:
        """It could not be sent, and that is known: the next round may try again."""
        MailSent.objects.filter(pk=self.pk, sent_at=None).delete()
