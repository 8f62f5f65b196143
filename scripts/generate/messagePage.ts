// The page of all messages, for reading them through as a user meets them:
// what the rules say of the examples on their own pages.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { format } from "prettier";
import { rules } from "../../server/src/rules/registry.ts";
import type { Finding, Rule } from "../../server/src/rules/rule.ts";
import { filesOf, findingsOf } from "../../test/support/pageFindings.ts";
import { readRulePage } from "../../test/support/rulePage.ts";
import { sentencesOf } from "./sentences.ts";

export async function messagePage(root: string): Promise<string> {
  const said: { readonly rule: Rule; readonly findings: readonly Finding[] }[] =
    [];
  for (const rule of rules) {
    said.push({ rule, findings: await exampleFindings(root, rule) });
  }
  const messages = said.flatMap(({ findings }) => findings.flatMap(allWords));
  const text = [
    "# Messages",
    "",
    "Generated from the examples on the rules' pages: run `npm run generate` after a change.",
    "Messages that differ only in what stands in back-ticks and in figures are listed once. How they are written is in [architecture.md](architecture.md#how-messages-are-written).",
    "",
    ...said.flatMap(({ rule, findings }) => section(rule, findings)),
    ...(await unshown(root, messages)),
  ].join("\n");
  return format(text, { parser: "markdown" });
}

async function exampleFindings(
  root: string,
  { code }: Rule,
): Promise<readonly Finding[]> {
  const page = path.join(root, "server/src/rules", `${code}.md`);
  return readRulePage(await readFile(page, "utf8"))
    .examples.filter(({ kind }) => kind === "bad")
    .flatMap((example) => findingsOf(filesOf(example), code));
}

function allWords({ message, related, fixes }: Finding): readonly string[] {
  return [
    message,
    ...related.map((place) => place.message),
    ...fixes.map(({ title }) => title),
  ];
}

function section(rule: Rule, findings: readonly Finding[]): readonly string[] {
  return [
    `## ${rule.code}`,
    "",
    `${rule.severity[0]?.toUpperCase() ?? ""}${rule.severity.slice(1)}.`,
    "",
    ...listed(findings.map(({ message }) => message)),
    ...titled(
      "Elsewhere it points at:",
      findings.flatMap(({ related }) => related.map(({ message }) => message)),
    ),
    ...titled(
      "Fixes:",
      findings.flatMap(({ fixes }) => fixes.map(({ title }) => title)),
    ),
  ];
}

function titled(title: string, words: readonly string[]): readonly string[] {
  return words.length === 0 ? [] : [title, "", ...listed(words)];
}

function listed(words: readonly string[]): readonly string[] {
  const byShape = new Map<string, string>();
  for (const one of words) {
    const shape = shapeOf(one);
    if (!byShape.has(shape)) byShape.set(shape, one);
  }
  return [...[...byShape.values()].map((one) => `- ${one}`), ""];
}

/** A message without what it names and counts. */
function shapeOf(message: string): string {
  return message
    .replace(/`[^`]*`/g, "`…`")
    .replace(/\d+/g, "0")
    .replace(/`…`(?:(?:, | and | or )`…`)+/g, "`…`");
}

async function unshown(
  root: string,
  messages: readonly string[],
): Promise<readonly string[]> {
  const sentences = await sentencesOf(root);
  const missing = sentences.filter(
    ({ pattern }) => !messages.some((message) => pattern.test(message)),
  );
  if (missing.length === 0) return [];
  return [
    "## Not shown by an example",
    "",
    "Sentences in the source that none of the messages above contains.",
    "",
    ...missing.map(({ file, words }) => `- ${words} (\`${file}\`)`),
    "",
  ];
}
