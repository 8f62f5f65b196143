// The same Mocha suite with the extension as a web extension: its `browser`
// entry in the web-worker extension host and the language server in a worker
// of its own, as on vscode.dev.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import { repositoryRoot } from "../../scripts/editors/cache.ts";
import { workbenchAddress } from "../../scripts/editors/vscode.ts";
import type { Outcome } from "./tally.ts";
import { countHostSuite, withWorkbench } from "./workbench.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".cjs": "text/javascript",
  ".js": "text/javascript",
  ".json": "application/json",
  ".map": "application/json",
};

export async function runWebHost(): Promise<Outcome> {
  const { files, port } = await serveRepository();
  try {
    return await withWorkbench(
      "host-web",
      {},
      async ({ server, context, folder }, tally) => {
        // The workbench lets pages and workers load from its own origin only,
        // so the files come through the server's proxy for local ports.
        const base = `/proxy/${String(port)}`;
        const uri = (file: string): object => ({
          scheme: "http",
          authority: server.authority,
          path: base + file,
        });
        await amendConfiguration(context, {
          extensions: [uri("")],
          extensionTestsPath: uri("/dist/test/index.web.cjs"),
        });
        const address = workbenchAddress(server, { open: folder });
        await countHostSuite(context, address, "web", tally);
      },
    );
  } finally {
    files.closeAllConnections();
    files.close();
  }
}

// VS Code takes web extensions under development only from the configuration
// embedded in its page, so this changes it before the workbench reads it:
// "interactive" comes before deferred scripts run.
async function amendConfiguration(
  context: BrowserContext,
  developmentOptions: object,
): Promise<void> {
  await context.addInitScript((options) => {
    document.addEventListener("readystatechange", () => {
      const meta = document.getElementById(
        "vscode-workbench-web-configuration",
      );
      if (document.readyState !== "interactive" || meta === null) return;
      const configuration = JSON.parse(
        meta.getAttribute("data-settings") ?? "{}",
      ) as { developmentOptions?: object };
      configuration.developmentOptions = {
        ...configuration.developmentOptions,
        ...options,
      };
      meta.setAttribute("data-settings", JSON.stringify(configuration));
    });
  }, developmentOptions);
}

async function serveRepository(): Promise<{
  readonly files: Server;
  readonly port: number;
}> {
  const files = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = path.join(repositoryRoot, decodeURIComponent(pathname));
    const inside = file.startsWith(repositoryRoot + path.sep);
    const content = inside ? readFile(file) : Promise.reject(new Error());
    content.then(
      (body) => {
        const type = contentTypes[path.extname(file)] ?? "text/plain";
        response.writeHead(200, { "Content-Type": type }).end(body);
      },
      () => {
        response.writeHead(404).end();
      },
    );
  });
  await new Promise<void>((resolve) => {
    files.listen(0, "127.0.0.1", resolve);
  });
  const address = files.address();
  if (address === null || typeof address === "string") {
    throw new Error("The file server has no port.");
  }
  return { files, port: address.port };
}
