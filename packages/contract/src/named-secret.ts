// Of the patterns below, no two parts that repeat and stand side by side match the same character: that keeps the time
// in step with the text.

const names =
  'access[_-]?key[_-]?(?:secret|id)|(?:security|sts|session)[_-]?token|signature(?:provided)?|x-oss-credential';

/** Plain, escaped or percent-encoded. */
const quote = String.raw`[\\"']|&quot;|%(?:25)*2[27]`;

/** In headers, queries, JSON (some writers escape `=`), and what `inspect` writes. What is empty stays so. */
const assignment = String.raw`(?:\]|${quote})*\s*(?:=+>?|:=?|%(?:25)*3[AD]|(?<=\\)u003d)[\s[]*(?:${quote})*(?![=[)}\]])`;

/** In a list of names and values. A comma in a sentence, which has no quotes, separates no value. */
const listComma = String.raw`\\*["']\s*,\s*\\*["']`;

const endOfTag = '>|&gt;';

const separator = `(?:${assignment}|${listComma}|${endOfTag})`;

/** Some writers of JSON escape `%`, `+`, `/` and `=`, which a value may hold. A percent-encoded quote or `&` ends it. */
const value = String.raw`(?:[^\s&"'<>,\\%]|\\{1,3}(?:\/|u00[23][5bdf])|%(?!(?:25)*2[267]))+`;

/** A secret behind its name; the first group is all before it. The error code `InvalidAccessKeyId` names none. */
export const namedSecret: RegExp = /* @__PURE__ */ new RegExp(
  `((?<!invalid|missing|incomplete)(?:${names})${separator})${value}`,
  'gi',
);

/** The header `Authorization` in the same way. Its value is two words where the scheme is written, one otherwise. */
export const namedAuthorization: RegExp = /* @__PURE__ */ new RegExp(
  `(authorization${separator})${value}(?: +${value})?`,
  'gi',
);
