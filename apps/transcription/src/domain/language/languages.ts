/** Stages whose languages differ. Speech depends on the engine that is configured, and is declared by it. */
export const languageStages = ['redaction', 'rules'] as const;
export type LanguageStage = (typeof languageStages)[number];

/** What each stage supports, as primary subtags of BCP 47. */
export const supportedLanguages: Readonly<Record<LanguageStage, readonly string[]>> = { redaction: ['en'], rules: ['en'] };

/** `en` of `en-US`. */
export const primary = (language: string): string => (language.split(/[-_]/)[0] ?? language).toLowerCase();

/** Stages that support a language. */
export const stagesFor = (language: string): LanguageStage[] => languageStages.filter((stage) => supportedLanguages[stage].includes(primary(language)));
