"""Ends this process when the one that started it is gone, even after a SIGKILL that lets it clean nothing up."""

from __future__ import annotations

import os
import threading
import time

POLL_SECONDS = 0.5


def follow(parent: int) -> None:
    """Two signs, either is enough: the pipe on standard input closes, or the parent's id is no longer `parent`."""
    threading.Thread(target=_until_stdin_closes, name="follow-stdin", daemon=True).start()
    threading.Thread(target=_until_parent_changes, args=(parent,), name="follow-parent", daemon=True).start()


def _until_stdin_closes() -> None:
    try:
        while os.read(0, 1024):
            pass
    except OSError:
        pass
    os._exit(0)


def _until_parent_changes(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
    os._exit(0)
