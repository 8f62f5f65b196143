// Finds Neovim, or gets it without asking for more than it needs: the one on
// PATH, else from the system's packages when this is root, else the same
// packages unpacked into the cache.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { cached } from "./cache.ts";
import { run } from "./processes.ts";

export interface Neovim {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Undefined where there is none and none can be had. */
export async function findNeovim(): Promise<Neovim | undefined> {
  const onPath: Neovim = { executable: "nvim", env: {} };
  if (await works(onPath)) return onPath;
  if (!(await succeeds("apt-get", ["--version"]))) return undefined;
  if (process.getuid?.() === 0) {
    console.log("Installing Neovim with apt-get (about 10 MB) …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["-qq", "update"], { env });
    await run(
      "apt-get",
      ["-qq", "-y", "--no-install-recommends", "install", "neovim"],
      { env },
    );
    if (await works(onPath)) return onPath;
  }
  const unpacked = await unpackPackages().catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : String(error));
    return undefined;
  });
  return unpacked !== undefined && (await works(unpacked))
    ? unpacked
    : undefined;
}

async function works({ executable, env }: Neovim): Promise<boolean> {
  const version = await run(executable, ["--version"], {
    env: { ...process.env, ...env },
  });
  return version.code === 0;
}

async function succeeds(
  file: string,
  fileArguments: readonly string[],
): Promise<boolean> {
  return (await run(file, fileArguments)).code === 0;
}

async function unpackPackages(): Promise<Neovim> {
  const { system, libraries } = await describeSystem();
  const folder = await cached(`neovim-${system}`, async (part) => {
    console.log("Unpacking Neovim's packages (about 50 MB, once) …");
    await fetchPackages(part, "neovim");
  });
  const root = path.join(folder, "root/usr");
  return {
    executable: path.join(root, "bin/nvim"),
    env: {
      VIMRUNTIME: path.join(root, "share/nvim/runtime"),
      LD_LIBRARY_PATH: path.join(root, "lib", libraries),
    },
  };
}

async function describeSystem(): Promise<{
  readonly system: string;
  readonly libraries: string;
}> {
  const release = await readFile("/etc/os-release", "utf8");
  const value = (key: string): string =>
    new RegExp(`^${key}="?([^"\\n]*)`, "m").exec(release)?.[1] ?? "unknown";
  return {
    system: `${value("ID")}-${value("VERSION_ID")}-${process.arch}`,
    libraries: `${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`,
  };
}

/** Unpacks packages and what they lack here; lists and cache stay in `folder`. */
async function fetchPackages(folder: string, name: string): Promise<void> {
  const at = (child: string): string => path.join(folder, child);
  for (const child of [
    "lists/partial",
    "cache/archives/partial",
    "packages",
    "root",
  ]) {
    await mkdir(at(child), { recursive: true });
  }
  const options = [
    `Dir::State::lists=${at("lists")}`,
    `Dir::Cache=${at("cache")}`,
    "Debug::NoLocking=1",
    "APT::Sandbox::User=",
  ].flatMap((option) => ["-o", option]);
  const apt = async (
    aptArguments: readonly string[],
    cwd = folder,
  ): Promise<string> => {
    const { code, text } = await run(
      "apt-get",
      [...options, "-qq", ...aptArguments],
      { cwd },
    );
    if (code !== 0) throw new Error(`apt-get did not succeed:\n${text}`);
    return text;
  };
  await apt(["update"]);
  // Lines of 'URI' file size hash, for what is not installed here.
  const listing = await apt([
    ...["--print-uris", "-y", "--no-install-recommends", "install"],
    name,
  ]);
  const wanted = listing
    .split("\n")
    .flatMap((row) => /^'\S+' ([^_\s]+)_/.exec(row)?.[1] ?? []);
  await apt(["download", ...new Set(wanted)], at("packages"));
  for (const file of await readdir(at("packages"))) {
    await run("dpkg", ["-x", path.join(at("packages"), file), at("root")]);
  }
  await writeFile(at("packages.txt"), wanted.join("\n"));
}
