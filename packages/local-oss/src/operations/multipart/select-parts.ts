import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { completeAllWithBody, invalidPart, invalidPartOrder, partTooSmall } from '../../errors/multipart-errors.ts';
import { malformedXml } from '../../errors/request-errors.ts';
import type { MultipartUpload, UploadedPart } from '../../store/stored-object.ts';

/**
 * Selects the parts of the object: those that the XML lists, or all with `x-oss-complete-all: yes`.
 *
 * @throws ServiceError MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall, InvalidArgument
 */
export function selectParts(upload: MultipartUpload, xml: string, isCompleteAll: boolean): readonly UploadedPart[] {
  if (isCompleteAll && xml !== '') throw completeAllWithBody();
  const parts = isCompleteAll ? Object.values(upload.parts) : listedParts(upload, parseParts(xml));
  const tooSmall = parts.slice(0, -1).find((part) => part.sizeBytes < minPartBytes);
  if (tooSmall !== undefined) throw partTooSmall(tooSmall.partNumber);
  if (parts.length === 0) throw malformedXml();
  return parts;
}

interface ListedPart {
  readonly partNumber: number;
  readonly etag: string;
}

function listedParts(upload: MultipartUpload, listed: readonly ListedPart[]): UploadedPart[] {
  if (listed.some(({ partNumber }, index) => partNumber <= (listed[index - 1]?.partNumber ?? 0))) {
    throw invalidPartOrder();
  }
  return listed.map(({ partNumber, etag }) => {
    const part = upload.parts[partNumber];
    if (part === undefined || part.etag !== etag) throw invalidPart(partNumber);
    return part;
  });
}

function parseParts(xml: string): ListedPart[] {
  // A document type can define entities, for which the parser throws other errors.
  if (xml.includes('<!DOCTYPE') || XMLValidator.validate(xml) !== true) throw malformedXml();
  const document = parser.parse(xml) as { CompleteMultipartUpload?: { Part?: readonly Record<string, unknown>[] } };
  return (document.CompleteMultipartUpload?.Part ?? []).map((part) => {
    const partNumber = Number(part['PartNumber']);
    const etag = String(part['ETag'] ?? '')
      .replaceAll('"', '')
      .toUpperCase();
    if (!Number.isInteger(partNumber) || etag === '') throw malformedXml();
    return { partNumber, etag };
  });
}

const parser = new XMLParser({
  // Otherwise an ETag of digits and one E would become a number.
  parseTagValue: false,
  // Go writes the quotes of an ETag as `&#34;`, which this parser treats as an HTML entity.
  htmlEntities: true,
  isArray: (name) => name === 'Part',
});

const minPartBytes = 100 * 1024;
