// The same Mocha suite in a desktop VS Code: the one at VSCODE_EXECUTABLE, or
// one that @vscode/test-electron downloads. Not part of `npm test`, because
// neither is to be had everywhere.
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { cacheFolder, repositoryRoot } from "../../scripts/editors/cache.ts";
import { run } from "../../scripts/editors/processes.ts";
import { readMochaEvent } from "../../scripts/editors/vscode.ts";
import { createTally, type Outcome } from "./tally.ts";
import {
  copyFixture,
  countMochaEvent,
  expectCompleteSuite,
} from "./workbench.ts";

export async function runDesktop(): Promise<Outcome> {
  const tally = createTally();
  const { folder, remove } = await copyFixture();
  // In a process of its own: test-electron writes VS Code's output, which
  // holds the events, straight to standard output.
  const command = [
    ...(needsVirtualDisplay() ? ["xvfb-run", "--auto-servernum"] : []),
    ...[process.execPath, "--import", "tsx", import.meta.filename, folder],
  ];
  const { code, text } = await run(command[0] ?? "", command.slice(1), {
    cwd: repositoryRoot,
    timeoutSeconds: 600,
  }).finally(remove);
  const events = text.split("\n").flatMap((line) => readMochaEvent(line) ?? []);
  for (const event of events) countMochaEvent(event, tally);
  expectCompleteSuite(code, events, tally);
  if (events.length === 0) {
    console.log(text);
    console.log(
      "No desktop VS Code ran. It is downloaded, or set VSCODE_EXECUTABLE to one; without a display xvfb-run is needed.",
    );
  }
  return tally.outcome;
}

function needsVirtualDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === "linux" && !DISPLAY && !WAYLAND_DISPLAY;
}

async function runSuite(folder: string): Promise<void> {
  const executable = process.env["VSCODE_EXECUTABLE"] ?? "";
  const cachePath = path.join(cacheFolder(), "vscode-desktop");
  await runTests({
    extensionDevelopmentPath: repositoryRoot,
    extensionTestsPath: path.join(repositoryRoot, "dist/test/index.cjs"),
    cachePath,
    launchArgs: [
      folder,
      "--disable-extensions",
      `--user-data-dir=${path.join(cachePath, "user-data")}`,
      `--extensions-dir=${path.join(cachePath, "extensions")}`,
    ],
    ...(executable === "" ? {} : { vscodeExecutablePath: executable }),
  });
}

const [, script, folder] = process.argv;
if (script === import.meta.filename && folder !== undefined) {
  await runSuite(folder);
}
