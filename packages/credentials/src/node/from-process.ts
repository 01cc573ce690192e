import type { Credentials } from '@ossferry/contract';
import { type CacheOptions, cached } from '../cached.ts';
import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { type Environment, isSwitchedOn, platformEnvironment } from '../environment.ts';
import { isRecord, parseSecretJson, readCredentials } from '../read-credentials.ts';
import { runProgram } from './run-program.ts';
import { wordsOf } from './split-command.ts';

export interface FromProcessOptions extends CacheOptions {
  /** Program and arguments, or a command line, which is split at white space and quotes. It runs without a shell. */
  readonly command: string | readonly string[];
  /** The program is killed after this time. @default 60 000 */
  readonly timeoutMs?: number | undefined;
  /** What happens to the program's standard error, which may contain secrets. @default 'ignore' */
  readonly stderr?: 'ignore' | 'inherit' | undefined;
  /** The program's environment. @default the variables of this process */
  readonly env?: Environment | undefined;
  /** Decides how a command line is split. @default process.platform */
  readonly platform?: NodeJS.Platform | undefined;
}

/**
 * Runs a program that writes credentials to its standard output as JSON, in the format of the CLI
 * (`{ "mode", "access_key_id", "access_key_secret", "sts_token", "expiration" }`) or of the OSS tools
 * (`{ "AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration" }`). If the output has no expiration, the program runs
 * again after 5 minutes. Absent if `ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS` is on.
 */
export function fromProcess(options: FromProcessOptions): CredentialsSource {
  const source = 'process';
  const { command, timeoutMs = 60_000, stderr = 'ignore', platform = process.platform } = options;
  const words = wordsOf(command, platform, source);
  return cached(
    namedSource(source, async () => {
      const environment = options.env ?? platformEnvironment();
      if (isSwitchedOn(environment, 'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS')) {
        const message = 'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is on.';
        throw new CredentialsError({ source, code: 'Disabled', absent: true, message });
      }
      return readOutput(await runProgram(words, { source, timeoutMs, environment, stderr, platform }), source);
    }),
    options,
  );
}

function readOutput(output: string, source: string): Credentials {
  const code = 'InvalidProcessOutput';
  const answer = parseSecretJson(output, source, code);
  if (!isRecord(answer) || !('access_key_id' in answer)) {
    return readCredentials(answer, { source, spelling: 'pascal', isTemporary: false, code });
  }
  const credentials = readCredentials(answer, { source, spelling: 'snake', isTemporary: false, code });
  const mode = String(answer['mode'] ?? '').toLowerCase();
  const isTemporary = credentials.securityToken !== undefined;
  if (mode === '' || (mode === 'ststoken' && isTemporary) || (mode === 'ak' && !isTemporary)) return credentials;
  const why = mode === 'ak' || mode === 'ststoken' ? 'contradicts its sts_token' : 'is neither AK nor StsToken';
  throw new CredentialsError({ source, code, message: `${source}: the mode in the output ${why}.` });
}
