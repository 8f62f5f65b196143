// The server as it runs on vscode.dev: its worker in a real Chromium, with a
// page that holds the files, beside the same server and corpus on Node.
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import * as esbuild from "esbuild";
import { repositoryRoot } from "../editors/cache.ts";
import { startBrowser } from "../editors/vscode.ts";
import type { BrowserFigures, BrowserTask } from "./browserPage.ts";
import type { WrittenCorpus } from "./corpus.ts";
import { citingLine, middleLine } from "./editedDocument.ts";
import { recordSpread, type Record } from "./figures.ts";
import { withSession, type Program } from "./session.ts";

type Served = ReadonlyMap<string, readonly [type: string, body: string]>;

export async function measureBrowser(
  worker: string,
  corpus: WrittenCorpus,
  record: Record,
): Promise<void> {
  const served = await whatIsServed(worker, corpus);
  const server = createServer((request, response) => {
    const found = served.get(request.url ?? "");
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "Content-Type": found[0] }).end(found[1]);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The page's server has no port.");
  }
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${address.port}/`);
    const figures = await page.evaluate<BrowserFigures>("measure()");
    record("initialize", figures.initialize);
    record("cold", figures.cold);
    record("findings", figures.findings);
    recordSpread(record, "narrative", figures.narrative);
    recordSpread(record, "evidence", figures.evidence);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function whatIsServed(
  worker: string,
  corpus: WrittenCorpus,
): Promise<Served> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: repositoryRoot,
    entryPoints: ["scripts/bench/browserPage.ts"],
    bundle: true,
    write: false,
    platform: "browser",
    target: "es2022",
    mainFields: ["browser", "module", "main"],
    logLevel: "error",
  });
  await esbuild.stop();
  const script = "text/javascript";
  const task = JSON.stringify(await taskOf(corpus));
  return new Map([
    ["/", ["text/html", '<!doctype html><script src="page.js"></script>']],
    ["/page.js", [script, outputFiles[0]?.text ?? ""]],
    ["/server.web.js", [script, await readFile(worker, "utf8")]],
    ["/task.json", ["application/json", task]],
  ]);
}

async function taskOf({
  folder,
  narrative,
  evidence,
}: WrittenCorpus): Promise<BrowserTask> {
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.filter((entry) => entry.endsWith(".md")).sort();
  const files = [];
  for (const place of paths) {
    const base64 = await readFile(path.join(folder, place), "base64");
    files.push({ path: place.replaceAll(path.sep, "/"), base64 });
  }
  return { files, narrative, evidence };
}

/** The same questions to the same server on Node. */
export function measureNode(
  program: Program,
  { folder, narrative, evidence }: WrittenCorpus,
  record: Record,
): Promise<void> {
  return withSession(program, async (session) => {
    await session.initialize(folder);
    record("initialize", session.age);
    await session.initialized();
    record("findings", await session.readWorkspace());
    record("cold", session.sinceInitialized);
    const chapter = await session.open(folder, narrative);
    await chapter.pull();
    recordSpread(record, "narrative", await chapter.type(citingLine));
    const piece = await session.open(folder, evidence);
    await piece.pull();
    recordSpread(record, "evidence", await piece.type(middleLine));
    await session.end();
  });
}
