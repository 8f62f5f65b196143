// The Mocha suite in the Node extension host of a real VS Code server.
import path from "node:path";
import { repositoryRoot } from "../../scripts/editors/cache.ts";
import { workbenchAddress } from "../../scripts/editors/vscode.ts";
import type { Outcome } from "./tally.ts";
import { countHostSuite, withWorkbench } from "./workbench.ts";

export async function runNodeHost(): Promise<Outcome> {
  return withWorkbench(
    "host-node",
    {},
    async ({ server, context, folder }, tally) => {
      const address = workbenchAddress(server, {
        open: folder,
        extension: repositoryRoot,
        tests: path.join(repositoryRoot, "dist/test/index.cjs"),
      });
      await countHostSuite(context, address, "node", tally);
    },
  );
}
