"""What everyone, or every partner, reads of cooperation: offers and needs, lessons, priorities, the inventory, cities."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import maps_for
from imap.core.alphabet import Alphabetical
from imap.core.pagecache import public_page
from imap.regions.models import Country, Theme
from meetings.cooperation.filter_forms import ExpertiseFilterForm, RegistryFilterForm
from meetings.cooperation.lessons import slug_of
from meetings.cooperation.models import (
    Capacity,
    Exchange,
    Expertise,
    Priority,
    Roadmap,
)
from meetings.cooperation.pages import with_expertise_heads, with_stated_heads, with_steps
from profiles.models import City

MOST_BESIDE = 4  # states that fit beside each other on a page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    seen = Expertise.objects.visible_to(request.user).filter(is_open=True)
    released = Exchange.objects.released()
    themes = Theme.objects.filter(
        Q(pk__in=seen.order_by().values("theme")) | Q(pk__in=released.order_by().values("offer__theme"))
    )
    form = ExpertiseFilterForm(
        request.GET, maps=maps_for(request.user), countries=states_of(seen), themes=themes,
        years=years_of(seen, "stated_at__year") + years_of(released, "starts__year"),
    )  # fmt: skip
    rows = list(
        with_expertise_heads(form.filtered(seen)).order_by("theme__order", "side", "organisation__code", "pk")
    )
    released = form.lessons(released).with_heads().order_by("-starts", "-pk")
    context = {
        "form": form,
        "active": form.active(request.GET),
        "offers": [row for row in rows if row.is_offer],
        "needs": [row for row in rows if not row.is_offer],
        "released": released,
    }
    return render(request, "cooperation/exchange_home.html", context)


@public_page
def expertise(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(with_expertise_heads(Expertise.objects.visible_to(request.user)), pk=pk)
    is_own = Expertise.objects.editable_by(request.user).filter(pk=pk).exists()
    return render(request, "cooperation/expertise.html", {"expertise": found, "is_own": is_own})


@public_page
def lessons(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Exchange.objects.released().with_heads(), pk=pk)
    return render(request, "cooperation/lessons.html", {"exchange": found, "in_library": slug_of(found)})


def states_of(rows: QuerySet) -> list[tuple[str, str]]:
    """Codes and names of the states that stated something."""
    countries = Country.objects.filter(organisation__in=rows.order_by().values("organisation")).defer(
        "search"
    )
    return [(row.iso3, str(row)) for row in countries.order_by(Alphabetical("name"), "iso3")]


def years_of(rows: QuerySet, column: str) -> list[int]:
    return list(rows.order_by().values_list(column, flat=True).distinct())


def registry_form(request: HttpRequest, seen: QuerySet, year_of: str) -> RegistryFilterForm:
    return RegistryFilterForm(
        request.GET, maps=maps_for(request.user), countries=states_of(seen), years=years_of(seen, year_of),
        themes=Theme.objects.filter(pk__in=seen.order_by().values("theme")), year_of=year_of,
    )  # fmt: skip


@public_page
def priorities(request: HttpRequest) -> HttpResponse:
    seen = Priority.objects.visible_to(request.user).filter(is_out=True)
    form = registry_form(request, seen, "year")
    rows = with_stated_heads(form.filtered(seen)).order_by(
        Alphabetical("organisation__name"), "-year", "rank", "pk"
    )
    context = {"form": form, "rows": list(rows), "active": form.active(request.GET)}
    return render(request, "cooperation/priorities.html", context)


@public_page
def inventory(request: HttpRequest) -> HttpResponse:
    """As a list, or side by side for the states that are chosen, the other filters kept."""
    seen = Capacity.objects.visible_to(request.user).filter(is_out=True)
    form = registry_form(request, seen, "as_of")
    known = dict(states_of(seen))
    asked = [code for code in dict.fromkeys(request.GET.getlist("beside")) if code in known]
    beside = asked[:MOST_BESIDE]
    rows = with_stated_heads(form.filtered(seen))
    if beside:
        rows = rows.filter(organisation__country__iso3__in=beside)
    found = list(rows.order_by("theme__order", "theme__code", Alphabetical("organisation__name"), "pk"))
    context = {
        "form": form,
        "active": form.active(request.GET),
        "rows": found,
        "states": [(code, name, code in beside) for code, name in known.items()],
        "beside": [(code, known[code]) for code in beside],
        "too_many": len(asked) > MOST_BESIDE,
        "table": compared(found, beside) if len(beside) > 1 else [],
        "is_filtered": bool(form.chosen or beside),
    }
    return render(request, "cooperation/inventory.html", context)


def compared(rows: list[Capacity], codes: list[str]) -> list[tuple[Theme, list[list[Capacity]]]]:
    """A line a theme, a cell a state: what each has, or an empty cell that shows that it states nothing."""
    found: dict[int, tuple[Theme, dict[str, list[Capacity]]]] = {}
    for row in rows:
        _theme, cells = found.setdefault(row.theme_id, (row.theme, {code: [] for code in codes}))
        if row.organisation.country:
            cells[row.organisation.country.iso3].append(row)
    return [(theme, [cells[code] for code in codes]) for theme, cells in found.values()]


@public_page
def cities(request: HttpRequest) -> HttpResponse:
    user = request.user
    rows = list(
        with_steps(Roadmap.objects.visible_to(user), user).order_by(Alphabetical("city__name"), "kind")
    )
    spoken = Expertise.objects.visible_to(user).filter(is_open=True, city__isnull=False)
    known = City.objects.filter(pk__in=City.objects.listed().values("pk")) | City.objects.visible_to(user)
    profiled = known.filter(profiles__isnull=False, regional_map__in=maps_for(user).values("pk")).distinct()
    context = {
        "roadmaps": rows,
        "expertise": list(with_expertise_heads(spoken).order_by("theme__order", "side", "pk")),
        "cities": list(
            profiled.select_related("regional_map", "country")
            .defer("search", "country__search")
            .order_by(Alphabetical("name"), "pk")
        ),
        "twinnings": [row for row in Exchange.objects.released().with_heads() if row.is_of_cities],
    }
    return render(request, "cooperation/cities.html", context)


@public_page
def roadmap(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(with_steps(Roadmap.objects.visible_to(request.user), request.user), pk=pk)
    is_own = Roadmap.objects.editable_by(request.user).filter(pk=pk).exists()
    return render(request, "cooperation/roadmap.html", {"roadmap": found, "is_own": is_own})
