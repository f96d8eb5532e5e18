"""One exception class for each kind of error, all of them :class:`OpenLlmError`."""

from __future__ import annotations

from .types import ErrorInfo


class OpenLlmError(Exception):
    """A request failed. ``info`` contains the details: kind, message, hint, status, code, request id."""

    kind = "internal"

    def __init__(self, info: ErrorInfo) -> None:
        super().__init__(info.message if info.hint is None else f"{info.message} {info.hint}")
        self.info = info

    @property
    def hint(self) -> str | None:
        """What to do next."""
        return self.info.hint


class AuthError(OpenLlmError):
    """The key is missing, wrong or expired."""

    kind = "auth"


class PermissionDeniedError(OpenLlmError):
    """The API key lacks permission, or the user did not allow the request."""

    kind = "permission"


class ModelNotFoundError(OpenLlmError):
    """No such model, deployment or provider."""

    kind = "model_not_found"


class InvalidRequestError(OpenLlmError):
    """The provider does not accept the request."""

    kind = "invalid_request"


class ContextTooLongError(OpenLlmError):
    """The request exceeds the model's context window."""

    kind = "context_too_long"


class RateLimitedError(OpenLlmError):
    """Too many requests at the moment; ``info.retry_after_ms`` may contain the time to wait."""

    kind = "rate_limited"


class QuotaError(OpenLlmError):
    """The account has no credit or quota left."""

    kind = "quota"


class ContentFilteredError(OpenLlmError):
    """The provider's filter blocked the prompt or the response."""

    kind = "content_filtered"


class OverloadedError(OpenLlmError):
    """The provider is overloaded or temporarily unavailable."""

    kind = "overloaded"


class NetworkError(OpenLlmError):
    """The provider, or the Open LLM Provider server itself, cannot be reached."""

    kind = "network"


class TimedOutError(OpenLlmError):
    """The provider did not respond in time."""

    kind = "timeout"


class BadResponseError(OpenLlmError):
    """The provider's response is invalid."""

    kind = "bad_response"


class ConfigError(OpenLlmError):
    """The configuration is invalid."""

    kind = "config"


class CancelledError(OpenLlmError):
    """The request was canceled."""

    kind = "cancelled"


class InternalError(OpenLlmError):
    """An internal error of Open LLM Provider."""

    kind = "internal"


_BY_KIND = {cls.kind: cls for cls in OpenLlmError.__subclasses__()}


def error_of(info: ErrorInfo) -> OpenLlmError:
    """The exception that belongs to an error's kind."""
    return _BY_KIND.get(info.kind, OpenLlmError)(info)
