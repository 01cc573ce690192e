import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Sample } from '../../api.ts';
import { samples } from '../state/demo.ts';
import { isExpired, lastSigned, type SignSettings, signFailure } from './signing.ts';

/** The values of the form. */
export interface Fields {
  /** Absent: that of the first sample; likewise for `key`. */
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  readonly lifetimeSeconds: number;
  /** Empty: the latest version. */
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

/** Sets fields. Selecting another object clears the version. */
export function setFields(entered: Partial<Fields>): void {
  const isOtherObject = entered.bucket !== undefined || entered.key !== undefined;
  fields.value = { ...fields.value, ...(isOtherObject && { versionId: '' }), ...entered };
}

export function chooseSample({ bucket, key }: Sample): void {
  setFields({ bucket, key });
}

/** The settings of the form. */
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

/** The form has changed since the last URL was signed. */
export const isChanged: ReadonlySignal<boolean> = computed(() => {
  const { value } = lastSigned;
  return value !== undefined && JSON.stringify(value.signSettings) !== JSON.stringify(signSettings.value);
});

/** The last signed URL is valid and matches the form. */
export const isCurrent: ReadonlySignal<boolean> = computed(
  () => lastSigned.value !== undefined && signFailure.value === undefined && !isExpired.value && !isChanged.value,
);
