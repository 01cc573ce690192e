// What a user's page says; each bundler makes its own thing of it.
import { download, toMemory } from '@ossferry/downloader-browser';

globalThis.app = async (url, options) => {
  const { verified, sizeBytes } = await download(url, toMemory(), options);
  return { verified, sizeBytes };
};
