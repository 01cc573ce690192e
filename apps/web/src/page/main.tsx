import { render } from 'preact';
import { App } from './app.tsx';
import { removeOrphans } from './download/remove-orphans.ts';
import { restoreDownload, watchOtherTabs } from './download/restore-download.ts';
import { loadDemo } from './state/demo.ts';
import { applyLanguage } from './state/language.ts';
import { watchAddress } from './state/tab.ts';
import { updateTitle } from './update-title.ts';
import './style.css';

applyLanguage();
watchAddress();
watchOtherTabs();
updateTitle();
render(<App />, document.body);
void loadDemo();
void restoreDownload();
void removeOrphans();
