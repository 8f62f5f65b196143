// What a blank pack file offers: whole packs to fill in, from field to field.

import type { Position } from "../../text/textRange.ts";
import type { OpenDocument } from "../document.ts";
import type { CompletionOffer } from "./offer.ts";

type TemplateValue =
  string | readonly TemplateValue[] | { readonly [key: string]: TemplateValue };

interface Template {
  readonly label: string;
  readonly detail: string;
  readonly pack: Readonly<Record<string, TemplateValue>>;
}

// Each `${n:…}` is a place that the Tab key leads to, with what may stand there.
const head = {
  edition: "${2:first}",
  title: "${3:Title of the framework}",
  owner: "${4:Who publishes the standards}",
  licence: "${5:Titles and summaries are our own words.}",
  language: "${6:en}",
};

const templates: readonly Template[] = [
  {
    label: "Framework with standards",
    detail: "components with standards under them, as in the QIF",
    pack: {
      id: "${1:OWN}",
      ...head,
      tiers: [
        { id: "component", title: "${7:Component}" },
        { id: "standard", title: "${8:Standard}", assessable: "true" },
      ],
      requirements: { pieces: "${9:1}" },
      items: [
        {
          code: "${1:OWN}-1",
          title: "${10:First component}",
          items: [
            {
              code: "${1:OWN}-1.1",
              title: "${11:First standard}",
              summary: "${12:What it is about, in your own words.}",
            },
            { code: "${1:OWN}-1.2", title: "${13:Second standard}" },
          ],
        },
      ],
    },
  },
  {
    label: "Qualification made of units",
    detail: "units, outcomes and criteria, and a rule of combination",
    pack: {
      id: "${1:OWN}",
      ...head,
      tiers: [
        { id: "unit", title: "Unit" },
        { id: "outcome", title: "Learning outcome" },
        { id: "criterion", title: "Assessment criterion", assessable: "true" },
      ],
      items: [
        {
          code: "${1:OWN}-01",
          title: "${7:First unit}",
          level: "${8:3}",
          credit: "${9:4}",
          requirements: { kinds: "${10:2}" },
          items: [
            {
              code: "1",
              title: "${11:First learning outcome}",
              items: [
                { code: "1.1", title: "${12:First criterion}" },
                { code: "1.2", title: "${13:Second criterion}" },
              ],
            },
          ],
        },
      ],
      qualifications: [
        {
          code: "${1:OWN}-AWARD",
          title: "${14:Level 3 Award}",
          credits: "${9:4}",
          groups: [{ id: "mandatory", of: ["${1:OWN}-01"], all: "true" }],
        },
      ],
    },
  },
];

/** Whether nothing but comments stands in a pack's file. */
export function isBlankPack({ index }: OpenDocument): boolean {
  return index.text
    .split(/\r\n|\r|\n/)
    .every((line) => /^\s*(?:#.*)?$/.test(line.replace(/^\w{1,12}$/, "")));
}

export function packTemplates(
  { path, index }: OpenDocument,
  { line, character }: Position,
): readonly CompletionOffer[] {
  const isJson = /\.json$/i.test(path);
  const start = index.lineStarts[line] ?? 0;
  const before = index.text.slice(start, start + character);
  const typed = before.trim().toLowerCase();
  const fitting = templates.filter(({ label }) =>
    label.toLowerCase().includes(typed),
  );
  return fitting.map(({ label, detail, pack }) => ({
    kind: "template",
    label,
    detail,
    documentation: `Writes a whole pack, ${detail}, with places to fill in. The Tab key goes from one to the next.`,
    filter: before || label,
    newText: isJson ? jsonOf(pack) : yamlOf(pack, ""),
    range: {
      startLine: line,
      startCharacter: 0,
      endLine: line,
      endCharacter: character,
    },
    opensNext: false,
    isSnippet: true,
  }));
}

function yamlOf(value: TemplateValue, indent: string): string {
  if (typeof value === "string") return `${value}\n`;
  if (Array.isArray(value)) {
    return (value as readonly TemplateValue[])
      .map((item) => `${indent}- ${yamlOf(item, `${indent}  `).trimStart()}`)
      .join("");
  }
  return Object.entries(value)
    .map(([key, part]) =>
      typeof part === "string"
        ? `${indent}${key}: ${part}\n`
        : `${indent}${key}:\n${yamlOf(part, `${indent}  `)}`,
    )
    .join("");
}

/** Numbers, and true, stand without quotation marks. */
function jsonOf(pack: Template["pack"]): string {
  const text = JSON.stringify(pack, null, 2);
  return `${text.replace(/"(\$\{\d+:\d+\}|true)"/g, "$1")}\n`;
}
