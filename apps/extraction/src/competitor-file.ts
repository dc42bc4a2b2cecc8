import { parse } from 'yaml';
import { competitorList, type CompetitorList } from './domain/competitors/competitor-list.js';
import { knownCompetitors } from './domain/competitors/known-competitors.js';
import { competitorsInvalid } from './domain/extraction.errors.js';

/** Reads a list of competitors from YAML or JSON. @throws DomainError COMPETITORS.INVALID with the place. */
export function readCompetitors(text: string): CompetitorList {
  let source: unknown;
  try {
    source = parse(text);
  } catch (error) {
    throw competitorsInvalid((error as Error).message.split('\n')[0] ?? 'it is no YAML');
  }
  const parsed = competitorList.safeParse(source);
  if (!parsed.success) throw competitorsInvalid(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; '));
  knownCompetitors(parsed.data);
  return parsed.data;
}
