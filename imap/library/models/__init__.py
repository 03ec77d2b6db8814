from imap.library.models.file import DownloadCount, FilePage, PublicationFile
from imap.library.models.publication import Contribution, Publication, PublicationQuerySet
from imap.library.models.shelf import Series

__all__ = [
    "Contribution",
    "DownloadCount",
    "FilePage",
    "Publication",
    "PublicationFile",
    "PublicationQuerySet",
    "Series",
]
