// Files for a server that cannot reach them: in a browser, or where the folder
// lies on no disk.

import {
  FileSystemError,
  FileType,
  RelativePattern,
  Uri,
  workspace,
  Disposable,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  digestFilesRequest,
  listFilesRequest,
  readFilesRequest,
  type DigestFilesParams,
  type DigestFilesResult,
  type ListFilesParams,
  type ListFilesResult,
  type ReadFilesParams,
  type ReadFilesResult,
} from "../../server/src/protocol.ts";

export function registerFileRequests(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    client.onRequest(
      listFilesRequest,
      async ({ folder }: ListFilesParams): Promise<ListFilesResult> => {
        const root = Uri.parse(folder);
        const shown = workspace.findFiles(
          new RelativePattern(root, "**/*"),
          "**/{node_modules,.git}/**",
        );
        const found = await Promise.all([shown, ...findHidden(root)]);
        const start = `${root.path.replace(/\/+$/, "")}/`;
        const paths = found
          .flat()
          .filter(({ path }) => path.startsWith(start))
          .map(({ path }) => path.slice(start.length));
        return [...new Set(paths)].sort();
      },
    ),
    client.onRequest(
      readFilesRequest,
      ({ folder, paths, largest }: ReadFilesParams): Promise<ReadFilesResult> =>
        Promise.all(
          paths.map((path) =>
            readOne(Uri.joinPath(Uri.parse(folder), path), largest),
          ),
        ),
    ),
    client.onRequest(
      digestFilesRequest,
      ({ folder, paths }: DigestFilesParams): Promise<DigestFilesResult> =>
        Promise.all(
          paths.map((path) => digestOne(Uri.joinPath(Uri.parse(folder), path))),
        ),
    ),
  );
}

/** What VS Code hides at first: nobody keeps evidence there. */
const hiddenAtFirst =
  /^\*\*\/(?:\.git|\.svn|\.hg|\.DS_Store|Thumbs\.db|CVS|node_modules)$/;

/** Files that `files.exclude` hides: evidence may name them all the same. */
function findHidden(root: Uri): readonly Thenable<readonly Uri[]>[] {
  const hidden = workspace
    .getConfiguration("files", root)
    .get<Readonly<Record<string, unknown>>>("exclude", {});
  return Object.entries(hidden)
    .filter(([glob, isOn]) => isOn === true && !hiddenAtFirst.test(glob))
    .flatMap(([glob]) => [glob, `${glob}/**`])
    .map((glob) => workspace.findFiles(new RelativePattern(root, glob), null));
}

async function readOne(
  uri: Uri,
  largest: number,
): Promise<ReadFilesResult[number]> {
  try {
    const { size, type } = await workspace.fs.stat(uri);
    if ((type & FileType.Directory) !== 0) return { kind: "gone" };
    if (size > largest) return { kind: "too-large", size };
    return {
      kind: "bytes",
      base64: toBase64(await workspace.fs.readFile(uri)),
    };
  } catch (error) {
    const isGone =
      error instanceof FileSystemError && error.code === "FileNotFound";
    return isGone ? { kind: "gone" } : { kind: "no-permission" };
  }
}

/** Made here, so that large files need not travel. */
async function digestOne(uri: Uri): Promise<string | null> {
  try {
    const bytes = await workspace.fs.readFile(uri);
    const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
    return `sha256-${toBase64(new Uint8Array(digest))}`;
  } catch {
    return null;
  }
}

/** In pieces, because a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  const piece = 0x8000;
  let text = "";
  for (let at = 0; at < bytes.length; at += piece) {
    text += String.fromCharCode(...bytes.subarray(at, at + piece));
  }
  return btoa(text);
}
