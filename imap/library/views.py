"""The shelves, one publication, its citations, and its files: each file after the check, and of a restricted one a stamped copy."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from accounts.access import maps_for
from imap.core.list_filters import active_filters
from imap.core.pagecache import public_page
from imap.core.sending import ANY, download_name, send_kept
from imap.library import actions, exports
from imap.library.citation import Cited, apa
from imap.library.filters import ChosenPublications, LibraryFilterForm, filtered, with_theme
from imap.library.models import Publication, PublicationFile
from imap.library.pages import cover_of, others_of_its_series, why_restricted, with_cards, with_details
from imap.library.readings import note_file

A_PAGE = 24
PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@public_page
def publication_list(request: HttpRequest) -> HttpResponse:
    if "subject" in request.GET:
        return redirect(f"{request.path}?{with_theme(request.GET).urlencode()}", permanent=True)
    maps = list(maps_for(request.user))
    form = LibraryFilterForm(request.GET, user=request.user, maps=maps)
    chosen = ChosenPublications.of(form)
    rows = filtered(Publication.objects.visible_to(request.user), chosen, maps, request.user)
    found = with_cards(rows, request.user).order_by("-published", "series", "-number", "slug")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen": chosen,
        "active": active_filters(form, chosen, request.GET),
        "page": page,
        "shelf": [(row, cover_of(row)) for row in page.object_list],
    }
    return render(request, "library/list.html", context)


def found_by(request: HttpRequest, slug: str) -> Publication:
    """404 for what is not visible."""
    return get_object_or_404(
        with_details(Publication.objects.visible_to(request.user), request.user), slug=slug
    )


@public_page
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    found = found_by(request, slug)
    for each in found.open_files:  # type: ignore[attr-defined]
        each.publication = found
    cited = Cited.of(found)
    is_read = Publication.objects.readable_by(request.user).filter(pk=found.pk).exists()
    context: dict[str, Any] = {
        "publication": found,
        "cover": cover_of(found),
        "cited": cited,
        "citation": apa(cited),
        "dublin_core": exports.DC,
        "elements": list(exports.dublin_core(cited)),
        "is_closed": not is_read,
        "why": None if is_read else why_restricted(found),
        "others": [(row, cover_of(row)) for row in others_of_its_series(found, request.user)],
    }
    return render(request, "library/publication.html", context)


def as_file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public_page
def as_dublin_core(request: HttpRequest, slug: str) -> HttpResponse:
    return as_file(exports.oai_dc(Cited.of(found_by(request, slug))), "application/xml", f"{slug}.xml")


@public_page
def as_bibtex(request: HttpRequest, slug: str) -> HttpResponse:
    return as_file(exports.bibtex(Cited.of(found_by(request, slug))), "application/x-bibtex", f"{slug}.bib")


@public_page
def as_ris(request: HttpRequest, slug: str) -> HttpResponse:
    content = exports.ris(Cited.of(found_by(request, slug)))
    return as_file(content, "application/x-research-info-systems", f"{slug}.ris")


def file_of(request: HttpRequest, slug: str, pk: int) -> PublicationFile:
    rows = PublicationFile.objects.visible_to(request.user).filter(publication__slug=slug)
    return get_object_or_404(rows.select_related("publication__regional_map").defer("search"), pk=pk)


@never_cache
def file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    found = file_of(request, slug, pk)
    if not found.publication.is_restricted:
        actions.count_download(file=found, request=request)
        return send_kept(found.file, found.name)
    if request.method == "HEAD":
        return HttpResponse(content_type=ANY, headers=PRIVATE)
    answer = send_stamped(request, found) if found.is_pdf else send_kept(found.file, found.name)
    if answer.status_code == 200:
        note_file(found, by=request.user)
        actions.count_download(file=found, request=request)
    return answer


def send_stamped(request: HttpRequest, found: PublicationFile) -> HttpResponseBase:
    """Whole, whatever stretch was asked for: each asking makes a copy of its own."""
    assert not isinstance(request.user, AnonymousUser)
    try:
        copy = actions.stamped(file=found, reader=request.user)
    except actions.CannotBeStamped:
        return render(request, "library/not_stamped.html", {"publication": found.publication}, status=503)
    name = download_name(found.name)
    headers = {**PRIVATE, "Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return FileResponse(copy, as_attachment=True, filename=name, content_type=ANY, headers=headers)


def cover(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The picture that the portal made of the first page. A browser may keep it, and asks each time whether it still may."""
    found = file_of(request, slug, pk)
    if not found.cover:
        raise Http404
    tag = f'"{str(found.cover.name).rpartition("/")[2]}"'
    with found.cover.open() as kept:
        answer = HttpResponse(kept.read(), content_type="image/webp")
    answer["ETag"], answer["X-Content-Type-Options"] = tag, "nosniff"
    answer["Cache-Control"], answer["Vary"] = "private, no-cache", "Cookie"
    return get_conditional_response(request, etag=tag, response=answer) or answer
