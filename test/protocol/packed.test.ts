// What the extension and the npm package run has to be in them: each holds
// nothing but what is named for it.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const programs = readdirSync(path.join(root, "dist")).filter((name) =>
  /\.c?js$/.test(name),
);
const forVsCode = ["extension.cjs", "extension.web.cjs", "server.web.js"];

it.each([
  [".vscodeignore", (name: string) => name !== "cli.js"],
  [".npmignore", (name: string) => !forVsCode.includes(name)],
])("every program that is needed is named in %s", (list, isNeeded) => {
  const named = readFileSync(path.join(root, list), "utf8")
    .split("\n")
    .filter((line) => /^!\/?dist\//.test(line))
    .map((line) => line.replace(/^!\/?dist\//, "").split("*"));
  const packed = programs.filter((name) =>
    named.some(([start = "", ...end]) =>
      end.length === 0
        ? name === start
        : name.startsWith(start) && name.endsWith(end.join("*")),
    ),
  );
  expect(packed).toEqual(programs.filter(isNeeded));
  expect(packed).toContain("readingThread.js");
});
