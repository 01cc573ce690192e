/** A program that waits to be run in an empty folder of its own. */
export interface WrittenProgram {
  /** Its number among the programs of a run: unique, and fit for an identifier. */
  readonly id: string;
  readonly folder: string;
  /** Path of the source, outside of the folder. */
  readonly path: string;
  readonly source: string;
}

/** How a program ended. */
export interface Outcome {
  readonly succeeded: boolean;
  /** What it said to people. */
  readonly said: string;
}

/** What is needed to run programs of one language. */
export interface Toolchain {
  /** Runs each program in its folder, and gives the outcomes in the same order. */
  readonly run: (programs: readonly WrittenProgram[]) => Promise<readonly Outcome[]>;
  /** Lets the language itself read string literals, and gives the texts. Absent where another toolchain does so. */
  readonly readLiterals?: ((literals: readonly string[]) => Promise<readonly string[]>) | undefined;
}

/**
 * Prepares a toolchain. Where it cannot be had, its tests are left out and the reason is printed; with `CI=true` that is a
 * failure, so that nothing is left out unseen.
 */
export async function requireToolchain(
  name: string,
  prepare: () => Promise<Toolchain>,
): Promise<Toolchain | undefined> {
  try {
    return await prepare();
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    console.warn(`${name}: programs not run, since this machine has not what they need.\n${(error as Error).message}`);
    return undefined;
  }
}
