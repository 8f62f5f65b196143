// Who listens to a workspace folder in a test: nobody, but for what fails.

import type { FolderListener } from "../../server/src/lsp/workspaceFolder.ts";

export const loudListener: FolderListener = {
  changed: () => undefined,
  progressed: () => undefined,
  shared: () => undefined,
  isTold: () => Promise.resolve(),
  failed: (what, error) => {
    throw new Error(what, { cause: error });
  },
};
