// What our server has answered, kept for a server that has it ready: what then
// remains are the transport and whoever reads the answer.
import { readFile, writeFile } from "node:fs/promises";

/** Takes down an answer. */
export type Keep = (method: string, uri: string, answer: unknown) => void;

/** What is asked, of which document. */
export function nameOfAnswer(method: string, uri: string): string {
  return `${method} ${uri}`;
}

export class Answers {
  readonly #file: string;
  readonly #kept = new Map<string, unknown>();
  readonly #parts: unknown[] = [];

  /** `file`: where they are left, with `.findings` for those of a workspace. */
  constructor(file: string) {
    this.#file = file;
  }

  readonly keep: Keep = (method, uri, answer) => {
    this.#kept.set(nameOfAnswer(method, uri), answer);
  };

  readonly keepPart = (part: unknown): void => {
    this.#parts.push(part);
  };

  async save(): Promise<void> {
    await writeFile(this.#file, JSON.stringify([...this.#kept]));
    const parts = this.#parts.map((part) => `${JSON.stringify(part)}\n`);
    await writeFile(findingsFile(this.#file), parts.join(""));
  }
}

export async function readAnswers(
  file: string,
): Promise<ReadonlyMap<string, unknown>> {
  return new Map(
    JSON.parse(await readFile(file, "utf8")) as [string, unknown][],
  );
}

/** A line of JSON for each part that was streamed. */
export function findingsFile(file: string): string {
  return `${file}.findings`;
}
