import { type SigningAsk, sourceFromSigningServer } from '@ossferry/client/handler';
import { type Signal, signal } from '@preact/signals';
import type { SigningSteps } from './split-steps.ts';

/** What the form asks the server for: plain data, fit to be kept over a reload. */
export interface SignWish {
  readonly ask: SigningAsk;
  readonly signature: 'v4' | 'v1';
  readonly customDomain: boolean;
}

/** What this page's own server answers: it tells how it signed, too. */
export type Signed = Awaited<ReturnType<ReturnType<typeof sourceFromSigningServer>>> & {
  readonly steps?: SigningSteps | undefined;
};

export type Signing =
  | { readonly state: 'empty' }
  | { readonly state: 'signing' }
  | { readonly state: 'signed'; readonly wish: SignWish; readonly signed: Signed }
  | { readonly state: 'failed'; readonly error: unknown };

export const signing: Signal<Signing> = signal({ state: 'empty' });

export async function sign(wish: SignWish): Promise<void> {
  signing.value = { state: 'signing' };
  try {
    signing.value = { state: 'signed', wish, signed: await sourceOf(wish)() };
  } catch (error) {
    signing.value = { state: 'failed', error };
  }
}

/** Makes the source that gives a fresh URL for a wish whenever one is needed. */
export function sourceOf({ ask, signature, customDomain }: SignWish): () => Promise<Signed> {
  const wishes = new URLSearchParams({ signature, ...(customDomain && { domain: 'custom' }) });
  return sourceFromSigningServer(`/api/sign?${wishes}`, ask);
}
