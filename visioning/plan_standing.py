"""What a team's plan says of how people stand to its vision and what it led to. A plan leaves the house, so answers have no names.

Dissents have: whoever says that they see it differently says so with their name, beside the text.
"""

from dataclasses import dataclass

from django.db.models import OuterRef

from leadership.plan_conditions import SeenDifferently
from leadership.rows_together import built, listed, name_of

from .alignment_result import Result
from .models import AlignmentCheck, Dissent, DraftingRound, VisionUse

LATEST_USES = 8


@dataclass(frozen=True)
class Standing:
    """The latest closed check, differing views, the open round and where the vision decided something lately."""

    result: Result | None = None
    dissents: tuple[SeenDifferently, ...] = ()
    round: DraftingRound | None = None
    steward: str | None = None  # of the round
    uses: tuple[VisionUse, ...] = ()
    more_uses: int = 0

    @classmethod
    def questions(cls) -> dict:
        """What a query over SharedVision is to bring along."""
        about = {"vision": OuterRef("pk")}
        rounds = DraftingRound.objects.open().filter(**about).order_by("-number")[:1]
        return {
            "noted_uses": listed(
                VisionUse.objects.filter(**about).order_by("-on", "-pk"), "what", "outcome", "how", "on"
            ),
            "seen_differently": listed(
                Dissent.objects.filter(**about).order_by("person__name", "pk"), "words", "at", name=name_of("person")
            ),
            "open_round": listed(
                rounds, "aim", "openness", "audience", "starts_on", "ends_on", steward=name_of("steward")
            ),
        }

    @classmethod
    def of(cls, shared, version=None) -> "Standing":
        """`shared` with what that query brought. With the check about this version; before anything is adopted, about any."""
        checks = AlignmentCheck.objects.closed().filter(vision=shared).select_related("version", "vision")
        check = (checks.filter(version=version) if version else checks).first()
        steward = shared.open_round[0].pop("steward") if shared.open_round else None
        return cls(
            result=Result.of(check) if check else None,
            dissents=tuple(map(SeenDifferently.of, shared.seen_differently)),
            round=next(iter(built(DraftingRound, shared.open_round)), None),
            steward=steward,
            uses=tuple(built(VisionUse, shared.noted_uses[:LATEST_USES])),
            more_uses=len(shared.noted_uses[LATEST_USES:]),
        )

    @property
    def check(self):
        return self.result and self.result.check

    @property
    def picture(self):
        """The steps with the sentence as their title; "" where nothing may be shown."""
        return self.result.svg("plan-alignment") if self.result else ""

    @property
    def open_reasons(self):
        return self.result.open_reasons if self.result else []

    @property
    def answered_reasons(self):
        """What would bring people closer, and what the team says to it."""
        return [reason for reason in self.result.reasons if reason.replies] if self.result else []
