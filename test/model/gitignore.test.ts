// What `.gitignore` files mean: cases by Git's documentation, each held once
// against the answer of `git check-ignore`.

import { expect, it } from "vitest";
import { ignoredByGit } from "../../server/src/host/gitignore.ts";
import { setAsideBy } from "../../server/src/host/setAside.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";

const root = (text: string): ReadonlyMap<string, string> =>
  new Map([["", text]]);

it.each<[what: string, text: string, ignored: string, kept: string]>([
  ["a name fits in every folder", "a.pdf", "a.pdf, x/y/a.pdf", "b.pdf, aa.pdf"],
  [
    "a folder's name takes all in it",
    "scans",
    "scans/a.md, x/scans/y/b",
    "s/a",
  ],
  ["a slash at the end means folders", "old/", "old/a.md", "old, x/old"],
  ["a slash at the start means here", "/a.md", "a.md", "x/a.md"],
  ["so does one in the middle", "x/a.md", "x/a.md", "y/x/a.md"],
  ["a star stops at a slash", "x/*.md", "x/a.md", "x/y/a.md"],
  ["a question mark is one letter", "a?.md", "ab.md", "a.md, abc.md, a/.md"],
  ["a choice", "[a-c]1", "a1, x/c1", "d1, A1, ab1"],
  ["a choice of the others", "[!a-c]1", "d1", "a1"],
  ["a bracket in a choice", "[]a]1", "]1, a1", "b1"],
  ["a class of letters", "[[:digit:]]x", "1x", "ax"],
  ["a choice that does not end fits nothing", "[ab", "", "[ab, a, b"],
  ["two stars in front", "**/x/a", "x/a, y/x/a, y/z/x/a", "a, y/a"],
  ["two stars between", "x/**/a", "x/a, x/y/a, x/y/z/a", "a, y/a"],
  ["two stars behind", "x/**", "x/a, x/y/a", "x, y/x/a"],
  ["two stars in a name are one", "/x**y", "xay, xy", "x/y"],
  ["what is taken back", "*.md\n!a.md", "b.md, x/b.md", "a.md, x/a.md"],
  ["nothing in an ignored folder", "x/\n!x/a.md", "x/a.md", "a.md"],
  ["but what is beside it", "x/*\n!x/a.md", "x/b.md", "x/a.md"],
  ["the last one decides", "!a\na", "a", "b"],
  ["comments and empty lines", "# a\n\n  \nb", "b", "a, # a"],
  ["escaped marks", "\\#a\n\\!b\nc\\*", "#a, !b, c*", "a, b, cd"],
  ["blanks at the end", "a  \nb\\ ", "a, b ", "a , b"],
  ["lines of Windows", "a\r\nb/\r\n", "a, b/c", "b"],
  ["other letters", "Übung *", "Übung 1/a.md", "übung 1/a.md"],
])("%s", (_, text, ignored, kept) => {
  const isIgnored = ignoredByGit(root(text));
  const listed = (paths: string): readonly string[] =>
    paths === "" ? [] : paths.split(/, ?(?! )/);
  const paths = [...listed(ignored), ...listed(kept)];
  expect(paths.filter(isIgnored)).toEqual(listed(ignored));
});

it("asks the nearest file first, and never one beside", () => {
  const isIgnored = ignoredByGit(
    new Map([
      ["", "*.pdf\n/x/all"],
      ["x", "!*.pdf\nall\n/here"],
      ["x/y", "*.pdf"],
    ]),
  );
  const paths = ["a.pdf", "z/a.pdf", "x/a.pdf", "x/y/a.pdf", "x/all/a.md"];
  expect(paths.filter(isIgnored)).toEqual([
    "a.pdf",
    "z/a.pdf",
    "x/y/a.pdf",
    "x/all/a.md",
  ]);
  expect(["x/here", "here", "x/y/here"].filter(isIgnored)).toEqual(["x/here"]);
});

it("is through with a pattern of many stars at once", () => {
  // As a regular expression it would try 10^20 ways and more.
  const isIgnored = ignoredByGit(
    root(`${"a*".repeat(40)}b\n${"**/a/".repeat(40)}b`),
  );
  expect(isIgnored(`${"a".repeat(200)}c`)).toBe(false);
  expect(isIgnored(`${"a/".repeat(200)}c`)).toBe(false);
  expect(isIgnored(`${"a".repeat(200)}b`)).toBe(true);
});

it.each<[what: string, exclude: string, hidden: string, aside: string]>([
  ["nothing at first", "", "", "git.md"],
  ["what the setting excludes", "old/**", "", "git.md, old/a.md"],
  ["what the editor hides, with all in it", "", "**/old", "git.md, old/a.md"],
  ["one kind of file that it hides", "", "**/*.pdf", "git.md, x/a.pdf"],
  [
    "a pack by the setting only",
    ".evidence/**",
    "**/.evidence",
    "git.md, .evidence/frameworks/a.yaml",
  ],
  ["nothing by what is no pattern", "[", "[", "git.md"],
])("sets aside %s", (_, exclude, hidden, aside) => {
  const isSetAside = setAsideBy(
    { ...defaultSettings, exclude: exclude === "" ? [] : [exclude] },
    hidden === "" ? [] : [hidden],
    root("git.md\n*.yaml"),
  );
  const paths = [
    "git.md",
    "old/a.md",
    "x/a.pdf",
    "x/older.md",
    ".evidence/frameworks/a.yaml",
  ];
  expect(paths.filter(isSetAside)).toEqual(aside.split(", "));
});
