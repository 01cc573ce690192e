import { definePlugin, OssError, type Plugin } from '@ossferry/contract';

export interface PresignPolicyOptions {
  readonly bucket: string;
  /** The prefix of all keys, for example `public/`. */
  readonly prefix: string;
  /** Maximum lifetime of a URL from now. */
  readonly maxLifetimeSeconds: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Allows only short-lived URLs, for objects with one prefix in one bucket. It does not affect `send`. */
export function presignPolicy(options: PresignPolicyOptions): Plugin {
  const { bucket, prefix, maxLifetimeSeconds, now = Date.now } = options;
  return definePlugin('presign-policy', (host) => {
    host.use('presign', async (call, next) => {
      const { request } = call;
      if (request.bucket !== bucket || !request.key?.startsWith(prefix)) {
        throw refuse(
          'PrefixNotAllowed',
          `URLs are only allowed for oss://${bucket}/${prefix}….`,
          'Use a key with this prefix.',
        );
      }
      const result = await next(call);
      // Checks the result, which combines lifetime, expiration date, default and signing window.
      if (result.expiration.getTime() - now() > maxLifetimeSeconds * 1000) {
        throw refuse(
          'LifetimeNotAllowed',
          `The maximum lifetime of a URL is ${maxLifetimeSeconds} seconds.`,
          'Set a shorter `expires`.',
        );
      }
      return result;
    });
  });
}

function refuse(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
