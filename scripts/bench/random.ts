// Chance that is the same every time, and the words that it makes sentences of.

const words = `the team learner plan record review week visit advice employer
centre meeting question practice result change support work part reason agreed
showed asked decided found explained clear fair early often together before
after because with from their would could each three quarter method need`.split(
  /\s+/,
);

const names = ["Adams", "Brook", "Chandra", "Dale", "Ekene", "Frost", "Gill"];

/** Mulberry32: small, quick and the same everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit) | 0;
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** About `average`, from a half to one and a half of it. */
  size(average: number): number {
    return this.between(Math.round(average / 2), Math.round(average * 1.5));
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("Nothing to choose from.");
    return item;
  }

  /** Different ones, in no order. */
  some<Item>(items: readonly Item[], count: number): readonly Item[] {
    const chosen = new Set<Item>();
    while (chosen.size < Math.min(count, items.length)) {
      chosen.add(this.one(items));
    }
    return [...chosen];
  }

  name(): string {
    return `${this.one(["A", "B", "C", "D"])}. ${this.one(names)}`;
  }

  date(): string {
    const two = (number: number): string => String(number).padStart(2, "0");
    return `2026-${two(this.between(1, 12))}-${two(this.between(1, 28))}`;
  }

  title(): string {
    return capital(this.#words(this.between(3, 6)));
  }

  sentence(): string {
    return `${capital(this.#words(this.between(8, 18)))}.`;
  }

  sentences(count: number): string {
    return Array.from({ length: count }, () => this.sentence()).join(" ");
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => this.one(words)).join(" ");
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
