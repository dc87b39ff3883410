import errno
import sqlite3

import pytest

from cart.disk import remedy


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "no space"), "free disk space"),
        (OSError(errno.EIO, "input/output"), "change its card"),
        (OSError(errno.EROFS, "read-only"), "change its card"),
        (PermissionError(errno.EACCES, "permission"), "whose file it is"),
        (sqlite_error(sqlite3.SQLITE_FULL), "free disk space"),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), "change its card"),
        (sqlite_error(sqlite3.SQLITE_BUSY), "another program"),
        (sqlite_error(sqlite3.SQLITE_NOTADB), "damaged"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY), "whose file it is"),
    ],
)
def test_each_cause_has_words_of_its_own(error: Exception, words: str):
    assert words in remedy(error)
