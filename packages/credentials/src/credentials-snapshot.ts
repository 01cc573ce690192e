import type { Credentials } from '@ossferry/contract';
import { CredentialsError } from './credentials-error.ts';

/** Immutable credentials that do not reveal their secrets when printed, logged, cloned or serialized. */
export interface CredentialsSnapshot extends Credentials {
  /** Where the credentials come from, for example `env:OSS` or `cli:prod/RamRoleArn`. */
  readonly source: string;
}

/**
 * Copies credentials into a frozen snapshot. Throws `InvalidCredentials` if the ID or the secret is missing, a value contains
 * white space (often a line break from a file), or the expiration is not a valid date.
 */
export function takeSnapshot(credentials: Credentials, source: string): CredentialsSnapshot {
  if (credentials instanceof Snapshot) return credentials;
  const { accessKeyId, accessKeySecret, securityToken, expiration } = credentials;
  const values = {
    accessKeyId: accessKeyId ?? '',
    accessKeySecret: accessKeySecret ?? '',
    // Several official sources return an empty token if there is none.
    securityToken: securityToken || undefined,
    // toJSON of an invalid date returns null.
    expiration: expiration && (new Date(expiration).toJSON() ?? ''),
  };
  for (const [name, value] of Object.entries(values)) {
    // `undefined` passes as the string "undefined".
    if (!/^\S+$/.test(`${value}`)) {
      const message = `${source}: ${name} is missing or invalid.`;
      throw new CredentialsError({ source, code: 'InvalidCredentials', message });
    }
  }
  return new Snapshot({ ...values, source });
}

interface Values extends Omit<CredentialsSnapshot, 'expiration'> {
  /** As ISO 8601. */
  readonly expiration: string | undefined;
}

// Getters of a private field, since own properties, even non-enumerable ones, appear in `inspect(…, { showHidden: true })`.
class Snapshot implements CredentialsSnapshot {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
    Object.freeze(this);
  }

  get accessKeyId(): string {
    return this.#values.accessKeyId;
  }

  get accessKeySecret(): string {
    return this.#values.accessKeySecret;
  }

  get securityToken(): string | undefined {
    return this.#values.securityToken;
  }

  /** A new `Date` each time, because a caller could change a shared one. */
  get expiration(): Date | undefined {
    return this.#values.expiration ? new Date(this.#values.expiration) : undefined;
  }

  get source(): string {
    return this.#values.source;
  }

  /** Shows enough of the ID to recognize it, and no secrets. */
  toJSON(): object {
    const { accessKeyId, expiration, source } = this;
    return { accessKeyId: `${accessKeyId.slice(0, 4)}***${accessKeyId.slice(-4)}`, expiration, source };
  }

  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }
}
