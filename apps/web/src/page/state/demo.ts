import { type Signal, signal } from '@preact/signals';
import type { Demo, Sample } from '../../api.ts';

/** The sample objects; empty until loaded. */
export const samples: Signal<readonly Sample[]> = signal([]);

/** Empty until loaded. */
export const httpOrigins: Signal<readonly string[]> = signal([]);

export async function loadDemo(): Promise<void> {
  const response = await fetch('/api/demo');
  if (!response.ok) return;
  const demo = (await response.json()) as Demo;
  samples.value = demo.samples;
  httpOrigins.value = demo.origins;
}
