"""Why a file on the cart's own disk cannot be used, and what to do about it: in words, by cause.

A full disk, a worn card, a second program and a damaged file want four different things of a person.
"""

import errno
import sqlite3

REMEDIES = {
    "full": "The disk is full. Take the cart to staff: free disk space.",
    "broken": "The disk does not write or read. Take the cart to staff: change its card.",
    "taken": "It is in use by another program. Stop that one first.",
    "damaged": "It is damaged or no file of this kind. Take the cart to staff: move it away and start again.",
    "refused": "It may not be written. Take the cart to staff: check whose file it is.",
}
_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "broken",
    sqlite3.SQLITE_BUSY: "taken",
    sqlite3.SQLITE_LOCKED: "taken",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_READONLY: "refused",
    sqlite3.SQLITE_CANTOPEN: "refused",
    sqlite3.SQLITE_PERM: "refused",
}
_ERRNO = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EIO: "broken",
    errno.EROFS: "broken",
    errno.EACCES: "refused",
    errno.EPERM: "refused",
}


def remedy(error: Exception) -> str:
    """What to do about an sqlite3.Error or an OSError. SQLite's extended codes hold the cause in their low byte."""
    if isinstance(error, OSError):
        return REMEDIES[_ERRNO.get(error.errno or 0, "broken")]
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return REMEDIES[_SQLITE.get(code & 0xFF, "damaged")]
