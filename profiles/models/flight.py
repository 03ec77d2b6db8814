"""Legs by air: drawn as arcs, and found by the extent in which their arcs lie."""

from django.contrib.gis.db.models import GeometryField
from django.db.models import F, FloatField, Func

WEB_MERCATOR = 3857
SAGITTA = 0.14  # how far an arc's crown stands off its chord, as a share of it
STEPS = 12
# A curve of length 1, from west to east, its crown in the north.
UNIT_ARC = ", ".join(
    f"{step / STEPS:.4f} {4 * SAGITTA * step * (STEPS - step) / STEPS**2:.4f}" for step in range(STEPS + 1)
)
# The leg's extent, wider by as much as its arc can leave it.
REACH = Func(
    F("shown"),
    Func(F("shown"), function="ST_Length", output_field=FloatField()) * SAGITTA,
    function="ST_Expand",
    output_field=GeometryField(srid=WEB_MERCATOR),
)


class Arc(Func):
    """The unit arc laid from a line's first point to its last, its crown to the north."""

    output_field = GeometryField(srid=WEB_MERCATOR)
    x1, y1 = "ST_X(ST_StartPoint(%(expressions)s))", "ST_Y(ST_StartPoint(%(expressions)s))"
    dx, dy = f"(ST_X(ST_EndPoint(%(expressions)s)) - {x1})", f"(ST_Y(ST_EndPoint(%(expressions)s)) - {y1})"
    template = (
        f"ST_Affine('SRID=3857;LINESTRING({UNIT_ARC})'::geometry,"
        f" {dx}, CASE WHEN {dx} < 0 THEN {dy} ELSE -{dy} END, {dy}, abs({dx}), {x1}, {y1})"
    )
