import { render } from 'preact';
import { App } from './app.js';

const holder = document.getElementById('page');
if (holder) {
  holder.textContent = '';
  render(<App />, holder);
}
