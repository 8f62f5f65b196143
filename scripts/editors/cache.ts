// Where downloads are kept: outside the project and outside node_modules, so
// that neither `npm ci` nor a fresh clone fetches them again. One folder for
// each thing, complete or absent, whatever happens while it is being made.
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onInterrupt } from "./processes.ts";

export const repositoryRoot = path.resolve(import.meta.dirname, "../..");

export function cacheFolder(): string {
  const candidates = [
    process.env["EVIDENCE_PORTFOLIO_CACHE"],
    process.env["XDG_CACHE_HOME"],
    path.join(os.homedir(), ".cache"),
    path.join(repositoryRoot, ".cache"),
  ];
  for (const candidate of candidates) {
    if (candidate === undefined || candidate === "") continue;
    const folder = path.resolve(candidate, "evidence-portfolio");
    if (canWrite(folder)) return folder;
  }
  throw new Error(
    "No folder for downloads can be written; set EVIDENCE_PORTFOLIO_CACHE to one that can.",
  );
}

/**
 * The folder `name` of the cache, made by `make` if it is not there. It is
 * made under another name and renamed when complete, so that a broken-off or
 * simultaneous run never leaves or sees half of it.
 */
export async function cached(
  name: string,
  make: (folder: string, finalFolder: string) => Promise<void>,
): Promise<string> {
  const finalFolder = path.join(cacheFolder(), name);
  if (existsSync(finalFolder)) return finalFolder;
  await removeAbandoned(name);
  const folder = `${finalFolder}.${os.hostname()}.${String(process.pid)}.part`;
  await mkdir(folder, { recursive: true });
  const remove = () =>
    rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const forget = onInterrupt(remove);
  try {
    await make(folder, finalFolder);
    await rename(folder, finalFolder).catch((error: unknown) => {
      // Another run was faster: its folder is as good.
      if (!existsSync(finalFolder)) throw error;
    });
  } finally {
    await remove();
    forget();
  }
  return finalFolder;
}

// The host's name is in the folder's, because containers that share a cache
// have process numbers of their own.
async function removeAbandoned(name: string): Promise<void> {
  const start = `${name}.${os.hostname()}.`;
  for (const entry of await readdir(cacheFolder())) {
    if (!entry.startsWith(start) || !entry.endsWith(".part")) continue;
    if (isRunning(Number(entry.slice(start.length, -".part".length)))) continue;
    await rm(path.join(cacheFolder(), entry), { recursive: true, force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
