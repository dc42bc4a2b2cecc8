"""One transcription at a time, in order of arrival, without blocking the server."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable

from starlette.requests import Request

from .errors import ApiError


class WorkQueue:
    """Runs work in one thread. A request whose client has gone gives its place up."""

    def __init__(self, max_waiting: int) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="transcribe")
        self._max_waiting = max_waiting
        self._waiting = 0
        self._stopping = threading.Event()

    async def run(self, request: Request, work: Callable[[threading.Event], Any]) -> Any:
        if self._waiting >= self._max_waiting:
            raise ApiError(503, "engine_busy", f"{self._waiting} recordings are already waiting; try again later.", retry_after=5)
        cancelled = threading.Event()
        self._waiting += 1
        job = asyncio.get_running_loop().run_in_executor(self._thread, work, cancelled)
        watch = asyncio.ensure_future(self._watch(request, cancelled))
        try:
            return await job
        except asyncio.CancelledError:
            cancelled.set()
            raise
        finally:
            self._waiting -= 1
            watch.cancel()

    def stop(self) -> None:
        """Makes running and waiting work end soon."""
        self._stopping.set()

    async def _watch(self, request: Request, cancelled: threading.Event) -> None:
        while not cancelled.is_set():
            if self._stopping.is_set() or await request.is_disconnected():
                cancelled.set()
            await asyncio.sleep(0.2)
