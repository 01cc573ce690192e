import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Credentials } from '@ossferry/contract';
import { type CacheOptions, CredentialsError, type CredentialsSource, cached } from '@ossferry/credentials';

export interface FromVaultOptions extends CacheOptions {
  /** What Vault is asked for: the role of its Alibaba Cloud secrets engine, `alicloud/creds/reader` for example. */
  readonly path: string;
  /** The program and its first arguments. @default ['vault'] */
  readonly command?: readonly string[] | undefined;
  /** What the program gets as its environment: `VAULT_ADDR` and `VAULT_TOKEN`. @default the variables of this process */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** @default 10 000 */
  readonly timeoutMs?: number | undefined;
}

/** Makes a source that runs `vault read -format=json <path>`, and runs it again before the pair ends. */
export function fromVault(options: FromVaultOptions): CredentialsSource {
  return cached(async function vault() {
    return readSecret(await runVault(options));
  }, options);
}

async function runVault(options: FromVaultOptions): Promise<string> {
  const { path, command = ['vault'], env = process.env, timeoutMs = 10_000 } = options;
  const [program = '', ...words] = command;
  try {
    const { stdout } = await run(program, [...words, 'read', '-format=json', path], { env, timeout: timeoutMs });
    return stdout;
  } catch (error) {
    // Neither message nor cause goes on: they hold the command line and whatever the program wrote.
    const { code, killed } = error as { readonly code?: unknown; readonly killed?: boolean };
    if (code === 'ENOENT') throw failure('NotConfigured', `there is no program ${program} here`, true);
    throw failure('ProcessFailed', killed ? `no answer in ${timeoutMs} ms` : `vault ended with ${String(code)}`);
  }
}

const run = promisify(execFile);

/** Reads what Vault prints: `{ "data": { "access_key", "secret_key", "security_token", "expiration" } }`. */
function readSecret(output: string): Credentials {
  const { access_key, secret_key, security_token, expiration } = parseData(output);
  if (typeof access_key !== 'string' || typeof secret_key !== 'string') {
    throw failure('InvalidProcessOutput', 'the secret holds no access_key and secret_key');
  }
  const pair = { accessKeyId: access_key, accessKeySecret: secret_key };
  if (security_token === undefined) return pair;
  const endsAtMs = Date.parse(String(expiration));
  if (Number.isNaN(endsAtMs)) throw failure('InvalidProcessOutput', 'the secret does not say when it ends');
  return { ...pair, securityToken: String(security_token), expiration: new Date(endsAtMs) };
}

function parseData(output: string): Readonly<Record<string, unknown>> {
  try {
    const { data } = JSON.parse(output) as { readonly data?: Readonly<Record<string, unknown>> };
    return data ?? {};
  } catch {
    // The parser's message would quote the output.
    throw failure('InvalidProcessOutput', 'the output is no JSON');
  }
}

function failure(code: string, why: string, absent = false): CredentialsError {
  return new CredentialsError({ source: 'vault', code, absent, message: `vault: ${why}.` });
}
