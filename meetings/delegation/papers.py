"""What a delegate gets to read: the meeting with its agenda and the papers of its circle, once a seat is theirs."""

from django.db.models import Prefetch, Q, QuerySet

from meetings.models import AgendaItem, Delegate, Document, DocumentFile, Meeting, Session, SiteVisit
from meetings.pages import with_heads


def meeting_of(delegate: Delegate) -> Meeting:
    """Who waits for a seat sees the card alone."""
    rows = with_heads(Meeting.objects.filter(pk=delegate.meeting_id))
    if not delegate.has_seat:
        return rows.get()
    sessions = Session.objects.prefetch_related(Prefetch("items", AgendaItem.objects.order_by("order")))
    files = DocumentFile.objects.order_by("language")
    documents = Document.objects.prefetch_related("agencies", Prefetch("files", files))
    return rows.prefetch_related(
        Prefetch("sessions", sessions.order_by("order")),
        Prefetch("documents", documents.order_by("order")),
        Prefetch("site_visits", SiteVisit.objects.order_by("order")),
    ).get()


def files_for(delegate: Delegate) -> QuerySet[DocumentFile]:
    if not delegate.has_seat:
        return DocumentFile.objects.none()
    return DocumentFile.objects.filter(document__meeting=delegate.meeting_id)


def companions_of(delegate: Delegate) -> list[Delegate]:
    """Who else comes, with the contact details that are not hidden; nobody, for one who does not come."""
    rows = Delegate.objects.expected().filter(meeting=delegate.meeting_id)
    if not delegate.has_seat:
        rows = rows.none()
    return in_order(rows.showing_contact(Q(hides_contact=False) | Q(pk=delegate.pk)))


def in_order(rows: QuerySet[Delegate]) -> list[Delegate]:
    near = rows.select_related("organisation__country").defer(
        "organisation__search",
        "organisation__country__search",
        "email",
        "phone",
        "access_needs",
        "dietary_needs",
    )
    return sorted(near, key=lambda row: (str(row.organisation), row.name.casefold()))
