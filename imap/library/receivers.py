"""A file that goes leaves the disk too, with its cover, whichever way it goes."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from imap.library.actions.file import delete_once_committed
from imap.library.models import PublicationFile


@receiver(post_delete, sender=PublicationFile)
def files_leave_the_disk(sender: type[PublicationFile], instance: PublicationFile, **kwargs: object) -> None:
    for kept in (instance.file, instance.cover):
        if kept.name:
            delete_once_committed(kept.storage, str(kept.name))
