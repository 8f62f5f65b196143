// The texts of new documents. Block lists only: a flow list in front matter
// makes VS Code's own Markdown validation complain about links.

export interface NewEvidence {
  readonly id: string;
  readonly title?: string;
  readonly kind?: string;
  readonly date?: string;
  readonly standards?: readonly string[];
  /** Path of the artefact, from the new document. */
  readonly file?: string;
}

/** An evidence document, ready to be filled in. */
export function evidenceDocument(evidence: NewEvidence): string {
  const { id, title, kind, date, standards = [], file } = evidence;
  const lines = [
    "---",
    `evidence: ${id}`,
    field("title", title),
    field("kind", kind),
    field("date", date),
    ...(standards.length === 0
      ? []
      : ["standards:", ...standards.map((code) => `  - ${yamlText(code)}`)]),
    ...(file === undefined ? [] : [field("file", file)]),
    "---",
    "",
    "What this piece shows, in your own words.",
    "",
  ];
  return lines.join("\n");
}

/** An evidence log of pieces that each have a file. */
export function evidenceLog(
  pieces: readonly {
    readonly id: string;
    readonly title: string;
    readonly file: string;
  }[],
): string {
  const lines = pieces.flatMap(({ id, title, file }) => [
    `  - id: ${yamlText(id)}`,
    `    ${field("title", title)}`,
    "    kind:",
    "    date:",
    `    ${field("file", file)}`,
    "    standards:",
  ]);
  return ["---", "evidence:", ...lines, "---", ""].join("\n");
}

function field(key: string, value: string | undefined): string {
  return value === undefined || value === ""
    ? `${key}:`
    : `${key}: ${yamlText(value)}`;
}

/** A text as a YAML scalar: plain where that is safe, else quoted. */
export function yamlText(text: string): string {
  const isPlain =
    /^[\p{L}\p{N}][^\n]*$/u.test(text) &&
    !/: |:$| #|\s$/.test(text) &&
    !text.includes("\t");
  return isPlain ? text : JSON.stringify(text);
}

/** A file name for an evidence item: `e07-manager-feedback.md`. */
export function evidenceFileName(id: string, title = ""): string {
  const words = `${id} ${title}`
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${words}.md`;
}
