import { type Signal, signal } from '@preact/signals';

/** An object in the local OSS. */
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

/** The sample objects; empty until loaded. */
export const samples: Signal<readonly Sample[]> = signal([]);

/** The http origins that the CSP of the page allows: those of the local OSS. */
export const httpOrigins: Signal<readonly string[]> = signal([]);

export async function loadDemo(): Promise<void> {
  const response = await fetch('/api/demo');
  if (!response.ok) return;
  const demo = (await response.json()) as Demo;
  samples.value = demo.samples;
  httpOrigins.value = demo.origins;
}
