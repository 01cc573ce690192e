// The code of a user's page, to be built by each bundler.
import { download, toMemory } from '@ossferry/downloader-browser';

globalThis.app = async (url, options) => {
  const { verified, sizeBytes } = await download(url, toMemory(), options);
  return { verified, sizeBytes };
};
