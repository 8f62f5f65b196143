// What all requests share: finding the document, failing as cancelled when
// cancelled, refusing params of another shape, and a failure that costs only
// itself.

import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
} from "vscode-languageserver";
import { openDocument, type OpenDocument } from "../features/document.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { LocatedDocument, Session } from "./session.ts";

export interface DocumentRequest extends LocatedDocument {
  readonly session: Session;
  readonly snapshot: Snapshot;
  readonly document: OpenDocument;
}

/** Answers for one open document; `undefined` when it is none of ours. */
export function answerFor<Answer>(
  session: Session,
  uri: string,
  token: CancellationToken,
  answer: (request: DocumentRequest) => Answer,
): Answer | undefined {
  failIfCancelled(token);
  const located = session.locate(uri);
  if (located === undefined) return undefined;
  return answer({
    ...located,
    session,
    snapshot: located.folder.snapshot,
    document: openDocument(located.path, located.text),
  });
}

/** A cancelled request fails as cancelled; it never answers "nothing". */
export function failIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw cancelled();
}

export function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled");
}

/** A request that is understood and not done; the editor shows the sentence. */
export function refuse(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

/** What a field of our own requests' params holds; `?` when it may be absent. */
export type FieldShape =
  | "text"
  | "text?"
  | "number?"
  | "yes or no"
  | "list of texts"
  | "list of texts?"
  | readonly string[];

export type ParamsShape<Params> = Readonly<Record<keyof Params, FieldShape>>;

/** Registers one of our own requests; params of another shape are refused. */
export function onRequest<Params extends object, Result extends object | null>(
  connection: Connection,
  method: string,
  shape: ParamsShape<Params>,
  handle: (params: Params) => Result | Promise<Result>,
): void {
  connection.onRequest(
    method,
    (
      params: unknown,
      token?: CancellationToken,
    ): object | null | Promise<object | null> => {
      if (token !== undefined) failIfCancelled(token);
      const given = isRecord(params) ? params : {};
      for (const [field, wanted] of Object.entries<FieldShape>(shape)) {
        if (holds(given[field], wanted)) continue;
        throw new ResponseError(
          ErrorCodes.InvalidParams,
          `${method}: \`${field}\` must be ${inWords(wanted)}.`,
        );
      }
      return handle(given as Params);
    },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function holds(value: unknown, shape: FieldShape): boolean {
  switch (shape) {
    case "text":
      return typeof value === "string";
    case "text?":
      return value === undefined || typeof value === "string";
    case "number?":
      return value === undefined || Number.isInteger(value);
    case "yes or no":
      return typeof value === "boolean";
    case "list of texts?":
      return value === undefined || holds(value, "list of texts");
    case "list of texts":
      return (
        Array.isArray(value) && value.every((item) => typeof item === "string")
      );
    default:
      return shape.some((choice) => choice === value);
  }
}

function inWords(shape: FieldShape): string {
  switch (shape) {
    case "text":
      return "a string";
    case "text?":
      return "a string or left out";
    case "number?":
      return "a whole number or left out";
    case "yes or no":
      return "true or false";
    case "list of texts":
      return "a list of strings";
    case "list of texts?":
      return "a list of strings or left out";
    default:
      return `one of ${shape.join(", ")}`;
  }
}
