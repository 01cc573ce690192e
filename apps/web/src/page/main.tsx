import { render } from 'preact';
import { App } from './app.tsx';
import { removeOrphans } from './download/remove-orphans.ts';
import { followTabs, takeUp } from './download/take-up.ts';
import { followTitle } from './follow-title.ts';
import { loadDemo } from './state/demo.ts';
import { followLanguage } from './state/language.ts';
import { followAddress } from './state/tab.ts';
import './style.css';

followLanguage();
followAddress();
followTabs();
followTitle();
render(<App />, document.body);
void loadDemo();
void takeUp();
void removeOrphans();
