// The language server on Node: over stdio for any editor, over IPC for VS Code.
// What an editor waits for at its start is here, and no more: the features are
// in a file of their own.

import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  createServerPipeTransport,
  createServerSocketTransport,
  type MessageReader,
  type MessageWriter,
} from "vscode-languageserver/node";
import { EarlyAnswer } from "./earlyAnswer.ts";
import { startServer } from "./start.ts";
import { WholeMessages } from "./wholeMessages.ts";

const transport = chooseTransport();
if (transport === undefined) {
  process.stderr.write(
    "This is a language server for editors. Start it with --stdio.\n",
  );
  process.exitCode = 2;
} else {
  const early = new EarlyAnswer(transport.reader, transport.writer);
  const connection = createConnection(
    ProposedFeatures.all,
    early.reader,
    early.writer,
  );
  // Anything else on stdout would break the protocol.
  console.log = (...items: unknown[]) => {
    connection.console.log(items.map(String).join(" "));
  };
  const server = startServer(connection, {
    begin: async (params) => {
      await early.given;
      const { serveOnNode } = await import("./engine.node.ts");
      return serveOnNode(connection, params);
    },
    begun: () => {
      early.letThrough();
    },
  });
  if (transport.isStdio) {
    process.stdin.on("end", () => process.exit(server.isShutDown() ? 0 : 1));
    transport.reader.onError(({ message }) => {
      connection.console.error(
        `What the client sent is no message: ${message}`,
      );
      // The reader stops in the middle of what has come: let it go on.
      setImmediate(() => process.stdin.emit("data", Buffer.alloc(0)));
    });
  }
}

interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  readonly isStdio: boolean;
}

function chooseTransport(): Transport | undefined {
  const words = process.argv.slice(2);
  const isNamed = (name: string): boolean => words.includes(name);
  const valueOf = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ??
    (isNamed(name) ? words[words.indexOf(name) + 1] : undefined);
  if (isNamed("--stdio")) {
    return {
      reader: new StreamMessageReader(process.stdin),
      writer: new StreamMessageWriter(new WholeMessages(process.stdout)),
      isStdio: true,
    };
  }
  const socket = valueOf("--socket");
  const pipe = valueOf("--pipe");
  const [reader, writer]: [MessageReader?, MessageWriter?] = isNamed(
    "--node-ipc",
  )
    ? [new IPCMessageReader(process), new IPCMessageWriter(process)]
    : socket !== undefined
      ? createServerSocketTransport(Number(socket))
      : pipe !== undefined
        ? createServerPipeTransport(pipe)
        : [];
  if (reader === undefined || writer === undefined) return undefined;
  return { reader, writer, isStdio: false };
}
