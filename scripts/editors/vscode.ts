// Starts the embedded VS Code server and a headless browser, builds the
// addresses of its workbench and runs Mocha suites inside its extension
// hosts. Shared by `npm start` and by the editor tests.
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import {
  type Browser,
  type BrowserContext,
  type Page,
  chromium,
} from "playwright-core";
import {
  type GuardedProcess,
  onInterrupt,
  run,
  startGuarded,
} from "./processes.ts";
import {
  installBrowser,
  installVsCode,
  type VsCodeInstallation,
} from "./setup.ts";

export interface VsCodeServer {
  readonly port: number;
  readonly authority: string;
  /** Asked for by the server of a person, empty for that of the tests. */
  readonly token: string;
  readonly log: string;
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Tests need its proxy and its test driver; a person needs its token. */
  readonly purpose: "tests" | "person";
  readonly port?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Packaged extension to install before the server starts. */
  readonly vsix?: string;
}

export interface WorkbenchOptions {
  /** A folder or a .code-workspace file. */
  readonly open: string;
  readonly file?: string;
  readonly extension?: string;
  readonly tests?: string;
}

export interface MochaEvent {
  readonly event: "start" | "pass" | "fail" | "skip" | "end";
  readonly host?: "node" | "web";
  readonly title?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly ms?: number;
  readonly passes?: number;
}

export interface HostRun {
  readonly code: number;
  readonly events: readonly MochaEvent[];
}

// A first look without questions, advertisements and network.
const calmSettings = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "git.openRepositoryInParentFolders": "never",
};

const testSettings = {
  "git.enabled": false,
  // The browser's workbench saves by itself, and tests would see each other's
  // changes on the disk.
  "files.autoSave": "off",
  "editor.wordBasedSuggestions": "off",
};

const startMilliseconds = 60_000;

export async function startServer(
  options: ServerOptions,
): Promise<VsCodeServer> {
  const installation = await installVsCode();
  const folder = await mkdtemp(path.join(os.tmpdir(), "evidence-portfolio-"));
  const port = await freePort(options.port);
  const token =
    options.purpose === "person" ? randomBytes(16).toString("hex") : "";
  const forTests = options.purpose === "tests";
  const userFolder = path.join(folder, "data/User");
  await mkdir(userFolder, { recursive: true });
  await writeFile(
    path.join(userFolder, "settings.json"),
    JSON.stringify({
      ...calmSettings,
      ...(forTests ? testSettings : {}),
      ...options.settings,
    }),
  );
  const env = {
    ...process.env,
    NODE_OPTIONS: "",
    // No gallery: the workbench then makes no calls to one.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    // Its sockets, which it would leave in the temporary folder.
    XDG_RUNTIME_DIR: folder,
    ...options.env,
  };
  const start = serverArguments(options.purpose, installation, folder);
  if (options.vsix !== undefined) {
    const { code, text } = await run(
      installation.node,
      [...start.common, "--install-extension", options.vsix],
      { env },
    );
    if (code !== 0) {
      await rm(folder, { recursive: true, force: true });
      throw new Error(`The extension was not installed:\n${text}`);
    }
  }
  const server = startGuarded(
    installation.node,
    [...start.common, ...start.serve(port, token)],
    { env },
  );
  const log = path.join(folder, "server.log");
  const logStream = createWriteStream(log);
  server.child.stdout?.pipe(logStream, { end: false });
  server.child.stderr?.pipe(logStream, { end: false });
  const stop = async (): Promise<void> => {
    forget();
    await server.stop();
    await new Promise((resolve) => logStream.end(resolve));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const forget = onInterrupt(stop);
  const authority = `127.0.0.1:${String(port)}`;
  if (!(await comesUp(server, `http://${authority}${start.probe}`))) {
    const said = await readFile(log, "utf8").catch(() => "");
    await stop();
    throw new Error(`The VS Code server did not start:\n${said.slice(-2000)}`);
  }
  return { port, authority, token, log, exited: server.exited, stop };
}

function serverArguments(
  purpose: ServerOptions["purpose"],
  { codeServer, server }: VsCodeInstallation,
  folder: string,
): {
  readonly common: readonly string[];
  readonly serve: (port: number, token: string) => readonly string[];
  readonly probe: string;
} {
  const extensions = ["--extensions-dir", path.join(folder, "extensions")];
  if (purpose === "person") {
    // Others on this machine can reach the port too, hence the token.
    return {
      common: [server, ...extensions, "--server-data-dir", folder],
      serve: (port, token) => [
        ...["--host", "127.0.0.1", "--port", String(port)],
        ...["--connection-token", token, "--accept-server-license-terms"],
        ...["--telemetry-level", "off", "--disable-workspace-trust"],
      ],
      probe: "/version",
    };
  }
  return {
    common: [
      codeServer,
      ...extensions,
      ...["--user-data-dir", path.join(folder, "data")],
      ...["--config", path.join(folder, "config.yaml")],
    ],
    serve: (port) => [
      ...["--bind-addr", `127.0.0.1:${String(port)}`, "--auth", "none"],
      ...["--disable-telemetry", "--disable-update-check"],
      ...["--disable-workspace-trust", "--disable-getting-started-override"],
      // Without it the built workbench ignores extensionTestsPath.
      ...["--vscode-option", "enable-smoke-test-driver"],
    ],
    probe: "/healthz",
  };
}

async function comesUp(
  server: GuardedProcess,
  address: string,
): Promise<boolean> {
  const state = { hasEnded: false };
  void server.exited.then(() => (state.hasEnded = true));
  const end = Date.now() + startMilliseconds;
  while (!(await answers(address))) {
    if (state.hasEnded || Date.now() > end) return false;
    await pause(100);
  }
  return true;
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The wanted port if it is free, otherwise any. */
async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      if (wanted === 0) reject(error);
      else resolve(freePort());
    });
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
      });
    });
  });
}

export async function startBrowser(): Promise<Browser> {
  const { executable, env } = await installBrowser();
  const browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const forget = onInterrupt(() => browser.close());
  browser.once("disconnected", forget);
  return browser;
}

export function workbenchAddress(
  { authority, token }: VsCodeServer,
  { open, file, extension, tests }: WorkbenchOptions,
): string {
  const remote = (local: string): string =>
    `vscode-remote://${authority}${pathToFileURL(local).pathname}`;
  const payload: [string, string][] = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  if (file !== undefined) payload.push(["openFile", remote(file)]);
  if (extension !== undefined) {
    payload.push(["extensionDevelopmentPath", remote(extension)]);
  }
  if (tests !== undefined) payload.push(["extensionTestsPath", remote(tests)]);
  const query = new URLSearchParams({
    ...(token === "" ? {} : { tkn: token }),
    [open.endsWith(".code-workspace") ? "workspace" : "folder"]: open,
    payload: JSON.stringify(payload),
  });
  return `http://${authority}/?${query.toString()}`;
}

/**
 * Opens a workbench that runs a suite in its extension host; `onEvent` is
 * told what the suite's reporter says, as it says it.
 */
export async function runTestsInHost(
  context: BrowserContext,
  address: string,
  onEvent: (event: MochaEvent) => void,
  timeoutMilliseconds = 180_000,
): Promise<HostRun> {
  const page = await context.newPage();
  const events: MochaEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  const code = await new Promise<number>((resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("The suite in the extension host did not end."));
    }, timeoutMilliseconds);
    page.once("crash", () => {
      reject(new Error("The page of the workbench crashed."));
    });
    // The workbench calls these two when its test driver is on: for each log
    // line, and for the outcome of the suite's run().
    const prepared = Promise.all([
      page.exposeFunction(
        "codeAutomationLog",
        (_type: string, values: unknown[]) => {
          const event = readMochaEvent(format(...values));
          if (event === undefined) return;
          events.push(event);
          onEvent(event);
        },
      ),
      page.exposeFunction("codeAutomationExit", resolve),
    ]);
    prepared.then(() => page.goto(address)).catch(reject);
  }).finally(() => {
    clearTimeout(timer);
  });
  return { code, events };
}

export function readMochaEvent(line: string): MochaEvent | undefined {
  const json = /@@mocha (\{.*\})/.exec(line)?.[1];
  return json === undefined ? undefined : (JSON.parse(json) as MochaEvent);
}

/** Writes down what a failed run looked like. */
export async function keepFailure(
  folder: string,
  pages: readonly Page[],
  consoleLines: readonly string[],
  serverLog: string | undefined,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, "browser-console.log"),
    consoleLines.join("\n"),
  );
  if (serverLog !== undefined) {
    await copyFile(serverLog, path.join(folder, "server.log"));
  }
  for (const [index, page] of pages.entries()) {
    const file = path.join(folder, `failure-${String(index + 1)}.png`);
    await page.screenshot({ path: file }).catch(() => undefined);
  }
}
