import { getObject } from '@ossferry/client';
import { createPresigner, publicEndpoint } from '@ossferry/client/presign';

const presign = createPresigner({
  endpoint: publicEndpoint('cn-hangzhou'),
  credentials: () => ({ accessKeyId: 'LTAI5tExample', accessKeySecret: 'secret' }),
});

export default {
  async fetch() {
    const { url } = await presign(getObject({ bucket: 'examplebucket', key: 'a b.txt' }), { expires: 1800 });
    return Response.redirect(url, 302);
  },
};
