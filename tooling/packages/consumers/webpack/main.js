import { sourceFromSigningServer } from '@ossferry/client/handler';
import { download, toMemory } from '@ossferry/downloader-browser';

globalThis.ferry = { download, toMemory, sourceFromSigningServer };
