import { request } from 'undici';
import { z } from 'zod';

const Health = z.object({ model: z.string().nullish(), languages: z.array(z.string()).nullish() });
const PATIENCE_MS = 2_000;

/** What a speech server says of itself at `/health`; nulls where it says nothing, or does not answer. */
export async function askLanguages(url: string): Promise<{ languages: string[] | null; model: string | null }> {
  try {
    const { body } = await request(new URL('/health', url), { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
    const { model, languages } = Health.parse(await body.json());
    return { languages: languages ?? null, model: model ?? null };
  } catch {
    return { languages: null, model: null };
  }
}
