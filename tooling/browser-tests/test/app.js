// The code of a user's page, to be built by each bundler.
import { download, toOpfs } from '@ossferry/downloader-browser';

globalThis.app = async (url, options) => {
  const { verified, sizeBytes } = await download(url, toOpfs('object'), { overwrite: true, ...options });
  return { verified, sizeBytes };
};
