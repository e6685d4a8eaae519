"""What a team's plan says of how people stand to its vision and what it led to. A plan leaves the house, so answers have no names.

Dissents have: whoever says that they see it differently says so with their name, beside the text.
"""

from dataclasses import dataclass

from .alignment_result import Result
from .models import AlignmentCheck, Dissent, DraftingRound, VisionUse

LATEST_USES = 8


@dataclass(frozen=True)
class Standing:
    """The latest closed check, differing views, the open round and where the vision decided something lately."""

    result: Result | None = None
    dissents: tuple[Dissent, ...] = ()
    round: DraftingRound | None = None
    uses: tuple[VisionUse, ...] = ()
    more_uses: int = 0

    @classmethod
    def of(cls, shared, version=None) -> "Standing":
        """With the check about this version; before anything is adopted, with the latest one about any."""
        checks = AlignmentCheck.objects.closed().filter(vision=shared).select_related("version", "vision")
        check = (checks.filter(version=version) if version else checks).first()
        uses = list(VisionUse.objects.filter(vision=shared))
        return cls(
            result=Result.of(check) if check else None,
            dissents=tuple(Dissent.objects.filter(vision=shared).select_related("person").order_by("person__name")),
            round=DraftingRound.objects.open().listed().filter(vision=shared).first(),
            uses=tuple(uses[:LATEST_USES]),
            more_uses=len(uses[LATEST_USES:]),
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
