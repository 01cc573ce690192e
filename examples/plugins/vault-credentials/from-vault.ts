import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Credentials } from '@ossferry/contract';
import { type CacheOptions, CredentialsError, type CredentialsSource, cached } from '@ossferry/credentials';

export interface FromVaultOptions extends CacheOptions {
  /** The path in Vault: a role of its Alibaba Cloud secrets engine, for example `alicloud/creds/reader`. */
  readonly path: string;
  /** The program and its first arguments. @default ['vault'] */
  readonly command?: readonly string[] | undefined;
  /** Environment of the program, with `VAULT_ADDR` and `VAULT_TOKEN`. @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** @default 10 000 */
  readonly timeoutMs?: number | undefined;
}

/** Creates a source that runs `vault read -format=json <path>`, and again before the credentials expire. */
export function fromVault(options: FromVaultOptions): CredentialsSource {
  return cached(async function vault() {
    return readSecret(await runVault(options));
  }, options);
}

async function runVault(options: FromVaultOptions): Promise<string> {
  const { path, command = ['vault'], env = process.env, timeoutMs = 10_000 } = options;
  const [program = '', ...args] = command;
  try {
    const { stdout } = await run(program, [...args, 'read', '-format=json', path], { env, timeout: timeoutMs });
    return stdout;
  } catch (error) {
    // Drops message and cause, which contain the command line and the output of the program.
    const { code, killed } = error as { readonly code?: unknown; readonly killed?: boolean };
    if (code === 'ENOENT') throw failure('NotConfigured', `the program ${program} is not installed`, true);
    throw failure('ProcessFailed', killed ? `it did not finish in ${timeoutMs} ms` : `it failed with ${String(code)}`);
  }
}

const run = promisify(execFile);

/** Parses Vault's output: `{ "data": { "access_key", "secret_key", "security_token", "expiration" } }`. */
function readSecret(output: string): Credentials {
  const { access_key, secret_key, security_token, expiration } = parseData(output);
  if (typeof access_key !== 'string' || typeof secret_key !== 'string') {
    throw failure('InvalidProcessOutput', 'the secret has no access_key or secret_key');
  }
  const pair = { accessKeyId: access_key, accessKeySecret: secret_key };
  if (security_token === undefined) return pair;
  const expiresAtMs = Date.parse(String(expiration));
  if (Number.isNaN(expiresAtMs)) throw failure('InvalidProcessOutput', 'the secret has no valid expiration');
  return { ...pair, securityToken: String(security_token), expiration: new Date(expiresAtMs) };
}

function parseData(output: string): Readonly<Record<string, unknown>> {
  try {
    const { data } = JSON.parse(output) as { readonly data?: Readonly<Record<string, unknown>> };
    return data ?? {};
  } catch {
    // The parser's message would contain the output.
    throw failure('InvalidProcessOutput', 'the output is not JSON');
  }
}

function failure(code: string, why: string, absent = false): CredentialsError {
  return new CredentialsError({ source: 'vault', code, absent, message: `vault: ${why}.` });
}
