"""What the decoder process gives up before it sees a frame: files, the network, other processes, memory without end.

Three layers, each as far as this kernel has it: resource limits (POSIX), Landlock (Linux 5.13 on: no file may be
opened), and a seccomp filter (only the system calls that reading frames needs are answered; all others fail with
EPERM). It is called after all imports: afterwards no file can be opened any more.
"""

import ctypes
import json
import os
import platform
import resource
import signal
import struct
from dataclasses import asdict, dataclass

from cart.errors import CodeError
from cart.tables import parse

_MEMORY = 2 << 30
_NO_NEW_PRIVS = 38
_SECCOMP = 22
_FILTER = 2
_LANDLOCK = {"create": 444, "restrict": 446}
_LANDLOCK_ALL_FILE_RIGHTS = (1 << 13) - 1
_ALLOW = 0x7FFF0000
_EPERM = 0x00050001
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CALLS: dict[str, dict[str, int]] = {
    "x86_64": {
        "read": 0, "write": 1, "close": 3, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13,
        "rt_sigprocmask": 14, "rt_sigreturn": 15, "sched_yield": 24, "mremap": 25, "madvise": 28, "setitimer": 38,
        "getpid": 39, "exit": 60, "sigaltstack": 131, "gettid": 186, "futex": 202, "sched_getaffinity": 204,
        "restart_syscall": 219, "clock_gettime": 228, "exit_group": 231, "getrandom": 318, "rseq": 334,
    },
    "aarch64": {
        "read": 63, "write": 64, "close": 57, "mmap": 222, "mprotect": 226, "munmap": 215, "brk": 214,
        "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "sched_yield": 124, "mremap": 216,
        "madvise": 233, "setitimer": 103, "getpid": 172, "exit": 93, "sigaltstack": 132, "gettid": 178, "futex": 98,
        "sched_getaffinity": 123, "restart_syscall": 128, "clock_gettime": 113, "exit_group": 94, "getrandom": 278,
        "rseq": 293,
    },
}  # fmt: skip
"""None that names another process: prlimit64 could starve it, and fcntl's F_SETOWN sends it signals."""


@dataclass(frozen=True)
class Locked:
    """Which layers hold in a process. It is the first thing that the decoder process tells."""

    limits: bool
    landlock: bool
    seccomp: bool

    def encode(self) -> bytes:
        """The message's bytes."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, data: bytes) -> "Locked":
        """Reads `encode`'s bytes strictly. Raises CodeError for anything else."""
        try:
            return parse(cls, json.loads(data), "locked", CodeError)
        except (ValueError, RecursionError) as error:
            raise CodeError("The decoder did not start as agreed: restart it.") from error

    @property
    def words(self) -> str:
        """What staff should know, "" where the cage is shut: the filter alone keeps files and the network out."""
        if self.seccomp:
            return ""
        if self.landlock:
            return "The kernel guards only the files: the barcode reader could reach the network. Update the system."
        return "No guard of the kernel: the barcode reader runs without a cage. Update the system (seccomp, Landlock)."


def lock() -> Locked:
    """Gives it all up, for good. A layer that the kernel lacks is left out, and said so."""
    _limit()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return Locked(True, False, False)
    return Locked(True, _landlock(libc), _seccomp(libc))


def _limit() -> None:
    """No more than 2 GiB of memory, no file written, no core dumped."""
    limits = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0))
    for which, most in limits:
        resource.setrlimit(which, (most, most))


def grant(cpu_s: float) -> None:
    """Lets the process use `cpu_s` more seconds of processor time before the kernel ends it (SIGPROF)."""
    signal.setitimer(signal.ITIMER_PROF, cpu_s)


def _landlock(libc: ctypes.CDLL) -> bool:
    """A ruleset that handles every file right and grants none (Documentation/userspace-api/landlock.rst)."""
    handled = ctypes.create_string_buffer(struct.pack("<Q", _LANDLOCK_ALL_FILE_RIGHTS), 8)
    ruleset = libc.syscall(_LANDLOCK["create"], handled, 8, 0)
    if ruleset < 0:
        return False
    held: bool = libc.syscall(_LANDLOCK["restrict"], ruleset, 0) == 0
    os.close(ruleset)
    return held


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _seccomp(libc: ctypes.CDLL) -> bool:
    """Installs the filter (Documentation/userspace-api/seccomp_filter.rst)."""
    machine = platform.machine()
    if machine not in _CALLS:
        return False
    code = filter_for(machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    done: bool = libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
    return done


def filter_for(machine: str) -> bytes:
    """The filter's instructions (struct sock_filter): another architecture or a call not listed fails with EPERM."""
    calls = sorted(_CALLS[machine].values())
    lines = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _EPERM),
        (_LOAD, 0, 0, 0),
        *((_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)),
        (_RETURN, 0, 0, _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", *line) for line in lines)
