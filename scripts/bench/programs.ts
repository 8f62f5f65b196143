// What is run: our built server and command line, bundled yardsticks, and the
// peer as its package ships it.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { repositoryRoot } from "../editors/cache.ts";
import type { Program } from "./session.ts";

export interface Programs {
  readonly server: Program;
  readonly nothing: Program;
  readonly peer: Program;
  /** Has the answers ready that the server has given. */
  readonly ready: Program;
  /** The features that the server loads. */
  readonly engine: string;
  readonly cli: string;
  /** The server of the browser. */
  readonly worker: string;
  readonly scan: string;
  readonly warmScan: string;
  readonly readAgain: string;
}

/** `server` is a built server other than the one in dist/. */
export async function bundlePrograms(
  folder: string,
  server = path.join(repositoryRoot, "dist", "server.cjs"),
): Promise<Programs> {
  if (!existsSync(server)) throw new Error(`There is no ${server}.`);
  const bundle = async (name: string): Promise<string> => {
    // Minified like the server, so that loading is compared with loading.
    const outfile = path.join(folder, `${name}.cjs`);
    await esbuild.build({
      absWorkingDir: repositoryRoot,
      entryPoints: [`scripts/bench/${name}.ts`],
      outfile,
      bundle: true,
      minify: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      logLevel: "error",
    });
    return outfile;
  };
  const script = path.resolve(server);
  const programs = {
    server: { who: "server", script },
    nothing: { who: "null", script: await bundle("nullServer") },
    peer: {
      who: "peer",
      script: fileURLToPath(
        import.meta.resolve("vscode-markdown-languageserver"),
      ),
    },
    ready: { who: "ready", script: await bundle("readyServer") },
    engine: path.join(path.dirname(script), "engine.js"),
    cli: path.join(path.dirname(script), "cli.js"),
    worker: path.join(path.dirname(script), "server.web.js"),
    scan: await bundle("scan"),
    warmScan: await bundle("warmScan"),
    readAgain: await bundle("readAgain"),
  } as const;
  await esbuild.stop();
  return programs;
}
