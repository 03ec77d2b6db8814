"""Which account of the machine runs what: root starts things, and owns none of the services."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_tools.console import StepError


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    def drop(self) -> dict[str, Any]:
        """Arguments for subprocess that give up root's rights where root is at work."""
        if os.geteuid() != 0 or self.uid == 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def own_all(self, top: Path) -> None:
        if os.geteuid() != 0:
            return
        for folder, _, files in os.walk(top):
            for path in (Path(folder), *(Path(folder) / name for name in files)):
                if path.lstat().st_uid != self.uid:
                    os.lchown(path, self.uid, self.gid)


def caller() -> Account:
    me = pwd.getpwuid(os.geteuid())
    return Account(me.pw_name, me.pw_uid, me.pw_gid)


def services() -> Account:
    """PostgreSQL refuses root; Redis does not need it. Both run as `postgres` then."""
    if os.geteuid() != 0:
        return caller()
    try:
        them = pwd.getpwnam("postgres")
    except KeyError as error:
        raise StepError("There is no account `postgres`: is PostgreSQL installed?") from error
    return Account(them.pw_name, them.pw_uid, them.pw_gid)


def reaches(account: Account, path: Path) -> bool:
    """Whether the account may walk to this path: a checkout under /root is closed to all others."""
    if os.geteuid() != 0 or account.uid == 0:
        return True
    for folder in path.resolve().parents:
        status = folder.stat()
        bit = 0o100 if status.st_uid == account.uid else 0o010 if status.st_gid == account.gid else 0o001
        if not status.st_mode & bit:
            return False
    return True
