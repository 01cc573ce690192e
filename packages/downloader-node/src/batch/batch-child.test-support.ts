import { readFileSync } from 'node:fs';
import type { BatchItem } from './batch-item.ts';
import { downloadAll } from './download-all.ts';

// A process with its own limits. Downloads the items in the JSON file argv[2], and prints the results as JSON.
const codes: string[] = [];
const { done, failed } = await downloadAll(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as BatchItem[], {
  parallelTotal: 100,
  onResult: ({ error }) => void (error && codes.push(error.code)),
});
process.stdout.write(JSON.stringify({ done, failed, codes }));
