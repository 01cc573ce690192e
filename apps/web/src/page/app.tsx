import type { JSX } from 'preact';
import { DownloadTab } from './download/download-tab.tsx';
import { ExplainTab } from './explain/explain-tab.tsx';
import { LanguageChoice } from './parts/language-choice.tsx';
import { TabBar } from './parts/tab-bar.tsx';
import { SignTab } from './sign/sign-tab.tsx';
import { texts } from './state/language.ts';
import { type Tab, tab, tabs } from './state/tab.ts';

export function App(): JSX.Element {
  return (
    <>
      <header>
        <div class="row spread">
          <p class="brand">
            <svg viewBox="0 0 32 32" aria-hidden="true">
              <path d="M4 19h24l-3.5 6.5h-17zM9 15h14v-4H9zM14 7h4v4h-4z" />
            </svg>
            <b translate={false}>Ossferry</b>
            <span class="tagline">{texts.value.tagline}</span>
          </p>
          <LanguageChoice />
        </div>
        <TabBar />
      </header>
      <main>
        {tabs.map((name) => (
          <div
            key={name}
            role="tabpanel"
            id={`panel-${name}`}
            aria-labelledby={`tab-${name}`}
            hidden={tab.value !== name}
          >
            <Panel name={name} />
          </div>
        ))}
      </main>
    </>
  );
}

// All panels stay rendered, so they keep what was typed.
function Panel({ name }: { readonly name: Tab }): JSX.Element {
  if (name === 'sign') return <SignTab />;
  return name === 'download' ? <DownloadTab /> : <ExplainTab />;
}
