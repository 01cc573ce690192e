import { download } from '@ossferry/downloader-node';

export async function POST(request) {
  return Response.json(await download(await request.text(), 'copy.bin'));
}
