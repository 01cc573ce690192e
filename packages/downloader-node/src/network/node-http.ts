import type nodeHttp from 'node:http';
import type nodeHttps from 'node:https';

// Not `import`: it reads all exports of these modules, which loads fetch. That takes longer than loading the rest of
// this package, in every thread.
export const http: typeof nodeHttp = process.getBuiltinModule('node:http');
export const https: typeof nodeHttps = process.getBuiltinModule('node:https');
