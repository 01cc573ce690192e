/** A program to run in an empty folder. */
export interface WrittenProgram {
  /** A unique valid identifier. */
  readonly id: string;
  readonly folder: string;
  /** The path of the source, outside the folder. */
  readonly path: string;
  readonly source: string;
}

/** How a program ended. */
export interface Outcome {
  readonly succeeded: boolean;
  /** Its standard output and standard error. */
  readonly output: string;
}

/** Runs programs of one language. */
export interface Toolchain {
  /** Runs each program in its folder, and returns the outcomes in the same order. */
  readonly run: (programs: readonly WrittenProgram[]) => Promise<readonly Outcome[]>;
  /** Evaluates string literals in the language. Absent if another toolchain of the language does so. */
  readonly readLiterals?: ((literals: readonly string[]) => Promise<readonly string[]>) | undefined;
}

/**
 * Prepares a toolchain. If it is not available, its tests are skipped and the reason is printed; with `CI=true`, that is
 * an error.
 */
export async function requireToolchain(
  name: string,
  prepare: () => Promise<Toolchain>,
): Promise<Toolchain | undefined> {
  try {
    return await prepare();
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    console.warn(`${name}: the toolchain is not available; its tests are skipped.\n${(error as Error).message}`);
    return undefined;
  }
}
