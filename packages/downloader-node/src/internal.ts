// What the command line of this repository shares with the downloads. It may change with every release.

export { unsupportedWindowsName } from './names/windows-name.ts';
export { classifyFailure, nameOfFailure } from './network/classify-failure.ts';
export { readNetworkSettings } from './network/network.ts';
export { proxyRefused } from './network/network-error.ts';
export { chooseProxy } from './network/proxy.ts';
