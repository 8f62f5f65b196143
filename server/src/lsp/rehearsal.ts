// Goes through features once while nobody asks for anything: code that never
// ran is slow, and whoever asks first would wait for it. What it is played with
// is made for it and forgotten: nothing of it is seen.

/** Between scenes, while nothing happens. */
const pauseMilliseconds = 4;
/** After something has happened. */
const quietMilliseconds = 30;
/** A timer that comes later than this was kept from it by other work. */
const lateMilliseconds = 5;

export interface RehearsalPlace {
  /** Another number when somebody has worked on a document or asked of one. */
  readonly activity: () => number;
  readonly failed: (error: unknown) => void;
}

/** Each step is a scene, and takes a few milliseconds. */
export type Scenes = Iterator<void>;

export class Rehearsal {
  readonly #place: RehearsalPlace;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  /** Those that are to be played after the present ones. */
  readonly #next: (() => Scenes)[] = [];
  #scenes: Scenes | undefined;
  /** Scenes that have been played, for tests. */
  played = 0;

  constructor(place: RehearsalPlace) {
    this.#place = place;
  }

  /** Begins when there is nothing else to do, and gives way to whatever comes. */
  begin(scenes: () => Scenes): void {
    this.#next.push(scenes);
    if (this.#timer === undefined) this.#wait(quietMilliseconds);
  }

  /** What has not been played is left out. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #wait(milliseconds: number): void {
    if (this.#isOver) return;
    const before = this.#place.activity();
    const due = performance.now() + milliseconds;
    this.#timer = setTimeout(() => {
      const isQuiet =
        this.#place.activity() === before &&
        performance.now() <= due + lateMilliseconds;
      if (!isQuiet) this.#wait(quietMilliseconds);
      else if (this.#play()) this.#wait(pauseMilliseconds);
      else this.#timer = undefined;
    }, milliseconds);
  }

  /** Plays one scene; whether there may be another. */
  #play(): boolean {
    try {
      this.#scenes ??= this.#next.shift()?.();
      if (this.#scenes === undefined) return false;
      if (this.#scenes.next().done === true) this.#scenes = undefined;
      else this.played += 1;
      return true;
    } catch (error) {
      this.#scenes = undefined;
      this.#place.failed(error);
      return true;
    }
  }
}
