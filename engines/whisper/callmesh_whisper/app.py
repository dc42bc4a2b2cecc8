"""The HTTP surface: OpenAI's transcription route and a health route."""

from __future__ import annotations

import logging
from typing import Any, Dict, List, Optional

from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from .body_limit import BodyLimit
from .engine import Engine
from .errors import ApiError, Cancelled, invalid
from .work_queue import WorkQueue

log = logging.getLogger("callmesh-whisper")

FORMATS = ("json", "verbose_json", "text")
GRANULARITIES = ("word", "segment")


def create_app(engine: Engine, queue: WorkQueue, max_bytes: int) -> Starlette:
    async def health(_: Request) -> Response:
        body: Dict[str, Any] = {"status": engine.status, "model": engine.name}
        if engine.status == "ready":
            body["languages"] = engine.languages
        if engine.error:
            body["error"] = engine.error
        return JSONResponse(body, 500 if engine.status == "failed" else 200)

    async def transcriptions(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            raise invalid("not_multipart", "Send the audio as multipart/form-data.")
        async with request.form(max_files=1, max_fields=20) as form:
            file, response_format, granularities = _file(form), _format(form), _granularities(form)
            channel, language, vocabulary = _channel(form), _text(form, "language"), _text(form, "prompt")
            speakers = _speakers(form)
            if _text(form, "model") is None:
                raise invalid("missing_parameter", "The field 'model' is missing.", "model")
            heard = await queue.run(request, lambda cancelled: engine.transcribe(file, channel, language, vocabulary, cancelled, speakers))
        # Times and counts only: what was said never reaches a log.
        log.info("transcribed %.1f s of audio in %.1f s, %d segments", heard["duration"], heard["seconds"], len(heard["segments"]))
        return _answer(heard, response_format, granularities, engine.name)

    return Starlette(
        routes=[Route("/health", health), Route("/v1/audio/transcriptions", transcriptions, methods=["POST"])],
        middleware=[Middleware(BodyLimit, max_bytes=max_bytes)],
        exception_handlers={ApiError: _api_error, HTTPException: _http_error, Cancelled: _cancelled, Exception: _unexpected},
    )


def _file(form: FormData):
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise invalid("missing_parameter", "The field 'file' is missing.", "file")
    if not upload.size:
        raise invalid("audio_empty", "The file is empty.", "file")
    return upload.file


def _text(form: FormData, name: str) -> Optional[str]:
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _format(form: FormData) -> str:
    value = _text(form, "response_format") or "json"
    if value not in FORMATS:
        raise invalid("unsupported_value", f"response_format must be one of {', '.join(FORMATS)}.", "response_format")
    return value


def _channel(form: FormData) -> Optional[int]:
    """An addition of ours: hear one channel of the file alone."""
    value = _text(form, "channel")
    if value is None:
        return None
    if not value.isdigit() or len(value) > 2:
        raise invalid("unsupported_value", "channel must be a number from 0.", "channel")
    return int(value)


def _speakers(form: FormData) -> bool:
    """An addition of ours: tell two speakers of one channel apart."""
    value = _text(form, "speakers")
    if value not in (None, "1", "2"):
        raise invalid("unsupported_value", "speakers must be 1 or 2.", "speakers")
    return value == "2"


def _granularities(form: FormData) -> List[str]:
    values = [str(v) for name in ("timestamp_granularities[]", "timestamp_granularities") for v in form.getlist(name)]
    for value in values:
        if value not in GRANULARITIES:
            raise invalid("unsupported_value", f"timestamp_granularities[] must be of {', '.join(GRANULARITIES)}.", "timestamp_granularities")
    return values or ["segment"]


def _answer(heard: Dict[str, Any], response_format: str, granularities: List[str], model: str) -> Response:
    text = " ".join(segment["text"] for segment in heard["segments"])
    if response_format == "text":
        return PlainTextResponse(f"{text}\n")
    if response_format == "json":
        return JSONResponse({"text": text})
    body = {"task": "transcribe", "language": heard["language"], "duration": heard["duration"], "text": text, "model": model, "speech_duration": heard["speech"]}
    body["segments"] = [
        {"id": index, **{key: value for key, value in segment.items() if key != "words"}}
        for index, segment in enumerate(heard["segments"])
    ]
    if heard["voices"] is not None:
        body["speakers"] = heard["voices"]
    if "word" in granularities:
        body["words"] = [word for segment in heard["segments"] for word in segment["words"]]
    return JSONResponse(body)


async def _api_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    headers = {"retry-after": str(error.retry_after)} if error.retry_after else None
    return JSONResponse(error.body(), error.status, headers)


async def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "not_found", 405: "method_not_allowed"}
    return JSONResponse(ApiError(error.status_code, codes.get(error.status_code, "bad_request"), str(error.detail)).body(), error.status_code)


async def _cancelled(_: Request, __: Exception) -> Response:
    return JSONResponse(ApiError(503, "stopped", "The server is stopping.").body(), 503)


async def _unexpected(_: Request, error: Exception) -> Response:
    return JSONResponse(ApiError(500, "internal_error", f"Transcription failed ({type(error).__name__}).").body(), 500)
