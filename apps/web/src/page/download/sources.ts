import type { DownloadSource, PresignedUrl } from '@ossferry/downloader-browser';
import { type Signed, type SignSettings, sourceOf } from '../sign/signing.ts';

/** Makes the source of what was just signed: the URL that was shown goes first, fresh ones after it. */
export function startingWith(signed: Signed, signSettings: SignSettings): () => Promise<Signed> {
  const renew = sourceOf(signSettings);
  let first: Signed | undefined = signed;
  return async () => {
    const given = first;
    first = undefined;
    return given ?? renew();
  };
}

/** Watches which URL a source gives, so that it can be explained when it is refused. It stays in memory. */
export function observeSource(source: DownloadSource, onUrl: (used: PresignedUrl) => void): DownloadSource {
  const watch = <Given extends string | PresignedUrl>(given: Given): Given => {
    onUrl(typeof given === 'string' ? { url: given } : given);
    return given;
  };
  return typeof source === 'function' ? async (context) => watch(await source(context)) : watch(source);
}
