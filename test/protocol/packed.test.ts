// What the extension runs has to be in its package, which holds nothing but
// what is named for it.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

it("every program that is built, but for the command line, is packed", () => {
  const named = readFileSync(path.join(root, ".vscodeignore"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("!dist/"))
    .map((line) => line.slice("!dist/".length));
  const programs = readdirSync(path.join(root, "dist")).filter(
    (name) => /\.c?js$/.test(name) && name !== "cli.js",
  );
  expect(programs.filter((name) => !named.includes(name))).toEqual([]);
  expect(programs).toContain("readingThread.js");
});
