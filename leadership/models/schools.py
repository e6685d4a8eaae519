"""Districts and schools, and who works there. Knows nothing of teams."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .links import WithLink
from .places import Place


def free_slug(model, name):
    """A slug for `name` that no row of `model` has yet, readable first, with a random tail only on need."""
    stem = slugify(name)[:50] or model._meta.model_name
    slug = stem
    while slug in {"new"} or model.objects.filter(slug=slug).exists():
        slug = f"{stem}-{get_random_string(4, 'abcdefghjkmnpqrstuvwxyz23456789')}"
    return slug


def create_named(model, **fields):
    """A row with a slug of its own, also where two people choose the same name in the same second."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return model.objects.create(slug=free_slug(model, fields["name"]), **fields)
        except IntegrityError:
            continue
    return model.objects.create(slug=f"{model._meta.model_name}-{get_random_string(12).lower()}", **fields)


class StaffRole(models.TextChoices):
    """Who runs things; it never says who counts."""

    FACILITATOR = "facilitator", _("Facilitator")
    STAFF = "staff", _("Staff")


class DistrictQuerySet(models.QuerySet):
    def run_by(self, person):
        return self.filter(district_members__person=person, district_members__role=StaffRole.FACILITATOR)

    def for_person(self, person):
        return self.filter(
            models.Q(district_members__person=person) | models.Q(schools__staff_members__person=person)
        ).distinct()


class District(WithLink):
    """Schools that belong together."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        ordering = ("name", "id")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("district_home", args=(self.slug,))

    @classmethod
    @transaction.atomic
    def found(cls, person, name):
        """Create a district with this person as its first facilitator."""
        district = create_named(cls, name=name)
        district.district_members.create(person=person, role=StaffRole.FACILITATOR)
        return district


class DistrictMember(Place):
    """A person who works for the whole district."""

    house = "district"

    district = models.ForeignKey(District, models.CASCADE, related_name="district_members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="district_members")
    role = models.CharField(max_length=12, choices=StaffRole.choices, default=StaffRole.STAFF)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("district member")
        constraints = (models.UniqueConstraint(fields=("district", "person"), name="district_member_unique"),)

    def __str__(self):
        return f"{self.person} · {self.district}"


class SchoolQuerySet(models.QuerySet):
    def run_by(self, person):
        return self.filter(staff_members__person=person, staff_members__role=StaffRole.FACILITATOR)

    def for_person(self, person):
        return self.filter(staff_members__person=person)

    def as_seen_by(self, person):
        """With `mine`: is this person on the staff."""
        return self.annotate(
            mine=models.Exists(StaffMember.objects.filter(school=models.OuterRef("pk"), person=person)),
        )


class School(WithLink):
    """A school; it may stand alone or belong to a district."""

    district = models.ForeignKey(
        District,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name=_("district"),
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        ordering = ("name", "id")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("school_home", args=(self.slug,))

    @classmethod
    @transaction.atomic
    def found(cls, person, name, district=None):
        """Create a school with this person as its first facilitator."""
        school = create_named(cls, name=name, district=district)
        school.staff_members.create(person=person, role=StaffRole.FACILITATOR)
        return school

    def welcome(self, person):
        """Put a person on the staff; somebody already here stays as they are."""
        return self.staff_members.get_or_create(person=person)[0]


class StaffMember(Place):
    """A person on a school's staff."""

    house = "school"

    school = models.ForeignKey(School, models.CASCADE, related_name="staff_members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_members")
    role = models.CharField(max_length=12, choices=StaffRole.choices, default=StaffRole.STAFF)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("staff member")
        constraints = (models.UniqueConstraint(fields=("school", "person"), name="staff_member_unique"),)

    def __str__(self):
        return f"{self.person} · {self.school}"
