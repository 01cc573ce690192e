import type { JSX } from 'preact';
import { formatSpan } from '../format.ts';
import { Field, hintId } from '../parts/field.tsx';
import { samples } from '../state/demo.ts';
import { language, texts } from '../state/language.ts';
import { SampleChoice } from './sample-choice.tsx';
import { fields, isCurrent, setFields, signSettings } from './sign-fields.ts';
import { isSigning, lastSigned, sign } from './signing.ts';
import { VersionChoice } from './version-choice.tsx';

const lifetimesSeconds = [60, 900, 3_600, 43_200, 604_800];

/** The form for signing; every field has a working default. */
export function SignForm(): JSX.Element {
  const words = texts.value.sign;
  const { bucket, key } = signSettings.value.request;
  const { lifetimeSeconds, fileName, signature } = fields.value;
  const buckets = [...new Set(samples.value.map((sample) => sample.bucket))];
  const isSigned = lastSigned.value !== undefined;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void sign(signSettings.value);
  };

  return (
    <form class="card stack" onSubmit={submit} aria-labelledby="sign-title">
      <Field id="bucket" label={words.bucket}>
        <select
          id="bucket"
          value={bucket}
          onChange={({ currentTarget: { value } }) =>
            setFields({ bucket: value, key: samples.value.find((sample) => sample.bucket === value)?.key })
          }
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
          aria-describedby={hintId('key')}
          value={key}
          onInput={({ currentTarget }) => setFields({ key: currentTarget.value })}
        />
      </Field>
      <SampleChoice />
      <Field id="lifetime" label={words.lifetime}>
        <select
          id="lifetime"
          value={lifetimeSeconds}
          onChange={({ currentTarget }) => setFields({ lifetimeSeconds: Number(currentTarget.value) })}
        >
          {lifetimesSeconds.map((seconds) => (
            <option key={seconds} value={seconds}>
              {formatSpan(seconds, language.value)}
            </option>
          ))}
        </select>
      </Field>
      <details>
        <summary>{words.more}</summary>
        <div class="stack">
          <VersionChoice />
          <Field id="file-name" label={words.fileName} hint={words.fileNameHint}>
            <input
              id="file-name"
              autocomplete="off"
              aria-describedby={hintId('file-name')}
              value={fileName}
              onInput={({ currentTarget }) => setFields({ fileName: currentTarget.value })}
            />
          </Field>
          <Field id="signature" label={words.signature}>
            <select
              id="signature"
              value={signature}
              onChange={({ currentTarget }) => setFields({ signature: currentTarget.value === 'v1' ? 'v1' : 'v4' })}
            >
              <option value="v4">V4</option>
              <option value="v1">V1</option>
            </select>
          </Field>
          <Check field="requestPayer" label={words.requestPayer} code="x-oss-request-payer" />
          <Check field="rangeBehavior" label={words.rangeBehavior} code="x-oss-range-behavior" />
          <Check field="customDomain" label={words.customDomain} code="CNAME" />
        </div>
      </details>
      <button type="submit" class={isCurrent.value ? 'secondary' : 'primary'} aria-disabled={isSigning.value}>
        {isSigning.value ? words.signing : isSigned ? words.again : words.submit}
      </button>
    </form>
  );
}

interface CheckProps {
  readonly field: 'requestPayer' | 'rangeBehavior' | 'customDomain';
  readonly label: string;
  readonly code: string;
}

function Check({ field, label, code }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        name={field}
        checked={fields.value[field]}
        onChange={({ currentTarget }) => setFields({ [field]: currentTarget.checked })}
      />
      <span>
        {label} <code>{code}</code>
      </span>
    </label>
  );
}
