import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { downloadSigned } from '../download/downloading.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Facts } from '../parts/facts.tsx';
import { isLocalUrl } from '../parts/is-local-url.ts';
import { Moment } from '../parts/moment.tsx';
import { SecretUrl } from '../parts/secret-url.tsx';
import { texts } from '../state/language.ts';
import { openTab } from '../state/tab.ts';
import { Program } from './program.tsx';
import { QrCode } from './qr-code.tsx';
import { isChanged, isCurrent } from './sign-fields.ts';
import { isExpired, type Signed, type SignSettings } from './signing.ts';
import { Steps } from './steps.tsx';

/** A signed URL with everything that its recipient needs to know. */
export function SignedUrl({
  signSettings,
  signed,
}: {
  readonly signSettings: SignSettings;
  readonly signed: Signed;
}): JSX.Element {
  const words = texts.value.sign;
  const headers = Object.entries(signed.signedHeaders);
  const next = useRef<HTMLButtonElement>(null);
  // On a narrow screen, it is below the form and out of view.
  useEffect(() => next.current?.scrollIntoView({ block: 'nearest' }), [signed]);
  const start = (): void => {
    downloadSigned(signSettings, signed);
    openTab('download');
  };
  return (
    <div class="card stack" data-testid="signed">
      <div>
        <h2>{isExpired.value ? words.expired : words.ready}</h2>
        <p class="file-name muted">
          <bdi>
            {signSettings.request.bucket}/{signSettings.request.key}
          </bdi>
        </p>
      </div>
      {isChanged.value && <p class="note">{words.changed}</p>}
      {isExpired.value ? (
        <p class="note">{words.expiredHint}</p>
      ) : (
        <>
          {/* The key masks each new URL again. */}
          <SecretUrl key={signed.url} url={signed.url} label={words.url} />
          {isLocalUrl(signed.url) && <p class="hint">{words.localOnly}</p>}
          <button type="button" class={isCurrent.value ? 'primary' : 'secondary'} ref={next} onClick={start}>
            {words.download}
          </button>
        </>
      )}
      <Facts
        facts={[
          [words.endsAt, <Moment key="end" moment={signed.expiration} />],
          [words.limitedBy, words.limits[signed.limitedBy]],
          [words.headers, headers.length === 0 ? words.noHeaders : <Headers headers={headers} />],
        ]}
      />
      {signed.warnings.length > 0 && (
        <div class="note" data-testid="warnings">
          <p>{words.warnings}</p>
          {signed.warnings.map(({ code, message }) =>
            words.warningOf[code] === undefined ? (
              <p lang="en" key={message}>
                {message}
              </p>
            ) : (
              <p key={message}>{words.warningOf[code]}</p>
            ),
          )}
        </div>
      )}
      {!isExpired.value && (
        <>
          <details>
            <summary>{words.qrCode}</summary>
            <QrCode url={signed.url} label={`${words.qrCode}: ${words.url}`} />
          </details>
          <details>
            <summary>{words.program}</summary>
            <Program signed={signed} />
          </details>
        </>
      )}
      {signed.steps !== undefined && (
        <details data-testid="steps">
          <summary>{words.steps}</summary>
          <Steps steps={signed.steps} />
        </details>
      )}
    </div>
  );
}

function Headers({ headers }: { readonly headers: readonly (readonly [string, string])[] }): JSX.Element {
  const text = headers.map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <>
      <code class="lines">{text}</code> <CopyButton text={text} what={texts.value.sign.headers} />
    </>
  );
}
