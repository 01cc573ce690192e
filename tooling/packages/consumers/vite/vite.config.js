// A script in the page would otherwise begin with code that asks for `document`, and the check runs in Node.
export default { build: { modulePreload: { polyfill: false }, target: 'esnext' } };
