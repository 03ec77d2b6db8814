"""Vector tiles of a regional i-Map."""

from django.urls import path

from profiles import tiles

app_name = "tiles"
urlpatterns = [
    path("<slug:map_slug>/<slug:layer>/<int:z>/<int:x>/<int:y>.mvt", tiles.tile, name="tile"),
]
