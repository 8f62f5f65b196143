// What comes between a client and a server whose features are not loaded yet:
// `initialize` gets through and is answered, the rest waits in its order.

import {
  Message,
  type DataCallback,
  type MessageReader,
  type MessageWriter,
} from "vscode-languageserver";

type Id = string | number | null;

/** Holds what follows an `initialize` back until it is told to go on. */
export class EarlyAnswer {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** When the client has been told what the server can do. */
  readonly given: Promise<void>;
  #setGiven: () => void = () => undefined;
  #pass: DataCallback = () => undefined;
  /** The `initialize` that the others wait for. */
  #asked: Id | undefined;
  #held: Message[] = [];
  #isOver = false;

  constructor(reader: MessageReader, writer: MessageWriter) {
    this.given = new Promise((resolve) => {
      this.#setGiven = resolve;
    });
    this.reader = {
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      listen: (pass) => {
        this.#pass = pass;
        return reader.listen((message) => {
          this.#take(message);
        });
      },
      dispose: () => {
        reader.dispose();
      },
    };
    this.writer = {
      onError: writer.onError,
      onClose: writer.onClose,
      write: async (message) => {
        await writer.write(message);
        if (Message.isResponse(message)) this.#answered(message);
      },
      end: () => {
        writer.end();
      },
      dispose: () => {
        writer.dispose();
      },
    };
  }

  /** Lets everything through from now on. */
  letThrough(): void {
    this.#isOver = true;
    this.#goOn();
  }

  #take(message: Message): void {
    if (this.#asked !== undefined) {
      this.#held.push(message);
      return;
    }
    if (!this.#isOver && Message.isRequest(message)) {
      if (message.method === "initialize") this.#asked = message.id;
    }
    this.#pass(message);
  }

  #answered({ id, error }: { id: Id; error?: object }): void {
    if (this.#isOver || this.#asked === undefined || id !== this.#asked) return;
    // One that was refused may be followed by one that is not.
    if (error === undefined) this.#setGiven();
    else this.#goOn();
  }

  #goOn(): void {
    const held = this.#held;
    this.#held = [];
    this.#asked = undefined;
    for (const message of held) this.#take(message);
  }
}
