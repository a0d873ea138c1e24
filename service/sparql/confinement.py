"""What a query worker may not do: outlive the server, take more memory, open a connection.

Linux only; elsewhere the guard alone keeps SERVICE out. The seccomp filter is a second lock behind
the guard: should a query ever call out, the kernel answers "permission denied".
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_FILTER_MODE: Final = 2
_ALLOW: Final = 0x7FFF0000
_DENY: Final = 0x00050000 | 13  # errno EACCES
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_SOCKET_CALL: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Audit architecture and number of `socket` (Linux headers audit.h and unistd.h)."""


def die_with_parent(parent: int) -> None:
    """Let the kernel kill this process when its parent ends, however that ends.

    Args:
        parent: process id of the server; if it is gone already, this process ends at once.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def limit_memory(megabytes: int) -> None:
    """Allow this much address space on top of what is in use now; no core file on a breach.

    Args:
        megabytes: MiB.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    total = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (total, total))


def forbid_connections() -> None:
    """Let the kernel refuse new sockets from now on; unknown processors stay without this lock."""
    machine = _SOCKET_CALL.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return
    architecture, socket_call = machine
    program = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in (
            (_LOAD, 0, 0, 4),
            (_JUMP_IF_EQUAL, 0, 3, architecture),
            (_LOAD, 0, 0, 0),
            (_JUMP_IF_EQUAL, 0, 1, socket_call),
            (_RETURN, 0, 0, _DENY),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HL", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.c_char_p(header))
