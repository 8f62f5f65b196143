// Progress with numbers while folders are read, where the client can show it.
// Small folders are read before anybody could look: they show none.

import type {
  Connection,
  WorkDoneProgressServerReporter,
} from "vscode-languageserver";

/** Fewer documents than these are read without a word. */
const fewDocuments = 500;

/** `10,000`: the language's own tables take 30 ms to load. */
function shown(count: number): string {
  return String(count).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}

export class ReadingProgress {
  readonly #window: Pick<Connection["window"], "createWorkDoneProgress">;
  readonly #isShown: boolean;
  #isReading = false;
  #message = "";
  #percentage = 0;
  #reporter: WorkDoneProgressServerReporter | undefined;

  readonly #stop: () => void;

  constructor(
    window: Pick<Connection["window"], "createWorkDoneProgress">,
    isShown: boolean,
    stop: () => void,
  ) {
    this.#stop = stop;
    this.#window = window;
    this.#isShown = isShown;
  }

  /** So many documents of all folders have been read by now. */
  tell(read: number, total: number): void {
    if (!this.#isShown || total < fewDocuments) return;
    this.#message = `${shown(read)} of ${shown(total)} documents`;
    this.#percentage = Math.floor((100 * read) / total);
    if (!this.#isReading) void this.#begin();
    else this.#reporter?.report(this.#percentage, this.#message);
  }

  end(): void {
    this.#isReading = false;
    this.#reporter?.done();
    this.#reporter = undefined;
  }

  #hasEnded(): boolean {
    return !this.#isReading;
  }

  async #begin(): Promise<void> {
    this.#isReading = true;
    const reporter = await this.#window.createWorkDoneProgress();
    // It may all have been read before the client has answered.
    if (this.#hasEnded()) return;
    this.#reporter = reporter;
    reporter.begin("Reading portfolios", this.#percentage, this.#message, true);
    reporter.token.onCancellationRequested(this.#stop);
  }
}
