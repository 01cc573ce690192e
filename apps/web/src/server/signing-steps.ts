import { definePlugin, type Plugin, type Signer } from '@ossferry/contract';

/** What was hashed on the way to a signature. It names the access key ID, so that only a demo gives it away. */
export interface SigningSteps {
  /** Of V4 alone. */
  readonly canonicalRequest?: string | undefined;
  readonly stringToSign: string;
}

/** Makes a plugin that hands over the steps of every URL that is signed. */
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
