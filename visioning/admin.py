"""The site's admin for visions: who has one, which versions there are. Words are read on the team's pages, not here."""

from django.contrib import admin

from .models import Adoption, SharedVision, Version


@admin.register(SharedVision)
class SharedVisionAdmin(admin.ModelAdmin):
    list_display = ("team", "created_at")
    search_fields = ("team__name",)
    list_select_related = ("team",)
    fields = readonly_fields = ("team", "text", "created_at")

    def has_add_permission(self, request):
        return False


class AdoptionInline(admin.TabularInline):
    model = Adoption
    fields = readonly_fields = ("at", "recorded_by", "people_count")
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Version)
class VersionAdmin(admin.ModelAdmin):
    list_display = ("text", "number", "name", "automatic", "kept_at")
    list_filter = ("automatic",)
    search_fields = ("name", "text__shared_vision__team__name")
    fields = ("text", "number", "name", "word_count", "automatic", "kept_by", "kept_at")
    readonly_fields = ("text", "number", "word_count", "automatic", "kept_by", "kept_at")
    inlines = (AdoptionInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("words")

    def has_add_permission(self, request):
        return False
