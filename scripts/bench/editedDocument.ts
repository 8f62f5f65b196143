// A document open in a server, edited and asked about in turn: on Node and in
// a page alike.
import type {
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentDiagnosticReport,
  Position,
  ProtocolConnection,
} from "vscode-languageserver/node";
import { spreadOf, type Spread } from "./spread.ts";

const letters = 200;
const warmUp = 20;

/** Chooses the line at whose end letters are typed. */
export type ChooseLine = (lines: readonly string[]) => number;

const nearestToMiddle =
  (isWanted: (line: string) => boolean): ChooseLine =>
  (lines) => {
    const middle = lines.length / 2;
    const wanted = lines.flatMap((line, at) => (isWanted(line) ? [at] : []));
    wanted.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const [line] = wanted;
    if (line === undefined) throw new Error("There is no line to type in.");
    return line;
  };
/**
 * A paragraph that cites evidence: one under *Strengths*, for what it says is
 * then a strength of the portfolio, and a letter in it costs more than in one
 * that says nothing.
 */
export const citingLine: ChooseLine = (lines) => {
  let heading = "";
  const strengths = new Set<string>();
  for (const line of lines) {
    if (line.startsWith("#")) heading = line;
    if (heading === "### Strengths" && isCiting(line)) strengths.add(line);
  }
  const isWanted =
    strengths.size === 0 ? isCiting : (line: string) => strengths.has(line);
  return nearestToMiddle(isWanted)(lines);
};
const isCiting = (line: string): boolean => line.includes("@E");
export const middleLine = nearestToMiddle((line) => /^[A-Z].{80}/.test(line));
export const titleLine = nearestToMiddle((line) => line.startsWith("title: "));

/** What a document needs of a session, on Node or in a page. */
export interface Editor {
  readonly connection: Pick<
    ProtocolConnection,
    "sendNotification" | "sendRequest"
  >;
  /** Texts of open documents by URI, for servers that ask the editor. */
  readonly openTexts: Map<string, () => string>;
}

export interface Completion {
  readonly milliseconds: number;
  readonly items: readonly CompletionItem[];
  readonly bytes: number;
}

export class EditedDocument {
  readonly uri: string;
  readonly #session: Editor;
  readonly #lines: string[];
  #version = 1;
  #resultId: string | undefined;
  #items: readonly Diagnostic[] = [];

  private constructor(session: Editor, uri: string, text: string) {
    this.#session = session;
    this.uri = uri;
    this.#lines = text.split("\n");
  }

  static async open(
    session: Editor,
    uri: string,
    text: string,
  ): Promise<EditedDocument> {
    const document = new EditedDocument(session, uri, text);
    session.openTexts.set(uri, () => document.#lines.join("\n"));
    await session.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "markdown", version: 1, text },
    });
    return document;
  }

  async close(): Promise<void> {
    await this.#session.connection.sendNotification("textDocument/didClose", {
      textDocument: { uri: this.uri },
    });
    this.#session.openTexts.delete(this.uri);
  }

  /** Types words at the end of a line; from each letter to its findings. */
  async type(chooseLine: ChooseLine): Promise<Spread> {
    const line = chooseLine(this.#lines);
    return this.edit(letters, warmUp, (at) =>
      this.append(line, at % 6 === 0 ? " " : ("word"[at % 4] ?? "w")),
    );
  }

  /** Changes the document again and again; from each change to its findings. */
  async edit(
    times: number,
    warmUp: number,
    change: (at: number) => Promise<unknown>,
  ): Promise<Spread> {
    const taken: number[] = [];
    for (let at = 0; at < warmUp + times; at += 1) {
      const started = performance.now();
      await change(at);
      await this.pull();
      if (at >= warmUp) taken.push(performance.now() - started);
    }
    return spreadOf(taken);
  }

  /** Types and takes back, so that the text stays as long as it is. */
  async typeAndTakeBack(
    chooseLine: ChooseLine,
    edits: number,
    editsForPull: number,
  ): Promise<void> {
    const line = chooseLine(this.#lines);
    for (let at = 0; at < edits; at += 1) {
      if (at % 2 === 0) await this.append(line, "w");
      else await this.takeBack(line, 1);
      if (at % editsForPull === 0) await this.pull();
    }
    await this.pull();
  }

  async complete(position: Position): Promise<Completion> {
    const started = performance.now();
    const answer = await this.#session.connection.sendRequest<
      CompletionList | readonly CompletionItem[] | null
    >("textDocument/completion", {
      textDocument: { uri: this.uri },
      position,
    });
    const milliseconds = performance.now() - started;
    return {
      milliseconds,
      items: (answer && "items" in answer ? answer.items : answer) ?? [],
      bytes: new TextEncoder().encode(JSON.stringify(answer)).length,
    };
  }

  /** Where a text begins, or a little after. */
  positionOf(text: string, after = 0): Position {
    const line = this.#lines.findIndex((one) => one.includes(text));
    if (line < 0) throw new Error(`${this.uri} does not hold ${text}.`);
    return { line, character: (this.#lines[line] ?? "").indexOf(text) + after };
  }

  lineOf(isWanted: (line: string) => boolean): number {
    const line = this.#lines.findIndex(isWanted);
    if (line < 0) throw new Error(`${this.uri} lacks a line.`);
    return line;
  }

  lengthOf(line: number): number {
    return (this.#lines[line] ?? "").length;
  }

  async append(line: number, text: string): Promise<void> {
    const before = this.#lines[line] ?? "";
    const end = { line, character: before.length };
    this.#lines.splice(line, 1, ...`${before}${text}`.split("\n"));
    await this.#change(end, end, text);
  }

  /** Deletes characters from the end of a line. */
  async takeBack(line: number, count: number): Promise<void> {
    const before = this.#lines[line] ?? "";
    const end = { line, character: before.length };
    const start = { line, character: before.length - count };
    this.#lines[line] = before.slice(0, -count);
    await this.#change(start, end, "");
  }

  async #change(start: Position, end: Position, text: string): Promise<void> {
    this.#version += 1;
    await this.#session.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.uri, version: this.#version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  /** Asks for findings, and for news only where the server can tell. */
  async pull(): Promise<readonly Diagnostic[]> {
    const report =
      await this.#session.connection.sendRequest<DocumentDiagnosticReport>(
        "textDocument/diagnostic",
        {
          textDocument: { uri: this.uri },
          ...(this.#resultId === undefined
            ? {}
            : { previousResultId: this.#resultId }),
        },
      );
    this.#resultId = report.resultId;
    if (report.kind === "full") this.#items = report.items;
    return this.#items;
  }
}
