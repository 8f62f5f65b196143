// `evidence-portfolio check`: the whole process, with its output thrown away.
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import type { Record } from "./figures.ts";

export async function measureCheck(
  cli: string,
  folder: string,
  record: Record,
): Promise<void> {
  const started = performance.now();
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [cli, "check", "--root", folder, "--fail-on", "never", folder],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`The check ended with ${String(code)}.`);
  record("check", performance.now() - started);
}
