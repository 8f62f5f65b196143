import { catalogueFiles } from "../model/catalogueFiles.ts";
import { listed } from "../model/judgeEvidence.ts";
import { folderOf, nameOf, resolveUrl, type FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { documentStart } from "../text/textRange.ts";
import { defineRule, type Fix, type RelatedPlace } from "./rule.ts";

const mostNamed = 3;

export const uncataloguedFile = defineRule({
  code: "uncatalogued-file",
  group: "Evidence",
  summary: "A file lies in the portfolio and no evidence names it.",
  since: "0.1.0",
  severity: "hint",
  scope: "portfolio",
  fix: true,
  looksAt: ({ portfolio: { table, report, header }, artefacts }) => [
    artefacts,
    table,
    report,
    header,
  ],
  *check({ portfolio, artefacts }) {
    const { table, documents, path } = portfolio;
    // One that is named with other capital letters has its word already.
    if (artefacts.length === 0) return;
    const named = new Set(
      [...table.names.byPath.keys()].map((file) => file.toLowerCase()),
    );
    const loose = new Set(
      artefacts.filter((file) => !named.has(file.toLowerCase())),
    );
    if (loose.size === 0) return;
    for (const { file, place } of linksTo(portfolio, loose)) {
      loose.delete(file);
      yield {
        ...place,
        message: `The text shows \`${nameOf(file)}\`, which no evidence names, so it counts for nothing. Catalogue it as evidence.`,
        fixes: [catalogueFix(portfolio, [file])],
      };
    }
    const range = documents.get(path)?.roleKey?.range ?? documentStart;
    for (const [folder, files] of byFolder(loose)) {
      const [first, ...more] = files;
      const names = files
        .slice(0, mostNamed)
        .map((one) => `\`${nameOf(one)}\``);
      const rest = files.length - names.length;
      const where = folder === "" ? "this folder" : `\`${folder}\``;
      yield {
        path,
        range,
        message:
          more.length === 0
            ? `No evidence names the file ${names.join("")} in ${where}, so it counts for nothing. Catalogue it, or name it under \`exclude:\` here.`
            : `No evidence names ${files.length} files in ${where} (${listed(rest > 0 ? [...names, `${rest} more`] : names)}), so they count for nothing. Catalogue them, or name them under \`exclude:\` here.`,
        fixes: [catalogueFix(portfolio, [first, ...more])],
      };
    }
  },
});

interface LinkedFile {
  readonly file: FilePath;
  readonly place: Pick<RelatedPlace, "path" | "range">;
}

/** The first link to each of the files, in path order. */
function* linksTo(
  { report }: Portfolio,
  files: ReadonlySet<FilePath>,
): Generator<LinkedFile> {
  const seen = new Set<FilePath>();
  for (const path of report.sortedKeys()) {
    for (const { link } of report.get(path)?.contribution.links ?? []) {
      const file = resolveUrl(path, link.url);
      if (file === undefined || !files.has(file) || seen.has(file)) continue;
      seen.add(file);
      yield { file, place: { path, range: link.range } };
    }
  }
}

function byFolder(
  files: Iterable<FilePath>,
): ReadonlyMap<FilePath, [FilePath, ...FilePath[]]> {
  const found = new Map<FilePath, [FilePath, ...FilePath[]]>();
  for (const file of files) {
    const held = found.get(folderOf(file));
    if (held === undefined) found.set(folderOf(file), [file]);
    else held.push(file);
  }
  return found;
}

function catalogueFix(
  portfolio: Portfolio,
  files: readonly [FilePath, ...FilePath[]],
): Fix {
  const { title, path, text } = catalogueFiles(portfolio, files);
  return {
    title,
    isPreferred: true,
    changes: (read) =>
      read(path) === undefined ? [{ kind: "create", path, text }] : [],
  };
}
