// How V8 goes about its own work. Its flags have other names in other releases,
// and it complains on stderr of one that it does not know, as users would see.

export interface EngineCare {
  /**
   * By how much the heap grows, in hundredths, before V8 looks for what is
   * forgotten. By itself it lets it grow fourfold, and never gives that back.
   */
  readonly growth: number;
  /**
   * How many times longer than V8 would a function is interpreted before it is
   * compiled for speed. Reading touches nearly all of the code: with V8's own
   * figure a fifth of the processor time goes into compiling what then is
   * hardly used. A writer's letters come back to the same functions.
   */
  readonly patience: number;
}

/** The first release of Node 20, and the last whose flags were looked up. */
const knownReleases = { first: 11, last: 14 };

/** Flags for a release of V8, such as 11.3.244; none for one not known. */
export function engineFlags(
  { growth, patience }: EngineCare,
  version: string,
): readonly string[] {
  const release = releaseOf(version);
  if (release === undefined) return [];
  const times = (flag: string, own: number): string =>
    `${flag}=${own * patience}`;
  return [
    `--heap-growing-percent=${growth}`,
    ...(release === 11
      ? // Bytes that are interpreted.
        [times("--interrupt-budget", 67_584)]
      : // Calls.
        [
          times("--invocation-count-for-maglev", 400),
          times("--invocation-count-for-turbofan", 3000),
        ]),
  ];
}

/** Has the heap grow in steps of 2 MB at least, instead of 8 MB. */
export function smallSteps(version: string): readonly string[] {
  return releaseOf(version) === undefined ? [] : ["--optimize-for-size"];
}

/**
 * Keeps the room for new objects at the 1 MB with which a process starts; V8
 * would let it grow to 16 MB, most of which then is held for little. As an
 * option of the command line (`--max-semi-space-size`) it would cost a fifth of
 * the start: V8 then does not take Node's own code as it was compiled before.
 * V8 forgets it whenever a thread is started.
 */
export function steadyRoom(version: string): readonly string[] {
  return releaseOf(version) === undefined
    ? []
    : ["--semi-space-growth-factor=1"];
}

/** The same for threads that are started from now on, in megabytes. */
export function roomOfThreads(
  megabytes: number,
  version: string,
): readonly string[] {
  return releaseOf(version) === undefined
    ? []
    : [`--min-semi-space-size=${megabytes}`];
}

function releaseOf(version: string): number | undefined {
  const release = Number.parseInt(version, 10);
  const { first, last } = knownReleases;
  return release >= first && release <= last ? release : undefined;
}
