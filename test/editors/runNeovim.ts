// The stdio server with an editor that is not VS Code: Neovim's own client,
// driven by check.lua.
import path from "node:path";
import { findNeovim } from "../../scripts/editors/neovim.ts";
import { repositoryRoot } from "../../scripts/editors/cache.ts";
import { run } from "../../scripts/editors/processes.ts";
import { createTally, type Outcome } from "./tally.ts";
import { copyFixture } from "./workbench.ts";

export async function runNeovim(): Promise<Outcome> {
  const tally = createTally();
  const neovim = await findNeovim();
  if (neovim === undefined) {
    const title = "Neovim is not here and could not be installed";
    if (process.env["CI"] === undefined) tally.skip(title);
    else tally.fail(title, "In CI no suite may be skipped.");
    return tally.outcome;
  }
  const { folder, remove } = await copyFixture();
  const script = path.join(import.meta.dirname, "check.lua");
  const { code, text } = await run(
    neovim.executable,
    [
      ...["--headless", "-u", "NONE", "-i", "NONE", "-n"],
      ...["-c", `luafile ${script}`],
    ],
    {
      cwd: folder,
      timeoutSeconds: 180,
      env: {
        ...process.env,
        ...neovim.env,
        NODE: process.execPath,
        SERVER: path.join(repositoryRoot, "dist/server.cjs"),
        FOLDER: folder,
      },
    },
  ).finally(remove);
  for (const row of text.split(/\r?\n/)) {
    const passed = /^ok (.*)$/.exec(row)?.[1];
    if (passed !== undefined) tally.pass(passed);
    const failed = /^failed (.*?): (.*)$/.exec(row);
    if (failed !== null) tally.fail(failed[1] ?? "", failed[2] ?? "");
  }
  const { passed, failed } = tally.outcome;
  if ((code !== 0 && failed === 0) || passed === 0) {
    tally.fail(`Neovim ended with ${String(code)}`, text);
  }
  return tally.outcome;
}
