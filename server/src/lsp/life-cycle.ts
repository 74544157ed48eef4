/**
 * What a client may send when: nothing but `initialize` before it, that only once, and nothing but `exit` after
 * `shutdown`. Other requests are refused with the errors that the protocol has for them; other notifications are passed
 * over.
 */
import {
  type Connection,
  ErrorCodes,
  ExitNotification,
  InitializeRequest,
  Message,
  type MessageStrategy,
  type RequestMessage,
  ResponseError,
  ShutdownRequest,
} from "vscode-languageserver";

/** No method of the protocol: what is refused is handed on under these names. */
const TOO_EARLY = "djblint/tooEarly";
const TOO_LATE = "djblint/tooLate";
const AGAIN = "djblint/again";

/** For the options of a new connection. */
export function lifeCycle(): MessageStrategy {
  let refusal: string | undefined = TOO_EARLY;
  const handed = (message: RequestMessage): Message => {
    const { method } = message;
    if (method === InitializeRequest.method && refusal === TOO_EARLY) {
      refusal = undefined;
      return message;
    }
    const refused = refusal ?? (method === InitializeRequest.method ? AGAIN : undefined);
    if (method === ShutdownRequest.method) refusal ??= TOO_LATE;
    return refused ? ({ ...message, method: refused } as Message) : message;
  };
  return {
    handleMessage: (message, next) => {
      if (Message.isRequest(message)) return next(handed(message));
      const isPassedOver = refusal && Message.isNotification(message) && message.method !== ExitNotification.method;
      return isPassedOver ? undefined : next(message);
    },
  };
}

export function refuseOutOfTurn(connection: Connection): void {
  connection.onRequest(TOO_EARLY, () => {
    throw new ResponseError(ErrorCodes.ServerNotInitialized, "the server has not been initialized");
  });
  connection.onRequest(AGAIN, () => {
    throw new ResponseError(ErrorCodes.InvalidRequest, "the server has been initialized already");
  });
  connection.onRequest(TOO_LATE, () => {
    throw new ResponseError(ErrorCodes.InvalidRequest, "the server has been shut down");
  });
}
