export { type SnippetLanguage, type SnippetLanguageInfo, snippetLanguages } from './languages.ts';
export { type PresignedDownload, type SnippetOptions, snippet } from './snippet.ts';
