/**
 * What a client may send when: nothing but `initialize` before it, that only once, and nothing but `exit` after
 * `shutdown`. Other requests, and those without their parameters, are refused with the errors that the protocol has for
 * them; other notifications are passed over.
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
import { wrongParameter } from "./parameters.js";

/** No method of the protocol: what is refused is handed on under these names. */
const TOO_EARLY = "djblint/tooEarly";
const TOO_LATE = "djblint/tooLate";
const AGAIN = "djblint/again";
const WRONG_PARAMETER = "djblint/wrongParameter";

/** For the options of a new connection. */
export function lifeCycle(): MessageStrategy {
  let refusal: string | undefined = TOO_EARLY;
  const handed = (message: RequestMessage): Message => {
    const { method, params } = message;
    const isFirst = method === InitializeRequest.method && refusal === TOO_EARLY;
    const refused = isFirst ? undefined : (refusal ?? (method === InitializeRequest.method ? AGAIN : undefined));
    if (refused) return { ...message, method: refused } as Message;
    const name = wrongParameter(method, params);
    if (name !== undefined) return { ...message, method: WRONG_PARAMETER, params: { method, name } } as Message;
    if (isFirst) refusal = undefined;
    if (method === ShutdownRequest.method) refusal = TOO_LATE;
    return message;
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
  connection.onRequest(WRONG_PARAMETER, ({ method, name }: { method: string; name: string }) => {
    throw new ResponseError(ErrorCodes.InvalidParams, `${method} needs ${name} as the protocol defines it`);
  });
}
