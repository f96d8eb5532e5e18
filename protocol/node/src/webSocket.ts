import {
  AbstractMessageReader,
  AbstractMessageWriter,
  Disposable,
  type DataCallback,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-jsonrpc/node';
import { WebSocket } from 'ws';
import type { RunningServer } from './runningServers.js';

const subprotocol = 'open-llm.v1';
const handshakeTimeoutMs = 5000;
const maxMessageBytes = 256 * 1024 * 1024;

/** Connects to a running server. Fails if the server refuses this client. */
export function openWebSocket(server: RunningServer): Promise<WebSocket> {
  // The WebSocket of Node.js is not used because it cannot send the header that contains the token.
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/`, subprotocol, {
    headers: { Authorization: server.authorization() },
    handshakeTimeout: handshakeTimeoutMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    // The handler is needed for the lifetime of the socket: a connection failure must close the socket, not terminate
    // the process.
    socket.on('error', reject);
  });
}

/** Reads one JSON-RPC message from each WebSocket text message. */
export class WebSocketReader extends AbstractMessageReader implements MessageReader {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.once('close', () => this.fireClose());
  }

  listen(callback: DataCallback): Disposable {
    const receive = (data: WebSocket.RawData): void => {
      try {
        // The data is always a `Buffer` with the options of this socket.
        callback(JSON.parse((data as Buffer).toString('utf8')) as Message);
      } catch (error) {
        this.fireError(error);
      }
    };
    this.#socket.on('message', receive);
    return Disposable.create(() => this.#socket.off('message', receive));
  }
}

/** Writes each JSON-RPC message as a WebSocket text message. */
export class WebSocketWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(JSON.stringify(message), (failure) => (failure ? reject(failure) : resolve()));
    });
  }

  end(): void {
    this.#socket.close();
  }
}
