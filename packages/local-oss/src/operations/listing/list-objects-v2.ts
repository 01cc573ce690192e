import { invalidArgument } from '../../errors/request-errors.ts';
import { type OssResponse, xmlResponse } from '../../protocol/oss-response.ts';
import { queryValue } from '../../protocol/query.ts';
import { formatXml, type XmlElement } from '../../protocol/xml.ts';
import type { StoredObject } from '../../store/stored-object.ts';
import { keyEncoder } from '../key-encoder.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { readLimit } from '../read-limit.ts';
import { listPage } from './list-page.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/listobjectsv2 */
export const listObjectsV2: Operation = { permission: 'read', run: runListObjectsV2 };

function runListObjectsV2({ request, bucket, store }: OperationContext): OssResponse {
  const read = (name: string): string => queryValue(request.query, name) ?? '';
  const { encodingType, encode } = keyEncoder(request.query);
  const maximum = readLimit(request.query, 'max-keys', { fallback: 100, maximum: 1000 });
  const token = read('continuation-token');
  const current = new Map<string, StoredObject>();
  for (const key of store.listKeys(bucket.name)) {
    const version = store.versionsOf(bucket.name, key)[0];
    if (version?.type === 'object') current.set(key, version);
  }
  const page = listPage([...current.keys()], {
    prefix: read('prefix'),
    delimiter: read('delimiter'),
    after: token === '' ? read('start-after') : decodeToken(token),
    limit: maximum,
  });
  const contents = page.keys.flatMap((key) => {
    const object = current.get(key);
    return object === undefined ? [] : [contentsElement(encode(key), object, read('fetch-owner') === 'true')];
  });
  const xml = formatXml([
    'ListBucketResult',
    [
      encodingType,
      ['Name', bucket.name],
      ['Prefix', encode(read('prefix'))],
      read('start-after') === '' ? undefined : ['StartAfter', encode(read('start-after'))],
      ['MaxKeys', maximum],
      ['Delimiter', encode(read('delimiter'))],
      ['IsTruncated', page.next !== undefined],
      token === '' ? undefined : ['ContinuationToken', token],
      page.next === undefined ? undefined : ['NextContinuationToken', encodeToken(page.next)],
      ...contents,
      ...page.commonPrefixes.map((prefix): XmlElement => ['CommonPrefixes', [['Prefix', encode(prefix)]]]),
      ['KeyCount', page.keys.length + page.commonPrefixes.length],
    ],
  ]);
  return xmlResponse(200, xml);
}

function contentsElement(encodedKey: string, object: StoredObject, withOwner: boolean): XmlElement {
  return [
    'Contents',
    [
      ['Key', encodedKey],
      ['LastModified', new Date(object.lastModifiedMs).toISOString()],
      ['ETag', `"${object.etag}"`],
      ['Type', object.objectType],
      ['Size', object.sizeBytes],
      ['StorageClass', object.storageClass],
      withOwner
        ? [
            'Owner',
            [
              ['ID', owner],
              ['DisplayName', owner],
            ],
          ]
        : undefined,
    ],
  ];
}

const owner = '1000000000000000';

function encodeToken(after: string): string {
  return Buffer.from(after, 'utf8').toString('base64url');
}

function decodeToken(token: string): string {
  const after = Buffer.from(token, 'base64url').toString('utf8');
  if (encodeToken(after) !== token) {
    throw invalidArgument('The continuation token provided is incorrect.', 'continuation-token', token);
  }
  return after;
}
