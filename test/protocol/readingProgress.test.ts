// Progress with numbers while a large folder is read, for clients that show
// it; a small one is read without a word.

import { afterEach, expect, it } from "vitest";
import { WorkDoneProgress } from "vscode-languageserver/node";
import * as protocol from "../../server/src/protocol.ts";
import { ProtocolClient, pullingClient } from "../support/protocolClient.ts";

let client: ProtocolClient;
afterEach(() => {
  client.kill();
});

/** Percentages, as they were told. */
let percentages: number[];

/** What the client was told while a folder of so many documents was read. */
async function toldOf(
  documents: number,
  isShown = true,
): Promise<readonly string[]> {
  const told: string[] = [];
  percentages = [];
  let asked = 0;
  let begun = (): void => undefined;
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const files = Array.from({ length: documents }, (_, at) => `e${at}.md`);
  const options = {
    folders: ["memfs:/shelf"],
    capabilities: {
      ...pullingClient,
      ...(isShown ? { window: { workDoneProgress: true } } : {}),
    },
    answers: {
      [protocol.listFilesRequest]: () => files,
      [protocol.readFilesRequest]: async (params: unknown) => {
        const { paths } = params as protocol.ReadFilesParams;
        asked += paths.length;
        // There is something left to tell of when it begins.
        if (isShown && asked > 600) await isBegun;
        return paths.map(() => ({
          kind: "bytes",
          base64: Buffer.from("Words.\n").toString("base64"),
        }));
      },
      "window/workDoneProgress/create": (params: unknown) => {
        const { token } = params as { readonly token: string };
        client.connection.onProgress(WorkDoneProgress.type, token, (value) => {
          const message = "message" in value ? (value.message ?? "") : "";
          const title = value.kind === "begin" ? `${value.title}: ` : "";
          told.push(`${value.kind} ${title}${message}`.trim());
          if ("percentage" in value) percentages.push(value.percentage ?? NaN);
          begun();
        });
        return null;
      },
    },
  };
  client = new ProtocolClient(options);
  await client.initialize(options);
  await client.settled();
  return told;
}

it("begins, counts and ends", async () => {
  const told = await toldOf(1_250);
  await client.eventually(() => told.at(-1) === "end");
  expect(told[0]).toMatch(
    /^begin Reading portfolios: [\d,]+ of 1,250 documents$/,
  );
  expect(told.filter((one) => one === "end")).toEqual(["end"]);
  for (const one of told.slice(1, -1)) {
    expect(one).toMatch(/^report [\d,]+ of 1,250 documents$/);
  }
});

it("does so again when all is read again", async () => {
  const told = await toldOf(1_250);
  await client.eventually(() => told.at(-1) === "end");
  const first = told.length;
  await client.request(protocol.readAgainRequest, {});
  await client.eventually(() => told.length > first && told.at(-1) === "end");
  expect(told.slice(first)[0]).toMatch(
    /^begin Reading portfolios: [\d,]+ of 1,250 documents$/,
  );
});

it("tells how much has been read, and ever more", async () => {
  const told = await toldOf(1_250);
  await client.eventually(() => told.at(-1) === "end");
  const counts = told
    .slice(0, -1)
    .map((one) => Number(/([\d,]+) of/.exec(one)?.[1]?.replace(",", "")));
  const isRising = counts.every((count, at) => count > (counts[at - 1] ?? -1));
  expect(isRising, counts.join()).toBe(true);
  expect(percentages).toEqual(
    counts.map((count) => Math.floor((100 * count) / 1_250)),
  );
  // Not only when it begins and when all is done.
  const between = percentages.slice(1).filter((one) => one > 0 && one < 100);
  expect(between).not.toEqual([]);
});

it.each([
  ["in a small folder", 300, true],
  ["to a client that shows none", 1_250, false],
] as const)("says nothing %s", async (_, documents, isShown) => {
  expect(await toldOf(documents, isShown)).toEqual([]);
});

it("leaves unread what is left when it is cancelled, until all is asked for", async () => {
  const many = Array.from({ length: 1_200 }, (_, at) => `z/e${at}.md`);
  const texts = new Map([
    ["a/portfolio.md", "---\nportfolio: general\nstandards: QIF-1.1\n---\n"],
    ["z/portfolio.md", "---\nportfolio: general\nstandards: QIF-1.2\n---\n"],
  ]);
  const read: string[] = [];
  let cancelled = 0;
  let begun = (): void => undefined;
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const options = {
    folders: ["memfs:/shelf"],
    capabilities: { ...pullingClient, window: { workDoneProgress: true } },
    answers: {
      [protocol.listFilesRequest]: () => [...texts.keys(), ...many],
      [protocol.readFilesRequest]: async (params: unknown) => {
        const { paths } = params as protocol.ReadFilesParams;
        read.push(...paths);
        // Nothing more is read before the user has had time to cancel.
        if (read.length > 600) await isBegun;
        return paths.map((path) => ({
          kind: "bytes",
          base64: Buffer.from(texts.get(path) ?? "Words.\n").toString("base64"),
        }));
      },
      "window/workDoneProgress/create": (params: unknown) => {
        const { token } = params as { readonly token: string };
        client.connection.onProgress(
          WorkDoneProgress.type,
          token,
          ({ kind }) => {
            if (kind !== "begin" || cancelled === 2) return;
            cancelled += 1;
            void client.connection
              .sendNotification("window/workDoneProgress/cancel", { token })
              .then(begun);
          },
        );
        return null;
      },
    },
  };
  client = new ProtocolClient(options);
  await client.initialize(options);
  await client.eventually(() => client.statuses.at(-1)?.isStopped === true);
  await client.eventually(() => client.statuses.at(-1)?.isReading === false);
  const stopped = client.statuses.at(-1);
  expect(stopped?.filesUnread).toBeGreaterThan(0);
  expect(stopped?.filesUnread).toBe(1_202 - (stopped?.filesRead ?? 0));
  const codes = async (path: string): Promise<string> => {
    const uri = `memfs:/shelf/${path}`;
    await client.open(uri, texts.get(path) ?? "");
    return (await client.codes(uri)).join();
  };
  // A portfolio of which all was read is judged, the other one is not.
  expect(await codes("a/portfolio.md")).toBe("unmet-requirement");
  expect(await codes("z/portfolio.md")).toBe("");

  // Reading again can be cancelled as well.
  await client.connection.sendRequest(protocol.readAgainRequest, {});
  expect(cancelled).toBe(2);
  expect(client.statuses.at(-1)).toMatchObject({ isStopped: true });

  await client.connection.sendRequest(protocol.readAgainRequest, {});
  const all = client.statuses.at(-1);
  expect(all).toMatchObject({ isStopped: false, filesUnread: 0 });
  expect(await codes("z/portfolio.md")).toBe("unmet-requirement");
});
