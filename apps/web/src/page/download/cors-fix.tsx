import { corsRule } from '@ossferry/downloader-browser';
import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { Facts } from '../parts/facts.tsx';
import { texts } from '../state/language.ts';

/** The rule that lets this page download, part by part as the console of OSS asks for it, and whole. */
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
      <Facts facts={parts.map(([name, values]) => [name, <code key={name}>{values.join(', ')}</code>])} />
      <CopyButton text={rule.xml} what={words.rule} />
    </div>
  );
}
