// The editor's half of Microsoft's Markdown server: it has neither a disk nor
// a Markdown parser of its own and asks for both, as VS Code answers it.
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import MarkdownIt, { type Token } from "markdown-it";
import type { Session } from "./session.ts";

interface OfFile {
  readonly uri: string;
}

/** The settings of VS Code with validation of links on. */
const settings = {
  markdown: {
    validate: {
      enabled: true,
      referenceLinks: { enabled: "warning" },
      fragmentLinks: { enabled: "warning" },
      fileLinks: { enabled: "warning", markdownFragmentLinks: "inherit" },
      ignoredLinks: [],
      unusedLinkDefinitions: { enabled: "hint" },
      duplicateLinkDefinitions: { enabled: "warning" },
    },
    suggest: {
      paths: { enabled: true, includeWorkspaceHeaderCompletions: "never" },
    },
    occurrencesHighlight: { enabled: false },
    preferredMdPathExtensionStyle: "auto",
    server: { log: "off" },
  },
};

export function playEditor(session: Session, folder: string): void {
  const { connection } = session;
  const markdown = new MarkdownIt({ html: true, linkify: true });
  markdown.linkify.set({ fuzzyLink: false });
  const parse = async (uri: string): Promise<readonly Token[]> => {
    const text =
      session.openTexts.get(uri)?.() ??
      (await readFile(fileURLToPath(uri), "utf8"));
    return markdown.parse(withoutHeader(text), {});
  };
  connection.onRequest(
    "markdown/parse",
    ({ uri, text }: OfFile & { readonly text?: string }) =>
      text === undefined ? parse(uri) : markdown.parse(withoutHeader(text), {}),
  );
  connection.onRequest("markdown/fs/readFile", async ({ uri }: OfFile) => [
    ...(await readFile(fileURLToPath(uri))),
  ]);
  connection.onRequest("markdown/fs/readDirectory", async ({ uri }: OfFile) => {
    const entries = await readdir(fileURLToPath(uri), { withFileTypes: true });
    return entries.map((entry) => [
      entry.name,
      { isDirectory: entry.isDirectory() },
    ]);
  });
  connection.onRequest("markdown/fs/stat", ({ uri }: OfFile) =>
    stat(fileURLToPath(uri)).then(
      (found) => ({ isDirectory: found.isDirectory() }),
      () => undefined,
    ),
  );
  connection.onRequest("markdown/findMarkdownFilesInWorkspace", async () => {
    const entries = await readdir(folder, { recursive: true });
    return entries
      .filter((entry) => entry.endsWith(".md"))
      .map((entry) => pathToFileURL(path.join(folder, entry)).href);
  });
  // Nothing changes on the disk while it is measured.
  connection.onRequest("markdown/fs/watcher/create", () => null);
  connection.onRequest("markdown/fs/watcher/delete", () => null);
}

export async function configure(session: Session): Promise<void> {
  await session.connection.sendNotification(
    "workspace/didChangeConfiguration",
    { settings },
  );
}

/** VS Code skips the header too; here its lines are blank, so lines still agree. */
function withoutHeader(text: string): string {
  const header = /^---\n(?:.*\n)*?---\n/.exec(text)?.[0];
  if (header === undefined) return text;
  return header.replace(/[^\n]/g, "") + text.slice(header.length);
}
