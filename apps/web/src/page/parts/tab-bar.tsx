import type { JSX } from 'preact';
import { texts } from '../state/language.ts';
import { openTab, type Tab, tab, tabs } from '../state/tab.ts';

/** The tabs. They are a single tab stop; the arrow keys move between them. */
export function TabBar(): JSX.Element {
  return (
    <div class="tabs" role="tablist" aria-label={texts.value.sections} onKeyDown={moveByKey}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-controls={`panel-${name}`}
          aria-selected={tab.value === name}
          tabIndex={tab.value === name ? 0 : -1}
          onClick={() => openTab(name)}
        >
          {texts.value.tabs[name]}
        </button>
      ))}
    </div>
  );
}

function moveByKey(event: KeyboardEvent): void {
  const wanted = tabAfter(event.key);
  if (wanted === undefined) return;
  event.preventDefault();
  openTab(wanted);
}

function tabAfter(key: string): Tab | undefined {
  const index = tabs.indexOf(tab.value);
  if (key === 'ArrowRight') return tabs[(index + 1) % tabs.length];
  if (key === 'ArrowLeft') return tabs.at(index - 1);
  if (key === 'Home') return tabs[0];
  return key === 'End' ? tabs.at(-1) : undefined;
}
