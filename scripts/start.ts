// Builds the extension and opens the samples in a real VS Code with it:
// the desktop one where that is to be had, otherwise the embedded VS Code
// server, to be looked at in a browser. Options: --web, --desktop, --port N.
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { repositoryRoot } from "./editors/cache.ts";
import { cleanUpOnSignals, run } from "./editors/processes.ts";
import { startServer, workbenchAddress } from "./editors/vscode.ts";
import { packExtension } from "./package.ts";

const workspace = path.join(repositoryRoot, "samples/samples.code-workspace");
const firstFile = path.join(
  repositoryRoot,
  "samples/self-assessment/portfolio.md",
);
const usualPort = 8795;

async function main(): Promise<void> {
  cleanUpOnSignals();
  const { web, desktop, port } = readOptions();
  if (desktop && !(await desktopAnswers())) {
    throw new Error(
      "No desktop VS Code answers to `code`. Install its command line, or use `npm start -- --web`.",
    );
  }
  console.log("Building …");
  await build();
  if (desktop || (!web && (await desktopIsUsable()))) await openDesktop();
  else await openInBrowser(port);
}

function readOptions(): {
  readonly web: boolean;
  readonly desktop: boolean;
  readonly port: number;
} {
  try {
    const { values } = parseArgs({
      options: {
        web: { type: "boolean", default: false },
        desktop: { type: "boolean", default: false },
        port: { type: "string", default: String(usualPort) },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Error(`${values.port} is no port.`);
    }
    return { ...values, port };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error("Use: npm start -- [--web | --desktop] [--port N]");
    process.exit(2);
  }
}

async function desktopIsUsable(): Promise<boolean> {
  const { env, platform } = process;
  // Over SSH, in CI and in a terminal of a remote VS Code, `code` may answer
  // and yet no window of this machine would be seen.
  const elsewhere = [
    "CI",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "VSCODE_IPC_HOOK_CLI",
  ].some((name) => env[name]);
  const display =
    platform !== "linux" ||
    Boolean(env["DISPLAY"]) ||
    Boolean(env["WAYLAND_DISPLAY"]);
  return !elsewhere && display && (await desktopAnswers());
}

async function desktopAnswers(): Promise<boolean> {
  const { code } = await runCode(["--version"], 10);
  return code === 0;
}

async function openDesktop(): Promise<void> {
  console.log("Opening a window of VS Code; it ends when you close it.");
  const { code, text } = await runCode([
    "--new-window",
    `--extensionDevelopmentPath=${repositoryRoot}`,
    workspace,
  ]);
  if (code !== 0) throw new Error(`VS Code did not open:\n${text}`);
}

function runCode(
  codeArguments: readonly string[],
  timeoutSeconds?: number,
): ReturnType<typeof run> {
  // On Windows `code` is a batch file.
  return process.platform === "win32"
    ? run("cmd", ["/c", "code", ...codeArguments], { timeoutSeconds })
    : run("code", codeArguments, { timeoutSeconds });
}

async function openInBrowser(port: number): Promise<void> {
  for (const file of [workspace, firstFile]) {
    if (!existsSync(file)) throw new Error(`There is no ${file}.`);
  }
  const server = await startServer({
    purpose: "person",
    port,
    vsix: await packExtension(),
  });
  console.log("\nThe samples are open in VS Code at");
  console.log(workbenchAddress(server, { open: workspace, file: firstFile }));
  if (process.env["SSH_CONNECTION"]) {
    const forward = `${String(server.port)}:127.0.0.1:${String(server.port)}`;
    console.log(
      `From another machine, first: ssh -L ${forward} <this machine>`,
    );
  }
  console.log("Press Ctrl-C to stop");
  process.exitCode = await server.exited;
  await server.stop();
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
