import { type SigningRequest, sourceFromSigningServer } from '@ossferry/client/handler';
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type FailureFacts, toFailureFacts } from '../parts/failure-facts.ts';
import { nowMs } from '../state/clock.ts';
import type { SigningSteps } from './split-steps.ts';

/** What the form asks the server for: plain data, fit to be kept over a reload. */
export interface SignSettings {
  readonly request: SigningRequest;
  readonly signature: 'v4' | 'v1';
  readonly customDomain: boolean;
}

/** What this page's own server answers: it tells how it signed, too. */
export type Signed = Awaited<ReturnType<ReturnType<typeof sourceFromSigningServer>>> & {
  readonly steps?: SigningSteps | undefined;
};

/** What was signed last, and for which signSettings; it stays when the next one fails. */
export const lastSigned: Signal<{ readonly signSettings: SignSettings; readonly signed: Signed } | undefined> =
  signal();

/** Why there is no URL for what was wished last. */
export const signFailure: Signal<FailureFacts | undefined> = signal();

/** The server is asked for a URL. */
export const isSigning: Signal<boolean> = signal(false);

/** The URL that is shown has ended. */
export const isOver: ReadonlySignal<boolean> = computed(() => {
  const { value } = lastSigned;
  return value !== undefined && value.signed.expiration.getTime() <= nowMs.value;
});

export async function sign(signSettings: SignSettings): Promise<void> {
  if (isSigning.value) return;
  isSigning.value = true;
  try {
    const answer = await sourceOf(signSettings)();
    nowMs.value = Date.now(); // The time that is left counts from now, not from the last second.
    lastSigned.value = { signSettings, signed: answer };
    signFailure.value = undefined;
  } catch (error) {
    signFailure.value = toFailureFacts(error);
  } finally {
    isSigning.value = false;
  }
}

/** Makes the source that gives a fresh URL for a signSettings whenever one is needed. */
export function sourceOf({ request, signature, customDomain }: SignSettings): () => Promise<Signed> {
  const wishes = new URLSearchParams({ signature, ...(customDomain && { domain: 'custom' }) });
  return sourceFromSigningServer(`/api/sign?${wishes}`, request);
}
