"""What whoever runs the server may look after: accounts, districts, schools, teams. Never a word people wrote.

Texts, versions and notes are not registered here, and no app may register them: a test holds that.
"""

import allauth.mfa.admin  # these put their rows on the list, from which some go again below
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401
import procrastinate.contrib.django.admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from procrastinate.contrib.django.models import ProcrastinateJob

from .models import District, DistrictMember, Membership, Person, School, StaffMember, Team

# The same door as everybody's: limits, second factor and all.
admin.site.login = secure_admin_login(admin.site.login)
# Secrets, and from where somebody is signed in, are nobody else's to look at.
admin.site.unregister((Authenticator, SocialToken, UserSession))
# What waits for the worker is looked at by its own command, not by pages.
admin.site.unregister(ProcrastinateJob)


class House(admin.ModelAdmin):
    """A district, school or team. What goes with it is told in numbers: names of rows are words that people wrote."""

    def get_deleted_objects(self, objs, request):
        _words, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        return [str(one) for one in objs], counts, forbidden, protected


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ("name", "email", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    fields = ("name", "email", "positions", "is_active", "is_staff", "is_superuser", "groups", "last_login")
    readonly_fields = ("last_login",)
    filter_horizontal = ("groups",)

    def has_add_permission(self, request):
        return False  # accounts are opened by their owners, who prove the address

    def has_delete_permission(self, request, obj=None):
        return False  # leaving for good is more than deleting a row: see leaving.py


class DistrictMemberInline(admin.TabularInline):
    model = DistrictMember
    raw_id_fields = ("person",)
    extra = 0


class StaffMemberInline(admin.TabularInline):
    model = StaffMember
    raw_id_fields = ("person",)
    extra = 0


class MembershipInline(admin.TabularInline):
    model = Membership
    raw_id_fields = ("person",)
    fields = ("person", "role", "joined_by")
    extra = 0


@admin.register(District)
class DistrictAdmin(House):
    list_display = ("name", "slug", "created_at")
    search_fields = ("name",)
    inlines = (DistrictMemberInline,)


@admin.register(School)
class SchoolAdmin(House):
    list_display = ("name", "district", "slug", "created_at")
    list_select_related = ("district",)
    search_fields = ("name",)
    inlines = (StaffMemberInline,)


@admin.register(Team)
class TeamAdmin(House):
    list_display = ("name", "school", "open_call", "created_at")
    list_select_related = ("school",)
    search_fields = ("name",)
    fields = ("school", "name", "open_call")
    inlines = (MembershipInline,)
