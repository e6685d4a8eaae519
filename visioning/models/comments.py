"""What people say about a passage, and the changes they suggest to it. Knows nothing of how a passage is found again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .passages import LONGEST_QUOTE, Passage

LONGEST_COMMENT = 2000


class CommentQuerySet(models.QuerySet):
    def openings(self):
        """First comments; each begins a conversation."""
        return self.filter(answers=None)

    def unresolved(self):
        return self.openings().filter(resolved_at=None)


class Comment(models.Model):
    """One contribution to a conversation about a passage. The first has no `answers`; it carries whether it is resolved."""

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="comments")
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    words = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, editable=False)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentions", blank=True)
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="comments_resolved"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(resolved_at=None) | models.Q(answers=None), name="only_openings_are_resolved"
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_by=None) | models.Q(resolved_at__isnull=False), name="resolved_by_and_at"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)


class SuggestionState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Not taken")
    TAKEN_BACK = "taken_back", _("Taken back")


class Suggestion(models.Model):
    """Other words for a passage. Accepted, they stand in the text under the hand of whoever suggested them."""

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="suggestions")
    words = models.TextField(_("new words"), max_length=LONGEST_QUOTE, blank=True)
    why = models.CharField(_("why"), max_length=280, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="suggestions")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="suggestions_answered"
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("suggestion")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="open", answered_at=None)
                | (~models.Q(state="open") & models.Q(answered_at__isnull=False)),
                name="answered_when_not_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reason=""), name="refused_with_a_reason"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)
