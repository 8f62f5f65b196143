// Runs scripts/<command>.ts on a machine that has Node and npm and nothing
// else: installs the project's packages when they are missing or belong to
// another package-lock.json, then hands over. Plain JavaScript without
// imports from node_modules, because it runs before there are any.
import { spawn } from "node:child_process";
import {
  constants,
  accessSync,
  existsSync,
  mkdirSync,
  readFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const [command = "", ...commandArguments] = process.argv.slice(2);

checkNode();
const script = path.join(root, "scripts", `${command}.ts`);
if (!/^[a-z][a-zA-Z]*$/.test(command) || !existsSync(script)) {
  fail(
    `There is no scripts/${command}.ts. Use one of the scripts that \`npm run\` lists.`,
  );
}
if (!packagesMatchLock()) {
  console.log("Installing the project's packages (once for each lock file) …");
  const code = await run(
    ...npmCommand("ci", "--no-audit", "--no-fund", "--loglevel=error"),
  );
  if (code !== 0) fail("`npm ci` did not succeed; see its messages above.");
}
process.exitCode = await run(process.execPath, [
  "--import",
  "tsx",
  script,
  ...commandArguments,
]);

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  // ESLint and Vite, which the tests run, ask for more than `npm start` does.
  const leastMinor = command === "test" ? 19 : 11;
  if (major > 20 || (major === 20 && minor >= leastMinor)) return;
  fail(
    `Node 20.${leastMinor} or newer is needed; this is Node ${process.versions.node}.`,
  );
}

// npm writes node_modules/.package-lock.json last, so it also tells an
// installation that was broken off. Comparing it with the lock, rather than
// keeping a stamp, accepts what `npm install` did without doing it again.
function packagesMatchLock() {
  try {
    const wanted = readPackages(path.join(root, "package-lock.json"));
    const present = readPackages(
      path.join(root, "node_modules", ".package-lock.json"),
    );
    return Object.entries(wanted).every(([name, entry]) => {
      const installed = present[name];
      if (name === "") return true;
      if (installed === undefined) return entry.optional === true;
      return (
        installed.version === entry.version &&
        installed.integrity === entry.integrity
      );
    });
  } catch {
    return false;
  }
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function npmCommand(...npmArguments) {
  const cli = process.env.npm_execpath ?? "";
  return path.basename(cli) === "npm-cli.js"
    ? [process.execPath, [cli, ...npmArguments]]
    : ["npm", npmArguments];
}

/** Resolves with the exit code; passes signals on and waits for the child. */
function run(file, fileArguments) {
  const child = spawn(file, fileArguments, {
    cwd: root,
    stdio: "inherit",
    env: environment(),
    shell: file === "npm" && process.platform === "win32",
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  // npm passes signals to its shell only, which dies without passing them on.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) {
      child.kill("SIGTERM");
    }
  }, 500).unref();
  return new Promise((resolve) => {
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      clearInterval(watch);
      resolve(code ?? 128 + (os.constants.signals[signal] ?? 0));
    });
  });
}

// npm keeps its downloads under the home folder, which some containers and
// build users cannot write.
function environment() {
  const { npm_config_cache: set, ...rest } = process.env;
  const cache = set ?? path.join(os.homedir(), ".npm");
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return process.env;
  } catch {
    return { ...rest, npm_config_cache: path.join(root, ".cache", "npm") };
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
