import type nodeHttp from 'node:http';
import type nodeHttps from 'node:https';

// Not `import`: to read all exports of these modules, as an import does, loads the whole of fetch. That takes longer than
// all the rest of this package, in every thread.
export const http: typeof nodeHttp = process.getBuiltinModule('node:http');
export const https: typeof nodeHttps = process.getBuiltinModule('node:https');
