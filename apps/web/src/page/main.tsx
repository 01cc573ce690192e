import { render } from 'preact';
import { App } from './app.tsx';
import { goOnAfterReload } from './download/downloading.ts';
import { loadDemo } from './state/demo.ts';
import { followLanguage } from './state/language.ts';
import { followAddress } from './state/tab.ts';
import './style.css';

followLanguage();
followAddress();
render(<App />, document.body);
void loadDemo();
goOnAfterReload();
