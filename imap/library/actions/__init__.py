from imap.library.actions.download import count_download
from imap.library.actions.file import add_file, read_again, read_file, take_in
from imap.library.actions.stamp import CannotBeStamped, stamped

__all__ = [
    "CannotBeStamped",
    "add_file",
    "count_download",
    "read_again",
    "read_file",
    "stamped",
    "take_in",
]
