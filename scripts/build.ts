// Bundles everything that runs outside this repository into dist/: the
// extension and its server for Node and for the browser, the command line,
// the shipped frameworks, and the suite for the editors' extension hosts.
// With --watch it keeps doing so and says when it starts and ends, for the
// problem matcher in .vscode/tasks.json.
import { createHash } from "node:crypto";
import { existsSync, watch as watchFolder } from "node:fs";
import {
  chmod,
  cp,
  mkdir,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";
import { repositoryRoot } from "./editors/cache.ts";
import { generate } from "./generate.ts";

const inRepository = (file: string): string => path.join(repositoryRoot, file);
const dist = inRepository("dist");

export async function build({ watch = false } = {}): Promise<void> {
  for (const file of await generate({ write: true })) {
    console.log(`Generated ${file}`);
  }
  if (!watch) await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await copyFrameworks();
  await copyRulePages();
  const bundles = await describeBundles();
  if (watch) {
    await watchBundles(bundles);
    return;
  }
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  await esbuild.stop();
  await finishExecutables();
  await reportSizes();
}

/** All that decides how documents are read: a stored index knows it by this. */
async function digestOfSources(): Promise<string> {
  const hash = createHash("sha256");
  const folders = ["server/src", "schemas", "frameworks"];
  for (const folder of folders) {
    const entries = await readdir(inRepository(folder), {
      recursive: true,
      withFileTypes: true,
    });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(await readFile(file));
  }
  hash.update(await readFile(inRepository("package-lock.json")));
  return hash.digest("hex").slice(0, 16);
}

async function describeBundles(): Promise<readonly esbuild.BuildOptions[]> {
  const manifest = JSON.parse(
    await readFile(inRepository("package.json"), "utf8"),
  ) as { readonly version: string };
  const common = {
    absWorkingDir: repositoryRoot,
    bundle: true,
    minify: true,
    sourcemap: true,
    metafile: true,
    logLevel: "silent",
    plugins: [reportErrors, plainText],
    external: ["vscode"],
    define: {
      EVIDENCE_PORTFOLIO_VERSION: JSON.stringify(manifest.version),
      EVIDENCE_PORTFOLIO_BUILD: JSON.stringify(
        `${manifest.version}+${await digestOfSources()}`,
      ),
    },
  } satisfies esbuild.BuildOptions;
  const node = {
    ...common,
    platform: "node",
    target: "node20",
  } satisfies esbuild.BuildOptions;
  const browser = {
    ...common,
    platform: "browser",
    target: "es2022",
    mainFields: ["browser", "module", "main"],
  } satisfies esbuild.BuildOptions;
  // The package is "type": "module": what VS Code loads with require() needs
  // .cjs, and .js files are modules.
  const shebang = "#!/usr/bin/env node";
  const executable = {
    ...node,
    format: "esm",
    banner: {
      js: `${shebang}
import { createRequire as createBundleRequire } from "node:module";
const require = createBundleRequire(import.meta.url);`,
    },
  } satisfies esbuild.BuildOptions;
  return [
    {
      ...node,
      format: "cjs",
      entryPoints: ["client/src/extension.node.ts"],
      outfile: "dist/extension.cjs",
    },
    {
      ...browser,
      format: "cjs",
      entryPoints: ["client/src/extension.web.ts"],
      outfile: "dist/extension.web.cjs",
    },
    // Editors start the first, which has answered before the engine is loaded.
    // It is no module: Node takes longer to begin with one.
    {
      ...node,
      format: "cjs",
      banner: { js: shebang },
      plugins: [...common.plugins, oneLibrary, engineApart],
      entryPoints: ["server/src/lsp/main.node.ts"],
      outfile: "dist/server.cjs",
    },
    {
      ...node,
      format: "cjs",
      entryPoints: ["vscode-languageserver/node"],
      outfile: protocolLibrary,
    },
    {
      ...executable,
      plugins: [...common.plugins, oneLibrary],
      // The second reads large folders on threads of its own.
      entryPoints: {
        engine: "server/src/lsp/engine.node.ts",
        readingThread: "server/src/lsp/readingThread.node.ts",
      },
      splitting: true,
      outdir: "dist",
      // Beside the library, which any of them may look for.
      chunkNames: "part-[name]-[hash]",
    },
    {
      ...browser,
      format: "iife",
      entryPoints: ["server/src/lsp/main.worker.ts"],
      // A worker has no document, which packages' "browser" entries may use.
      conditions: ["worker"],
      outfile: "dist/server.web.js",
    },
    {
      ...executable,
      entryPoints: ["server/src/cli/main.ts"],
      outfile: "dist/cli.js",
    },
    {
      ...node,
      minify: false,
      format: "cjs",
      plugins: [reportErrors, plainText, allTests],
      external: ["vscode", "mocha"],
      entryPoints: ["test/editors/suite/index.node.ts"],
      outfile: "dist/test/index.cjs",
    },
    {
      ...browser,
      minify: false,
      format: "iife",
      plugins: [reportErrors, plainText, allTests],
      entryPoints: ["test/editors/suite/index.web.ts"],
      outfile: "dist/test/index.web.cjs",
      // Mocha's browser build is a UMD file, which would take module.exports.
      globalName: "suiteModule",
      footer: { js: "module.exports = suiteModule;" },
    },
  ];
}

/** Resolves "virtual:all-tests" to a module that imports every test of the suite. */
const allTests: esbuild.Plugin = {
  name: "all tests of the suite",
  setup: (build) => {
    const folder = inRepository("test/editors/suite");
    build.onResolve({ filter: /^virtual:all-tests$/ }, () => ({
      path: "virtual:all-tests",
      namespace: "suite",
    }));
    build.onLoad({ filter: /.*/, namespace: "suite" }, async () => {
      const files = (await readdir(folder)).sort();
      return {
        contents: files
          .filter((file) => file.endsWith(".test.ts"))
          .map((file) => `import ${JSON.stringify(`./${file}`)};`)
          .join("\n"),
        resolveDir: folder,
        watchDirs: [folder],
      };
    });
  },
};

const protocolLibrary = "dist/protocolLibrary.cjs";

/**
 * The server and its engine speak through one copy of the library, in a file of
 * its own: errors and messages of another would not be known for what they are.
 */
const oneLibrary: esbuild.Plugin = {
  name: "one library",
  setup: (build) => {
    const file = `./${path.basename(protocolLibrary)}`;
    const whole = /^vscode-languageserver(\/node)?$/;
    build.onResolve({ filter: whole }, () => ({
      path: "library",
      namespace: "one library",
    }));
    // With require, as nobody else knows the names of what is in it.
    build.onLoad({ filter: /.*/, namespace: "one library" }, () => ({
      contents: `module.exports = require(${JSON.stringify(file)});`,
    }));
    build.onResolve({ filter: /.*/, namespace: "one library" }, () => ({
      path: file,
      external: true,
    }));
  },
};

/** The engine stays a file of its own, which is loaded when it is called for. */
const engineApart: esbuild.Plugin = {
  name: "engine apart",
  setup: (build) => {
    build.onResolve({ filter: /^\.\/engine\.node\.ts$/ }, () => ({
      path: "./engine.js",
      external: true,
    }));
  },
};

/** One line for each problem, in the form that editors make links of. */
const reportErrors: esbuild.Plugin = {
  name: "report errors",
  setup: (build) => {
    build.onEnd(({ errors, warnings }) => {
      for (const [severity, messages] of [
        ["error", errors],
        ["warning", warnings],
      ] as const) {
        for (const { location, text } of messages) {
          const place =
            location === null
              ? "build"
              : `${location.file}:${String(location.line)}:${String(location.column + 1)}`;
          console.error(`${place}: ${severity}: ${text}`);
        }
      }
    });
  },
};

/**
 * Escapes what esbuild leaves in regular expressions: one sign beyond Latin-1,
 * and the engine keeps the whole text in twice the memory.
 */
const plainText: esbuild.Plugin = {
  name: "plain text",
  setup: (build) => {
    build.onEnd(async ({ metafile }) => {
      for (const file of Object.keys(metafile?.outputs ?? {})) {
        if (!/\.c?js$/.test(file)) continue;
        const place = inRepository(file);
        const text = await readFile(place, "utf8");
        const plain = text.replace(/[^\0-\x7f]/g, (sign) => {
          const code = sign.charCodeAt(0).toString(16).padStart(4, "0");
          return `\\u${code}`;
        });
        if (plain !== text) await writeFile(place, plain);
      }
    });
  },
};

async function watchBundles(
  bundles: readonly esbuild.BuildOptions[],
): Promise<void> {
  // Held at one until every first build is done, so that the end is said once.
  let running = 1;
  const started = (): void => {
    if (running === 0) console.log("Build started.");
    running += 1;
  };
  const ended = async (): Promise<void> => {
    running -= 1;
    if (running > 0) return;
    await finishExecutables();
    console.log("Build finished.");
  };
  console.log("Build started.");
  const firstBuilds = bundles.map(
    (bundle) =>
      new Promise<void>((resolve, reject) => {
        const tell: esbuild.Plugin = {
          name: "tell",
          setup: (build) => {
            build.onStart(started);
            build.onEnd(async () => {
              await ended();
              resolve();
            });
          },
        };
        const plugins = [...(bundle.plugins ?? []), tell];
        esbuild
          .context({ ...bundle, minify: false, plugins })
          .then((context) => context.watch())
          .catch(reject);
      }),
  );
  await Promise.all(firstBuilds);
  await ended();
  watchFolder(inRepository("frameworks"), () => void copyFrameworks());
}

async function copyFrameworks(): Promise<void> {
  await cp(inRepository("frameworks"), path.join(dist, "frameworks"), {
    recursive: true,
    filter: (source) => path.extname(source) === "" || source.endsWith(".yaml"),
  });
}

/** The pages to which findings link, for editors that open files only. */
async function copyRulePages(): Promise<void> {
  await cp(inRepository("server/src/rules"), path.join(dist, "rules"), {
    recursive: true,
    filter: (source) => path.extname(source) === "" || source.endsWith(".md"),
  });
}

async function finishExecutables(): Promise<void> {
  for (const file of ["dist/server.cjs", "dist/cli.js"]) {
    if (existsSync(inRepository(file))) await chmod(inRepository(file), 0o755);
  }
}

async function reportSizes(): Promise<void> {
  const files = await readdir(dist, { recursive: true });
  for (const file of files.filter((name) => /\.c?js$/.test(name)).sort()) {
    const { size } = await stat(path.join(dist, file));
    console.log(`dist/${file} ${String(Math.round(size / 1024))} KB`);
  }
}

if (process.argv[1] === import.meta.filename) {
  await build({ watch: process.argv.includes("--watch") });
}
