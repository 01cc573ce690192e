import { definePlugin, OssError, type Plugin } from '@ossferry/contract';

export interface PresignPolicyOptions {
  readonly bucket: string;
  /** What every key has to begin with, `public/` for example. */
  readonly prefix: string;
  /** How long a URL may be good for from now. */
  readonly maxLifetimeSeconds: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Gives URLs only for objects under one prefix of one bucket, and only short-lived ones. Requests that are sent pass. */
export function presignPolicy(options: PresignPolicyOptions): Plugin {
  const { bucket, prefix, maxLifetimeSeconds, now = Date.now } = options;
  return definePlugin('presign-policy', (host) => {
    host.use('presign', async (call, next) => {
      const { request } = call;
      if (request.bucket !== bucket || !request.key?.startsWith(prefix)) {
        throw refuse(
          'PrefixNotAllowed',
          `URLs are given for oss://${bucket}/${prefix}… only.`,
          'Ask for an object under that prefix.',
        );
      }
      const result = await next(call);
      // Looked at in the result: lifetime, end, default and signing window all add up to this one date.
      if (result.expiration.getTime() - now() > maxLifetimeSeconds * 1000) {
        throw refuse(
          'LifetimeNotAllowed',
          `A URL may live for ${maxLifetimeSeconds} seconds at most.`,
          'Ask for less with `expires`.',
        );
      }
      return result;
    });
  });
}

function refuse(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
