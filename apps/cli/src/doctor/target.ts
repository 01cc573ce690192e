import { type HeaderMap, OssError } from '@ossferry/contract';
import { isObjectAddress, parseObjectAddress } from '../object-address.ts';
import { openSource, type SourceFlags } from '../open-source.ts';
import { type ClientFlags, readClientFlags } from '../options/client-flags.ts';
import type { CredentialsFlags } from '../options/credentials-flags.ts';
import type { Shell } from '../shell.ts';

/** What is to be looked at. */
export interface Target {
  /** What to GET; absent when only the endpoint is looked at. */
  readonly url: string;
  readonly signedHeaders: HeaderMap;
  /** Whether the URL leads to an object, rather than to the endpoint alone. */
  readonly isObject: boolean;
  readonly bucket?: string | undefined;
}

/** Makes the URL to look at: of an object, as given, or of the endpoint when there is neither. */
export async function openTarget(
  text: string | undefined,
  flags: SourceFlags,
  shell: Shell,
  signal: AbortSignal,
): Promise<Target> {
  if (text === undefined) return { url: await endpointUrl(flags, shell), signedHeaders: {}, isObject: false };
  const { source } = await openSource(text, flags, shell, signal);
  const made = typeof source === 'function' ? await source({}) : source;
  const { url, signedHeaders = {} } = typeof made === 'string' ? { url: made } : made;
  const bucket = isObjectAddress(text) ? parseObjectAddress(text).bucket : undefined;
  return { url, signedHeaders, isObject: true, bucket };
}

/** The URL of an endpoint is that of an object, without bucket, key and signature; these keys sign nothing that is sent. */
async function endpointUrl(flags: ClientFlags & CredentialsFlags, shell: Shell): Promise<string> {
  const { createClient, getObject } = await import('@ossferry/client');
  const options = readClientFlags(flags, shell);
  if (options.region === undefined && options.endpoint === undefined) {
    throw new OssError({
      code: 'MissingRegion',
      phase: 'config',
      message: 'Neither a region nor an endpoint is known.',
      advice: 'Give --region, or set OSS_REGION: cn-hangzhou for example.',
    });
  }
  const credentials = { accessKeyId: 'none', accessKeySecret: 'none' };
  const client = createClient({ ...options, region: options.region ?? 'cn-hangzhou', credentials });
  const { url } = await client.presign(getObject({ bucket, key: 'doctor' }));
  const [, origin = ''] = /^(https?:\/\/[^/?#]+)/.exec(url) ?? [];
  return `${origin.replace(`://${bucket}.`, '://')}/`;
}

const bucket = 'ossferry-doctor';
