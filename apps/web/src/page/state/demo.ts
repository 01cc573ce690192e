import { type Signal, signal } from '@preact/signals';

/** An object that the local OSS holds. */
export interface Sample {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  /** Newest first. */
  readonly versionIds: readonly string[];
}

interface Demo {
  readonly samples: readonly Sample[];
  readonly origins: readonly string[];
}

/** What the local OSS has to offer; empty until the server has said it. */
export const samples: Signal<readonly Sample[]> = signal([]);

/** The origins that the policy of the page lets it fetch from without TLS: those of the local OSS. */
export const httpOrigins: Signal<readonly string[]> = signal([]);

export async function loadDemo(): Promise<void> {
  const response = await fetch('/api/demo');
  if (!response.ok) return;
  const answer = (await response.json()) as Demo;
  samples.value = answer.samples;
  httpOrigins.value = answer.origins;
}
