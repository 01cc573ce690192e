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
  /** Reads a path; every status resolves. Throws `MetadataUnreachable` if there is no response. */
  readonly read: (path: string) => Promise<ExchangeAnswer>;
}

/**
 * Reads instance metadata with a session token (IMDSv2) that is reused until a minute before it expires, and renewed once if
 * the service does not accept it. If it cannot get a token, it reads without one (IMDSv1), unless that is disabled.
 */
export function instanceMetadata(options: InstanceMetadataOptions): InstanceMetadata {
  const { source, disableImdsV1, metadataEndpoint = 'http://100.100.100.200', now = Date.now } = options;
  const sending = { transport: options.transport ?? directTransport, timeoutMs: options.timeoutMs ?? 1000 };
  if (!URL.canParse(metadataEndpoint)) {
    const message = `${source}: metadataEndpoint is not a URL.`;
    throw new CredentialsError({ source, code: 'InvalidOption', phase: 'config', message });
  }
  let token: { readonly text: string; readonly renewAtMs: number } | undefined;

  const send = (method: 'GET' | 'PUT', path: string, headers: Record<string, string>): Promise<ExchangeAnswer> =>
    exchange({ source, method, url: metadataEndpoint + path, headers }, sending);

  const fetchToken = async (): Promise<string | undefined> => {
    const lifetimeSeconds = 21_600;
    const answer = await send('PUT', '/latest/api/token', {
      'x-aliyun-ecs-metadata-token-ttl-seconds': String(lifetimeSeconds),
    }).catch((error: unknown) => {
      if (disableImdsV1) throw error;
      // As in the official SDKs: if there is another problem, the request without a token will report it.
      return undefined;
    });
    const text = answer?.body.trim() ?? '';
    if (answer?.status === 200 && /^[!-~]+$/.test(text)) {
      token = { text, renewAtMs: now() + (lifetimeSeconds - 60) * 1000 };
      return text;
    }
    if (!disableImdsV1) return undefined;
    throw new CredentialsError({
      source,
      code: 'RequestRefused',
      message: `Instance metadata returned no session token (status ${answer?.status}), and IMDSv1 is disabled.`,
      status: answer?.status,
    });
  };

  const get = (path: string, text: string | undefined): Promise<ExchangeAnswer> =>
    send('GET', path, text === undefined ? {} : { 'x-aliyun-ecs-metadata-token': text });

  const read = async (path: string): Promise<ExchangeAnswer> => {
    const cachedToken = token !== undefined && now() < token.renewAtMs ? token.text : undefined;
    const text = cachedToken ?? (await fetchToken());
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
        const message =
          'Instance metadata does not respond: this is not an ECS instance, or metadata access is disabled.';
        throw new CredentialsError({ source, code: 'MetadataUnreachable', message, cause: error });
      }
    },
  };
}

function isUnreachable(error: unknown): boolean {
  return error instanceof CredentialsError && (error.code === 'RequestTimeout' || error.code === 'RequestFailed');
}
