// From the first message to a server that serves: answers `initialize` by
// itself and begins to serve with what is loaded only then.

import {
  ErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type Connection,
  type InitializeParams,
} from "vscode-languageserver";
import { initializeResult } from "./capabilities.ts";
import type { Engine } from "./server.ts";

export interface Beginning {
  /** Called once, with what the client can do. */
  readonly begin: (params: InitializeParams) => Engine | Promise<Engine>;
  /** What was sent meanwhile can be taken up, if only to refuse it. */
  readonly begun?: () => void;
}

/** Listens until the connection ends. */
export function startServer(
  connection: Connection,
  { begin, begun }: Beginning,
): { readonly isShutDown: () => boolean } {
  let isInitialized = false;
  let isShutDown = false;
  let engine: Engine | undefined;
  const refuseAll = (code: number, message: string): { dispose: () => void } =>
    connection.onRequest(() => {
      throw new ResponseError(code, message);
    });
  const tooEarly = refuseAll(
    ErrorCodes.ServerNotInitialized,
    "The server has not been initialized",
  );
  const beginWith = async (params: InitializeParams): Promise<void> => {
    try {
      engine = await begin(params);
      tooEarly.dispose();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `Evidence Portfolio cannot work, because a part of it could not be loaded. Install it again. (${reason})`;
      refuseAll(ErrorCodes.InternalError, message);
      void connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Error,
        message,
      });
    }
    begun?.();
  };
  connection.onInitialize((params) => {
    if (isInitialized) {
      throw new ResponseError(
        ErrorCodes.InvalidRequest,
        "The server has been initialized already",
      );
    }
    const result = initializeResult(params);
    isInitialized = true;
    void beginWith(params);
    return result;
  });
  connection.onShutdown(() => {
    isShutDown = true;
    return engine?.end();
  });
  connection.listen();
  return { isShutDown: () => isShutDown };
}
