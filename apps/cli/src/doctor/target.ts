import { type HeaderMap, OssError } from '@ossferry/contract';
import { isObjectAddress, parseObjectAddress } from '../object-address.ts';
import { openSource, type SourceFlags } from '../open-source.ts';
import { type ClientFlags, readClientFlags } from '../options/client-flags.ts';
import type { CredentialsFlags } from '../options/credentials-flags.ts';
import type { Shell } from '../shell.ts';

/** The URL to check. */
export interface Target {
  /** A presigned URL, or that of the endpoint. */
  readonly url: string;
  readonly signedHeaders: HeaderMap;
  /** Whether the URL is of an object, not only of the endpoint. */
  readonly isObject: boolean;
  readonly bucket?: string | undefined;
}

/** Opens the URL to check: that of the object, or that of the endpoint if `text` is undefined. */
export async function openTarget(
  text: string | undefined,
  flags: SourceFlags,
  shell: Shell,
  signal: AbortSignal,
): Promise<Target> {
  if (text === undefined) return { url: await endpointUrl(flags, shell), signedHeaders: {}, isObject: false };
  const { source } = await openSource(text, flags, shell, signal);
  const presigned = typeof source === 'function' ? await source({}) : source;
  const { url, signedHeaders = {} } = typeof presigned === 'string' ? { url: presigned } : presigned;
  const bucket = isObjectAddress(text) ? parseObjectAddress(text).bucket : undefined;
  return { url, signedHeaders, isObject: true, bucket };
}

/** Derives the endpoint from a presigned URL, which is not sent, by removing bucket, key and signature. */
async function endpointUrl(flags: ClientFlags & CredentialsFlags, shell: Shell): Promise<string> {
  const { createClient, getObject } = await import('@ossferry/client');
  const options = readClientFlags(flags, shell);
  if (options.region === undefined && options.endpoint === undefined) {
    throw new OssError({
      code: 'MissingRegion',
      phase: 'config',
      message: 'There is neither a region nor an endpoint.',
      advice: 'Pass --region or set OSS_REGION, for example to cn-hangzhou.',
    });
  }
  const credentials = { accessKeyId: 'none', accessKeySecret: 'none' };
  const client = createClient({ ...options, region: options.region ?? 'cn-hangzhou', credentials });
  const { url } = await client.presign(getObject({ bucket, key: 'doctor' }));
  const [, origin = ''] = /^(https?:\/\/[^/?#]+)/.exec(url) ?? [];
  return `${origin.replace(`://${bucket}.`, '://')}/`;
}

const bucket = 'ossferry-doctor';
