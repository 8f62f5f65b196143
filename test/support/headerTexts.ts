// The headers that there are: of the samples, of the examples on the rules'
// pages and of the portfolios that are measured with.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { generateCorpus } from "../../scripts/bench/corpus.ts";
import { findHeader } from "../../server/src/syntax/headerFence.ts";
import { indexDocument } from "../../server/src/model/readDocument.ts";
import { readRulePage } from "./rulePage.ts";
import { sampleFiles } from "./sampleFiles.ts";

const rules = path.resolve(import.meta.dirname, "../../server/src/rules");

/** The YAML of a document's header, if it has one. */
export function headerOf(text: string): string | undefined {
  const index = indexDocument(text);
  const { state, firstLine, endLine } = findHeader(index);
  if (state === "none") return undefined;
  const startOf = (line: number): number =>
    index.lineStarts[line] ?? index.text.length;
  return index.text.slice(startOf(firstLine), startOf(endLine));
}

function headersOf(
  files: readonly { readonly path: string; readonly text: string }[],
): readonly string[] {
  return files.flatMap(({ path: place, text }) =>
    place.endsWith(".md") ? (headerOf(text) ?? []) : [],
  );
}

export const sampleHeaders: readonly string[] = [
  "broken",
  "diploma",
  "self-assessment",
].flatMap((name) => headersOf(sampleFiles(name)));

/** What carets below a line point out is no part of an example. */
const caretLine = /^\s*\^+.*\n/gm;

export const pageHeaders: readonly string[] = readdirSync(rules)
  .filter((name) => name.endsWith(".md"))
  .flatMap(
    (name) =>
      readRulePage(readFileSync(path.join(rules, name), "utf8")).examples,
  )
  .flatMap(({ files }) => headersOf(files))
  .map((yaml) => yaml.replace(caretLine, ""));

export function corpusHeaders(size: number, seed: number): readonly string[] {
  return headersOf([...generateCorpus(size, seed)]);
}
