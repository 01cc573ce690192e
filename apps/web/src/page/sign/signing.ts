import { type SigningRequest, sourceFromSigningServer } from '@ossferry/client/handler';
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SigningSteps } from '../../api.ts';
import { type FailureFacts, toFailureFacts } from '../parts/failure-facts.ts';
import { nowMs } from '../state/clock.ts';

/** What the form requests from the server, as plain data that can be stored. */
export interface SignSettings {
  readonly request: SigningRequest;
  readonly signature: 'v4' | 'v1';
  readonly customDomain: boolean;
}

/** The response of this page's server, which includes the signing steps. */
export type Signed = Awaited<ReturnType<ReturnType<typeof sourceFromSigningServer>>> & {
  readonly steps?: SigningSteps | undefined;
};

/** The last signed URL and its settings; kept if the next request fails. */
export const lastSigned: Signal<{ readonly signSettings: SignSettings; readonly signed: Signed } | undefined> =
  signal();

/** Why the last request failed. */
export const signFailure: Signal<FailureFacts | undefined> = signal();

/** A request to the server is pending. */
export const isSigning: Signal<boolean> = signal(false);

/** The shown URL has expired. */
export const isExpired: ReadonlySignal<boolean> = computed(() => {
  const { value } = lastSigned;
  return value !== undefined && value.signed.expiration.getTime() <= nowMs.value;
});

export async function sign(signSettings: SignSettings): Promise<void> {
  if (isSigning.value) return;
  isSigning.value = true;
  try {
    const signed = await sourceOf(signSettings)();
    nowMs.value = Date.now(); // Show the remaining time from now, not from the last tick.
    lastSigned.value = { signSettings, signed };
    signFailure.value = undefined;
  } catch (error) {
    signFailure.value = toFailureFacts(error);
  } finally {
    isSigning.value = false;
  }
}

/** Creates a source that requests a new URL whenever one is needed. */
export function sourceOf({ request, signature, customDomain }: SignSettings): () => Promise<Signed> {
  const query = new URLSearchParams({ signature, ...(customDomain && { domain: 'custom' }) });
  return sourceFromSigningServer(`/api/sign?${query}`, request);
}
