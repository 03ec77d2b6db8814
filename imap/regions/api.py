"""API: pillars and country groups as parts of other rows."""

from rest_framework import serializers

from imap.core.api import PageField, TextField
from imap.regions.models import Country, MapPillar, Participation, RegionalMap


class MapPillarSerializer(serializers.ModelSerializer):
    pillar = serializers.SlugRelatedField("slug", read_only=True)
    numeral = serializers.CharField(source="pillar.numeral", read_only=True)
    reason = TextField()

    class Meta:
        model = MapPillar
        fields = ["pillar", "numeral", "access", "reason"]


class RegionalMapSerializer(serializers.ModelSerializer):
    name = TextField()
    short_name = TextField()
    description = TextField()
    disclaimer = TextField()
    how_to_ask = TextField()
    pillars = MapPillarSerializer(source="map_pillars", many=True, read_only=True)
    extent = serializers.ListField(
        child=serializers.FloatField(),
        read_only=True,
        help_text="West, south, east, north in degrees (EPSG:4326).",
    )
    page = PageField()

    class Meta:
        model = RegionalMap
        fields = [
            "slug", "name", "short_name", "description", "disclaimer", "how_to_ask", "languages", "extent", "pillars",
            "page",
        ]  # fmt: skip


class ParticipationSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    group = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    note = TextField()

    class Meta:
        model = Participation
        fields = ["map", "group", "role", "since", "until", "certainty", "note"]


class CountrySerializer(serializers.ModelSerializer):
    """`name` is the documents' name, `un_name` today's where it differs; `name_footnote` belongs wherever the name is shown."""

    name = TextField()
    un_name = TextField()
    name_footnote = TextField()
    participations = ParticipationSerializer(many=True, read_only=True)

    class Meta:
        model = Country
        fields = [
            "iso3", "iso2", "m49", "is_user_assigned", "region", "name", "un_name", "name_footnote", "participations",
        ]  # fmt: skip
