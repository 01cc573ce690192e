/** An example of a presigned URL, for empty fields. */
export const urlPlaceholder = 'https://bucket.oss-cn-hangzhou.aliyuncs.com/key?x-oss-signature=…';
