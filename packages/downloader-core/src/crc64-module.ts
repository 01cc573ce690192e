// A module of its own, so that the WebAssembly is loaded when a download begins, and nothing else of the library with it.
export { createCRC64 } from 'hash-wasm';
