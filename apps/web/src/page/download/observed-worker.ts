// The download worker, observed for the range map. The order of the imports matters: the first one patches `fetch`.
import './observe-fetch.ts';
import '@ossferry/downloader-browser/worker';
