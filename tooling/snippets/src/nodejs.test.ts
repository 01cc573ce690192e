import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { snippet } from '@ossferry/snippets';
import { describe, expect, it } from 'vitest';
import { quoteJavaScriptString } from '../../../packages/snippets/src/quoting/quote-java-script-string.ts';
import { describePrograms } from './describe-programs.ts';
import { runCommand, runOrThrow } from './run-command.ts';
import { runEach } from './run-each.ts';
import { splitTexts } from './sample-texts.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

await describePrograms({
  title: 'Node.js',
  language: 'nodejs',
  quote: quoteJavaScriptString,
  prepare: async () => ({ run: runEach(({ path }) => [process.execPath, path]), readLiterals }),
});

function readLiterals(literals: readonly string[]): Promise<string[]> {
  return withScratchFolder(async (folder) => {
    const path = join(folder, 'texts.mjs');
    await writeFile(path, `for (const text of [${literals.join(',\n')}]) process.stdout.write(text + '\\0');`);
    return splitTexts(await runOrThrow([process.execPath, path]));
  });
}

describe('Node.js', () => {
  it('error: an invalid body in the packet of the headers; one line of output', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ninvalid\r\n'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/key?x-oss-signature=canary`;
    const program = ['--input-type=module', '--eval', snippet({ url }, 'nodejs')];
    const { status, stderr } = await withScratchFolder((folder) =>
      runCommand([process.execPath, ...program], { folder }),
    );
    server.close();
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^Download failed: .+\n$/) });
  });
});
