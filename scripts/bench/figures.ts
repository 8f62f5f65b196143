// What was measured, by round: each ratio is taken within its round, since
// minutes differ more than servers do.
import { median, type Spread } from "./spread.ts";

/** Takes down one figure; undefined where there is none. */
export type Record = (name: string, value: number | undefined) => void;

export class Figures {
  readonly rounds: Map<string, number>[] = [];

  beginRound(): void {
    this.rounds.push(new Map());
  }

  /** Takes down figures whose names begin with a word. */
  recorder(...words: readonly (string | number)[]): Record {
    return (name, value) => {
      if (value === undefined || Number.isNaN(value)) return;
      this.rounds.at(-1)?.set([...words, name].join(" "), value);
    };
  }

  /**
   * A figure of a round. What was not measured in that round, because it is
   * dear, is the median of the rounds in which it was.
   */
  at(round: number, name: string): number | undefined {
    return (
      this.rounds[round]?.get(name) ??
      median(this.rounds.map((values) => values.get(name)))
    );
  }

  /** A figure of the round that is going on. */
  last(name: string): number | undefined {
    return this.rounds.at(-1)?.get(name);
  }

  /** All of a figure, for those who want the data. */
  all(): object {
    const names = new Set(this.rounds.flatMap((values) => [...values.keys()]));
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        this.rounds.map((values) => values.get(name) ?? null),
      ]),
    );
  }
}

export function recordSpread(
  record: Record,
  name: string,
  { p50, p95 }: Spread,
): void {
  record(`${name} p50`, p50);
  record(`${name} p95`, p95);
}
