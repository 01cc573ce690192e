import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { completeAllWithBody, invalidPart, invalidPartOrder, partTooSmall } from '../../errors/multipart-errors.ts';
import { malformedXml } from '../../errors/request-errors.ts';
import type { MultipartUpload, UploadedPart } from '../../store/stored-object.ts';

/**
 * Chooses the parts of the finished object: those that the XML lists, or all with `x-oss-complete-all: yes`.
 *
 * @throws ServiceError MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall, InvalidArgument
 */
export function chooseParts(upload: MultipartUpload, xml: string, isCompleteAll: boolean): readonly UploadedPart[] {
  if (isCompleteAll && xml !== '') {
    throw completeAllWithBody();
  }
  const parts = isCompleteAll ? Object.values(upload.parts) : listedParts(upload, parseParts(xml));
  const tooSmall = parts.slice(0, -1).find((part) => part.sizeBytes < MINIMUM_PART_BYTES);
  if (tooSmall !== undefined) {
    throw partTooSmall(tooSmall.partNumber);
  }
  if (parts.length === 0) {
    throw malformedXml();
  }
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
    if (part === undefined || part.etag !== etag) {
      throw invalidPart(partNumber);
    }
    return part;
  });
}

function parseParts(xml: string): ListedPart[] {
  // A document type could define entities, which the parser answers with errors of its own.
  if (xml.includes('<!DOCTYPE') || XMLValidator.validate(xml) !== true) {
    throw malformedXml();
  }
  const document = parser.parse(xml) as { CompleteMultipartUpload?: { Part?: readonly Record<string, unknown>[] } };
  return (document.CompleteMultipartUpload?.Part ?? []).map((part) => {
    const partNumber = Number(part['PartNumber']);
    const etag = String(part['ETag'] ?? '')
      .replaceAll('"', '')
      .toUpperCase();
    if (!Number.isInteger(partNumber) || etag === '') {
      throw malformedXml();
    }
    return { partNumber, etag };
  });
}

const parser = new XMLParser({
  // Numbers stay text: an ETag made of digits and one E would otherwise become a number.
  parseTagValue: false,
  // Encoders of Go write the quotes of an ETag as `&#34;`, which counts as an HTML entity here.
  htmlEntities: true,
  isArray: (name) => name === 'Part',
});

const MINIMUM_PART_BYTES = 100 * 1024;
