// Builds dist/ before the tests that run it, when it is missing or older than
// what it is made of.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const built = [
  "dist/server.cjs",
  "dist/engine.js",
  "dist/readingThread.js",
  "dist/cli.js",
];
const sources = [
  "server/src",
  "frameworks",
  "schemas",
  "scripts/build.ts",
  "package.json",
];

export default function buildFirst(): void {
  if (isFresh()) return;
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function isFresh(): boolean {
  const files = built.map((file) => path.join(root, file));
  if (!files.every((file) => existsSync(file))) return false;
  const oldest = Math.min(...files.map((file) => statSync(file).mtimeMs));
  return sources.every((source) => newest(path.join(root, source)) < oldest);
}

function newest(place: string): number {
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const times = readdirSync(place)
    .filter((name) => name !== "generated" && !name.endsWith(".md"))
    .map((name) => newest(path.join(place, name)));
  return Math.max(0, ...times);
}
