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
  listFilesRequest,
  readFilesRequest,
  type ListFilesParams,
  type ListFilesResult,
  type ReadFilesParams,
  type ReadFilesResult,
} from "../../server/src/protocol.ts";

/** Above it the server would refuse the file unread. */
const largestFile = 4 * 1024 * 1024;

export function registerFileRequests(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    client.onRequest(
      listFilesRequest,
      async ({ folder }: ListFilesParams): Promise<ListFilesResult> => {
        const root = Uri.parse(folder);
        const found = await workspace.findFiles(
          new RelativePattern(root, "**/*"),
          "**/{node_modules,.git}/**",
        );
        const start = `${root.path.replace(/\/+$/, "")}/`;
        return found
          .filter(({ path }) => path.startsWith(start))
          .map(({ path }) => path.slice(start.length))
          .sort();
      },
    ),
    client.onRequest(
      readFilesRequest,
      ({ folder, paths }: ReadFilesParams): Promise<ReadFilesResult> =>
        Promise.all(
          paths.map((path) => readOne(Uri.joinPath(Uri.parse(folder), path))),
        ),
    ),
  );
}

async function readOne(uri: Uri): Promise<ReadFilesResult[number]> {
  try {
    const { size, type } = await workspace.fs.stat(uri);
    if ((type & FileType.Directory) !== 0) return { kind: "gone" };
    if (size > largestFile) return { kind: "too-large", size };
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

/** In pieces, because a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  const piece = 0x8000;
  let text = "";
  for (let at = 0; at < bytes.length; at += piece) {
    text += String.fromCharCode(...bytes.subarray(at, at + piece));
  }
  return btoa(text);
}
