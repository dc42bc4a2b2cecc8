"""Options, start and stop."""

from __future__ import annotations

import argparse
import json
import logging
import os
import socket
import sys

import uvicorn

from .app import create_app
from .engine import Engine, default_threads
from .lifeline import follow
from .work_queue import WorkQueue


def main() -> None:
    options = _options()
    # The model's threads wait for each other thousands of times a second. By default they burn their core while they wait;
    # with other work on the machine a transcription then took seven times as long. Read when the model's library is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    # Only our own lines: faster-whisper logs languages and durations of each file, HTTP clients log addresses.
    for name in ("faster_whisper", "httpx", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.ERROR)
    if options.parent is not None:
        follow(options.parent)
    engine = Engine(os.environ.get("CALLMESH_WHISPER_MODEL") or None, options.threads, options.max_minutes * 60)
    queue = WorkQueue(options.max_waiting)
    listener = _listen(options.host, options.port)
    engine.start_loading()
    server = _Server(uvicorn.Config(
        create_app(engine, queue, options.max_mb * 1_000_000),
        log_level="warning", access_log=False, lifespan="off", http="h11", loop="asyncio", timeout_graceful_shutdown=3,
    ))
    server.queue = queue
    # The line that the starter waits for; with --port 0 it is the only way to learn the port.
    print(json.dumps({"listening": f"http://{options.host}:{listener.getsockname()[1]}"}), flush=True)
    server.run(sockets=[listener])
    # A transcription that was cancelled may still be inside the model; waiting for its thread would delay the exit.
    sys.stderr.flush()
    os._exit(0)


class _Server(uvicorn.Server):
    """Tells the queue to let go as soon as a signal arrives, and ends with exit code 0 (uvicorn would end by the signal)."""

    queue: WorkQueue

    def handle_exit(self, sig, frame) -> None:
        self.queue.stop()
        self.force_exit = self.should_exit
        self.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(64)  # connections wait here until the server below takes them
    except OSError as error:
        raise SystemExit(f"cannot listen on {host}:{port} ({error.strerror}); choose another --port, or 0 for any free one")
    return listener


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="callmesh-whisper", description="Local speech server with OpenAI's transcription route.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8411, help="0 takes any free port and prints it")
    parser.add_argument("--parent", type=int, help="process id of the starter; the server ends when that process is gone")
    parser.add_argument("--threads", type=int, default=default_threads(), help="cores for the model")
    parser.add_argument("--max-mb", type=int, default=300, help="largest request body")
    parser.add_argument("--max-minutes", type=int, default=240, help="longest recording")
    parser.add_argument("--max-waiting", type=int, default=32, help="requests that may wait or run")
    return parser.parse_args()
