// The text files of the samples, and random mutations of texts: what a slip of
// the finger or half of a thought makes of a document.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type { MemoryFile } from "./snapshotOf.ts";

const samples = path.resolve(import.meta.dirname, "../../samples");

/** All files of one sample; files that are no text are there by name only. */
export function sampleFiles(name: string): readonly MemoryFile[] {
  const folder = path.join(samples, name);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const isText = /\.(md|ya?ml)$/.test(file) && !file.endsWith("scan.md");
      return {
        path: path.relative(folder, file).split(path.sep).join("/"),
        text: isText ? readFileSync(file, "utf8") : "",
      };
    });
}

interface Mutation {
  readonly kind: "cut" | "insert" | "repeat" | "move" | "end" | "indent";
  /** Parts of the text's length, or of its lines. */
  readonly from: number;
  readonly length: number;
  readonly text: string;
}

const insertion = fc.constantFrom(
  ..."-:#@'\"`[]{}()<>*_&!|%?,.\\\t\n /".split(""),
  "---\n",
  "\n\n",
  ": ",
  "- ",
  "é",
  "\u{1F4C4}",
  "\u2013",
  "\u00A0",
  "QIF-1.1",
  "@E01",
  "evidence: ",
  " 07700 900123 ",
  "sam@northgate.example",
  "DOB 12/03/1990",
);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(
    "cut",
    "insert",
    "insert",
    "repeat",
    "move",
    "end",
    "indent",
  ),
  from: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.nat({ max: 30 }),
  text: insertion,
});

/** A few mutations, one after the other. */
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

export function mutated(text: string, all: readonly Mutation[]): string {
  return all.reduce(mutate, text);
}

function mutate(
  text: string,
  { kind, from, length, text: by }: Mutation,
): string {
  const at = Math.floor(from * (text.length + 1));
  const lines = text.split("\n");
  const line = Math.floor(from * lines.length);
  const old = lines[line] ?? "";
  switch (kind) {
    case "cut":
      return text.slice(0, at) + text.slice(at + length);
    case "insert":
      return text.slice(0, at) + by + text.slice(at);
    case "repeat":
      return lines.toSpliced(line, 0, old).join("\n");
    case "move":
      return lines
        .toSpliced(line, 1)
        .toSpliced(length % lines.length, 0, old)
        .join("\n");
    case "end":
      return text.slice(0, at);
    case "indent":
      return lines.with(line, `  ${old}`).join("\n");
  }
}
