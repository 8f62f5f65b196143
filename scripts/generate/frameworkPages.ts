// A page for each shipped pack, and an index: what it holds, where that comes
// from and how sure it is.

import { format } from "prettier";
import { parseDocument } from "yaml";
import { shipped } from "../../server/src/generated/shippedPacks.js";
import { shippedTexts } from "../../server/src/generated/shippedTexts.js";
import { code, linked, plain, row } from "./markdown.ts";
import { crosswalkPages, type CrosswalkPage } from "./crosswalkPages.ts";
import { requirementInWords } from "../../server/src/model/describeStandard.ts";
import type {
  Framework,
  Qualification,
  Standard,
  UnitGroup,
} from "../../server/src/model/framework.ts";

/** How sure a pack says it is: the engine has no use for it, readers have. */
interface Confidence {
  readonly pack: string | undefined;
  /** By position, of the standards that state it. */
  readonly standards: ReadonlyMap<number, string>;
  /** By position. */
  readonly qualifications: readonly (string | undefined)[];
}

interface Page {
  readonly framework: Framework;
  readonly file: string;
  /** `QIF`, or `CC-2005` for an older edition. */
  readonly name: string;
  readonly confidence: Confidence;
  /** The grades of each scale, best first. */
  readonly scales: readonly (readonly string[])[];
  /** The comment at the head of the pack. */
  readonly head: string;
}

const confidenceMeaning =
  "_High_: read in a primary text, or checked. _Medium_: one secondary source, or a sound inference. _Low_: unconfirmed.";

export async function frameworkPages(): Promise<ReadonlyMap<string, string>> {
  const pages = shipped.frameworks.map(readPage).sort(byCurrentAndName);
  const walks = crosswalkPages(
    new Map(pages.map(({ framework, name }) => [framework.key, name])),
  );
  const files = new Map([
    ["docs/frameworks.md", await formatted(index(pages, walks))],
  ]);
  for (const walk of walks) {
    files.set(`docs/frameworks/${walk.name}.md`, await formatted(walk.lines));
  }
  for (const page of pages) {
    files.set(`docs/frameworks/${page.name}.md`, await formatted(text(page)));
  }
  return files;
}

function formatted(lines: readonly string[]): Promise<string> {
  return format(lines.join("\n"), { parser: "markdown" });
}

function readPage(framework: Framework): Page {
  const { file } = framework;
  const isOnly = shipped.frameworks.every(
    (other) => other === framework || other.id !== framework.id,
  );
  const { text } = shippedTexts.find((one) => one.file === file) ?? {};
  // Plain text throughout: a confidence is a word and 1.10 is no number.
  const document = parseDocument(text ?? "", { schema: "failsafe" });
  const root: unknown = document.toJS();
  return {
    framework,
    file,
    name:
      isOnly || framework.isCurrent
        ? framework.id
        : `${framework.id}-${framework.edition}`,
    confidence: readConfidence(root),
    scales: listOf(root, "scales").map((scale) =>
      listOf(scale, "values").filter((value) => typeof value === "string"),
    ),
    head: (document.commentBefore ?? "").replace(/^ /gm, ""),
  };
}

function byCurrentAndName(a: Page, b: Page): number {
  const order = (page: Page): string =>
    `${page.framework.isCurrent ? 0 : 1} ${page.name}`;
  return order(a) < order(b) ? -1 : 1;
}

function readConfidence(root: unknown): Confidence {
  const standards = new Map<number, string>();
  // The reader keeps the order of the pack, parents before their children.
  let position = 0;
  const walk = (items: readonly unknown[]): void => {
    for (const item of items) {
      const own = fieldOf(item, "confidence");
      if (typeof own === "string") standards.set(position, own);
      position += 1;
      walk(listOf(item, "items"));
    }
  };
  walk(listOf(root, "items"));
  const pack = fieldOf(root, "confidence");
  return {
    pack: typeof pack === "string" ? pack : undefined,
    standards,
    qualifications: listOf(root, "qualifications").map((qualification) => {
      const own = fieldOf(qualification, "confidence");
      return typeof own === "string" ? own : undefined;
    }),
  };
}

function fieldOf(node: unknown, field: string): unknown {
  return typeof node === "object" && node !== null
    ? (node as Readonly<Record<string, unknown>>)[field]
    : undefined;
}

function listOf(node: unknown, field: string): readonly unknown[] {
  const list = fieldOf(node, field);
  return Array.isArray(list) ? list : [];
}

function index(
  pages: readonly Page[],
  walks: readonly CrosswalkPage[],
): readonly string[] {
  return [
    "# Frameworks",
    "",
    "Generated from the packs in [frameworks/](../frameworks/): run `npm run generate` after a change.",
    "Titles and summaries are our own words; read the standards themselves with their owners.",
    "",
    "| Framework | Write | Holds | Status | Confidence |",
    "| --- | --- | --- | --- | --- |",
    ...pages.map(({ framework, name, confidence }) =>
      row([
        `[${plain(framework.title)}](frameworks/${name}.md)`,
        [
          targetOf(framework),
          ...framework.qualifications.map(({ code }) => code),
        ]
          .map(code)
          .join(", "),
        sizeInWords(framework),
        statusWord(framework),
        confidence.pack ?? "made up",
      ]),
    ),
    "",
    confidenceMeaning,
    "",
    "What a portfolio writes under `standards` is in the second column: a framework, or one of its qualifications. An edition that is not current is named with it, after an `@`.",
    "",
    "A framework of your own is a YAML or JSON file in `.evidence/frameworks/`: [Write a framework](write-a-framework.md) leads from a blank file to a working one. One with the `id` and `edition` of a shipped one takes its place. The packs here are good starting points: several say at their head how to make your own from them.",
    "",
    "## Cross-walks",
    "",
    "A cross-walk says which standards of two frameworks belong together. Evidence mapped in the one is _suggested_ for the other, on hover, in completion and by the light bulb, and is never counted until somebody maps it.",
    "",
    "| Cross-walk | Between | Relations | Confidence |",
    "| --- | --- | --- | --- |",
    ...walks.map(({ name, title, between, size, confidence }) =>
      row([
        `[${plain(title)}](frameworks/${name}.md)`,
        between,
        String(size),
        confidence,
      ]),
    ),
    "",
    "One of your own stands under `crosswalks:` in a pack, or in a file of its own in `.evidence/frameworks/`:",
    "",
    "```yaml",
    "crosswalk: NORTH-QIF",
    "from: NORTH",
    "to: QIF",
    "author: Northgate, quality team",
    "relations:",
    "  - from: NORTH-1",
    "    to: QIF-1.1-1.2",
    "    kind: partly # evidence for NORTH-1 may show something of the two",
    "  - from: NORTH-2.1-2.3",
    "    to: QIF-2.1-2.3",
    "    kind: equivalent # paired in order; each may serve the other",
    "```",
    "",
    "`partly` holds from the first to the second; `bothWays: true` says that it holds back as well. A unit or component stands for all standards below it. A framework that is not loaded is left alone; a code that its framework does not have is a finding.",
    "",
  ];
}

function text(page: Page): readonly string[] {
  const { framework, file } = page;
  return [
    `# ${plain(framework.title)}`,
    "",
    `Generated from [${file}](../../frameworks/${file}): run \`npm run generate\` after a change. [All frameworks](../frameworks.md)`,
    "",
    ...statusLines(framework),
    "| | |",
    "| --- | --- |",
    row(["Write", code(targetOf(framework))]),
    row(["Edition", plain(framework.edition)]),
    row(["Holds", sizeInWords(framework)]),
    row(["Owner", plain(framework.owner ?? "")]),
    row(["Source", linked(framework.source ?? "")]),
    row(["Rights", plain(framework.licence ?? "")]),
    row(["Confidence", page.confidence.pack ?? "none given"]),
    "",
    plain(framework.note ?? ""),
    "",
    "## What it holds",
    "",
    ...contents(page),
    ...qualifications(page),
    "## How sure it is",
    "",
    ...certainty(page),
    "## From the head of the pack",
    "",
    page.head,
    "",
  ];
}

function statusLines(framework: Framework): readonly string[] {
  const lines: string[] = [];
  if (framework.status === "illustrative") {
    lines.push("**Illustrative: not an awarding body's text.**", "");
  } else if (framework.status === "historical") {
    lines.push("**Historical: no longer in use.**", "");
  }
  if (!framework.isCurrent) {
    lines.push(
      "**Not a current edition:** a code without an edition is looked for in current ones first.",
      "",
    );
  }
  return lines;
}

function statusWord({ status, isCurrent }: Framework): string {
  return [
    ...(status === undefined ? [] : [status]),
    ...(isCurrent ? [] : ["not current"]),
  ].join(", ");
}

/** What a portfolio writes to aim at it. */
function targetOf({ id, edition, isCurrent }: Framework): string {
  return isCurrent ? id : `${id}@${edition}`;
}

/** `6 areas, 32 items`. */
function sizeInWords({ tiers, standards }: Framework): string {
  return tiers
    .map(({ id, title }) => {
      const count = standards.filter(({ tier }) => tier === id).length;
      return counted(count, title.toLowerCase());
    })
    .join(", ");
}

function counted(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun.endsWith("criterion") ? noun.replace(/criterion$/, "criteria") : `${noun}s`}`;
}

function contents(page: Page): readonly string[] {
  const { framework } = page;
  const assessable = framework.tiers.find(({ isAssessable }) => isAssessable);
  const suggestions = framework.standards.reduce(
    (sum, { suggested }) => sum + suggested.length,
    0,
  );
  const asked = framework.requirements.map((block) =>
    requirementInWords(block),
  );
  const tops = framework.standards.filter(({ parent }) => parent < 0);
  const isFlat = tops.every(({ children }) => children.length === 0);
  return [
    [
      `${sizeInWords(framework)}.`,
      assessable === undefined
        ? ""
        : `Evidence is mapped to the tier _${plain(assessable.title)}_.`,
      asked.length === 0
        ? ""
        : `Asked of the evidence for each: ${asked.join("; ")}.`,
      suggestions === 0
        ? "No evidence is suggested."
        : `${counted(suggestions, "piece")} of evidence are suggested, and none of them is demanded.`,
      ...page.scales.map(
        (grades) => `Judged as ${plain(grades.join(" or "))}.`,
      ),
      ...framework.kinds.map(
        ({ id, meaning }) =>
          `It adds a kind of evidence, ${code(id)}: ${plain(meaning)}.`,
      ),
    ]
      .filter((sentence) => sentence !== "")
      .join(" "),
    "",
    ...(isFlat ? table(page, tops) : tops.flatMap((top) => branch(page, top))),
  ];
}

/** A unit, component or area with a table of what stands below it. */
function branch(page: Page, top: Standard): readonly string[] {
  const { standards } = page.framework;
  const below = standards.filter((standard) => topOf(page, standard) === top);
  const size = [
    ...(top.level === undefined ? [] : [`level ${top.level}`]),
    ...(top.credit === undefined ? [] : [counted(top.credit, "credit")]),
    ...(top.glh === undefined ? [] : [counted(top.glh, "guided hour")]),
  ].join(", ");
  const asked = top.requirements.map(
    (block) =>
      `- Asked of its evidence taken together: ${requirementInWords(block)}.${block.note === undefined ? "" : ` ${plain(block.note)}`}`,
  );
  return [
    `### ${top.code} ${plain(top.title)}`,
    "",
    ...(top.summary === undefined ? [] : [plain(top.summary), ""]),
    ...[size === "" ? "" : `${capital(size)}.`, remarks(page, top)]
      .filter((line) => line !== "")
      .flatMap((line) => [line, ""]),
    ...(asked.length === 0 ? [] : [...asked, ""]),
    ...table(
      page,
      below.filter((standard) => standard !== top),
    ),
  ];
}

function topOf(page: Page, standard: Standard): Standard {
  const parent = page.framework.standards[standard.parent];
  return parent === undefined ? standard : topOf(page, parent);
}

/** Columns that say nothing for any row are left out. */
function table(page: Page, standards: readonly Standard[]): readonly string[] {
  const columns: readonly [string, (standard: Standard) => string][] = [
    ["Code", ({ code: own }) => code(own)],
    [
      "Title",
      ({ title, isAssessable }) =>
        isAssessable ? plain(title) : `**${plain(title)}**`,
    ],
    ["Summary", ({ summary }) => plain(summary ?? "")],
    [
      "Suggested evidence",
      ({ suggested }) =>
        suggested
          .map(
            ({ title, kind }) =>
              `${plain(title)}${kind === undefined ? "" : ` (${code(kind)})`}`,
          )
          .join("; "),
    ],
    ["Remarks", (standard) => remarks(page, standard)],
  ];
  const used = columns.filter(([, cell]) =>
    standards.some((standard) => cell(standard) !== ""),
  );
  return [
    row(used.map(([title]) => title)),
    row(used.map(() => "---")),
    ...standards.map((standard) => row(used.map(([, cell]) => cell(standard)))),
    "",
  ];
}

/** What must be said of a standard beside its title. */
function remarks(page: Page, standard: Standard): string {
  const confidence = page.confidence.standards.get(standard.position);
  const codes = (list: readonly string[]): string => list.map(code).join(", ");
  return [
    standard.isProvisional ? "Number not confirmed." : "",
    confidence === undefined ? "" : `Confidence: ${confidence}.`,
    standard.withdrawn === undefined ? "" : "Withdrawn.",
    standard.replacedBy === undefined
      ? ""
      : `Replaced by ${code(standard.replacedBy)}.`,
    standard.aliases.length === 0
      ? ""
      : `Also called ${standard.aliases.map(plain).join(", ")}.`,
    standard.seeAlso.length === 0 ? "" : `See ${codes(standard.seeAlso)}.`,
    plain(standard.note ?? ""),
  ]
    .filter((remark) => remark !== "")
    .join(" ");
}

function qualifications(page: Page): readonly string[] {
  const { framework } = page;
  if (framework.qualifications.length === 0) return [];
  return [
    "## Qualifications",
    "",
    ...framework.qualifications.flatMap((qualification, position) =>
      ruleOfCombination(
        qualification,
        page.confidence.qualifications[position],
      ),
    ),
  ];
}

function ruleOfCombination(
  qualification: Qualification,
  confidence: string | undefined,
): readonly string[] {
  const { level, credits, creditsAtLevel, tqt, glh } = qualification;
  const size = [
    ...(level === undefined ? [] : [`level ${level}`]),
    ...(credits === undefined
      ? []
      : [`at least ${counted(credits, "credit")}`]),
    ...(creditsAtLevel === undefined
      ? []
      : [
          `of which ${creditsAtLevel.credits} at level ${creditsAtLevel.level} or above`,
        ]),
    ...(tqt === undefined ? [] : [`${counted(tqt, "hour")} in all`]),
    ...(glh === undefined ? [] : [counted(glh, "guided hour")]),
  ].join(", ");
  return [
    `### ${qualification.code} ${plain(qualification.title)}`,
    "",
    ...(size === "" ? [] : [`${capital(size)}.`, ""]),
    ...groupTable(qualification.groups),
    ...qualification.pathways.flatMap((pathway) => [
      `Pathway ${code(pathway.id)}, ${plain(pathway.title)}${pathway.credits === undefined ? "" : ` (at least ${counted(pathway.credits, "credit")})`}:`,
      "",
      ...groupTable(pathway.groups),
    ]),
    ...qualification.barred.flatMap((set) => [
      `Not together: ${set.map(code).join(", ")}.`,
      "",
    ]),
    [
      confidence === undefined ? "" : `Confidence: ${confidence}.`,
      plain(qualification.note ?? ""),
    ]
      .join(" ")
      .trim(),
    "",
  ];
}

function groupTable(groups: readonly UnitGroup[]): readonly string[] {
  if (groups.length === 0) return [];
  return [
    "| Group | Rule | Units |",
    "| --- | --- | --- |",
    ...groups.map((group) =>
      row([
        plain(group.title ?? group.id),
        groupRule(group),
        group.of.map(code).join(", "),
      ]),
    ),
    "",
  ];
}

function groupRule({ all, least, most }: UnitGroup): string {
  if (all) return "all";
  const rules = [
    ...(least?.units === undefined
      ? []
      : [`at least ${counted(least.units, "unit")}`]),
    ...(least?.credits === undefined
      ? []
      : [`at least ${counted(least.credits, "credit")}`]),
    ...(most?.units === undefined
      ? []
      : [`at most ${counted(most.units, "unit")} count`]),
    ...(most?.credits === undefined
      ? []
      : [`at most ${counted(most.credits, "credit")} count`]),
  ];
  return rules.length === 0 ? "free choice" : rules.join(", ");
}

function certainty(page: Page): readonly string[] {
  const { framework } = page;
  const provisional = framework.standards.filter(
    ({ isProvisional }) => isProvisional,
  );
  const byWord = new Map<string, Standard[]>();
  for (const [position, word] of page.confidence.standards) {
    const standard = framework.standards[position];
    if (standard === undefined) continue;
    const held = byWord.get(word);
    if (held === undefined) byWord.set(word, [standard]);
    else held.push(standard);
  }
  const codes = (list: readonly Standard[]): string =>
    list.map((standard) => code(standard.code)).join(", ");
  return [
    page.confidence.pack === undefined
      ? "The pack gives no confidence, because what it holds is made up but for what its note names."
      : `The pack as a whole: **${page.confidence.pack}**. ${confidenceMeaning}`,
    "",
    ...["high", "medium", "low"].flatMap((word) => {
      const held = byWord.get(word);
      return held === undefined ? [] : [`- ${capital(word)}: ${codes(held)}`];
    }),
    ...(provisional.length === 0
      ? []
      : [`- Numbers not confirmed: ${codes(provisional)}`]),
    "",
  ];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
