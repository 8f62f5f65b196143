// Changes of files come in bursts: a checkout tells of thousands in many
// notifications. They are gathered until none comes for a moment and the last
// ones are dealt with, and are then handed on together, each file once.

/** A change as clients tell it: 1 created, 2 changed, 3 deleted. */
export interface FileEvent {
  readonly uri: string;
  readonly type: number;
}

/** Clients may send anything. */
export function isFileEvent(value: unknown): value is FileEvent {
  return (
    typeof value === "object" &&
    value !== null &&
    "uri" in value &&
    typeof value.uri === "string" &&
    "type" in value &&
    typeof value.type === "number"
  );
}

/** A burst of changes. What was deleted went before the others came. */
export interface FileBurst {
  readonly deleted: readonly string[];
  readonly created: readonly string[];
  readonly changed: readonly string[];
}

/** So long nothing must come before a burst is over. */
const quietMilliseconds = 75;

/** A burst that will not end is handed on in parts. */
const longestMilliseconds = 1_500;

/** What became of one file or folder. */
interface Fate {
  readonly kind: "created" | "changed" | "deleted";
  /** It was deleted in this burst, and is there again. */
  readonly wasDeleted: boolean;
  readonly order: number;
}

export class FileBursts {
  readonly #take: (burst: FileBurst) => Promise<void>;
  #fates = new Map<string, Fate>();
  #order = 0;
  #firstAt = 0;
  #isTaking = false;
  #isClosed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** While a burst is being taken, the next one gathers. */
  constructor(take: (burst: FileBurst) => Promise<void>) {
    this.#take = take;
  }

  add(events: readonly FileEvent[]): void {
    if (this.#fates.size === 0) this.#firstAt = Date.now();
    for (const { uri, type } of events) {
      this.#order += 1;
      const fate = fateAfter(this.#fates.get(uri), type, this.#order);
      if (fate !== undefined) this.#fates.set(uri, fate);
    }
    this.#wait();
  }

  /** Hands nothing on any more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#isTaking || this.#fates.size === 0) return;
    const left = this.#firstAt + longestMilliseconds - Date.now();
    this.#timer = setTimeout(
      () => void this.#handOn(),
      Math.max(0, Math.min(quietMilliseconds, left)),
    );
  }

  async #handOn(): Promise<void> {
    const burst = burstOf(this.#fates);
    this.#fates = new Map();
    this.#isTaking = true;
    try {
      await this.#take(burst);
    } finally {
      this.#isTaking = false;
      this.#wait();
    }
  }
}

function fateAfter(
  before: Fate | undefined,
  type: number,
  order: number,
): Fate | undefined {
  if (type === 3) return { kind: "deleted", wasDeleted: true, order };
  if (type !== 1 && type !== 2) return undefined;
  const wasDeleted = before?.wasDeleted === true;
  const isNew = type === 1 || wasDeleted || before?.kind === "created";
  return { kind: isNew ? "created" : "changed", wasDeleted, order };
}

function burstOf(fates: ReadonlyMap<string, Fate>): FileBurst {
  const burst: Record<Fate["kind"], string[]> = {
    created: [],
    changed: [],
    deleted: [],
  };
  for (const [uri, { kind, wasDeleted, order }] of fates) {
    if (wasDeleted) burst.deleted.push(uri);
    if (kind === "deleted" || wentWithFolder(fates, uri, order)) continue;
    burst[kind].push(uri);
  }
  return burst;
}

/** Whether a folder above was deleted after the file was told of. */
function wentWithFolder(
  fates: ReadonlyMap<string, Fate>,
  uri: string,
  order: number,
): boolean {
  let end = uri.lastIndexOf("/");
  while (end > 0) {
    const above = fates.get(uri.slice(0, end));
    if (above?.wasDeleted === true && above.order > order) return true;
    end = uri.lastIndexOf("/", end - 1);
  }
  return false;
}
