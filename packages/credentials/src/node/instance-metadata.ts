import { CredentialsError } from '../credentials-error.ts';
import { type ExchangeAnswer, type ExchangeOptions, exchange } from '../exchange.ts';
import { directTransport } from './direct-transport.ts';

export interface InstanceMetadataOptions extends ExchangeOptions {
  readonly source: string;
  readonly disableImdsV1: boolean;
  readonly metadataEndpoint?: string | undefined;
  readonly now?: (() => number) | undefined;
}

/** The metadata service of an ECS instance. */
export interface InstanceMetadata {
  /** Reads a path; every status resolves. Throws `MetadataUnreachable` when nobody answers. */
  readonly read: (path: string) => Promise<ExchangeAnswer>;
}

/**
 * Reads instance metadata with a session token (IMDSv2) that is kept until a minute before its end, and renewed once when
 * the service does not accept it. When no token can be had it reads without one (IMDSv1), unless that is disabled.
 */
export function instanceMetadata(options: InstanceMetadataOptions): InstanceMetadata {
  const { source, disableImdsV1, metadataEndpoint = 'http://100.100.100.200', now = Date.now } = options;
  const sending = { transport: options.transport ?? directTransport, timeoutMs: options.timeoutMs ?? 1000 };
  if (!URL.canParse(metadataEndpoint)) {
    const message = `${source}: metadataEndpoint is no URL.`;
    throw new CredentialsError({ source, code: 'InvalidOption', phase: 'config', message });
  }
  let token: { readonly text: string; readonly untilMs: number } | undefined;

  const send = (method: 'GET' | 'PUT', path: string, headers: Record<string, string>): Promise<ExchangeAnswer> =>
    exchange({ source, method, url: metadataEndpoint + path, headers }, sending);

  const fetchToken = async (): Promise<string | undefined> => {
    const lifetimeSeconds = 21_600;
    const answer = await send('PUT', '/latest/api/token', {
      'x-aliyun-ecs-metadata-token-ttl-seconds': String(lifetimeSeconds),
    }).catch((error: unknown) => {
      if (disableImdsV1) throw error;
      // As in the official SDKs: whatever keeps the token away, the request itself shows what metadata has to say.
      return undefined;
    });
    const text = answer?.body.trim() ?? '';
    if (answer?.status === 200 && /^[!-~]+$/.test(text)) {
      token = { text, untilMs: now() + (lifetimeSeconds - 60) * 1000 };
      return text;
    }
    if (!disableImdsV1) return undefined;
    throw new CredentialsError({
      source,
      code: 'RequestRefused',
      message: `Instance metadata gave no session token (status ${answer?.status}), and IMDSv1 is disabled.`,
      status: answer?.status,
    });
  };

  const get = (path: string, text: string | undefined): Promise<ExchangeAnswer> =>
    send('GET', path, text === undefined ? {} : { 'x-aliyun-ecs-metadata-token': text });

  const read = async (path: string): Promise<ExchangeAnswer> => {
    const kept = token !== undefined && now() < token.untilMs ? token.text : undefined;
    const text = kept ?? (await fetchToken());
    const answer = await get(path, text);
    if (text === undefined || (answer.status !== 401 && answer.status !== 403)) return answer;
    token = undefined;
    return get(path, await fetchToken());
  };

  return {
    read: async (path) => {
      try {
        return await read(path);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        const message = 'Instance metadata does not answer: this is no ECS instance, or metadata access is off.';
        throw new CredentialsError({ source, code: 'MetadataUnreachable', message, cause: error });
      }
    },
  };
}

function isUnreachable(error: unknown): boolean {
  return error instanceof CredentialsError && (error.code === 'RequestTimeout' || error.code === 'RequestFailed');
}
