import type { Credentials } from '@ossferry/contract';
import { CredentialsError } from './credentials-error.ts';

/** Credentials that cannot change and do not show their secrets when they are printed, logged, cloned or serialised. */
export interface CredentialsSnapshot extends Credentials {
  /** Where they come from, `env:OSS` or `cli:prod/RamRoleArn` for example. */
  readonly source: string;
}

/**
 * Copies credentials into a frozen snapshot. Throws `InvalidCredentials` when the ID or the secret is missing, a value holds
 * white space (a line break from a file, most often), or the expiration is no date.
 */
export function takeSnapshot(credentials: Credentials, source: string): CredentialsSnapshot {
  if (credentials instanceof Snapshot) return credentials;
  const { accessKeyId, accessKeySecret, securityToken, expiration } = credentials;
  const kept = {
    accessKeyId: accessKeyId ?? '',
    accessKeySecret: accessKeySecret ?? '',
    // An empty token is how several official sources say that there is none.
    securityToken: securityToken || undefined,
    // An invalid date gives no JSON.
    expiration: expiration && (new Date(expiration).toJSON() ?? ''),
  };
  for (const [name, value] of Object.entries(kept)) {
    // What is `undefined` passes: as a text, it is a word.
    if (!/^\S+$/.test(`${value}`)) {
      const message = `${source}: ${name} is missing or invalid.`;
      throw new CredentialsError({ source, code: 'InvalidCredentials', message });
    }
  }
  return new Snapshot({ ...kept, source });
}

interface Kept extends Omit<CredentialsSnapshot, 'expiration'> {
  /** As ISO 8601. */
  readonly expiration: string | undefined;
}

// Getters over a private field: own properties, even hidden ones, would show in `inspect(…, { showHidden: true })`.
class Snapshot implements CredentialsSnapshot {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
    Object.freeze(this);
  }

  get accessKeyId(): string {
    return this.#kept.accessKeyId;
  }

  get accessKeySecret(): string {
    return this.#kept.accessKeySecret;
  }

  get securityToken(): string | undefined {
    return this.#kept.securityToken;
  }

  /** A new `Date` each time: one that is shared could be changed by whoever holds it. */
  get expiration(): Date | undefined {
    return this.#kept.expiration ? new Date(this.#kept.expiration) : undefined;
  }

  get source(): string {
    return this.#kept.source;
  }

  /** Enough of the ID to recognise it, and nothing of the rest. */
  toJSON(): object {
    const { accessKeyId, expiration, source } = this;
    return { accessKeyId: `${accessKeyId.slice(0, 4)}***${accessKeyId.slice(-4)}`, expiration, source };
  }

  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }
}
