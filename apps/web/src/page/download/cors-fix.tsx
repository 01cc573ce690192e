import { corsRule } from '@ossferry/downloader-browser';
import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { Facts } from '../parts/facts.tsx';
import { texts } from '../state/language.ts';

/** The CORS rule that this page needs: its fields as in the OSS console, and its XML to copy. */
export function CorsFix(props: { readonly signedHeaders?: Readonly<Record<string, string>> | undefined }): JSX.Element {
  const words = texts.value.cors;
  const rule = corsRule(props);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [words.origins, rule.allowedOrigins],
    [words.methods, rule.allowedMethods],
    [words.headers, rule.allowedHeaders],
    [words.exposed, rule.exposeHeaders],
  ];
  return (
    <div class="cors">
      {/* One value per line, as the console expects them. */}
      <Facts
        facts={parts.map(([name, values]) => [
          name,
          <code key={name} class="lines">
            {values.join('\n')}
          </code>,
        ])}
      />
      <CopyButton text={rule.xml} what={words.rule} />
    </div>
  );
}
