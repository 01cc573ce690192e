import { type Signal, signal } from '@preact/signals';

/** An object that the local OSS holds. */
export interface Sample {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  /** Newest first. */
  readonly versionIds: readonly string[];
}

/** What the local OSS has to offer; empty until the server has said it. */
export const samples: Signal<readonly Sample[]> = signal([]);

export async function loadDemo(): Promise<void> {
  const response = await fetch('/api/demo');
  if (!response.ok) return;
  const answer = (await response.json()) as { readonly samples: readonly Sample[] };
  samples.value = answer.samples;
}
