// Files through the client: in a browser, or where the folder is on no disk.

import type { Connection } from "vscode-languageserver";
import type { FilePath } from "../model/paths.ts";
import {
  isEnteredFolder,
  type FileContent,
  type FolderHost,
} from "../host/host.ts";
import { contentOf, largestOf, tooLarge } from "../host/readContent.ts";
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
} from "../protocol.ts";

/** Files asked for at once: enough to hide the way there and back. */
const batchSize = 64;

export function clientFolder(
  connection: Pick<Connection, "sendRequest">,
  folder: string,
): FolderHost {
  return {
    async listFiles() {
      const paths = await connection.sendRequest<ListFilesResult>(
        listFilesRequest,
        { folder } satisfies ListFilesParams,
      );
      return paths.filter((path) =>
        path.split("/").slice(0, -1).every(isEnteredFolder),
      );
    },
    async readFiles(paths: readonly FilePath[]) {
      const contents: FileContent[] = [];
      for (let at = 0; at < paths.length; at += batchSize) {
        const batch = paths.slice(at, at + batchSize);
        const answers = await connection.sendRequest<ReadFilesResult>(
          readFilesRequest,
          {
            folder,
            paths: batch,
            largest: Math.max(...batch.map(largestOf)),
          } satisfies ReadFilesParams,
        );
        contents.push(
          ...answers.map((answer, position) =>
            toContent(answer, batch[position] ?? ""),
          ),
        );
      }
      return contents;
    },
    // Unlike a timer, a message is not held back while a page is hidden.
    nextTurn() {
      const { port1, port2 } = new MessageChannel();
      return new Promise((resolve) => {
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(null);
      });
    },
    digestFiles(paths: readonly FilePath[]) {
      return connection
        .sendRequest<DigestFilesResult>(digestFilesRequest, {
          folder,
          paths,
        } satisfies DigestFilesParams)
        .then((digests) => digests.map((digest) => digest ?? undefined));
    },
  };
}

function toContent(
  answer: ReadFilesResult[number],
  path: FilePath,
): FileContent {
  switch (answer.kind) {
    case "bytes":
      return contentOf(fromBase64(answer.base64), path);
    case "too-large":
      return tooLarge(answer.size);
    case "no-permission":
      return { kind: "unreadable", unreadable: { reason: "no-permission" } };
    case "gone":
      return { kind: "gone" };
  }
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
}
