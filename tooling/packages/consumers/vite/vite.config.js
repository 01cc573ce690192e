// The polyfill would access `document` when the script loads, but the check runs in Node.
export default { build: { modulePreload: { polyfill: false }, target: 'esnext' } };
