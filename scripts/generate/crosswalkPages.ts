// A page for each shipped cross-walk: who made it, how sure it is, and every
// relation with the titles of both sides.

import { parseDocument } from "yaml";
import { shipped } from "../../server/src/generated/shippedPacks.js";
import { shippedTexts } from "../../server/src/generated/shippedTexts.js";
import { buildCatalogue } from "../../server/src/model/catalogue.ts";
import type {
  Crosswalk,
  CrosswalkRelation,
} from "../../server/src/model/crosswalk.ts";
import type {
  Framework,
  FrameworkKey,
} from "../../server/src/model/framework.ts";
import {
  findFramework,
  noScope,
  resolveText,
} from "../../server/src/model/resolveCodes.ts";
import { code, linked, plain, row } from "./markdown.ts";

export interface CrosswalkPage {
  readonly name: string;
  readonly title: string;
  /** Links to both frameworks, for the index. */
  readonly between: string;
  readonly size: number;
  readonly confidence: string;
  readonly lines: readonly string[];
}

const catalogue = buildCatalogue(shipped.frameworks, shipped.crosswalks);

/** `pageOf` names the page of each framework. */
export function crosswalkPages(
  pageOf: ReadonlyMap<FrameworkKey, string>,
): readonly CrosswalkPage[] {
  return shipped.crosswalks.map((walk) => {
    const name = walk.name ?? walk.file;
    const confidence = walk.confidence ?? "none given";
    const link = (framework: string, folder: string): string => {
      const page = pageOf.get(frameworkOf(framework).key) ?? framework;
      return `[${framework}](${folder}${page}.md)`;
    };
    const between = (folder: string): string =>
      `${link(walk.from.text, folder)} and ${link(walk.to.text, folder)}`;
    return {
      name,
      title: walk.title ?? name,
      between: between("frameworks/"),
      size: walk.relations.length,
      confidence,
      lines: page(walk, between(""), confidence),
    };
  });
}

function frameworkOf(text: string): Framework {
  const framework = findFramework(catalogue, noScope, text);
  if (framework === undefined) throw new Error(`There is no ${text}.`);
  return framework;
}

function page(
  walk: Crosswalk,
  between: string,
  confidence: string,
): readonly string[] {
  return [
    `# ${plain(walk.title ?? walk.file)}`,
    "",
    `Generated from [${walk.file}](../../frameworks/${walk.file}): run \`npm run generate\` after a change. [All frameworks](../frameworks.md)`,
    "",
    "Evidence mapped in the one framework is suggested for the other and never counted: a person reads the piece and maps it.",
    "",
    "| | |",
    "| --- | --- |",
    row(["Between", between]),
    row(["Author", plain(walk.author ?? "")]),
    row(["Made from", linked(walk.source ?? "")]),
    row(["Confidence", confidence]),
    "",
    plain(walk.note ?? ""),
    "",
    "## Relations",
    "",
    "| Evidence for | May serve | How | What they share |",
    "| --- | --- | --- | --- |",
    ...walk.relations.map((relation) =>
      row([
        side(walk.from.text, relation.from),
        side(walk.to.text, relation.to),
        direction(relation),
        plain(relation.note ?? ""),
      ]),
    ),
    "",
    "## From the head of the file",
    "",
    headOf(walk.file),
    "",
  ];
}

function side(name: string, members: CrosswalkRelation["from"]): string {
  const framework = frameworkOf(name);
  const scope = { targets: new Set([framework.key]) };
  return members
    .flatMap(({ text }) => resolveText(catalogue, scope, text, framework).codes)
    .map(({ standard }) => `${code(standard.code)} ${plain(standard.title)}`)
    .join("; ");
}

function direction({ kind, bothWays }: CrosswalkRelation): string {
  return kind === "partly" && bothWays ? "partly, both ways" : kind;
}

function headOf(file: string): string {
  const { text } = shippedTexts.find((one) => one.file === file) ?? {};
  const { commentBefore } = parseDocument(text ?? "", { schema: "failsafe" });
  return (commentBefore ?? "").replace(/^ /gm, "");
}
