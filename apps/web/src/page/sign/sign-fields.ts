import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Sample, samples } from '../state/demo.ts';
import { isOver, lastSigned, type SignSettings, signFailure } from './signing.ts';

/** What the form holds. */
export interface Fields {
  /** Absent: those of the first sample. */
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  readonly lifetimeSeconds: number;
  /** Empty: the newest. */
  readonly versionId: string;
  readonly fileName: string;
  readonly signature: 'v4' | 'v1';
  readonly requestPayer: boolean;
  readonly rangeBehavior: boolean;
  readonly customDomain: boolean;
}

export const fields: Signal<Fields> = signal({
  lifetimeSeconds: 900,
  versionId: '',
  fileName: '',
  signature: 'v4',
  requestPayer: false,
  rangeBehavior: false,
  customDomain: false,
});

/** Takes what was entered. A version is of one object, and does not stay with another one. */
export function setFields(entered: Partial<Fields>): void {
  const isOtherObject = entered.bucket !== undefined || entered.key !== undefined;
  fields.value = { ...fields.value, ...(isOtherObject && { versionId: '' }), ...entered };
}

export function chooseSample({ bucket, key }: Sample): void {
  setFields({ bucket, key });
}

/** What the form asks for. */
export const signSettings: ReadonlySignal<SignSettings> = computed(() => {
  const [first] = samples.value;
  const { bucket = first?.bucket ?? '', key = first?.key ?? '', ...rest } = fields.value;
  return {
    request: {
      bucket,
      key,
      expires: rest.lifetimeSeconds,
      versionId: rest.versionId || undefined,
      fileName: rest.fileName || undefined,
      requestPayer: rest.requestPayer ? 'requester' : undefined,
      rangeBehavior: rest.rangeBehavior ? 'standard' : undefined,
    },
    signature: rest.signature,
    customDomain: rest.customDomain,
  };
});

/** The form asks for something else than what was signed. */
export const isChanged: ReadonlySignal<boolean> = computed(() => {
  const { value } = lastSigned;
  return value !== undefined && JSON.stringify(value.signSettings) !== JSON.stringify(signSettings.value);
});

/** There is a URL, and it is good for what the form asks for. */
export const isCurrent: ReadonlySignal<boolean> = computed(
  () => lastSigned.value !== undefined && signFailure.value === undefined && !isOver.value && !isChanged.value,
);
