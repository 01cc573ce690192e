import { definePlugin, type Plugin, type Signer } from '@ossferry/contract';
import type { SigningSteps } from '../api.ts';

/** Creates a plugin that reports the steps of every signed URL. */
export function watchSteps(onSteps: (steps: SigningSteps) => void): Plugin {
  return definePlugin('watch-steps', (host) => {
    host.wrap('signer', (inner) => ({
      ...inner,
      query(...input) {
        const signed: ReturnType<Signer['query']> & Partial<SigningSteps> = inner.query(...input);
        const { canonicalRequest, stringToSign } = signed;
        if (stringToSign !== undefined) onSteps({ canonicalRequest, stringToSign });
        return signed;
      },
    }));
  });
}
