// The command line: the same engine and the same findings as in the editor.

import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { coverageDocument } from "../features/coverageDocument.ts";
import { findingsDocument } from "../features/findingsDocument.ts";
import { shipped } from "../generated/shippedPacks.js";
import {
  isDocument,
  isPack,
  localDate,
  type FolderHost,
} from "../host/host.ts";
import { loadNames } from "../host/nameList.ts";
import { nodeDigest, nodeFolder, readNameFile } from "../host/nodeHost.ts";
import { factsOf, readFolder } from "../host/readFolder.ts";
import type { DocumentFacts } from "../model/facts.ts";
import {
  folderOf,
  isInside,
  resolvePath,
  type FilePath,
} from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import {
  defaultSettings,
  severities,
  type Severity,
} from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { noNameList, type NameList } from "../syntax/personalNames.ts";
import { createRunner } from "../rules/runner.ts";
import type { Finding } from "../rules/rule.ts";
import { productVersion } from "../productVersion.ts";
import { mendFiles } from "./mendFiles.ts";
import {
  readOptions,
  usage,
  UsageError,
  type FailOn,
  type Options,
} from "./options.ts";
import { coverageText, findingsText, noPortfolio } from "./textReport.ts";

const exitFindings = 1;
const exitUsage = 2;

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.command === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (options.command === "version") {
    process.stdout.write(`${productVersion}\n`);
    return 0;
  }
  const place = findPlace(options);
  const host = await narrowed(place);
  const today = options.asOf ?? localDate(new Date());
  const read = (): Promise<Snapshot> =>
    readFolder(
      host,
      shipped,
      today,
      {
        ...defaultSettings,
        rules: options.rules,
        useIgnoreFiles: options.useIgnoreFiles,
      },
      { digest: nodeDigest, names: namesOf(options, place) },
    );
  if (options.command === "coverage") {
    return coverage(options, place, await read());
  }
  const isMended = !options.fix || (await mend(place, read));
  const code = check(options, place, await read());
  return isMended ? code : exitUsage;
}

/** What overlaps is mended in the next round; two are the rule. */
const mostRounds = 5;

/** Mends files until nothing is left; false when one could not be written. */
async function mend(
  place: Place,
  read: () => Promise<Snapshot>,
): Promise<boolean> {
  for (let round = 0; round < mostRounds; round += 1) {
    const all = createRunner(() => undefined).allFindings(await read());
    const findings = new Map(
      [...all].filter(([file]) => isDocument(file) && isAskedFor(place, file)),
    );
    const { lines, changed, failed } = mendFiles(place.root, findings);
    for (const line of lines) process.stderr.write(`${line}\n`);
    if (failed > 0) return false;
    if (changed === 0) break;
  }
  return true;
}

/** The list of `--names`, whose path starts where the command is given. */
function namesOf({ names }: Options, { root }: Place): NameList {
  if (names === undefined) return noNameList;
  const { list, problems } = loadNames(
    /^~[/\\]/.test(names) ? names : path.resolve(names),
    readNameFile,
    (uri) => isBelow(fileURLToPath(uri), root),
  );
  if (list === noNameList) throw new UsageError(problems.join("\n"));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return list;
}

/** Where paths start, and the folders to report on, relative to it. */
interface Place {
  readonly root: string;
  /** As it is printed. */
  readonly rootName: string;
  readonly folders: readonly FilePath[];
}

function findPlace({ root, folders }: Options): Place {
  const wanted = folders.length === 0 ? [root ?? "."] : folders;
  const places = wanted.map(readableFolder);
  let base = readableFolder(root ?? ".");
  let rootName = root ?? ".";
  const [only] = places;
  // A folder elsewhere is a workspace of its own.
  if (root === undefined && places.length === 1 && only !== undefined) {
    if (!isBelow(only, base)) {
      base = only;
      rootName = wanted[0] ?? ".";
    }
  }
  return {
    root: base,
    rootName: rootName.split(path.sep).join("/"),
    folders: places.map((place, at) => {
      if (!isBelow(place, base)) {
        throw new UsageError(
          `${wanted[at] ?? place} lies outside ${rootName}. Give --root a folder that holds all of them.`,
        );
      }
      return path.relative(base, place).split(path.sep).join("/");
    }),
  };
}

function isBelow(place: string, base: string): boolean {
  const relative = path.relative(base, place);
  return !/^\.\.(?:[/\\]|$)/.test(relative) && !path.isAbsolute(relative);
}

function readableFolder(name: string): string {
  try {
    if (statSync(name).isDirectory()) {
      readdirSync(name);
      return realpathSync(name);
    }
  } catch {
    throw new UsageError(`There is no folder ${name}, or it may not be read.`);
  }
  throw new UsageError(`${name} is a file. Give the folder of a portfolio.`);
}

/**
 * Reads only the folders asked for, the portfolios they belong to, and those
 * of the year before.
 */
async function narrowed({ root, folders }: Place): Promise<FolderHost> {
  const whole = nodeFolder(root, tellLoop);
  const own = await Promise.all(
    folders.map((folder) => portfolioAbove(whole, root, folder)),
  );
  const years = await Promise.all(
    own.map((folder) => yearBefore(whole, root, folder)),
  );
  const starts = [...own, ...years.flat()];
  const all = starts.includes("");
  return {
    ...whole,
    listFiles: async () => {
      if (all) return whole.listFiles();
      const found = new Set<FilePath>(ignoreFilesAbove(root, starts));
      for (const start of [...starts, ".evidence"]) {
        const inside = await nodeFolder(path.join(root, start), (loop) => {
          tellLoop(`${start}/${loop}`);
        }).listFiles();
        for (const file of inside) found.add(`${start}/${file}`);
      }
      return [...found];
    },
  };
}

/** The `.gitignore` files of folders of which only a part is read. */
function ignoreFilesAbove(
  root: string,
  starts: readonly FilePath[],
): readonly FilePath[] {
  const above = new Set<FilePath>();
  for (const start of starts) {
    for (let folder = start; folder !== "";) {
      folder = folderOf(folder);
      above.add(folder === "" ? ".gitignore" : `${folder}/.gitignore`);
    }
  }
  return [...above].filter((file) => existsSync(path.join(root, file)));
}

function tellLoop(folder: FilePath): void {
  process.stderr.write(
    `${folder} is a link that leads back to a folder above it, and is not followed.\n`,
  );
}

/** The nearest folder above, or the folder itself, that holds a portfolio. */
async function portfolioAbove(
  host: FolderHost,
  root: string,
  folder: FilePath,
): Promise<FilePath> {
  let above = folder;
  for (;;) {
    const documents = await documentsIn(host, root, above);
    if (documents.some(({ facts }) => facts?.role === "portfolio")) {
      return above;
    }
    if (above === "") return folder;
    above = above.includes("/") ? above.slice(0, above.lastIndexOf("/")) : "";
  }
}

/** The folders of the portfolios that a folder's name as `previous`. */
async function yearBefore(
  host: FolderHost,
  root: string,
  folder: FilePath,
): Promise<readonly FilePath[]> {
  const documents = await documentsIn(host, root, folder);
  return documents.flatMap(({ file, facts }) => {
    const stated = facts?.portfolio?.previous?.text;
    const place = stated === undefined ? undefined : resolvePath(file, stated);
    if (place === undefined) return [];
    return [isDocument(place) ? folderOf(place) : place];
  });
}

/** The documents of a folder, those below it left out. */
async function documentsIn(
  host: FolderHost,
  root: string,
  folder: FilePath,
): Promise<
  readonly {
    readonly file: FilePath;
    readonly facts: DocumentFacts | undefined;
  }[]
> {
  const names = entriesIn(path.join(root, folder)).filter(isDocument);
  const files = names.map((name) =>
    folder === "" ? name : `${folder}/${name}`,
  );
  const contents = await host.readFiles(files);
  return files.map((file, at) => {
    const content = contents[at];
    return { file, facts: content && factsOf(content) };
  });
}

function entriesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function check(options: Options, place: Place, snapshot: Snapshot): number {
  let failures = 0;
  const runner = createRunner((rule) => {
    failures += 1;
    process.stderr.write(
      `The rule ${rule} failed and was left out. Please report this.\n`,
    );
  });
  const findings = [...runner.allFindings(snapshot).values()]
    .flat()
    .filter(({ path: file }) => isAskedFor(place, file));
  const document = findingsDocument(findings, snapshot.today, place.rootName);
  process.stdout.write(
    options.format === "json" ? json(document) : findingsText(document),
  );
  if (portfoliosAskedFor(place, snapshot).length === 0) {
    process.stderr.write(noPortfolio);
  }
  if (failures > 0) return exitUsage;
  return reaches(findings, options.failOn) ? exitFindings : 0;
}

function coverage(options: Options, place: Place, snapshot: Snapshot): number {
  const document = coverageDocument(
    portfoliosAskedFor(place, snapshot),
    snapshot,
    place.rootName,
  );
  process.stdout.write(
    options.format === "json" ? json(document) : coverageText(document),
  );
  return 0;
}

function portfoliosAskedFor(
  place: Place,
  { index }: Snapshot,
): readonly Portfolio[] {
  return [...index.portfolios.values()].filter(
    ({ path: file, folder }) =>
      isAskedFor(place, file) ||
      place.folders.some((asked) => isInside(asked, folder)),
  );
}

function isAskedFor({ folders }: Place, file: FilePath): boolean {
  // Packs bear on every portfolio of the workspace.
  return isPack(file) || folders.some((folder) => isInside(file, folder));
}

function reaches(findings: readonly Finding[], failOn: FailOn): boolean {
  if (failOn === "never") return false;
  const limit = severities.indexOf(failOn);
  return findings.some(
    ({ severity }: { severity: Severity }) =>
      severities.indexOf(severity) <= limit,
  );
}

function json(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) {
    process.stderr.write(
      `Reading failed: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  } else process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = exitUsage;
}
