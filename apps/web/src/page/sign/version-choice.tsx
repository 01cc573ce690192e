import type { JSX } from 'preact';
import { Field } from '../parts/field.tsx';
import { samples } from '../state/demo.ts';
import { texts } from '../state/language.ts';
import { fields, setFields, signSettings } from './sign-fields.ts';

/** The versions of the selected object, newest first. */
export function VersionChoice(): JSX.Element {
  const words = texts.value.sign;
  const { bucket, key } = signSettings.value.request;
  const versionIds = samples.value.find((one) => one.bucket === bucket && one.key === key)?.versionIds ?? [];
  return (
    <Field id="version" label={words.version}>
      <select
        id="version"
        value={fields.value.versionId}
        onChange={({ currentTarget }) => setFields({ versionId: currentTarget.value })}
      >
        <option value="">{words.newest}</option>
        {versionIds.map((versionId, index) => (
          <option key={versionId} value={versionId}>
            {index === 0 ? words.newestVersion(shorten(versionId)) : words.olderVersion(shorten(versionId))}
          </option>
        ))}
      </select>
    </Field>
  );
}

// Keeps both ends, since the ends differ; a full ID would hide the label after it.
function shorten(versionId: string): string {
  return versionId.length > 20 ? `${versionId.slice(0, 8)}…${versionId.slice(-8)}` : versionId;
}
