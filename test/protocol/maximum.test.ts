// More documents than may be read: the first by path are, the status says so,
// and nothing is called missing that may only be unread.

import { afterEach, expect, it } from "vitest";
import { ProtocolClient } from "../support/protocolClient.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

// The report is the third by path, and cites the piece that is the fourth.
const fixture = `-- a.md --
---
portfolio: general
standards:
  - DEMO-1.1
---
-- b.md --
---
evidence: E01
standards: DEMO-9.9
---
What it shows.
-- c.md --
As @E07 shows.
-- d.md --
---
evidence: E07
standards: DEMO-1.1
---
What it shows.
`;

let client: ProtocolClient;
afterEach(() => {
  client.kill();
});

it("withholds what is about a whole portfolio until all of it is read", async () => {
  const folder = temporaryFolder(fixture);
  let maximumDocuments = 3;
  client = await ProtocolClient.start({
    folders: [folder.uri],
    settings: () => ({ maximumDocuments }),
  });
  const counts = async (read: number, unread: number): Promise<void> => {
    await client.eventually(() => {
      const status = client.statuses.at(-1);
      return status?.filesRead === read && status.filesUnread === unread;
    });
  };
  const codes = async (file: string): Promise<string> =>
    (await client.codes(folder.uriOf(file))).join();
  for (const file of ["b.md", "c.md"]) {
    const text = fixture.split(`-- ${file} --\n`)[1]?.split(/^-- /m)[0] ?? "";
    await client.open(folder.uriOf(file), text);
  }
  await counts(3, 1);
  expect(await codes("b.md")).toBe("unknown-standard");
  expect(await codes("c.md")).toBe("");

  // One that comes when there is no room stays unread, and may go again.
  folder.write("e.md", "Text.\n");
  await client.filesChanged({ [folder.uriOf("e.md")]: "created" });
  await counts(3, 2);
  folder.remove("e.md");
  await client.filesChanged({ [folder.uriOf("e.md")]: "deleted" });
  await counts(3, 1);

  // Without the unread one all is read, and the citation is wrong.
  folder.remove("d.md");
  await client.filesChanged({ [folder.uriOf("d.md")]: "deleted" });
  await counts(3, 0);
  await client.eventually(
    async () => (await codes("c.md")) === "unknown-evidence",
  );

  folder.write("d.md", "---\nevidence: E07\nstandards: DEMO-1.1\n---\nIt.\n");
  await client.filesChanged({ [folder.uriOf("d.md")]: "created" });
  await counts(3, 1);
  await client.eventually(async () => (await codes("c.md")) === "");
  maximumDocuments = 4;
  await client.connection.sendNotification("workspace/didChangeConfiguration", {
    settings: null,
  });
  await counts(4, 0);
  await client.eventually(async () => (await codes("c.md")) === "");
});
