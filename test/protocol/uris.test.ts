// URIs of files in folders of every kind, made the first time and again.

import { expect, it } from "vitest";
import { URI } from "vscode-uri";
import { uriOf } from "../../server/src/lsp/uris.ts";

const folders = [
  "file:///home/ada/portfolios",
  "file:///home/ada/portfolios/",
  "file:///c%3A/Users/Ada",
  "file:///C:/",
  "file:///",
  "file://server/share",
  "vscode-vfs://github/ada/a%20b",
  "memfs:/root?as=written#here",
];
const paths = [
  "portfolio.md",
  "evidence/e01.md",
  "evidence/e 01.md",
  "évidence/e01.md",
  "a+b/(1).md",
  "x/../y.md",
];

it.each(folders)("are spelled as the library spells them, in %s", (folder) => {
  const base = URI.parse(folder);
  for (const path of [...paths, ...paths.toReversed()]) {
    const whole = `${base.path.replace(/\/+$/, "")}/${path}`;
    expect(uriOf(folder, path)).toBe(base.with({ path: whole }).toString());
  }
});
