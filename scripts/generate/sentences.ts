// The sentences that the source can say in a message, so that one which no
// example shows is not forgotten when the messages are read through.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";

export interface Sentence {
  /** Where it is written, from the repository's root. */
  readonly file: string;
  /** As it is written, with `…` for what is put in. */
  readonly words: string;
  /** Matches a message that contains it. */
  readonly pattern: RegExp;
}

/** Besides the rules: what the model says of headers, packs and requirements. */
const speakers = [
  "server/src/model/codeShape.ts",
  "server/src/model/crosswalk.ts",
  "server/src/model/crosswalkRelations.ts",
  "server/src/model/frameworkPack.ts",
  "server/src/model/packChecks.ts",
  "server/src/model/readQualification.ts",
  "server/src/model/requirementChecks.ts",
  "server/src/model/safePattern.ts",
  "server/src/schema/validate.ts",
  "server/src/syntax/frontMatter.ts",
];

/** What a rule says about itself is no message. */
const aboutTheRule: ReadonlySet<string> = new Set(["summary", "fix", "fixAll"]);

export async function sentencesOf(root: string): Promise<readonly Sentence[]> {
  const folder = "server/src/rules";
  const rules = (await readdir(path.join(root, folder)))
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => `${folder}/${name}`);
  const found: Sentence[] = [];
  for (const file of [...rules, ...speakers]) {
    const text = await readFile(path.join(root, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    collect(source, file, found);
  }
  return found;
}

function collect(node: ts.Node, file: string, found: Sentence[]): void {
  if (isAboutTheRule(node)) return;
  const parts = partsOf(node);
  if (parts !== undefined && isSentence(parts)) {
    found.push({
      file,
      words: parts.join("…"),
      pattern: new RegExp(parts.map(escaped).join("[^]*")),
    });
  }
  ts.forEachChild(node, (child) => {
    collect(child, file, found);
  });
}

function isAboutTheRule(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    ts.isIdentifier(node.name) &&
    aboutTheRule.has(node.name.text)
  );
}

/** The fixed words of a literal, split where something is put in. */
function partsOf(node: ts.Node): readonly string[] | undefined {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return undefined;
  return [
    node.head.text,
    ...node.templateSpans.map(({ literal }) => literal.text),
  ];
}

function isSentence(parts: readonly string[]): boolean {
  const fixed = parts.join("");
  return /[a-z] [a-z]/.test(fixed) && /\.`?$/.test(fixed);
}

function escaped(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
