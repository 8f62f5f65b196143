// What VS Code is given as extensionTestsPath in a web-worker extension host:
// the same tests with Mocha's browser build, in one file.
import "mocha/mocha.js";
import { lineReporter } from "./reporter.ts";
import { suiteTimeout } from "./support.ts";

export async function run(): Promise<void> {
  mocha.setup({
    ui: "bdd",
    timeout: suiteTimeout,
    // The default reporter writes into a document, which a worker has not.
    reporter: lineReporter as unknown as Mocha.ReporterConstructor,
  });
  await import("virtual:all-tests");
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${String(failures)} failed`);
}
