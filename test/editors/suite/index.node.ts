// What VS Code is given as extensionTestsPath in a Node extension host, by
// @vscode/test-electron and by the VS Code server alike.
import { lineReporter } from "./reporter.ts";
import { suiteTimeout } from "./support.ts";

export async function run(): Promise<void> {
  // Mocha is an ES module, which a CommonJS bundle may only import lazily.
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({
    ui: "bdd",
    timeout: suiteTimeout,
    reporter: lineReporter as unknown as Mocha.ReporterConstructor,
  });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await import("virtual:all-tests");
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${String(failures)} failed`);
}
