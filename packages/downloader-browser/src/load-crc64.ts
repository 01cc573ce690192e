import { OssError } from '@ossferry/contract';
import { type Crc64, createCrc64 } from '@ossferry/downloader-core';

/** Loads the module that computes CRC-64. Fails with `ThreadFailed` if that is forbidden or not possible. */
export async function loadCrc64(): Promise<Crc64> {
  try {
    return await createCrc64();
  } catch (cause) {
    throw new OssError({
      code: 'ThreadFailed',
      phase: 'config',
      message: 'The CRC-64 module could not be loaded.',
      advice: "Check that all scripts are served, and that the Content-Security-Policy has 'wasm-unsafe-eval'.",
      cause,
    });
  }
}
