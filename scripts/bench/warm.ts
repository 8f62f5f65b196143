// Starting with what an earlier session stored, beside the least that such a
// start has to do: walk the folder, look at every file, read the same index.
import { execFile } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { promisify } from "node:util";
import type { Record } from "./figures.ts";
import { withSession, type Program } from "./session.ts";
import type { Answers } from "./answers.ts";
import type { WarmScanReport } from "./indexScan.ts";
import type { ReadyOptions } from "./readyServer.ts";

/** A cold session that leaves its index; true if it left anything. */
export async function fillStorage(
  program: Program,
  folder: string,
  storagePath: string,
): Promise<boolean> {
  await mkdir(storagePath, { recursive: true });
  await withSession(program, async (session) => {
    await session.initialize(folder, { storagePath });
    await session.initialized();
    await session.readWorkspace();
    await session.end();
  });
  const left = await readdir(storagePath, { recursive: true });
  return left.some((entry) => entry.endsWith(".group"));
}

export async function measureWarm(
  program: Program,
  warmScan: string,
  folder: string,
  storagePath: string,
  answers: Answers,
  record: Record,
): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    warmScan,
    folder,
    storagePath,
  ]);
  const scanned = JSON.parse(stdout) as WarmScanReport;
  record("warm scan", scanned.milliseconds);
  record("index megabytes", scanned.bytes / 1e6);
  await withSession(program, async (session) => {
    await session.initialize(folder, { storagePath });
    await session.initialized();
    const findings = await session.readWorkspace(answers.keepPart);
    record("warm findings", findings);
    record("warm", session.age);
    record("warm memory", await session.memory());
    await session.end();
  });
}

/** The same by a server that has the findings of all files ready. */
export async function measureReadyStart(
  program: Program,
  options: ReadyOptions,
  record: Record,
): Promise<void> {
  await withSession(program, async (session) => {
    await session.initialize(options.folder, options);
    await session.initialized();
    record("warm findings", await session.readWorkspace());
    record("warm", session.age);
    await session.end();
  });
}
