import { ConnectionError, ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { words, type Localizable } from './localizable.js';
import type { ErrorInfo, ErrorKind } from './protocol.js';

/** The error code of a canceled request, as in the Language Server Protocol. */
const requestCancelled = -32800;

/** The error with which every request fails. The message is intended for the user; `info` contains the details. */
export class OpenLlmError extends Error {
  override readonly name = 'OpenLlmError';

  #connectionLost = false;

  constructor(readonly info: ErrorInfo) {
    super(info.message);
  }

  static of(kind: ErrorKind, message: string, hint?: string): OpenLlmError {
    return new OpenLlmError(hint === undefined ? { kind, message } : { kind, message, hint });
  }

  /** @internal Creates an error whose message and hint are translated where they are shown. */
  static localizable(kind: ErrorKind, { message, template }: Localizable, hint?: Localizable): OpenLlmError {
    const info = { kind, message, messageTemplate: template };
    return new OpenLlmError(hint ? { ...info, hint: hint.message, hintTemplate: hint.template } : info);
  }

  static cancelled(): OpenLlmError {
    return OpenLlmError.of('cancelled', 'The request was cancelled.');
  }

  /**
   * @internal Creates the error for a server that has stopped. `how` describes the exit code or the signal, if known.
   */
  static connectionLost(how?: string): OpenLlmError {
    const error = OpenLlmError.localizable(
      'internal',
      how === undefined
        ? words.t('The Open LLM server stopped before it responded.')
        : words.t('The Open LLM server stopped before it responded ({0}).', how),
      words.t('Try again. If the server stops again, check its log.'),
    );
    error.#connectionLost = true;
    return error;
  }

  /** Converts any failure of a request, such as one from the JSON-RPC library, to an `OpenLlmError`. */
  static from(failure: unknown): OpenLlmError {
    if (failure instanceof OpenLlmError) {
      return failure;
    }
    if (failure instanceof ResponseError) {
      return fromResponse(failure);
    }
    if (failure instanceof ConnectionError) {
      return OpenLlmError.connectionLost();
    }
    return OpenLlmError.of('internal', failure instanceof Error ? failure.message : String(failure));
  }

  /** @internal */
  get isConnectionLost(): boolean {
    return this.#connectionLost;
  }

  get kind(): ErrorKind {
    return this.info.kind;
  }

  /** What the user can do next. */
  get hint(): string | undefined {
    return this.info.hint;
  }
}

function fromResponse(response: ResponseError<unknown>): OpenLlmError {
  if (isErrorInfo(response.data)) {
    return new OpenLlmError(response.data);
  }
  switch (response.code) {
    case requestCancelled:
      return OpenLlmError.cancelled();
    case ErrorCodes.PendingResponseRejected:
    case ErrorCodes.MessageWriteError:
    case ErrorCodes.MessageReadError:
    case ErrorCodes.ConnectionInactive:
      return OpenLlmError.connectionLost();
    default:
      return OpenLlmError.of('internal', response.message);
  }
}

function isErrorInfo(data: unknown): data is ErrorInfo {
  return typeof data === 'object' && data !== null && 'kind' in data && 'message' in data;
}
