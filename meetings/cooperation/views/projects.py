"""The list of projects, one project, and both as an IATI file."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import maps_for
from imap.core.list_filters import active_filters, must_fit
from imap.core.pagecache import public_page
from imap.core.translation import listed as listed_in_words
from imap.regions.known import KNOWN
from meetings.cooperation.filters import ChosenProjects, ProjectFilterForm, filtered
from meetings.cooperation.frames import project_frame
from meetings.cooperation.iati import IN_WORDS, NoActivity, document_of, missing
from meetings.cooperation.models import Involvement, Project, Reporter
from meetings.cooperation.pages import with_all, with_heads
from profiles.actions import NotAllowed
from profiles.refused import not_allowed


def listed(request: HttpRequest, chosen: ChosenProjects) -> QuerySet[Project]:
    rows = filtered(Project.objects.visible_to(request.user), chosen)
    return Project.objects.filter(pk__in=rows.values("pk")).order_by("-starts", "slug")


@public_page
def project_list(request: HttpRequest) -> HttpResponse:
    maps = list(maps_for(request.user).prefetch_related("pillars"))
    form = ProjectFilterForm(request.GET, user=request.user, maps=maps)
    chosen = ChosenProjects.of(form)
    projects = list(with_heads(listed(request, chosen), request.user))
    shown = [each for each in maps if chosen.map in ("", each.slug)]
    context = {
        "form": form,
        "chosen": chosen,
        "active": active_filters(form, chosen, request.GET),
        "projects": projects,
        "frame": project_frame(shown[0], projects) if shown else None,
    }
    return render(request, "cooperation/projects.html", context)


@public_page
def project(request: HttpRequest, slug: str) -> HttpResponse:
    rows = with_all(Project.objects.visible_to(request.user), request.user)
    found = get_object_or_404(rows, slug=slug)
    involved = list(found.involvements.all())
    context = {
        "project": found,
        "involved": [
            (role.label, [row for row in involved if row.role == role]) for role in Involvement.Role
        ],
        "frame": project_frame(found.regional_map, [found]),
        "missing": missing_in_words(found),
    }
    return render(request, "cooperation/project.html", context)


def reporters(projects: Iterable[Project]) -> dict[int, Reporter]:
    maps = {row.regional_map_id for row in projects}
    rows = Reporter.objects.filter(regional_map__in=maps).select_related("organisation")
    return {row.regional_map_id: row for row in rows}


@public_page
def projects_iati(request: HttpRequest) -> HttpResponse:
    """All projects that the reader sees, or those that the filters leave."""
    maps = list(maps_for(request.user))
    form = ProjectFilterForm(request.GET, user=request.user, maps=maps)
    must_fit(form, request.GET, KNOWN)
    chosen = ChosenProjects.of(form)
    found = list(with_all(listed(request, chosen), request.user))
    try:
        return xml_of(found, "projects")
    except NoActivity:
        why = _(
            "There is no IATI file of these projects: of none of them is all known that the standard demands of an activity, "
            "such as a day on which it started or ended. The page of each project says what is missing."
        )
        return not_allowed(request, NotAllowed(why), reverse("projects:list"))


@public_page
def project_iati(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(with_all(Project.objects.visible_to(request.user), request.user), slug=slug)
    try:
        return xml_of([found], found.slug)
    except NoActivity:
        why = _(
            "There is no IATI file of this project. The standard demands what is not known of it: %(what)s."
        )
        what = listed_in_words(missing_in_words(found))
        return not_allowed(request, NotAllowed(why % {"what": what}), found.get_absolute_url())


def missing_in_words(project: Project) -> list[str]:
    """What an activity of the standard would need and is not known."""
    names = missing(project, reporters([project]).get(project.regional_map_id))
    return [str(IN_WORDS[name]) for name in names]


def xml_of(projects: list[Project], name: str) -> HttpResponse:
    """Raises `NoActivity`."""
    answer = HttpResponse(
        document_of(projects, reporters(projects)), content_type="application/xml; charset=utf-8"
    )
    answer["Content-Disposition"] = f'inline; filename="{name}-iati.xml"'
    return answer
