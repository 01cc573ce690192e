// In the patterns below, no two adjacent repeated parts match the same character: this keeps the matching time linear.

const names =
  'access[_-]?key[_-]?(?:secret|id)|(?:security|sts|session)[_-]?token|signature(?:provided)?|x-oss-credential';

/** A plain, escaped or percent-encoded quote. */
const quote = String.raw`[\\"']|&quot;|%(?:25)*2[27]`;

/** In headers, queries, JSON (some writers escape `=`) and the output of `inspect`. Empty values are not masked. */
const assignment = String.raw`(?:\]|${quote})*\s*(?:=+>?|:=?|%(?:25)*3[AD]|(?<=\\)u003d)[\s[]*(?:${quote})*(?![=[)}\]])`;

/** In a list of names and values. The quotes distinguish it from a comma in a sentence. */
const listComma = String.raw`\\*["']\s*,\s*\\*["']`;

const endOfTag = '>|&gt;';

const separator = `(?:${assignment}|${listComma}|${endOfTag})`;

/** Some JSON writers escape `%`, `+`, `/` and `=`, which a value may contain. A percent-encoded quote or `&` ends it. */
const value = String.raw`(?:[^\s&"'<>,\\%]|\\{1,3}(?:\/|u00[23][5bdf])|%(?!(?:25)*2[267]))+`;

/** A secret after its name; group 1 is everything before the secret. The code `InvalidAccessKeyId` is not a name. */
export const namedSecret: RegExp = /* @__PURE__ */ new RegExp(
  `((?<!invalid|missing|incomplete)(?:${names})${separator})${value}`,
  'gi',
);

/** The same for the header `Authorization`. Its value is two words if it starts with a scheme, one otherwise. */
export const namedAuthorization: RegExp = /* @__PURE__ */ new RegExp(
  `(authorization${separator})${value}(?: +${value})?`,
  'gi',
);
