"""The summary of discussions, from released records: a page, a PDF and a Word document in three languages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from imap.core.pagecache import public_page
from imap.core.translation import direction_of, reading_language
from meetings.models import Meeting
from meetings.pages import with_heads
from meetings.records.content import Summary, summary_of
from meetings.records.word import word_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def found(request: HttpRequest, slug: str) -> Summary:
    """For those who read what was said, once something is released."""
    meeting = get_object_or_404(with_heads(Meeting.objects.recounted_to(request.user)), slug=slug)
    summary = summary_of(meeting, request.user)
    if not summary.parts:
        raise Http404
    return summary


@public_page
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "meetings/records/summary.html", {"summary": found(request, slug)})


@never_cache
@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    from imap.core.pdf import pdf_of  # a second's worth of loading that other pages need not wait for

    summary, language = found(request, slug), reading_language()
    context = {"summary": summary, "language": language, "direction": direction_of(language)}
    return sent(
        pdf_of("meetings/records/summary_pdf.html", context), "application/pdf", f"{slug}-{language}.pdf"
    )


@never_cache
@require_safe
def word(request: HttpRequest, slug: str) -> HttpResponse:
    language = reading_language()
    return sent(word_of(found(request, slug), language), DOCX, f"{slug}-{language}.docx")


def sent(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
