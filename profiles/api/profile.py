"""API: profiles as cards, editions with their texts. A restricted profile gives its card and nothing else."""

from typing import Any

import django_filters
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from accounts.access import Reader, maps_for
from imap.core.api import LANG, PageField, ReadOnly, SharedSlugFilter, SlugFilter, TextField
from imap.regions.models import Country, Pillar
from profiles.api.noted import Noted
from profiles.cards import with_heads
from profiles.models import Citation, Edition, Profile, Section
from profiles.models.template import Kind
from profiles.readings import note_edition, note_glimpses

PLACE = Coalesce("route__slug", "hub__slug", "city__slug")


class EditionHeadSerializer(serializers.ModelSerializer):
    """What the card of a profile says of its published edition."""

    class Meta:
        model = Edition
        fields = ["number", "label", "as_of", "published_on", "standing", "languages"]


class PublishedEdition(EditionHeadSerializer):
    """That of a profile; null where there is none yet."""

    def get_attribute(self, instance: Any) -> Edition | None:
        return instance.current[0] if instance.current else None


class WhyRestricted(TextField):
    """The reason of the pair of map and pillar; null where a profile is public."""

    def get_attribute(self, instance: Profile) -> Any:
        return None if instance.is_public else instance.map_pillar


class ProfileSerializer(serializers.ModelSerializer):
    """`readable` says whether the texts are open to you; `edition` is the published one."""

    map = serializers.CharField(source="regional_map.slug", read_only=True)
    pillar = serializers.CharField(source="pillar.slug", read_only=True)
    title = TextField()
    country = serializers.SlugRelatedField("iso3", read_only=True, allow_null=True)
    access = serializers.SerializerMethodField()
    readable = serializers.SerializerMethodField()
    edition = PublishedEdition(read_only=True, allow_null=True)
    why_restricted = WhyRestricted("reason", allow_null=True)
    page = PageField()

    class Meta:
        model = Profile
        fields = [
            "id", "map", "pillar", "kind", "slug", "title", "country", "access", "readable", "why_restricted",
            "update_due", "edition", "page",
        ]  # fmt: skip

    def get_access(self, profile: Profile) -> str:
        return "public" if profile.is_public else "restricted"

    def get_readable(self, profile: Any) -> bool:
        return bool(profile.is_readable and profile.current)


def profiles_of_places(user: Reader) -> QuerySet[Profile]:
    return Profile.objects.on_lists_of(user).annotate(of_place=PLACE)


def named_to(user: Reader) -> QuerySet[Profile]:
    """Profiles that the user may ask by: of the lists, and of editions that they see."""
    seen = Edition.objects.visible_to(user).values("profile")
    return Profile.objects.filter(Q(pk__in=Profile.objects.on_lists_of(user).values("pk")) | Q(pk__in=seen))


class ProfileFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="regional_map")
    pillar = SlugFilter(lambda user: Pillar.objects.all(), field_name="pillar")
    kind = django_filters.ChoiceFilter(choices=Kind.choices)
    country = SlugFilter(lambda user: Country.objects.in_maps(maps_for(user)), "iso3", field_name="country")
    place = SharedSlugFilter(
        profiles_of_places, "of_place", method="at_place", label="slug of a route, hub or city"
    )
    standing = django_filters.ChoiceFilter(choices=Edition.Standing.choices, method="of_standing")

    def at_place(self, rows: QuerySet[Profile], name: str, value: str) -> QuerySet[Profile]:
        return rows.annotate(of_place=PLACE).filter(of_place=value)

    def of_standing(self, rows: QuerySet[Profile], name: str, value: str) -> QuerySet[Profile]:
        final = Edition.objects.current().filter(standing=Edition.Standing.FINAL).values("profile")
        return rows.filter(pk__in=final) if value == Edition.Standing.FINAL else rows.exclude(pk__in=final)


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Profiles(ReadOnly):
    """Cards of profiles: what is public of every listed one."""

    serializer_class = ProfileSerializer
    filterset_class = ProfileFilter
    queryset = Profile.objects.none()

    def get_queryset(self) -> QuerySet[Profile]:
        rows = with_heads(Profile.objects.on_lists_of(self.request.user), self.request.user)
        return rows.order_by("regional_map", "slug").prefetch_related(
            Prefetch("editions", Edition.objects.current().heads(), to_attr="current")
        )


class CitationSerializer(serializers.ModelSerializer):
    source: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    title = serializers.CharField(source="as_cited.title", read_only=True)
    publisher = serializers.CharField(source="as_cited.publisher", read_only=True)
    url = serializers.URLField(source="as_cited.url", read_only=True)

    class Meta:
        model = Citation
        fields = ["number", "source", "title", "publisher", "url", "locator"]


class SectionSerializer(serializers.ModelSerializer):
    """`body` is sanitised HTML; `[2]` in it stands for the citation with number 2."""

    heading = TextField(of="headed")
    body = TextField()
    citations = CitationSerializer(many=True, read_only=True)

    class Meta:
        model = Section
        fields = ["code", "heading", "body", "citations"]


class EditionSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="profile.regional_map.slug", read_only=True)
    profile = serializers.CharField(source="profile.slug", read_only=True)
    profile_id = serializers.IntegerField(read_only=True)
    title = TextField(of="profile")
    summary = TextField()
    change_note = TextField()
    page = PageField()

    class Meta:
        model = Edition
        fields = [
            "id", "map", "profile", "profile_id", "title", "number", "label", "state", "standing", "as_of",
            "published_on", "languages", "summary", "change_note", "page",
        ]  # fmt: skip


class WholeEditionSerializer(EditionSerializer):
    sections = SectionSerializer(many=True, read_only=True)

    class Meta(EditionSerializer.Meta):
        fields = [*EditionSerializer.Meta.fields, "sections"]


class EditionFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="profile__regional_map")
    profile = SharedSlugFilter(named_to)
    state = django_filters.ChoiceFilter(choices=Edition.State.choices)


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Editions(Noted):
    """Editions of the profiles that you may read; one by itself comes with its sections."""

    words = "summary"

    serializer_class = EditionSerializer
    filterset_class = EditionFilter
    queryset = Edition.objects.none()

    def get_queryset(self) -> QuerySet[Edition]:
        rows = Edition.objects.visible_to(self.request.user).select_related(
            "profile__regional_map", "profile__map_pillar", "profile__pillar"
        )
        if self.action != "retrieve":
            return rows.order_by("profile", "-number")
        citations = Prefetch("citations", Citation.objects.select_related("source").order_by("number"))
        return rows.prefetch_related(
            Prefetch(
                "sections",
                Section.objects.select_related("template").prefetch_related(citations).order_by("order"),
            )
        )

    def get_serializer_class(self) -> Any:
        return WholeEditionSerializer if self.action == "retrieve" else EditionSerializer

    def note(self, row: Edition) -> None:
        note_edition(row, **self.noted)

    def note_list(self, rows: list[Edition]) -> None:
        note_glimpses(rows, **self.noted)
