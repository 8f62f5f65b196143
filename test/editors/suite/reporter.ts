// A Mocha reporter that writes one line of JSON for each event. The runners
// pick these lines out of whatever else an extension host logs.
import type { Runner } from "mocha";
import * as vscode from "vscode";

export function lineReporter(runner: Runner): void {
  const write = (event: Readonly<Record<string, unknown>>): void => {
    console.log(`@@mocha ${JSON.stringify(event)}`);
  };
  const host = "importScripts" in globalThis ? "web" : "node";
  write({ event: "start", host, title: `VS Code ${vscode.version}` });
  runner.on("pass", (test) => {
    write({ event: "pass", title: test.fullTitle(), ms: test.duration });
  });
  runner.on("fail", (test, error: Error) => {
    const { message, stack } = error;
    write({ event: "fail", title: test.fullTitle(), message, stack });
  });
  runner.on("pending", (test) => {
    write({ event: "skip", title: test.fullTitle() });
  });
  runner.once("end", () => {
    write({ event: "end", passes: runner.stats?.passes ?? 0 });
  });
}
