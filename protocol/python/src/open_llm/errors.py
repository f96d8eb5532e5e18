"""An exception class for each error kind. All are subclasses of :class:`OpenLlmError`."""

from __future__ import annotations

from .types import ErrorInfo


class OpenLlmError(Exception):
    """A request failed. ``info`` contains the details: kind, message, hint, status, code, and request ID."""

    kind = "internal"

    def __init__(self, info: ErrorInfo) -> None:
        super().__init__(info.message if info.hint is None else f"{info.message} {info.hint}")
        self.info = info

    @property
    def hint(self) -> str | None:
        """What the user can do next."""
        return self.info.hint


class AuthError(OpenLlmError):
    """The API key is missing, invalid, or expired."""

    kind = "auth"


class PermissionDeniedError(OpenLlmError):
    """The API key lacks a permission, or the user did not allow the request."""

    kind = "permission"


class ModelNotFoundError(OpenLlmError):
    """The model, deployment, or provider does not exist."""

    kind = "model_not_found"


class InvalidRequestError(OpenLlmError):
    """The provider does not accept the request."""

    kind = "invalid_request"


class ContextTooLongError(OpenLlmError):
    """The request exceeds the model's context window."""

    kind = "context_too_long"


class RateLimitedError(OpenLlmError):
    """Too many requests were sent. ``info.retry_after_ms`` can contain the time to wait."""

    kind = "rate_limited"


class QuotaError(OpenLlmError):
    """The account has no credit or quota left."""

    kind = "quota"


class ContentFilteredError(OpenLlmError):
    """The content filter of the provider blocked the prompt or the response."""

    kind = "content_filtered"


class OverloadedError(OpenLlmError):
    """The provider is overloaded or temporarily unavailable."""

    kind = "overloaded"


class NetworkError(OpenLlmError):
    """The provider or the Open LLM Provider server cannot be reached."""

    kind = "network"


class TimedOutError(OpenLlmError):
    """The provider did not respond in time."""

    kind = "timeout"


class BadResponseError(OpenLlmError):
    """The response from the provider is invalid."""

    kind = "bad_response"


class ConfigError(OpenLlmError):
    """The configuration is invalid."""

    kind = "config"


class CancelledError(OpenLlmError):
    """The request was canceled."""

    kind = "cancelled"


class InternalError(OpenLlmError):
    """An internal error occurred in Open LLM Provider."""

    kind = "internal"


_BY_KIND = {cls.kind: cls for cls in OpenLlmError.__subclasses__()}


def error_of(info: ErrorInfo) -> OpenLlmError:
    """Returns the exception for the kind of an error."""
    return _BY_KIND.get(info.kind, OpenLlmError)(info)
