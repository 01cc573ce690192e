import type { DownloadSource, PresignedUrl } from '@ossferry/downloader-browser';
import { type Signed, type SignSettings, sourceOf } from '../sign/signing.ts';

/** A source that returns the signed URL first, and new URLs after that. */
export function startingWith(signed: Signed, signSettings: SignSettings): () => Promise<Signed> {
  const renew = sourceOf(signSettings);
  let first: Signed | undefined = signed;
  return async () => {
    const given = first;
    first = undefined;
    return given ?? renew();
  };
}

/** Reports the URLs of a source, so that a refused one can be explained. They stay in memory. */
export function observeSource(source: DownloadSource, onUrl: (used: PresignedUrl) => void): DownloadSource {
  const observe = <Given extends string | PresignedUrl>(given: Given): Given => {
    onUrl(typeof given === 'string' ? { url: given } : given);
    return given;
  };
  return typeof source === 'function' ? async (context) => observe(await source(context)) : observe(source);
}
