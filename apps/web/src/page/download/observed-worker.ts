// The worker of a download, watched for the map of ranges. The order matters: what is watched is there first.
import './observe-fetch.ts';
import '@ossferry/downloader-browser/worker';
