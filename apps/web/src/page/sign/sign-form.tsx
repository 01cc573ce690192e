import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Field, hintId } from '../parts/field.tsx';
import { samples } from '../state/demo.ts';
import { texts } from '../state/language.ts';
import { isOver, isSigning, sign, signing } from './signing.ts';

const lifetimes = ['60', '900', '3600', '43200', '604800'] as const;

/** Asks for what is needed; everything has a value that works. */
export function SignForm(): JSX.Element {
  const words = texts.value.sign;
  const [first] = samples.value;
  const bucket = useSignal<string>();
  const key = useSignal<string>();
  const chosenBucket = bucket.value ?? first?.bucket ?? '';
  const chosenKey = key.value ?? first?.key ?? '';
  const buckets = [...new Set(samples.value.map((sample) => sample.bucket))];
  const inBucket = samples.value.filter((sample) => sample.bucket === chosenBucket);
  const isSigned = signing.value.state === 'signed';
  const versionIds = inBucket.find((sample) => sample.key === chosenKey)?.versionIds ?? [];

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string | undefined => (fields.get(name) as string | null) || undefined;
    void sign({
      signingRequest: {
        bucket: chosenBucket,
        key: chosenKey,
        expires: Number(text('lifetime')),
        versionId: text('version'),
        fileName: text('file-name'),
        requestPayer: fields.has('request-payer') ? 'requester' : undefined,
        rangeBehavior: fields.has('range-behavior') ? 'standard' : undefined,
      },
      signature: text('signature') === 'v1' ? 'v1' : 'v4',
      customDomain: fields.has('custom-domain'),
    });
  };

  return (
    <form class="card stack" onSubmit={submit} aria-labelledby="sign-title">
      <Field id="bucket" label={words.bucket}>
        <select
          id="bucket"
          value={chosenBucket}
          onChange={({ currentTarget }) => {
            bucket.value = currentTarget.value;
            key.value = samples.value.find((sample) => sample.bucket === currentTarget.value)?.key ?? '';
          }}
        >
          {buckets.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </Field>
      <Field id="key" label={words.key} hint={words.keyHint}>
        <input
          id="key"
          required
          spellcheck={false}
          autocomplete="off"
          list="keys"
          aria-describedby={hintId('key')}
          value={chosenKey}
          onInput={({ currentTarget }) => {
            key.value = currentTarget.value;
          }}
        />
        <datalist id="keys">
          {inBucket.map((sample) => (
            <option key={sample.key} value={sample.key} />
          ))}
        </datalist>
      </Field>
      <Field id="lifetime" label={words.lifetime}>
        <select id="lifetime" name="lifetime">
          {lifetimes.map((seconds) => (
            <option key={seconds} value={seconds} selected={seconds === '900'}>
              {words.lifetimes[seconds]}
            </option>
          ))}
        </select>
      </Field>
      <details>
        <summary>{words.more}</summary>
        <div class="stack">
          <Field id="version" label={words.version}>
            <select id="version" name="version">
              <option value="">{words.newest}</option>
              {versionIds.map((versionId) => (
                <option key={versionId}>{versionId}</option>
              ))}
            </select>
          </Field>
          <Field id="file-name" label={words.fileName} hint={words.fileNameHint}>
            <input id="file-name" name="file-name" autocomplete="off" aria-describedby={hintId('file-name')} />
          </Field>
          <Field id="signature" label={words.signature}>
            <select id="signature" name="signature">
              <option value="v4">V4</option>
              <option value="v1">V1</option>
            </select>
          </Field>
          <Check name="request-payer" label={words.requestPayer} code="x-oss-request-payer" />
          <Check name="range-behavior" label={words.rangeBehavior} code="x-oss-range-behavior" />
          <Check name="custom-domain" label={words.customDomain} code="CNAME" />
        </div>
      </details>
      <button type="submit" class={isSigned && !isOver.value ? 'secondary' : 'primary'} aria-disabled={isSigning.value}>
        {isSigning.value ? words.signing : isSigned ? words.again : words.submit}
      </button>
    </form>
  );
}

function Check(props: { readonly name: string; readonly label: string; readonly code: string }): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" name={props.name} />
      <span>
        {props.label} <code>{props.code}</code>
      </span>
    </label>
  );
}
