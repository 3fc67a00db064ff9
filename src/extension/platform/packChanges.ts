/** Gathers changes of packs into bursts: each is told once it is quiet, and never later than a fixed time. */

interface Pace {
  /** Editors and version control write several files at once. */
  readonly quietMs: number;
  /** Under steady writing packs are read again this often. */
  readonly longestMs: number;
}

export class PackChanges {
  readonly #tell: (folders: ReadonlySet<string> | undefined) => void;
  readonly #pace: Pace;
  #folders = new Set<string>();
  #everything = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | undefined;

  /** `tell` is given the folders that changed inside, or undefined where packs may have come or gone. */
  constructor(
    tell: (folders: ReadonlySet<string> | undefined) => void,
    pace: Pace = { quietMs: 150, longestMs: 2000 },
  ) {
    this.#tell = tell;
    this.#pace = pace;
  }

  /** Something in this pack's folder changed. */
  inside(folder: string): void {
    this.#folders.add(folder);
    this.#later();
  }

  /** A pack may have come or gone. */
  everything(): void {
    this.#everything = true;
    this.#later();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    const { quietMs, longestMs } = this.#pace;
    const now = Date.now();
    this.#since ??= now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, Math.min(quietMs, this.#since + longestMs - now)));
  }

  #flush(): void {
    const folders = this.#everything ? undefined : this.#folders;
    this.#folders = new Set();
    this.#everything = false;
    this.#since = undefined;
    this.#tell(folders);
  }
}
