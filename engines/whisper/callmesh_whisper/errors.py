"""Failures that a client is told about, in the shape that OpenAI's API uses."""

from __future__ import annotations

from typing import Any, Dict, Optional


class ApiError(Exception):
    """A refusal with an HTTP status, a stable code and a sentence for a person."""

    def __init__(self, status: int, code: str, message: str, param: Optional[str] = None, retry_after: Optional[int] = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.retry_after = retry_after

    def body(self) -> Dict[str, Any]:
        kind = "invalid_request_error" if self.status < 500 else "server_error"
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": self.code}}


def invalid(code: str, message: str, param: Optional[str] = None) -> ApiError:
    return ApiError(400, code, message, param)


class Cancelled(Exception):
    """The client went away or the server is stopping, so nobody waits for the answer."""
